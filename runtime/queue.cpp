// SPDX-License-Identifier: MIT
//
// See queue.h.
#include "runtime/queue.h"

#include <new>

namespace islet {

void drop_items(QueueItem* first) {
    while (QueueItem* const item = first) {
        first = item->next;
        delete item;
    }
}

QueueTable::~QueueTable() {
    while (Queue* const queue = table_.first()) drop_items(remove(*queue));
}

std::int64_t QueueTable::create(std::int64_t max_size, Unbound unbound, int fallback) {
    auto* const queue = new (std::nothrow) Queue;
    if (!queue) return -1;
    queue->max_size = max_size;
    queue->unbound = unbound;
    queue->fallback = fallback;
    Lock lock(mutex_);
    queue->id = next_id_;
    if (!table_.insert(*queue)) {
        delete queue;
        return -1;
    }
    return next_id_++;
}

bool QueueTable::retain(std::int64_t id) {
    Lock lock(mutex_);
    Queue* const queue = table_.find(id);
    if (queue) ++queue->references;
    return queue != nullptr;
}

QueueItem* QueueTable::remove(Queue& queue) {
    table_.remove(queue);
    while (Waiter* const waiter = queue.waiters) {
        queue.waiters = waiter->next;
        waiter->woken = true;
        waiter->parker->wake();
    }
    QueueItem* const items = queue.first;
    delete &queue;
    return items;
}

bool QueueTable::release(std::int64_t id) {
    QueueItem* items = nullptr;
    {
        Lock lock(mutex_);
        Queue* const queue = table_.find(id);
        if (!queue) return false;
        if (--queue->references > 0) return true;
        items = remove(*queue);
    }
    drop_items(items);
    return true;
}

bool QueueTable::destroy(std::int64_t id) {
    QueueItem* items = nullptr;
    {
        Lock lock(mutex_);
        Queue* const queue = table_.find(id);
        if (!queue) return false;
        items = remove(*queue);
    }
    drop_items(items);
    return true;
}

void QueueTable::wake_one(Queue& queue, bool for_items) {
    Waiter* before = nullptr;
    for (Waiter* waiter = queue.waiters; waiter; before = waiter, waiter = waiter->next) {
        if (waiter->for_items != for_items) continue;
        (before ? before->next : queue.waiters) = waiter->next;
        if (queue.last_waiter == waiter) queue.last_waiter = before;
        waiter->woken = true;
        waiter->parker->wake();
        return;
    }
}

QueueResult QueueTable::put(std::int64_t id, QueueItem* item) {
    Lock lock(mutex_);
    Queue* const queue = table_.find(id);
    if (!queue) return QueueResult::NotFound;
    if (queue->is_full()) return QueueResult::Full;
    if (item->unbound == Unbound::Default) item->unbound = queue->unbound;
    (queue->last ? queue->last->next : queue->first) = item;
    queue->last = item;
    ++queue->count;
    wake_one(*queue, true);
    return QueueResult::Done;
}

QueueResult QueueTable::take(std::int64_t id, QueueItem** item) {
    Lock lock(mutex_);
    Queue* const queue = table_.find(id);
    if (!queue) return QueueResult::NotFound;
    if (!queue->first) return QueueResult::Empty;
    *item = queue->first;
    queue->first = queue->first->next;
    if (!queue->first) queue->last = nullptr;
    (*item)->next = nullptr;
    --queue->count;
    wake_one(*queue, false);
    return QueueResult::Done;
}

bool QueueTable::info(std::int64_t id, QueueInfo& out) {
    Lock lock(mutex_);
    const Queue* const queue = table_.find(id);
    if (!queue) return false;
    out = {id, queue->max_size, static_cast<int>(queue->unbound), queue->fallback, queue->count};
    return true;
}

QueueInfo* QueueTable::list(std::size_t& count) {
    Lock lock(mutex_);
    count = table_.count();
    auto* const infos = static_cast<QueueInfo*>(std::malloc((count + 1) * sizeof(QueueInfo)));
    std::size_t i = infos ? count : 0;
    for (const Queue* queue = table_.first(); queue && i > 0; queue = queue->table_next) {
        infos[--i] = {queue->id, queue->max_size, static_cast<int>(queue->unbound), queue->fallback,
                      queue->count};
    }
    if (!infos) count = 0;
    return infos;
}

bool QueueTable::start_waiting(std::int64_t id, Waiter& waiter) {
    Lock lock(mutex_);
    Queue* const queue = table_.find(id);
    if (!queue) return false;
    if (waiter.for_items ? queue->first != nullptr : !queue->is_full()) return false;
    waiter.woken = false;
    waiter.next = nullptr;
    (queue->last_waiter ? queue->last_waiter->next : queue->waiters) = &waiter;
    queue->last_waiter = &waiter;
    return true;
}

void QueueTable::stop_waiting(std::int64_t id, Waiter& waiter) {
    Lock lock(mutex_);
    Queue* const queue = table_.find(id);
    if (!queue) return;
    if (waiter.woken) {
        // It may be that this wake-up was for us; whoever waits next looks for himself.
        if (waiter.for_items ? queue->first != nullptr : !queue->is_full())
            wake_one(*queue, waiter.for_items);
        return;
    }
    Waiter* before = nullptr;
    for (Waiter* it = queue->waiters; it; before = it, it = it->next) {
        if (it != &waiter) continue;
        (before ? before->next : queue->waiters) = it->next;
        if (queue->last_waiter == it) queue->last_waiter = before;
        return;
    }
}

void QueueTable::unbind_items_of(std::int64_t interpreter) {
    QueueItem* removed = nullptr;
    {
        Lock lock(mutex_);
        for (Queue* queue = table_.first(); queue; queue = queue->table_next) {
            QueueItem** link = &queue->first;
            queue->last = nullptr;
            while (QueueItem* const item = *link) {
                if (item->sender == interpreter && item->unbound == Unbound::Remove) {
                    *link = item->next;
                    item->next = removed;
                    removed = item;
                    --queue->count;
                    wake_one(*queue, false);
                    continue;
                }
                if (item->sender == interpreter) item->sender = -1;
                queue->last = item;
                link = &item->next;
            }
        }
    }
    drop_items(removed);
}

} // namespace islet
