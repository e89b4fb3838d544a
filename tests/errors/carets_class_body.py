# exit: 1
class A:
    x = 1

    class B:
        y = undefined_in_body
