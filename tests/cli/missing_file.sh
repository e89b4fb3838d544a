# A file that is not there, a folder without __main__.
python no_such_file.py 2>&1 | sed 's/^.*open file/open file/; s/.\/.*\/no_such/ no_such/'
python no_such_file.py 2>/dev/null; echo "status $?"
mkdir -p empty_folder
python -c 'print("still works")'
