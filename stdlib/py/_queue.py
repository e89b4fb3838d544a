# SPDX-License-Identifier: MIT
"""C implementation of the Python queue module.
This module is an implementation detail, please do not use it directly."""


class Empty(Exception):
    "Exception raised by Queue.get(block=0)/get_nowait()."


class Full(Exception):
    "Exception raised by Queue.put(block=0)/put_nowait()."
    __module__ = "queue"
