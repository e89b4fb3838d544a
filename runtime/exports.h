// SPDX-License-Identifier: MIT
//
// Memory that one interpreter lends to others: what is behind a memoryview that was sent. Both sides see the
// same bytes; the lender cannot resize them meanwhile, and gets them back when the last borrower is done.
//
// Owns: an export owns one memoryview in the lender's heap until it is given back. Invariants: while exports
//   are out the lender's heap stays, even when the interpreter is closed. Giving back happens in the lender,
//   at its next checkpoint, since only there the view may be touched.
// Threads: retain and release anywhere; the rest under the lock of the interpreter whose thread is given.
#pragma once

#include "runtime/lock.h"
#include "vm/thread.h"
#include "vm/types/buffer.h"

#include <atomic>

namespace islet {

class Interpreter;

class MemoryExport {
public:
    MemoryExport(Interpreter& lender, Ref view, const Buffer& buffer);
    void retain() { users_.fetch_add(1, std::memory_order_relaxed); }
    void release(); // the last one sends it home
    const Buffer& buffer() const { return buffer_; }

private:
    friend class ExportTable;
    Interpreter& lender_;
    Value view_; // a memoryview of the lender's, owned
    Buffer buffer_;
    std::atomic<std::uint32_t> users_{1};
    MemoryExport* next_ = nullptr; // on the way home
};

// What an interpreter has lent.
class ExportTable {
public:
    // Under the lender's lock: takes the views back that came home.
    void settle();
    // No more Python runs in the lender. True: nothing is out, its memory may go now; else whoever returns
    // the last export deletes the interpreter.
    bool close();

private:
    friend class MemoryExport;
    friend MemoryExport* lend_memory_py(Thread& t, Value view);
    Mutex mutex_{kRankExports};
    MemoryExport* home_ = nullptr;
    std::uint32_t out_ = 0;
    bool closed_ = false;
};

// Lends what the memoryview shows; the caller has one count. Null: raised.
MemoryExport* lend_memory_py(Thread& t, Value view);
// The class of what borrowed views have as their `obj`; borrowed. Null: raised.
Type* borrowed_memory_type(Thread& t);
// A memoryview on it, in the interpreter of `t`.
Ref open_memory_py(Thread& t, MemoryExport& lent);

} // namespace islet
