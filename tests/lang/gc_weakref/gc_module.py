# The gc module: switches, counts, tracking, referrers, callbacks.
import gc

print(gc.isenabled(), gc.disable(), gc.isenabled(), gc.enable(), gc.isenabled())
print(isinstance(gc.collect(), int), isinstance(gc.collect(0), int), isinstance(gc.collect(generation=2), int), len(gc.get_count()), len(gc.get_threshold()), gc.garbage)
for bad in ((3,), (-1,), ("x",), (1, 2)):
    try:
        gc.collect(*bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
old = gc.get_threshold()
gc.set_threshold(500, 5, 5)
print(gc.get_threshold()[:2])
gc.set_threshold(*old)
print(gc.get_threshold() == old)


class C:
    pass


for value in (1, 1.5, "s", None, True, b"b", (), (1, 2), [], {}, set(), C(), C, len, print, lambda: 0, [1], (1, []), frozenset(), range(3)):
    pass
print(gc.is_tracked([]), gc.is_tracked(1), gc.is_tracked("a"), gc.is_tracked(C()), gc.is_tracked(None), gc.is_tracked(1.5), gc.is_tracked([1]), gc.is_tracked(C))
target = C()
holder = [target]
table = {"k": target}
print(holder in gc.get_referrers(target), any(r is table for r in gc.get_referrers(target)), any(r is target for r in gc.get_referents(holder)), sorted(gc.get_referents([1, 2]), key=str), gc.get_referents(5))
print(any(o is holder for o in gc.get_objects()), type(gc.get_objects()).__name__, len(gc.get_stats()) > 0, gc.is_finalized(target))
events = []


def callback(phase, info):
    events.append((phase, sorted(info)))


gc.callbacks.append(callback)
gc.collect()
gc.callbacks.remove(callback)
print([e[0] for e in events], events[0][1])
gc.freeze()
print(gc.get_freeze_count() >= 0)
gc.unfreeze()
print(gc.get_freeze_count())


class Fin:
    def __del__(self):
        global revived
        revived = self


Fin()
print(gc.is_finalized(revived))
print(gc.get_debug(), gc.set_debug(0), gc.DEBUG_SAVEALL, gc.DEBUG_LEAK > 0)
