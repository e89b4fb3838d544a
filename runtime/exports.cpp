// SPDX-License-Identifier: MIT
//
// See exports.h.
#include "runtime/exports.h"

#include "runtime/interpreter.h"
#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/types/memoryview.h"

#include <new>

namespace islet {

MemoryExport::MemoryExport(Interpreter& lender, Ref view, const Buffer& buffer)
    : lender_(lender), view_(view.release()), buffer_(buffer) {}

void MemoryExport::release() {
    if (users_.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    ExportTable& table = lender_.exports();
    bool last;
    {
        Lock lock(table.mutex_);
        if (!table.closed_) {
            next_ = table.home_;
            table.home_ = this;
            lender_.state().want(Want::Calls);
            return;
        }
        // Nobody runs in the lender any more; the mutex keeps those apart who give back at the same time.
        islet::release(std::exchange(view_, Value()));
        last = --table.out_ == 0;
    }
    Interpreter& lender = lender_;
    delete this;
    if (last) delete &lender;
}

void ExportTable::settle() {
    MemoryExport* home;
    {
        Lock lock(mutex_);
        home = std::exchange(home_, nullptr);
    }
    while (MemoryExport* const lent = home) {
        home = lent->next_;
        islet::release(lent->view_);
        delete lent;
        Lock lock(mutex_);
        --out_;
    }
}

bool ExportTable::close() {
    settle();
    Lock lock(mutex_);
    closed_ = true;
    while (MemoryExport* const lent = home_) {
        home_ = lent->next_;
        islet::release(lent->view_);
        delete lent;
        --out_;
    }
    return out_ == 0;
}

MemoryExport* lend_memory_py(Thread& t, Value view) {
    auto& memory = as<MemoryView>(view);
    if (!check_released(t, memory)) return nullptr;
    // A view of our own: the sender may release its one.
    Ref own = make_memoryview_py(t, view);
    if (!own) return nullptr;
    Interpreter& lender = interpreter_of(t);
    const Buffer buffer = own.as<MemoryView>().as_buffer();
    auto* const lent = new (std::nothrow) MemoryExport(lender, std::move(own), buffer);
    if (!lent) {
        static_cast<void>(t.raise_memory_error());
        return nullptr;
    }
    Lock lock(lender.exports().mutex_);
    ++lender.exports().out_;
    return lent;
}

namespace {

// What a borrowed memoryview has as its `obj`.
struct BorrowedMemory : Object {
    static constexpr Kind kKind = Kind::Native;
    MemoryExport* lent;
};

Status borrowed_get_buffer_py(Thread& t, Value self, Buffer& out, bool writable) {
    out = static_cast<BorrowedMemory*>(self.object())->lent->buffer();
    out.owner = self;
    if (writable && out.readonly) return t.raise(Exc::BufferError, "Object is not writable.");
    return Status::ok();
}

void borrowed_drop(Heap& heap, Object* object) {
    static_cast<BorrowedMemory*>(object)->lent->release();
    drop_attrs(heap, object);
    heap.free_object(object);
}

const TypeSpec kBorrowedMemorySpec = {
    .name = "CrossInterpreterBufferView",
    .module = "_interpreters",
    .kind = Kind::Native,
    .flags = kAcyclic | kNoInstantiation | kImmutable,
    .size = sizeof(BorrowedMemory),
    .slots = {.get_buffer_py = &borrowed_get_buffer_py},
    .drop = &borrowed_drop,
};

} // namespace

Type* borrowed_memory_type(Thread& t) {
    Value& kept = interpreter_of(t).borrowed_memory_type();
    if (kept.is_empty()) {
        Ref type = make_heap_type(t, kBorrowedMemorySpec);
        if (!type) return nullptr;
        kept = type.release();
    }
    return &as<Type>(kept);
}

Ref open_memory_py(Thread& t, MemoryExport& lent) {
    Type* const type = borrowed_memory_type(t);
    if (!type) return t.raised();
    auto* const borrowed = allocate_instance<BorrowedMemory>(t, *type);
    if (!borrowed) return t.raise_memory_error();
    lent.retain();
    borrowed->lent = &lent;
    const Ref keep = Ref::adopt(borrowed);
    return make_memoryview_py(t, keep.get());
}

} // namespace islet
