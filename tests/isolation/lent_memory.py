# Memory that was lent outlives the interpreter that lent it, and goes back when the borrower is done.
import gc
from concurrent import interpreters


def lend():
    return memoryview(bytearray(b"lent"))


there = interpreters.create()
view = there.call(lend)
other = there.call(lend)
there.close()
print(bytes(view), view.readonly)
view[0] = 76
print(bytes(view), bytes(other))
view.release()
del view, other
gc.collect()

here = bytearray(b"ours")
there = interpreters.create()
there.prepare_main(view=memoryview(here))
there.exec("view[:2] = b'th'")
print(here)
there.exec("view.release(); del view")
there.close()
del there
here.extend(b"!")
print(here)
