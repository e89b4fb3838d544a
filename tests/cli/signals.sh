# An interrupt ends the program with a KeyboardInterrupt.
python -c 'import os, time
os.kill(os.getpid(), 2)
for i in range(10**7): pass
print("never")' 2>&1 | tail -1
python -c 'import os
try:
    os.kill(os.getpid(), 2)
    while True: pass
except KeyboardInterrupt:
    print("caught")'
(python -c 'import os; os.kill(os.getpid(), 15)'; echo "status $?") 2>/dev/null
