# Programs on standard input: with -, without anything, and with arguments.
echo 'import sys; print(sys.argv, __name__)' | python
echo 'import sys; print(sys.argv)' | python - a b
printf 'print(1)\nprint(2' | python; echo "status $?"
printf 'def f():\n    return 5\nprint(f())\n' | python -
printf '1 / 0\n' | python; echo "status $?"
python < /dev/null; echo "status $?"
