from lib.circular_from_b import b

a = 1
