print("b begins")
import lib.circular_a as a

print("b sees", hasattr(a, "value"))
value = "b's value"
