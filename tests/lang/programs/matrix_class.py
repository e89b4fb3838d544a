# A matrix with operators, slices, iteration, determinant over fractions of its own.
class Fraction:
    def __init__(self, n, d=1):
        if d == 0:
            raise ZeroDivisionError("Fraction with denominator 0")
        a, b = abs(n), abs(d)
        while b:
            a, b = b, a % b
        sign = -1 if (n < 0) != (d < 0) else 1
        self.n, self.d = sign * abs(n) // (a or 1), abs(d) // (a or 1)

    @staticmethod
    def of(x):
        return x if isinstance(x, Fraction) else Fraction(x)

    def __add__(self, o):
        o = Fraction.of(o)
        return Fraction(self.n * o.d + o.n * self.d, self.d * o.d)

    __radd__ = __add__

    def __neg__(self):
        return Fraction(-self.n, self.d)

    def __sub__(self, o):
        return self + -Fraction.of(o)

    def __rsub__(self, o):
        return Fraction.of(o) - self

    def __mul__(self, o):
        o = Fraction.of(o)
        return Fraction(self.n * o.n, self.d * o.d)

    __rmul__ = __mul__

    def __truediv__(self, o):
        o = Fraction.of(o)
        return Fraction(self.n * o.d, self.d * o.n)

    def __eq__(self, o):
        o = Fraction.of(o)
        return (self.n, self.d) == (o.n, o.d)

    def __hash__(self):
        return hash((self.n, self.d))

    def __lt__(self, o):
        o = Fraction.of(o)
        return self.n * o.d < o.n * self.d

    def __bool__(self):
        return self.n != 0

    def __repr__(self):
        return str(self.n) if self.d == 1 else f"{self.n}/{self.d}"


class Matrix:
    def __init__(self, rows):
        self.rows = [list(map(Fraction.of, row)) for row in rows]
        if len({len(row) for row in self.rows}) > 1:
            raise ValueError("rows of different lengths")

    @classmethod
    def identity(cls, n):
        return cls([[int(i == j) for j in range(n)] for i in range(n)])

    @property
    def shape(self):
        return len(self.rows), len(self.rows[0])

    def __getitem__(self, key):
        match key:
            case (int(i), int(j)):
                return self.rows[i][j]
            case (slice() as a, slice() as b):
                return Matrix([row[b] for row in self.rows[a]])
            case int(i):
                return self.rows[i]
        raise TypeError(f"bad index {key!r}")

    def __matmul__(self, other):
        if self.shape[1] != other.shape[0]:
            raise ValueError(f"shapes {self.shape} and {other.shape} do not fit")
        columns = list(zip(*other.rows))
        return Matrix([[sum(a * b for a, b in zip(row, column)) for column in columns] for row in self.rows])

    def __add__(self, other):
        return Matrix([[a + b for a, b in zip(*rows)] for rows in zip(self.rows, other.rows)])

    def __pow__(self, n):
        result, base = Matrix.identity(self.shape[0]), self
        while n:
            if n & 1:
                result = result @ base
            base, n = base @ base, n >> 1
        return result

    def __eq__(self, other):
        return isinstance(other, Matrix) and self.rows == other.rows

    def __iter__(self):
        return iter(self.rows)

    @property
    def T(self):
        return Matrix(list(zip(*self.rows)))

    def det(self):
        m = [row[:] for row in self.rows]
        result = Fraction(1)
        for i in range(len(m)):
            pivot = next((r for r in range(i, len(m)) if m[r][i]), None)
            if pivot is None:
                return Fraction(0)
            if pivot != i:
                m[i], m[pivot], result = m[pivot], m[i], -result
            result *= m[i][i]
            for r in range(i + 1, len(m)):
                factor = m[r][i] / m[i][i]
                m[r] = [a - factor * b for a, b in zip(m[r], m[i])]
        return result

    def __str__(self):
        width = max(len(repr(x)) for row in self for x in row)
        return "\n".join(" ".join(f"{x!r:>{width}}" for x in row) for row in self)


a = Matrix([[2, 1, 3], [0, -1, 4], [1, 2, 5]])
print(a, a.det(), a.T, a @ Matrix.identity(3) == a, sep="\n")
print((Matrix([[1, 1], [1, 0]]) ** 50)[0, 1], a[0:2, 1:], a[1], (a + a)[2, 2], sep="\n")
hilbert = Matrix([[Fraction(1, i + j + 1) for j in range(5)] for i in range(5)])
print(hilbert.det(), hilbert[2:, :2], sep="\n")
for source in ("Matrix([[1], [2, 3]])", "a @ Matrix([[1, 2]])", "a['x']", "Fraction(1, 0)", "Fraction(1) / 0"):
    try:
        print(eval(source))
    except Exception as e:
        print(source, "|", type(e).__name__, e)
print(sum([Fraction(1, 2), Fraction(1, 3)]), max(Fraction(2, 3), Fraction(3, 4)), sorted([Fraction(1, 2), Fraction(1, 3), 1], key=Fraction.of), {Fraction(2, 4): "half"}[Fraction(1, 2)], 1 - Fraction(1, 4))
