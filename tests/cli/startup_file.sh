# $PYTHONSTARTUP runs before the first prompt, and only there.
export PYTHON_BASIC_REPL=1
echo 'print("startup", __name__, __file__)
value = 5' >start.py
echo '1/0' >broken.py
export PYTHONSTARTUP=start.py
printf 'value\n__file__\n' | python -i -q 2>&1
printf 'value\n' | python -i -q -c 'print("program", flush=True)' 2>&1
printf 'value\n' | python -i -q -E 2>&1
printf 'print("from a pipe")\n' | python -q 2>&1
PYTHONSTARTUP=broken.py
printf '2\n' | python -i -q 2>&1
PYTHONSTARTUP=nosuch.py
printf '2\n' | python -i -q 2>&1
