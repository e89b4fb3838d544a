from lib.circular_from_a import a

b = 2
