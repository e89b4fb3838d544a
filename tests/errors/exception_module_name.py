# exit: 1
class Weird(Exception):
    __module__ = "some.module"
    __qualname__ = "Changed.Name"


raise Weird("text")
