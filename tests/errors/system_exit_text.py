# exit: 1
import sys

print("printed")
sys.exit("message on standard error")
