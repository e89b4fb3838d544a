# exit: 1
class A[T = int, U]: pass
