# Queues: order, bounds, waiting, what becomes of items whose sender is gone.
import pickle
import queue
import threading
from concurrent import interpreters
from concurrent.interpreters import _queues


def attempt(call, *args, **kwargs):
    try:
        print("->", call(*args, **kwargs))
    except Exception as error:
        print(type(error).__module__, type(error).__name__, error)


q = interpreters.create_queue(2)
print(q, q.id, q.maxsize, q.unbounditems, q.empty(), q.full(), q.qsize())
q.put(1)
q.put("two")
attempt(q.put_nowait, 3)
attempt(q.put, 3, block=False)
attempt(q.put, 3, timeout=0)
print(q.full(), q.get(), q.get())
attempt(q.get_nowait)
attempt(q.get, timeout=0)
attempt(q.get, timeout=-1)
print(issubclass(interpreters.QueueEmpty, queue.Empty), issubclass(interpreters.QueueFull, queue.Full))
attempt(interpreters.Queue, 99)
attempt(interpreters.Queue, "1")
attempt(interpreters.create_queue, unbounditems=3)
attempt(setattr, q, "id", 3)
print(pickle.loads(pickle.dumps(q)) is q, hash(q) == hash(q.id))
attempt(q.put, lambda: q)
there = interpreters.create()
there.prepare_main(q=q)
there.exec("q.put([1, {'a': (2,)}]); q.put(q)")
print(q.get(), q.get() is q)

# A thread that waits is woken by another interpreter.
got = []
waiting = threading.Thread(target=lambda: got.append(q.get()))
waiting.start()
there.exec("q.put('woken')")
waiting.join()
print(got)

for policy in (_queues.UNBOUND, _queues.UNBOUND_ERROR, _queues.UNBOUND_REMOVE):
    other = interpreters.create()
    r = interpreters.create_queue(unbounditems=policy)
    r.put("ours")
    other.prepare_main(r=r)
    other.exec("r.put('theirs')")
    other.close()
    print(r.qsize(), r.get())
    if r.qsize():
        attempt(r.get)


def work(tasks, results):
    while True:
        task = tasks.get()
        if task is None:
            return
        results.put((task, task * task))


tasks, results = interpreters.create_queue(), interpreters.create_queue()
workers = [interpreters.create() for _ in range(3)]
threads = [worker.call_in_thread(work, tasks, results) for worker in workers]
for task in range(50):
    tasks.put(task)
for _ in workers:
    tasks.put(None)
for thread in threads:
    thread.join()
print(sorted(results.get() for _ in range(50)) == [(n, n * n) for n in range(50)], results.empty())
for worker in (*workers, there):
    worker.close()
