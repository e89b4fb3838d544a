# match put to work: a little calculator, from tokens to values.
class Num:
    __match_args__ = ("value",)

    def __init__(self, value):
        self.value = value


class Bin:
    __match_args__ = ("op", "left", "right")

    def __init__(self, op, left, right):
        self.op, self.left, self.right = op, left, right


class Neg:
    __match_args__ = ("operand",)

    def __init__(self, operand):
        self.operand = operand


def tokens(text):
    i = 0
    while i < len(text):
        match text[i]:
            case " ":
                i += 1
            case c if c.isdigit():
                j = i
                while j < len(text) and text[j].isdigit():
                    j += 1
                yield ("num", int(text[i:j]))
                i = j
            case "+" | "-" | "*" | "/" | "(" | ")" as c:
                yield ("op", c)
                i += 1
            case other:
                raise SyntaxError(f"bad character {other!r}")


def parse(text):
    stream = [*tokens(text), ("end", None)]

    def expr():
        left = term()
        while True:
            match stream[0]:
                case ("op", "+" | "-" as op):
                    stream.pop(0)
                    left = Bin(op, left, term())
                case _:
                    return left

    def term():
        left = atom()
        while True:
            match stream[0]:
                case ("op", "*" | "/" as op):
                    stream.pop(0)
                    left = Bin(op, left, atom())
                case _:
                    return left

    def atom():
        match stream.pop(0):
            case ("num", n):
                return Num(n)
            case ("op", "-"):
                return Neg(atom())
            case ("op", "("):
                inner = expr()
                match stream.pop(0):
                    case ("op", ")"):
                        return inner
                    case (kind, value):
                        raise SyntaxError(f"expected ')', got {kind} {value}")
            case (kind, value):
                raise SyntaxError(f"unexpected {kind} {value}")

    tree = expr()
    if stream != [("end", None)]:
        raise SyntaxError(f"left over: {stream[0]}")
    return tree


def evaluate(tree):
    match tree:
        case Num(n):
            return n
        case Neg(Num(n)):
            return -n
        case Neg(x):
            return -evaluate(x)
        case Bin("+", a, b):
            return evaluate(a) + evaluate(b)
        case Bin("-", a, b):
            return evaluate(a) - evaluate(b)
        case Bin("*", Num(0), _) | Bin("*", _, Num(0)):
            return 0
        case Bin("*", a, b):
            return evaluate(a) * evaluate(b)
        case Bin("/", _, Num(0)):
            raise ZeroDivisionError("literally by zero")
        case Bin("/", a, b):
            return evaluate(a) / evaluate(b)


for text in ("1 + 2 * 3", "(1 + 2) * 3", "-4 * -(2 - 5)", "10 / 4 - 1", "0 * (1 / 0)", "7 / 0", "1 +", "(1", "2 $ 3", "1 2", ""):
    try:
        print(text, "=", evaluate(parse(text)))
    except (SyntaxError, ZeroDivisionError) as e:
        print(text, "!", type(e).__name__, e)
