# exit: 1
try:
    {}["k"]
except KeyError:
    raise ValueError("only this") from None
