# exit: 1
class A:
    yield 1
