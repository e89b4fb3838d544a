# exit: 1
def f(
    a,

    b,
):

    # a comment

    return (

        a

        / b
    )


f(1, 0)
