# Threads that write to one file: every line arrives whole.
import threading

with open("shared.txt", "w") as file:
    def write(name):
        for i in range(2000):
            file.write(f"{name} {i} {'x' * 60}\n")
    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
with open("shared.txt") as file:
    lines = file.read().splitlines()
print(len(lines), len(set(lines)), {len(line.split()) for line in lines})
