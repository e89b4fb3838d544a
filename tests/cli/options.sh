# -O, -q, -B, -E, -I, -s, -S, -u, -b are understood; unknown ones are refused with status 2.
python -O -c 'print(__debug__)'
python -OO -c 'def f():
    "doc"
print(f.__doc__)'
for option in -q -B -E -I -s -u -b -x; do python $option -c 'print("ok")' 2>&1 | head -1; done
python -Z -c 'print("never")' 2>/dev/null; echo "status $?"
python --no-such-option 2>/dev/null; echo "status $?"
python -c 2>/dev/null; echo "status $?"
python -m 2>/dev/null; echo "status $?"
python -qBc 'print("joined options")'
python -X dev -c 'import sys; print(sys.flags.dev_mode)'
python -X int_max_str_digits=1000 -c 'import sys; print(sys.get_int_max_str_digits())'
python -u -c 'import sys; sys.stdout.write("unbuffered\n")'
