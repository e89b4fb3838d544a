# -c: a margin that all lines share is taken off.
python -c '  if 1:
    print(1)

  print(2)
'
python -c '  x = """
    a
  b"""
  print(repr(x))'
python -c '

   print(3)'
python -c '   
  1/0' 2>&1
python -c ' print(1)
	print(2)' 2>&1
python -c '	x = 1; print(x)'
python -c ' print(1)
  print(2)' 2>&1
true
