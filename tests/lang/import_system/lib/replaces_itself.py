import sys


class Stand:
    attribute = "from the stand-in"

    def __repr__(self):
        return "<stand-in>"


sys.modules[__name__] = Stand()
