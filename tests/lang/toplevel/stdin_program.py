# A program that reads its standard input line by line.
import sys

total = 0
for number, line in enumerate(sys.stdin, 1):
    words = line.split()
    print(number, words, sum(int(w) for w in words if w.lstrip("-").isdigit()))
    total += len(words)
print(total, repr(sys.stdin.read()), sys.stdin.name, sys.stdin.isatty())
