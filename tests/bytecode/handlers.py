"""try and with: what guards what, and every way out."""


def one():
    try:
        a()
    except (E, F) as e:
        b(e)
    except G:
        raise
    else:
        c()
    finally:
        d()


def leave(n):
    for i in n:
        try:
            with a(i) as f:
                if f:
                    return f.x
                break
        except E as e:
            return e
        finally:
            d()


def groups():
    try:
        a()
    except* E as e:
        b(e)
    except* F:
        c()
