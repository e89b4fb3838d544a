# Coroutines that are dropped without having run, and one that was closed.
import sys


async def f():
    try:
        await g()
    finally:
        print("finally runs")


class G:
    def __await__(self):
        yield


def g():
    return G()


c = f()
c.send(None)
del c
print("dropped while waiting")
c = f()
c.close()
print("closed unrun")
c = f()
c.send(None)
try:
    c.send(None)
except StopIteration:
    print("stopped")


async def running():
    try:
        me.send(None)
    except ValueError as e:
        print(e)


me = running()
try:
    me.send(None)
except StopIteration:
    pass


async def twice():
    await shared


async def target():
    await G()


shared = target()
shared.send(None)
t = twice()
try:
    t.send(None)
except RuntimeError as e:
    print(e)
shared.close()
co = f()
print(repr(co).split(" at ")[0], co.cr_code.co_name, co.cr_suspended)
co.close()
try:
    co.throw(ValueError("after close"))
except RuntimeError as e:
    print(e)
