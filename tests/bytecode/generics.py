"""Type parameters and aliases."""
type Pair[T: int = bool] = tuple[T, T]


def first[T](x: list[T], default: T = None) -> T:
    return x[0] if x else default


class Box[*Ts, **P](Base):
    def get(self) -> Ts: ...
