# Variables that mean something to the interpreter.
PYTHONPATH=lib python -c 'import sys; print(any(p.endswith("lib") for p in sys.path)); import module' | head -1
PYTHONOPTIMIZE=1 python -c 'print(__debug__)'
PYTHONUNBUFFERED=1 python -c 'print("u")'
PYTHONDONTWRITEBYTECODE=1 python -c 'import sys; print(sys.dont_write_bytecode)'
PYTHONPATH=lib python -E -c 'import sys; print(any(p.endswith("lib") for p in sys.path))'
PYTHONINTMAXSTRDIGITS=777 python -c 'import sys; print(sys.get_int_max_str_digits())'
