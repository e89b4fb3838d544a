# SPDX-License-Identifier: MIT
"""A small operating system: tasks, packets, queues and a scheduler with virtual methods."""


class Packet:
    def __init__(self, link, to, kind):
        self.link, self.to, self.kind = link, to, kind
        self.datum, self.data = 0, [0] * 4

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        p = queue
        while p.link is not None:
            p = p.link
        p.link = self
        return queue


class Task:
    def __init__(self, system, number, queue):
        self.system, self.number, self.queue = system, number, queue
        self.waiting, self.held, self.runs = queue is None, False, 0
        system.tasks[number] = self

    def take(self):
        packet = self.queue
        if packet is not None:
            self.queue = packet.link
        return packet

    def give(self, packet):
        self.queue = packet.append_to(self.queue)
        self.waiting = False

    def step(self):
        raise NotImplementedError

    def run(self):
        self.runs += 1
        self.step()
        self.waiting = self.queue is None


class Idle(Task):
    control = 1

    def step(self):
        if self.control & 1:
            self.control = self.control >> 1 ^ 0xD008
        else:
            self.control >>= 1
        self.queue = Packet(None, self.number, 0)
        self.system.send(Packet(None, 1 + self.control % 3, self.control & 1))


class Worker(Task):
    def step(self):
        packet = self.take()
        if packet is None:
            return
        for i in range(4):
            packet.datum = (packet.datum + i) % 26
            packet.data[i] = packet.datum + 65
        if packet.kind:
            packet.kind = 0
            packet.to = 4
            self.system.send(packet)


class Device(Task):
    def step(self):
        packet = self.take()
        while packet is not None:
            self.system.done += packet.data[2]
            packet = self.take()


class System:
    def __init__(self):
        self.tasks, self.done, self.sent = {}, 0, 0

    def send(self, packet):
        self.sent += 1
        self.tasks[packet.to].give(packet)

    def run(self, rounds):
        tasks = list(self.tasks.values())
        for _ in range(rounds):
            for task in tasks:
                if not (task.waiting or task.held):
                    task.run()


system = System()
Idle(system, 0, Packet(None, 0, 0))
for n in (1, 2, 3):
    Worker(system, n, None)
Device(system, 4, None)
system.run(20000)
print(system.done, system.sent, [task.runs for task in system.tasks.values()])
