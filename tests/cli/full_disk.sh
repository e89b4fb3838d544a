# Standard output on a full device.
python -c 'print("x")' > /dev/full; echo "status $?"
python -c 'import sys; print("x"); sys.stdout.flush()' > /dev/full; echo "status $?"
python -c 'import sys; sys.stderr.write("x")' 2> /dev/full; echo "status $?"
