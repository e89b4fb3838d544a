# Primes, factors, modular arithmetic, perfect numbers, continued fractions, Pell's equation.
def is_prime(n):
    if n < 2:
        return False
    for p in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        if n % p == 0:
            return n == p
    d, s = n - 1, 0
    while d % 2 == 0:
        d, s = d // 2, s + 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def gcd(a, b):
    while b:
        a, b = b, a % b
    return abs(a)


def rho(n):
    if n % 2 == 0:
        return 2
    c = 1
    while True:
        x = y = 2
        d = 1
        while d == 1:
            x = (x * x + c) % n
            y = (y * y + c) % n
            y = (y * y + c) % n
            d = gcd(x - y, n)
        if d != n:
            return d
        c += 1


def factor(n):
    if n == 1:
        return {}
    if is_prime(n):
        return {n: 1}
    d = rho(n)
    out = factor(d)
    for p, e in factor(n // d).items():
        out[p] = out.get(p, 0) + e
    return dict(sorted(out.items()))


print([n for n in range(100) if is_prime(n)], sum(map(is_prime, range(5000))))
for n in (360, 1001, 2**32 + 1, 600851475143, 10**12 + 39, 2**61 - 1, 1234567890123):
    f = factor(n)
    product = 1
    for p, e in f.items():
        product *= p**e
    print(n, f, product == n)
print([p for p in range(2, 130) if is_prime(p) and is_prime(2**p - 1)])
print([n for n in range(2, 9000) if sum(d for d in range(1, n // 2 + 1) if n % d == 0) == n] if False else [2 ** (p - 1) * (2**p - 1) for p in (2, 3, 5, 7, 13)])


def continued(n, steps):
    root = int(n**0.5)
    m, d, a = 0, 1, root
    out = [a]
    while len(out) < steps:
        m = d * a - m
        d = (n - m * m) // d
        a = (root + m) // d
        out.append(a)
    return out


def pell(n):
    terms = continued(n, 100)
    h0, h1, k0, k1 = 1, terms[0], 0, 1
    for a in terms[1:]:
        if h1 * h1 - n * k1 * k1 == 1:
            return h1, k1
        h0, h1, k0, k1 = h1, a * h1 + h0, k1, a * k1 + k0


print(continued(2, 8), continued(23, 10), [pell(n) for n in (2, 3, 61, 109)])
print([pow(3, -1, p) * 3 % p for p in (5, 7, 11)], pow(2, 10**18, 10**9 + 7), sum(int(c) for c in str(2**1000)), len(str(3**2000)))


def egyptian(n, d):
    out = []
    while n:
        unit = -(-d // n)
        out.append(unit)
        n, d = n * unit - d, d * unit
        g = gcd(n, d)
        n, d = n // g, d // g
    return out


print(egyptian(5, 121)[:4], egyptian(7, 15), [divmod(-7, 3), divmod(7, -3)], bin(10**18).count("1"), f"{2**100:,}", f"{10**30:e}")
roman = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]


def to_roman(n):
    out = ""
    for value, text in roman:
        count, n = divmod(n, value)
        out += text * count
    return out


print([to_roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1987, 2026, 3999)])
