# SPDX-License-Identifier: MIT
"""
Places in sorted sequences, found by halving.
"""
from _bisect import *

bisect = bisect_right
insort = insort_right
