# Ctrl-C stops what the main thread does, wherever it is, and the program may catch it.
set -m
exec 2>/dev/null # job notices
mkfifo ready hold
exec 4<>hold
interrupted() {
    python -c "$1" >ready 2>err <&4 &
    exec 3<ready
    read -r line <&3
    kill -INT -- -$!
    cat <&3
    wait $! 2>/dev/null
    echo "status $?, $(tail -1 err)"
}
interrupted 'print("ready", flush=True)
while True: pass'
interrupted 'import time
print("ready", flush=True)
time.sleep(60)'
interrupted 'print("ready", flush=True)
input()'
interrupted 'import sys
print("ready", flush=True)
sys.stdin.read()'
interrupted 'print("ready", flush=True)
sum(range(10**13))'
interrupted 'print("ready", flush=True)
any(map(bool, iter(int, 1)))'
interrupted 'import time
try:
    print("ready", flush=True)
    time.sleep(60)
except KeyboardInterrupt as e:
    print("caught", repr(e))'
interrupted 'import atexit
atexit.register(print, "at exit")
try:
    print("ready", flush=True)
    while True: pass
finally:
    print("finally")'
interrupted 'def f():
    try:
        print("ready", flush=True)
        while True: pass
    except KeyboardInterrupt:
        print("in the generator")
        raise
    yield 1
for _ in f(): pass'
interrupted 'import _thread
lock = _thread.allocate_lock()
lock.acquire()
print("ready", flush=True)
lock.acquire()'
