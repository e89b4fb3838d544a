# Streams closed before the start.
# ours: wrappers of CPython reopen them; these are CPython's results without a wrapper
python -c 'print("x")' >&-; echo "status $?"
python -c 'import sys; print(sys.stdin)' <&-; echo "status $?"
python -c 'raise ValueError("nobody reads this")' 2>&-; echo "status $?"
python -c 'import sys; print(sys.stderr)' 2>&-; echo "status $?"
