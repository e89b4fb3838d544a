# Bytes and texts that are no programs: each is refused politely.
# options: -Wignore
state = 12345


def random(n):
    global state
    state = (state * 1103515245 + 12345) & 0x7FFFFFFF
    return (state >> 8) % n


pieces = ["def ", "f(", ")", ":", "\n", "    ", "\t", "if ", "else", "x", "=", "==", "1", "1.5e", "'", '"', "'''", "{", "}", "[", "]", ",", "lambda ", "*", "**", "@", "class ", "for ", "in ", "while ", "try", "except", "f'", "{x", "!r", "\\", "#", ";", ".", "->", ":=", "é", "\x00",
          "async ", "await ", "yield ", "match x", "case _", "return", "import ", "from ", "as ", "not ", "is ", "0x", "b'", "\x0c", "\r", "~", "<<", "...", "type X", "with ", "del ", "global ", "assert ", "raise ", "nonlocal ", "`", "$", "?", "!", "\ufeff", "€"]
outcomes = {}
for i in range(4000):
    source = "".join(pieces[random(len(pieces))] for _ in range(1 + random(25)))
    for mode in ("exec", "eval", "single"):
        try:
            compile(source, "<garbage>", mode)
            kind = "ok"
        except (SyntaxError, ValueError, OverflowError, MemoryError, RecursionError) as e:
            kind = "refused"
        outcomes[kind] = outcomes.get(kind, 0) + 1
print(sum(outcomes.values()), set(outcomes) <= {"ok", "refused"})
refused = 0
for i in range(3000):
    source = bytes(random(256) for _ in range(random(30)))
    try:
        compile(source, "<garbage>", "exec")
    except (SyntaxError, ValueError):
        refused += 1
print(refused > 2000)
good = "def f(a, b=1, *c, d, **e):\n    '''doc'''\n    for i in range(10):\n        x = [j for j in c if j > f'{a!r:>{b}}']\n    return {1: 2, **e}\n"
for i in range(len(good)):
    for change in (good[:i], good[i:], good[:i] + good[i + 1:], good[:i] + "(" + good[i:], good[:i] + "'" + good[i:], good[:i] + "\n" + good[i:], good[:i] + "\0" + good[i:]):
        try:
            compile(change, "<change>", "exec")
        except (SyntaxError, ValueError):
            pass
print("survived")
