# SPDX-License-Identifier: MIT
"""
A list as a priority queue: heap[0] is the smallest item, and the children of heap[k] are at 2*k+1 and 2*k+2.

The functions whose names end in _max keep the largest item in front instead.
"""
from _heapq import *

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'heappushpop', 'heappush_max', 'heappop_max',
           'heapify_max', 'heapreplace_max', 'heappushpop_max', 'nlargest', 'nsmallest', 'merge']


def merge(*iterables, key=None, reverse=False):
    """The items of several sorted iterables in one sorted run, without reading more than is asked for.

    Items that are equal come in the order of their iterables. `key` and `reverse` as in sorted().
    """
    h = []
    if reverse:
        _heapify, _heappop, _heapreplace, direction = heapify_max, heappop_max, heapreplace_max, -1
    else:
        _heapify, _heappop, _heapreplace, direction = heapify, heappop, heapreplace, 1

    # An entry is [value, order, next] or [key, order, next, value]: the order is there to decide between equals.
    if key is None:
        for order, it in enumerate(map(iter, iterables)):
            try:
                next = it.__next__
                h.append([next(), order * direction, next])
            except StopIteration:
                pass
        _heapify(h)
        while len(h) > 1:
            try:
                while True:
                    value, order, next = s = h[0]
                    yield value
                    s[0] = next()
                    _heapreplace(h, s)
            except StopIteration:
                _heappop(h)
        if h:
            value, order, next = h[0]
            yield value
            yield from next.__self__
        return

    for order, it in enumerate(map(iter, iterables)):
        try:
            next = it.__next__
            value = next()
            h.append([key(value), order * direction, next, value])
        except StopIteration:
            pass
    _heapify(h)
    while len(h) > 1:
        try:
            while True:
                key_value, order, next, value = s = h[0]
                yield value
                value = next()
                s[0] = key(value)
                s[3] = value
                _heapreplace(h, s)
        except StopIteration:
            _heappop(h)
    if h:
        key_value, order, next, value = h[0]
        yield value
        yield from next.__self__


def _best(n, iterable, key, build, replace, better, direction, sort_reverse):
    """The n best items. A heap holds them, with the worst of them in front."""
    it = iter(iterable)
    result = []
    for order, elem in zip(range(0, n * direction, direction), it):
        result.append((elem if key is None else key(elem), order, elem))
    if not result:
        return []
    build(result)
    top = result[0][0]
    order = n * direction
    for elem in it:
        k = elem if key is None else key(elem)
        if better(k, top):
            replace(result, (k, order, elem))
            top = result[0][0]
            order += direction
    result.sort(reverse=sort_reverse)
    return [elem for k, order, elem in result]


def nsmallest(n, iterable, key=None):
    """The n smallest items: sorted(iterable, key=key)[:n]"""
    if n == 1:
        missing = object()
        result = min(iterable, default=missing, key=key)
        return [] if result is missing else [result]
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        pass
    else:
        if n >= size:
            return sorted(iterable, key=key)[:n]
    return _best(n, iterable, key, heapify_max, heapreplace_max, lambda k, top: k < top, 1, False)


def nlargest(n, iterable, key=None):
    """The n largest items: sorted(iterable, key=key, reverse=True)[:n]"""
    if n == 1:
        missing = object()
        result = max(iterable, default=missing, key=key)
        return [] if result is missing else [result]
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        pass
    else:
        if n >= size:
            return sorted(iterable, key=key, reverse=True)[:n]
    return _best(n, iterable, key, heapify, heapreplace, lambda k, top: top < k, -1, True)
