# SPDX-License-Identifier: MIT
"""Cross-interpreter Queues High Level Module."""
import _interpqueues as _queues
from _interpqueues import QueueError, QueueNotFoundError
from _queue import Empty as _Empty, Full as _Full
from _weakref import ref as _ref

from ._crossinterp import ItemInterpreterDestroyed as _Destroyed, UNBOUND_ERROR, UNBOUND_REMOVE, UnboundItem

__all__ = ["UNBOUND", "UNBOUND_ERROR", "UNBOUND_REMOVE", "create", "list_all", "Queue", "QueueError",
           "QueueNotFoundError", "QueueEmpty", "QueueFull", "ItemInterpreterDestroyed"]


class QueueEmpty(QueueError, _Empty):
    """Raised from get_nowait() when the queue is empty.

    It is also raised from get() if it times out.
    """


class QueueFull(QueueError, _Full):
    """Raised from put_nowait() when the queue is full.

    It is also raised from put() if it times out.
    """


class ItemInterpreterDestroyed(QueueError, _Destroyed):
    """Raised from get() and get_nowait()."""


UNBOUND = UnboundItem.singleton("queue", __name__)
_to_flag = {UNBOUND_REMOVE: 1, UNBOUND_ERROR: 2, UNBOUND: 3}
_from_flag = {flag: constant for constant, flag in _to_flag.items()}


def _serialize_unbound(unbound):
    try:
        return _to_flag[unbound]
    except (KeyError, TypeError):
        raise NotImplementedError(f"unsupported unbound replacement op {unbound!r}") from None


def _resolve_unbound(flag):
    if flag == 2:
        raise ItemInterpreterDestroyed("item's original interpreter destroyed")
    return UNBOUND


def create(maxsize=0, *, unbounditems=UNBOUND):
    """Return a new cross-interpreter queue.

    The queue may be used to pass data safely between interpreters.

    "unbounditems" sets the default for Queue.put(); see that method for
    supported values. The default value is UNBOUND, which replaces
    the unbound item.
    """
    flag = _serialize_unbound(unbounditems)
    qid = _queues.create(maxsize, flag, -1)
    self = Queue(qid)
    self._set_unbound(flag, unbounditems)
    # The object has a reference of its own by now.
    _queues.release(qid)
    return self


def list_all():
    """Return a list of all open queues."""
    queues = []
    for qid, unboundop, _ in _queues.list_all():
        self = Queue(qid)
        if not hasattr(self, "_unbound"):
            self._set_unbound(unboundop)
        queues.append(self)
    return queues


# The one object for each queue, by id.
_known_queues = {}


class Queue:
    """A cross-interpreter queue."""

    def __new__(cls, id, /):
        # There is only one instance for any given ID.
        if not isinstance(id, int):
            raise TypeError(f"id must be an int, got {id!r}")
        id = int(id)
        reference = _known_queues.get(id)
        if reference is not None:
            self = reference()
            if self is not None:
                return self
        _queues.bind(id)
        self = super().__new__(cls)
        self._id = id
        _known_queues[id] = _ref(self)
        return self

    def __del__(self):
        id = getattr(self, "_id", None)
        if id is None:
            return
        reference = _known_queues.get(id)
        if reference is not None and reference() is None:
            del _known_queues[id]
        try:
            _queues.release(id)
        except QueueNotFoundError:
            pass

    def __repr__(self):
        return f"{type(self).__name__}({self.id})"

    def __hash__(self):
        return hash(self._id)

    def __reduce__(self):
        return (type(self), (self._id,))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def _set_unbound(self, op, items=None):
        assert not hasattr(self, "_unbound")
        if items is None:
            items = _from_flag[op]
        unbound = (op, items)
        self._unbound = unbound
        return unbound

    @property
    def id(self):
        return self._id

    @property
    def unbounditems(self):
        try:
            _, items = self._unbound
        except AttributeError:
            op, _ = _queues.get_queue_defaults(self._id)
            _, items = self._set_unbound(op)
        return items

    @property
    def maxsize(self):
        try:
            return self._maxsize
        except AttributeError:
            self._maxsize = _queues.get_maxsize(self._id)
            return self._maxsize

    def empty(self):
        return self.qsize() == 0

    def full(self):
        return _queues.is_full(self._id)

    def qsize(self):
        return _queues.get_count(self._id)

    def put(self, obj, block=True, timeout=None, *, unbounditems=None, _delay=0.01):
        """Add the object to the queue.

        If "block" is true, this blocks while the queue is full, at most
        "timeout" seconds; then QueueFull is raised.

        For most objects, the object received through Queue.get() will
        be a new one, equivalent to the original and not sharing any
        actual underlying data. The notable exceptions include
        cross-interpreter types (like Queue) and memoryview, where the
        underlying data is actually shared. Furthermore, some types
        can be sent through a queue more efficiently than others.

        "unbounditems" controls the behavior of Queue.get() for the given
        object if the current interpreter (calling put()) is later
        destroyed: UNBOUND, UNBOUND_ERROR or UNBOUND_REMOVE.
        """
        op = -1 if unbounditems is None else _serialize_unbound(unbounditems)
        if not block:
            return _queues.put(self._id, obj, op)
        if timeout is not None and int(timeout) < 0:
            raise ValueError("timeout value must be non-negative")
        _queues.put_wait(self._id, obj, op, -1.0 if timeout is None else max(float(timeout), 0.0))

    def put_nowait(self, obj, *, unbounditems=None):
        op = -1 if unbounditems is None else _serialize_unbound(unbounditems)
        _queues.put(self._id, obj, op)

    def get(self, block=True, timeout=None, *, _delay=0.01):
        """Return the next object from the queue.

        If "block" is true, this blocks while the queue is empty, at most
        "timeout" seconds; then QueueEmpty is raised.

        If the next item's original interpreter has been destroyed
        then the "next object" is determined by the value of the
        "unbounditems" argument to put().
        """
        if not block:
            return self.get_nowait()
        if timeout is not None:
            if int(timeout) < 0:
                raise ValueError("timeout value must be non-negative")
            timeout = max(float(timeout), 0.0)
        else:
            timeout = -1.0
        obj, unboundop = _queues.get_wait(self._id, timeout)
        if unboundop is not None:
            return _resolve_unbound(unboundop)
        return obj

    def get_nowait(self):
        """Return the next object from the channel.

        If the queue is empty then raise QueueEmpty. Otherwise this
        is the same as get().
        """
        obj, unboundop = _queues.get(self._id)
        if unboundop is not None:
            return _resolve_unbound(unboundop)
        return obj


_queues._register_heap_types(Queue, QueueEmpty, QueueFull)
