# A small scheduler in plain Python, running coroutines that sleep, talk and fail.
class Sleep:
    def __init__(self, ticks):
        self.ticks = ticks

    def __await__(self):
        yield ("sleep", self.ticks)


class Queue:
    def __init__(self):
        self.items, self.waiters = [], []

    def put(self, item):
        self.items.append(item)

    async def get(self):
        while not self.items:
            await Sleep(1)
        return self.items.pop(0)


class Task:
    def __init__(self, name, coro):
        self.name, self.coro, self.done, self.result = name, coro, False, None

    def __await__(self):
        while not self.done:
            yield ("sleep", 1)
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


class Loop:
    def __init__(self):
        self.time, self.queue, self.count = 0, [], 0

    def spawn(self, name, coro):
        task = Task(name, coro)
        self.schedule(0, task)
        return task

    def schedule(self, delay, task):
        self.count += 1
        self.queue.append((self.time + delay, self.count, task))
        self.queue.sort(key=lambda entry: entry[:2])

    def run(self):
        while self.queue:
            self.time, _, task = self.queue.pop(0)
            try:
                kind, delay = task.coro.send(None)
                self.schedule(delay, task)
            except StopIteration as e:
                task.done, task.result = True, e.value
            except Exception as e:
                print(f"[{self.time}] {task.name} failed: {e!r}")
                task.done, task.result = True, e


loop = Loop()


async def producer(q, n):
    for i in range(n):
        await Sleep(2)
        q.put(i)
        print(f"[{loop.time}] put {i}")
    q.put(None)


async def consumer(q):
    total = 0
    while (item := await q.get()) is not None:
        total += item
        print(f"[{loop.time}] got {item}")
    return total


async def failing():
    await Sleep(3)
    raise ValueError("failed task")


async def main():
    q = Queue()
    loop.spawn("producer", producer(q, 3))
    tasks = [loop.spawn("consumer", consumer(q)), loop.spawn("failing", failing())]
    print("total", await tasks[0])
    try:
        await tasks[1]
    except ValueError as e:
        print("main saw", e)
    return "main done"


m = loop.spawn("main", main())
loop.run()
print(m.result, loop.time)
