# exit: 1
import math.sub
