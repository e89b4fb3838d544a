# SPDX-License-Identifier: MIT
"""A small language: tokenizer, recursive descent parser to tuples, and a tree-walking evaluator with closures."""


def tokenize(text):
    return text.replace("(", " ( ").replace(")", " ) ").split()


def parse(tokens):
    token = tokens.pop(0)
    if token == "(":
        items = []
        while tokens[0] != ")":
            items.append(parse(tokens))
        tokens.pop(0)
        return items
    try:
        return int(token)
    except ValueError:
        return token


class Scope(dict):
    def __init__(self, names=(), values=(), outer=None):
        super().__init__(zip(names, values))
        self.outer = outer

    def find(self, name):
        return self if name in self else self.outer.find(name)


class Lambda:
    def __init__(self, names, body, scope):
        self.names, self.body, self.scope = names, body, scope

    def __call__(self, *args):
        return evaluate(self.body, Scope(self.names, args, self.scope))


def evaluate(x, scope):
    if isinstance(x, str):
        return scope.find(x)[x]
    if not isinstance(x, list):
        return x
    head = x[0]
    if head == "if":
        _, test, yes, no = x
        return evaluate(yes if evaluate(test, scope) else no, scope)
    if head == "define":
        scope[x[1]] = evaluate(x[2], scope)
        return None
    if head == "lambda":
        return Lambda(x[1], x[2], scope)
    function, *args = [evaluate(part, scope) for part in x]
    return function(*args)


top = Scope()
top.update({"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "<": lambda a, b: a < b})
evaluate(parse(tokenize("(define fib (lambda (n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))))")), top)
evaluate(parse(tokenize("(define fact (lambda (n) (if (< n 2) 1 (* n (fact (- n 1))))))")), top)
print(evaluate(parse(tokenize("(fib 16)")), top), evaluate(parse(tokenize("(fact 20)")), top))
