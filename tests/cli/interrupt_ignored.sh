# A program that was started with interrupts ignored goes on ignoring them.
mkfifo ready go
(trap '' INT; python -c 'print("ready", flush=True)
input()
print("went on")' >ready <go) &
exec 3<ready 4>go
read -r line <&3
kill -INT $!
echo >&4
cat <&3
wait
