# PYTHONHASHSEED: the same seed gives the same hashes, another one others.
a=$(PYTHONHASHSEED=1 python -c 'print(hash("text"), hash(b"bytes"))')
b=$(PYTHONHASHSEED=1 python -c 'print(hash("text"), hash(b"bytes"))')
c=$(PYTHONHASHSEED=2 python -c 'print(hash("text"), hash(b"bytes"))')
[ "$a" = "$b" ] && echo same
[ "$a" != "$c" ] && echo different
PYTHONHASHSEED=random python -c 'print(hash("") == 0, hash(5), hash(1.5) == hash(3 / 2))'
PYTHONHASHSEED=wrong python -c 'print("never")' 2>/dev/null; echo "status $?"
