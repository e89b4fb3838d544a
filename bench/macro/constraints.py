# SPDX-License-Identifier: MIT
"""Objects that refer to each other: a one-way constraint network, propagated by plans."""


class Variable:
    def __init__(self, name, value=0):
        self.name, self.value = name, value
        self.users, self.maker, self.mark = [], None, 0


class Constraint:
    strength = 1

    def __init__(self, *variables):
        self.variables = variables
        for v in variables:
            v.users.append(self)

    def inputs(self):
        return self.variables[:-1]

    def output(self):
        return self.variables[-1]

    def execute(self):
        raise NotImplementedError


class Equal(Constraint):
    def execute(self):
        self.output().value = self.inputs()[0].value


class Scale(Constraint):
    strength = 2

    def execute(self):
        source, factor, offset, target = self.variables
        target.value = source.value * factor.value + offset.value


class Planner:
    def __init__(self):
        self.mark = 0

    def plan(self, start):
        self.mark += 1
        todo, steps = list(start.users), []
        while todo:
            c = todo.pop()
            out = c.output()
            if out.mark != self.mark:
                out.mark = self.mark
                steps.append(c)
                todo.extend(u for u in out.users if u is not c)
        return sorted(steps, key=lambda c: (c.strength, c.output().name))


planner = Planner()
chain = [Variable(i) for i in range(60)]
for a, b in zip(chain, chain[1:]):
    Equal(a, b)
factor, offset = Variable(1000, 3), Variable(1001, 7)
targets = []
for v in chain[::3]:
    target = Variable(v.name + 2000)
    targets.append(target)
    Scale(v, factor, offset, target)
plan = planner.plan(chain[0])
total = 0
for i in range(1500):
    chain[0].value = i
    for step in plan:
        step.execute()
    total += targets[-1].value
for i in range(200):
    total += len(planner.plan(chain[i % 30]))
print(total, len(plan))
