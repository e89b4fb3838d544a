// SPDX-License-Identifier: MIT
//
// A table of things by id, in the order in which they were made: interpreters, queues, channels.
//
// T has `std::int64_t id`, `T* table_next`, `T* table_prev` (order) and `T* bucket_next`, which the table
// owns while the thing is in it. The table does not own the things.
//
// Invariants: ids are given once. Threads: the caller locks.
#pragma once

#include "vm/base/check.h"

#include <cstdint>
#include <cstdlib>

namespace islet {

template <class T>
class IdTable {
public:
    IdTable() = default;
    ~IdTable() { std::free(buckets_); }
    IdTable(const IdTable&) = delete;
    IdTable& operator=(const IdTable&) = delete;

    // False: no memory; the thing is not in the table.
    bool insert(T& thing) {
        if (count_ >= size_ && !grow()) return false;
        T*& head = buckets_[bucket_of(thing.id)];
        thing.bucket_next = head;
        head = &thing;
        thing.table_prev = last_;
        thing.table_next = nullptr;
        (last_ ? last_->table_next : first_) = &thing;
        last_ = &thing;
        ++count_;
        return true;
    }
    T* find(std::int64_t id) const {
        if (size_ == 0) return nullptr;
        T* thing = buckets_[bucket_of(id)];
        while (thing && thing->id != id) thing = thing->bucket_next;
        return thing;
    }
    void remove(T& thing) {
        T** link = &buckets_[bucket_of(thing.id)];
        while (*link != &thing) link = &(*link)->bucket_next;
        *link = thing.bucket_next;
        (thing.table_prev ? thing.table_prev->table_next : first_) = thing.table_next;
        (thing.table_next ? thing.table_next->table_prev : last_) = thing.table_prev;
        --count_;
    }
    // Oldest first; the next one is `table_next`.
    T* first() const { return first_; }
    std::size_t count() const { return count_; }

private:
    std::size_t bucket_of(std::int64_t id) const {
        return static_cast<std::size_t>(static_cast<std::uint64_t>(id)) & (size_ - 1);
    }
    bool grow() {
        const std::size_t wanted = size_ ? size_ * 2 : 16;
        auto** const fresh = static_cast<T**>(std::calloc(wanted, sizeof(T*)));
        if (!fresh) return false;
        std::free(buckets_);
        buckets_ = fresh;
        size_ = wanted;
        for (T* thing = first_; thing; thing = thing->table_next) {
            T*& head = buckets_[bucket_of(thing->id)];
            thing->bucket_next = head;
            head = thing;
        }
        return true;
    }

    T** buckets_ = nullptr;
    std::size_t size_ = 0; // a power of two
    std::size_t count_ = 0;
    T* first_ = nullptr;
    T* last_ = nullptr;
};

} // namespace islet
