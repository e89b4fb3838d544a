import queue, threading, time
def tr(fn,*a,**k):
    try: print(repr(fn(*a,**k)))
    except BaseException as e: print(type(e).__module__, type(e).__name__, e)
for cls in (queue.Queue, queue.LifoQueue, queue.PriorityQueue):
    q=cls(2); q.put(3); q.put(1,timeout=0.1); print(cls.__name__, q.qsize(), q.full(), q.empty(), q.maxsize, q.unfinished_tasks)
    tr(q.put,9,False); tr(q.put_nowait,9); tr(q.put,9,timeout=0.01); tr(q.put,9,timeout=-1)
    print(q.get(), q.get_nowait()); tr(q.get,False); tr(q.get_nowait); tr(q.get,timeout=0.01); tr(q.get,timeout=-1)
    q.task_done(); q.task_done(); tr(q.task_done); q.join(); print(q.unfinished_tasks)
q=queue.Queue(); res=[]
def worker():
    while True:
        item=q.get()
        if item is None: q.task_done(); break
        res.append(item*2); q.task_done()
ts=[threading.Thread(target=worker) for _ in range(3)]
for t in ts: t.start()
for i in range(50): q.put(i)
q.join()
for t in ts: q.put(None)
for t in ts: t.join()
print(sorted(res)==[i*2 for i in range(50)])
q=queue.Queue(); q.put(1); q.shutdown(); tr(q.put,2); tr(q.get); tr(q.get); print(q.is_shutdown)
q=queue.Queue(); q.put(1); q.put(2); q.shutdown(immediate=True); tr(q.get); q.join(); print(q.qsize())
q=queue.Queue(); out=[]
def waiter():
    try: q.get()
    except queue.ShutDown: out.append('woken')
t=threading.Thread(target=waiter); t.start(); time.sleep(0.02); q.shutdown(); t.join(); print(out)
q=queue.Queue(1); q.put(0); t=threading.Thread(target=lambda: (time.sleep(0.02), q.get())); t.start(); q.put(1); t.join(); print(q.get())
s=queue.SimpleQueue(); s.put(1); s.put(2,False,3); s.put_nowait(3); print(s.qsize(), s.empty(), s.get(), s.get(True,1), s.get_nowait(), s.empty()); tr(s.get,False); tr(s.get_nowait); tr(s.get,True,0.01); tr(s.get,timeout=-1)
t=threading.Thread(target=lambda: (time.sleep(0.02), s.put('x'))); t.start(); print(s.get()); t.join()
p=queue.PriorityQueue(); [p.put((n,w)) for n,w in ((3,'c'),(1,'a'),(2,'b'))]; print([p.get()[1] for _ in range(3)])
print(queue.Queue[int], queue.SimpleQueue[int], queue.Empty.__mro__, queue.Full.__module__, queue.ShutDown.__module__, sorted(queue.__all__))
