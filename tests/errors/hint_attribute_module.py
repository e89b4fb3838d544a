# exit: 1
import math

math.flor(1.5)
