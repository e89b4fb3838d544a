# Decorators, context managers, custom exceptions and properties working together.
def wraps(f):
    def apply(g):
        g.__name__, g.__wrapped__ = f.__name__, f
        return g

    return apply


class InsufficientFunds(Exception):
    def __init__(self, account, amount):
        super().__init__(f"{account.name} lacks {amount - account.balance}")
        self.account, self.amount = account, amount


def logged(f):
    @wraps(f)
    def wrapper(self, *args, **kwargs):
        try:
            result = f(self, *args, **kwargs)
        except Exception as e:
            self.history.append(f"{f.__name__}{args} failed: {e}")
            raise
        self.history.append(f"{f.__name__}{args}")
        return result

    return wrapper


def positive(f):
    @wraps(f)
    def wrapper(self, amount, *rest):
        if amount <= 0:
            raise ValueError(f"{f.__name__}: amount must be positive, not {amount}")
        return f(self, amount, *rest)

    return wrapper


class Account:
    count = 0

    def __init__(self, name, balance=0):
        self.name, self._balance, self.history = name, balance, []
        type(self).count += 1

    @property
    def balance(self):
        return self._balance

    @logged
    @positive
    def deposit(self, amount):
        self._balance += amount
        return self

    @logged
    @positive
    def withdraw(self, amount):
        if amount > self._balance:
            raise InsufficientFunds(self, amount)
        self._balance -= amount
        return self

    def __repr__(self):
        return f"{type(self).__name__}({self.name!r}, {self.balance})"

    def __iadd__(self, amount):
        return self.deposit(amount)


class Transaction:
    def __init__(self, *accounts):
        self.accounts = accounts

    def __enter__(self):
        self.saved = [a.balance for a in self.accounts]
        return self

    def __exit__(self, kind, error, tb):
        if kind is not None:
            for account, balance in zip(self.accounts, self.saved):
                account._balance = balance
            print("rolled back:", error)
        return isinstance(error, InsufficientFunds)


a, b = Account("Ada", 100), Account("Bob")
with Transaction(a, b):
    a.withdraw(30)
    b.deposit(30)
print(a, b)
with Transaction(a, b):
    b.deposit(500)
    a.withdraw(500)
print(a, b)
try:
    with Transaction(a):
        a.withdraw(10)
        a.deposit(-5)
except ValueError as e:
    print("escaped:", e)
a += 5
print(a, a.history, b.history, Account.count, Account.deposit.__name__, Account.deposit.__wrapped__.__name__)
try:
    a.balance = 5
except AttributeError as e:
    print(e)


class Savings(Account):
    rate = 3

    def __init__(self, *args):
        super().__init__(*args)

    def interest(self):
        return self.deposit(self.balance * self.rate // 100)


s = Savings("Sue", 1000)
s.interest().interest()
print(s, Savings.count, Account.count, [type(x).__name__ for x in (a, s)], isinstance(s, Account))
