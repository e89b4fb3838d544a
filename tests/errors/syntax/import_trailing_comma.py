# exit: 1
from a import b,
