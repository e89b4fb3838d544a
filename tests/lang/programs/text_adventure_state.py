# A state machine with coroutines: a vending machine told what happens, telling what it does.
def machine(prices):
    balance, log = 0, []
    while True:
        event = yield (balance, log[-1] if log else "ready")
        match event:
            case ("coin", int(value)) if value in (5, 10, 20, 50):
                balance += value
                log.append(f"took {value}")
            case ("coin", other):
                log.append(f"refused {other!r}")
            case ("choose", str(item)) if item in prices and balance >= prices[item]:
                balance -= prices[item]
                log.append(f"gave {item}")
            case ("choose", str(item)) if item in prices:
                log.append(f"{prices[item] - balance} missing for {item}")
            case ("choose", item):
                log.append(f"no {item}")
            case ("return",):
                log.append(f"returned {balance}")
                balance = 0
            case ("stop",):
                return log
            case _:
                log.append(f"what is {event!r}?")


m = machine({"tea": 30, "soup": 45})
print(next(m))
for event in [("coin", 20), ("coin", 3), ("choose", "tea"), ("coin", 10), ("choose", "tea"), ("coin", 50), ("choose", "pizza"), ("choose", "soup"), ("return",), "kick", ("coin", "x")]:
    print(event, m.send(event))
try:
    m.send(("stop",))
except StopIteration as e:
    print(len(e.value), e.value[-1])
