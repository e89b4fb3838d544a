// SPDX-License-Identifier: MIT
//
// Queues between interpreters. They belong to the process; interpreters name them by id.
//
// A thread that finds nothing to take, or no room, sleeps on its parker and is woken once for each hand-over.
//
// Owns: a queue owns its items; the table owns the queues. Invariants: a queue lives while its reference
//   count is not zero: Queue objects, and parcels on their way. Items of an interpreter that ended are
//   unbound: they have no value any more.
// Threads: any, holding the lock of its own interpreter or none; no queue's mutex is held while parcels are
// packed, opened or dropped.
#pragma once

#include "runtime/id_table.h"
#include "runtime/lock.h"
#include "runtime/parcel.h"

namespace islet {

// What becomes of an item whose sender is gone.
enum class Unbound : std::int8_t { Default = -1, Remove = 1, Error = 2, Replace = 3 };

struct QueueItem {
    Parcel value;
    std::int64_t sender; // interpreter id; -1: unbound
    Unbound unbound;
    QueueItem* next = nullptr;
};

enum class QueueResult : std::uint8_t { Done, NotFound, Full, Empty };

struct QueueInfo {
    std::int64_t id, max_size;
    int unbound, fallback;
    std::int64_t count;
};

class QueueTable {
public:
    QueueTable() = default;
    ~QueueTable();
    QueueTable(const QueueTable&) = delete;
    QueueTable& operator=(const QueueTable&) = delete;

    // A new queue with one reference; -1: no memory. max_size <= 0: no limit.
    std::int64_t create(std::int64_t max_size, Unbound unbound, int fallback);
    bool retain(std::int64_t id); // false: no such queue
    bool release(std::int64_t id);
    bool destroy(std::int64_t id);
    // Takes the item over when Done.
    QueueResult put(std::int64_t id, QueueItem* item);
    QueueResult take(std::int64_t id, QueueItem** item);
    bool info(std::int64_t id, QueueInfo& out);
    // Ids, the newest first; the caller frees the array. Null with count 0: none.
    QueueInfo* list(std::size_t& count);

    // Waiting. One wake-up for each put (take) goes to the waiter that came first. A waiter that leaves
    // without using its wake-up passes it on.
    struct Waiter {
        Parker* parker;
        bool for_items; // else for room
        bool woken = false;
        Waiter* next = nullptr;
    };
    // False: it need not wait, look again (or the queue is gone).
    bool start_waiting(std::int64_t id, Waiter& waiter);
    void stop_waiting(std::int64_t id, Waiter& waiter);

    // The interpreter ended.
    void unbind_items_of(std::int64_t interpreter);

private:
    struct Queue {
        std::int64_t id;
        Queue* table_next;
        Queue* table_prev;
        Queue* bucket_next;
        std::int64_t references = 1;
        std::int64_t max_size;
        Unbound unbound;
        int fallback;
        QueueItem* first = nullptr;
        QueueItem* last = nullptr;
        std::int64_t count = 0;
        Waiter* waiters = nullptr;
        Waiter* last_waiter = nullptr;
        bool is_full() const { return max_size > 0 && count >= max_size; }
    };
    static void wake_one(Queue& queue, bool for_items);
    // Takes it out of the table, wakes everybody; gives its items, to be dropped without the mutex.
    QueueItem* remove(Queue& queue);

    Mutex mutex_{kRankQueue};
    IdTable<Queue> table_;
    std::int64_t next_id_ = 1;
};

void drop_items(QueueItem* first);

} // namespace islet
