# A small Lisp: reader, environments, closures, tail calls by a loop.
class Symbol(str):
    pass


def tokens(text):
    return text.replace("(", " ( ").replace(")", " ) ").replace("'", " ' ").split()


def read(stream):
    token = stream.pop(0)
    if token == "(":
        items = []
        while stream[0] != ")":
            items.append(read(stream))
        stream.pop(0)
        return items
    if token == "'":
        return [Symbol("quote"), read(stream)]
    if token == ")":
        raise SyntaxError("unexpected )")
    for kind in (int, float):
        try:
            return kind(token)
        except ValueError:
            pass
    return Symbol(token)


class Env(dict):
    def __init__(self, names=(), values=(), outer=None):
        if len(names) != len(values):
            raise TypeError(f"{len(names)} arguments expected, got {len(values)}")
        super().__init__(zip(names, values))
        self.outer = outer

    def find(self, name):
        env = self
        while env is not None:
            if name in env:
                return env
            env = env.outer
        raise NameError(f"unbound: {name}")


class Lambda:
    def __init__(self, names, body, env):
        self.names, self.body, self.env = names, body, env

    def __call__(self, *args):
        return evaluate(self.body, Env(self.names, args, self.env))


def evaluate(x, env):
    while True:
        match x:
            case Symbol():
                return env.find(x)[x]
            case [Symbol("quote"), value]:
                return value
            case [Symbol("if"), test, yes, *no]:
                x = yes if evaluate(test, env) is not False else no[0] if no else None
            case [Symbol("define"), [name, *names], *body]:
                env[name] = Lambda(names, [Symbol("begin"), *body], env)
                return None
            case [Symbol("define"), name, value]:
                env[name] = evaluate(value, env)
                return None
            case [Symbol("set!"), name, value]:
                env.find(name)[name] = evaluate(value, env)
                return None
            case [Symbol("lambda"), names, *body]:
                return Lambda(names, [Symbol("begin"), *body], env)
            case [Symbol("begin"), *forms]:
                for form in forms[:-1]:
                    evaluate(form, env)
                x = forms[-1]
            case [Symbol("let"), bindings, *body]:
                values = [evaluate(v, env) for _, v in bindings]
                env, x = Env([n for n, _ in bindings], values, env), [Symbol("begin"), *body]
            case [head, *rest]:
                f, args = evaluate(head, env), [evaluate(a, env) for a in rest]
                if isinstance(f, Lambda):
                    env, x = Env(f.names, args, f.env), f.body
                else:
                    return f(*args)
            case _:
                return x


def show(x):
    if isinstance(x, list):
        return "(" + " ".join(map(show, x)) + ")"
    return {True: "#t", False: "#f"}.get(x, str(x)) if isinstance(x, bool) else str(x)


def reduce(f):
    def run(*args):
        total = args[0]
        for a in args[1:]:
            total = f(total, a)
        return total
    return run


base = Env()
base.update({"+": reduce(lambda a, b: a + b), "-": reduce(lambda a, b: a - b), "*": reduce(lambda a, b: a * b), "<": lambda a, b: a < b, "=": lambda a, b: a == b,
             "list": lambda *a: list(a), "car": lambda x: x[0], "cdr": lambda x: x[1:], "cons": lambda a, b: [a, *b], "null?": lambda x: x == [], "#t": True, "#f": False, "mod": lambda a, b: a % b})
program = """
(define (fact n) (if (< n 2) 1 (* n (fact (- n 1)))))
(fact 25)
(define (loop n acc) (if (= n 0) acc (loop (- n 1) (+ acc n))))
(loop 5000 0)
(define (map f xs) (if (null? xs) '() (cons (f (car xs)) (map f (cdr xs)))))
(map (lambda (x) (* x x)) '(1 2 3 4))
(define counter (let ((n 0)) (lambda () (set! n (+ n 1)) n)))
(counter) (counter) (counter)
(define (compose f g) (lambda (x) (f (g x))))
((compose fact (lambda (x) (+ x 1))) 4)
(let ((a 1) (b 2)) (list a b (+ a b)))
(if (null? '()) #t #f)
'(a (b c) 1.5)
"""
stream = tokens(program)
while stream:
    result = evaluate(read(stream), base)
    if result is not None:
        print(show(result))
for bad in ("(undefined 1)", "((lambda (x) x))", "(car '())", ")", "(1 2)"):
    try:
        print(evaluate(read(tokens(bad)), base))
    except Exception as e:
        print(bad, "|", type(e).__name__, e)
