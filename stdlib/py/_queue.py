# SPDX-License-Identifier: MIT
"""The exceptions of the module queue, for those who need not import all of it."""


class Empty(Exception):
    "Exception raised by Queue.get(block=0)/get_nowait()."


class Full(Exception):
    "Exception raised by Queue.put(block=0)/put_nowait()."

    __module__ = "queue"
