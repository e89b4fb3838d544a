try:
    raise SystemExit
finally:
    print("finally")
