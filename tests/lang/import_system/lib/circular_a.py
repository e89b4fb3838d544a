print("a begins")
from lib import circular_b

value = "a's value"
print("a ends", circular_b.value)
