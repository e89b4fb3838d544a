# ThreadPoolExecutor: submit, map, initializers, shutdown, and what keeps a pool alive.
import gc
import sys
import threading
import time
import weakref
from concurrent.futures import ThreadPoolExecutor, as_completed, wait
from concurrent.futures.thread import BrokenThreadPool


def plain(text):
    """The text without addresses and numbers of futures."""
    words = []
    for word in text.split(" "):
        if word.startswith("0x"):
            word = "0x" + word.lstrip("0123456789abcdefx")
        words.append(word)
    return " ".join(words)


def show(call, *args, **kwargs):
    try:
        print(plain(str(call(*args, **kwargs))))
    except BaseException as error:
        print(type(error).__module__, type(error).__qualname__, error, error.__cause__, error.__context__)


print("-- construction")
show(ThreadPoolExecutor, 0)
show(ThreadPoolExecutor, -1)
show(ThreadPoolExecutor, "2")
show(ThreadPoolExecutor, 1, "", 5)
show(ThreadPoolExecutor, 1, nothing=5)
print(ThreadPoolExecutor()._max_workers >= 5, ThreadPoolExecutor.BROKEN, BrokenThreadPool.__mro__[1:3])

print("-- submit")
with ThreadPoolExecutor(2, thread_name_prefix="crew") as pool:
    print(pool.submit(pow, 2, 10).result(), pool.submit(int, "ff", base=16).result())
    show(pool.submit(int, "x").result)
    show(pool.submit(5).result)
    show(pool.submit)
    show(pool.submit(sys.exit, 3).result)
    print(pool.submit(lambda: threading.current_thread().name).result())
    print(pool.submit(lambda: threading.current_thread().daemon).result())
show(pool.submit, len, "")
print([thread.is_alive() for thread in pool._threads])


class Special(ThreadPoolExecutor):
    pass


with Special(1) as pool:
    print(pool.submit(lambda: threading.current_thread().name).result().rstrip("0123456789"))

print("-- threads are started as they are needed")
with ThreadPoolExecutor(3) as pool:
    for _ in range(5):
        pool.submit(len, "").result()
        time.sleep(0.01)
    print(len(pool._threads))
    gate = threading.Barrier(4)
    for _ in range(3):
        pool.submit(gate.wait)
    gate.wait()
    print(len(pool._threads))

print("-- map")
with ThreadPoolExecutor(2) as pool:
    print(list(pool.map(pow, [2, 3, 4], [5, 6])), list(pool.map(pow)))
    print(list(pool.map(str, range(5), chunksize=3)), list(pool.map(str, range(5), buffersize=2)))
    show(pool.map, str, [], buffersize=0)
    show(pool.map, str, [], buffersize="1")
    taken = []

    def numbers():
        for number in range(6):
            taken.append(number)
            yield number

    results = pool.map(str, numbers(), buffersize=2)
    print(taken)
    print(next(results), taken)
    print(list(results), taken)
    results = pool.map(divmod, [1, 2, 3], [1, 0, 1])
    print(next(results))
    show(next, results)
    show(next, results)
    show(list, pool.map(time.sleep, [0.1], timeout=0.01))

print("-- shutdown")
gate = threading.Event()
pool = ThreadPoolExecutor(1)
running = pool.submit(gate.wait)
while not running.running():
    time.sleep(0.001)
waiting = [pool.submit(len, "abc") for _ in range(3)]
print(waiting[1].cancel(), running.cancel())
pool.shutdown(wait=False)
show(pool.submit, len, "")
gate.set()
pool.shutdown()
print(running.result(), waiting[0].result(), waiting[1].cancelled(), waiting[2].result())

gate = threading.Event()
pool = ThreadPoolExecutor(1)
running = pool.submit(gate.wait)
while not running.running():
    time.sleep(0.001)
waiting = [pool.submit(len, "abc") for _ in range(3)]
pool.shutdown(wait=False, cancel_futures=True)
print([future.cancelled() for future in waiting])
gate.set()
print(running.result())
pool.shutdown()

print("-- a pool that is dropped ends its threads, after the work")
pool = ThreadPoolExecutor(2)
future = pool.submit(time.sleep, 0.02)
threads = list(pool._threads)
reference = weakref.ref(pool)
del pool
gc.collect()
print(reference())
for thread in threads:
    thread.join(5)
print(future.done(), [thread.is_alive() for thread in threads])

print("-- initializer")
local = threading.local()


def prepare(value):
    local.value = value


with ThreadPoolExecutor(2, initializer=prepare, initargs=("ready",)) as pool:
    print([pool.submit(lambda: local.value).result() for _ in range(3)])


def fail():
    time.sleep(0.02)
    raise ValueError("not ready")


sys.stderr = None
pool = ThreadPoolExecutor(1, initializer=fail)
waiting = [pool.submit(len, "") for _ in range(2)]
for future in waiting:
    show(future.result)
show(pool.submit, len, "")
pool.shutdown()
sys.stderr = sys.__stderr__

print("-- many")
with ThreadPoolExecutor(8) as pool:
    total = sum(future.result() for future in as_completed([pool.submit(pow, n, 2) for n in range(200)]))
    print(total, sum(pool.map(pow, range(200), [2] * 200)))
    print(len(wait([pool.submit(len, "") for _ in range(50)]).done))

print("-- left open at exit")
pool = ThreadPoolExecutor(1)
pool.submit(lambda: (time.sleep(0.02), print("done at exit")))
