# What can be run: files by any path, folders, standard input; and what cannot.
mkdir -p folder/inner empty lib2
echo 'import sys
print(__name__, sys.argv, sys.path[0][-7:], __file__.rsplit("/", 2)[1:], repr(__package__))' >folder/__main__.py
echo 'import sys
print(sys.argv, __file__.endswith(sys.argv[0]), __file__.startswith(sys.path[0]))' >p.py
echo 'not python at all #!
print("second line")
1/0' >skip.py
printf 'x = 1\n\0y\n' >nul.py
printf 'PK\003\004garbage' >archive.zip
python folder a -c
python folder/ b
python -P folder
python ./p.py
python folder/../p.py x
python - a <<<'import sys; print(sys.argv, __file__)'
python <<<'import sys; print(sys.argv, __name__)'
python -x skip.py 2>&1 | sed 's/File ".*skip/File "skip/'; echo "status ${PIPESTATUS[0]}"
for name in empty nul.py archive.zip no/such.py; do
    python "$name" 2>&1 | sed "s:[^ ]*\($name\):\1:; s/^.*: can't/can't/; s: in '.*/: in ':"; echo "status ${PIPESTATUS[0]}"
done
python /dev/null; echo "status $?"
PYTHONPATH=lib2::/abs:./x/../y python -c 'import sys
print([p.rsplit("/", 1)[-1] for p in (sys.path[1], sys.path[3], sys.path[4])])'
