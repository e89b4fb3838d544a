# Settings that make no sense are refused before anything runs.
python -W 'a:b:c:d:e:f' -c 'print("runs")' 2>&1
python -W foo -c 'print("runs")' 2>&1
python -W error:x:NoCat -c 'print("runs")' 2>&1
for seed in abc -1 4294967296 ' 1'; do PYTHONHASHSEED=$seed python -c 'print("never")' 2>&1; echo "status $?"; done
for limit in 12 x -1; do PYTHONINTMAXSTRDIGITS=$limit python -c 'print("never")' 2>&1; echo "status $?"; done
python -X int_max_str_digits=5 -c 'print("never")' 2>&1; echo "status $?"
python -X int_max_str_digits -c 'print("never")' 2>&1; echo "status $?"
python -X utf8=3 -c 'print("never")' 2>&1; echo "status $?"
PYTHONUTF8=2 python -c 'print("never")' 2>&1; echo "status $?"
for option in -Z --nope -J -qZ -3 -c -m -W -X; do
    python $option 2>&1 | sed 's/usage: [^ ]*/usage: python/'
done
python --check-hash-based-pycs foo -c '1' 2>&1 | sed 's/usage: [^ ]*/usage: python/'
python --check-hash-based-pycs always -c 'print("runs")'
