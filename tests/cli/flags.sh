# sys.flags and what else options and variables leave to see.
unset PYTHONDONTWRITEBYTECODE
show='import sys; print(sys.flags)'
python -c "$show"
python -I -c "$show"
python -bb -B -d -E -s -S -u -P -q -c "$show"
python -OOO -c "$show"
PYTHONOPTIMIZE=2 PYTHONDONTWRITEBYTECODE=x PYTHONNOUSERSITE=1 PYTHONHASHSEED=0 python -c "$show"
PYTHONOPTIMIZE=-3 PYTHONSAFEPATH=yes PYTHONUTF8=1 PYTHONDEVMODE=1 PYTHONHASHSEED=12 python -c "$show"
PYTHONOPTIMIZE=2 PYTHONSAFEPATH=1 PYTHONHASHSEED=0 python -E -c "$show"
python -X utf8=0 -X int_max_str_digits=0 -c "$show"
python -R -c 'import sys; print(sys.flags.hash_randomization)'
options='import sys; print(sys.warnoptions, sys._xoptions, sys.flags.dev_mode)'
python -Wignore -W error::UserWarning -Xa -X b=c -Xdev -c "$options"
PYTHONWARNINGS=ignore,error python -W once -c "$options"
PYTHONWARNINGS=,ignore,,error python -c "$options"
python -bb -W ignore -c "$options"
python -X dev=0 -X '' -c "$options"
python -c 'import sys; print(sys.argv, sys.orig_argv[1:])' a -b
python -- program.py 2>&1 | sed 's/^.*open file/open file/; s/.\/.*\/program/ program/'
