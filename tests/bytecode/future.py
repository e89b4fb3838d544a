"""Annotations as texts."""
from __future__ import annotations

x: list[int] = []


def f(a: int | None, *b: "str") -> dict[str, (a, b)]:
    y: undefined
