# SPDX-License-Identifier: MIT
"""A small virtual machine: dispatch by match, stacks, dictionaries of variables."""


def run(program):
    stack, variables, pc, steps = [], {}, 0, 0
    while True:
        steps += 1
        match program[pc]:
            case ("push", value):
                stack.append(value)
            case ("load", name):
                stack.append(variables[name])
            case ("store", name):
                variables[name] = stack.pop()
            case ("add",):
                b = stack.pop()
                stack[-1] += b
            case ("mod",):
                b = stack.pop()
                stack[-1] %= b
            case ("less",):
                b = stack.pop()
                stack[-1] = stack[-1] < b
            case ("jump_if", target):
                if stack.pop():
                    pc = target
                    continue
            case ("halt",):
                return variables, steps
        pc += 1


program = [
    ("push", 0), ("store", "i"), ("push", 0), ("store", "total"),
    ("load", "total"), ("load", "i"), ("push", 7), ("mod",), ("add",), ("store", "total"),
    ("load", "i"), ("push", 1), ("add",), ("store", "i"),
    ("load", "i"), ("push", 60000), ("less",), ("jump_if", 4), ("halt",),
]
print(run(program))
