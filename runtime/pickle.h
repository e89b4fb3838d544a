// SPDX-License-Identifier: MIT
//
// The pickle format: objects to bytes and back. Reads protocols 0 to 5, writes them as CPython's own pickler
// does, byte for byte. The module _pickle and everything that copies objects between interpreters use it.
//
// Owns: a PickleBuffer its bytes, which are malloc's and belong to no interpreter.
// Invariants: reading trusts nothing: every length is checked against what is left before memory is taken.
//   Objects of exact built-in types are written and made without running Python, dict and set keys apart.
// Threads: the lock of the interpreter whose objects are read or made; a PickleBuffer one thread at a time.
#pragma once

#include "vm/thread.h"

#include <string_view>

namespace islet {

class PickleMemo;

inline constexpr int kPickleProtocol = 5;        // the default
inline constexpr int kHighestPickleProtocol = 5; // that can be written and read

class PickleBuffer {
public:
    PickleBuffer() = default;
    PickleBuffer(PickleBuffer&& other) noexcept;
    PickleBuffer& operator=(PickleBuffer&& other) noexcept;
    PickleBuffer(const PickleBuffer&) = delete;
    PickleBuffer& operator=(const PickleBuffer&) = delete;
    ~PickleBuffer();

    std::string_view view() const { return {data_, size_}; }
    char* data() { return data_; }
    std::size_t size() const { return size_; }
    // True once memory ran out or the limit was reached; what was appended after that is lost.
    bool failed() const { return failed_; }
    // Most bytes it may hold.
    void set_limit(std::size_t limit) { limit_ = limit; }
    // Empty again; keeps its memory.
    void clear() {
        size_ = 0;
        failed_ = false;
    }
    void cut(std::size_t size) { size_ = size; } // size <= size()
    // Gives the bytes away, to be freed with std::free; null when there are none.
    char* take();

    // Room for `count` more bytes at the end, counted at once; null when there is none.
    char* extend(std::size_t count) {
        if (count > capacity_ - size_ && !grow(count)) [[unlikely]]
            return nullptr;
        char* const place = data_ + size_;
        size_ += count;
        return place;
    }
    void append(char byte) {
        if (char* const place = extend(1)) *place = byte;
    }
    void append(const void* bytes, std::size_t count) {
        if (char* const place = extend(count); place && count) __builtin_memcpy(place, bytes, count);
    }

private:
    bool grow(std::size_t count);
    char* data_ = nullptr;
    std::size_t size_ = 0, capacity_ = 0;
    std::size_t limit_ = SIZE_MAX / 4;
    bool failed_ = false;
};

// What a pickler may do differently. Every function gets `context` back.
struct PickleHooks {
    void* context = nullptr;
    // A persistent id for the object, or None: it is written as usual.
    Ref (*persistent_id_py)(Thread&, void* context, Value object) = nullptr;
    // What __reduce_ex__ would answer, or NotImplemented: the usual way. Asked for everything but the basic
    // built-in types.
    Ref (*reducer_override_py)(Thread&, void* context, Value object) = nullptr;
    // A pickle.PickleBuffer: true if its bytes go into the stream, false if the caller keeps it.
    Result<bool> (*buffer_py)(Thread&, void* context, Value buffer) = nullptr;
    // Takes finished parts of the stream away, so that it need not be kept whole; null: it stays in `out`.
    Status (*flush_py)(Thread&, void* context, std::string_view bytes) = nullptr;
    Value dispatch_table;       // empty: that of copyreg
    PickleMemo* memo = nullptr; // one that outlives the call; null: a fresh one
    bool fast = false;          // no memo: smaller, but objects are repeated, and cycles never end
    bool fix_imports = true;    // protocols below 3: Python 2's names for modules
};

// Appends the pickle of `object` to `out`. On failure `out` holds what was written so far.
Status pickle_dump_py(Thread& t, Value object, int protocol, PickleBuffer& out,
                      const PickleHooks* hooks = nullptr);

// What an unpickler may do differently.
struct UnpickleHooks {
    void* context = nullptr;
    // The class or function of this name; null: import the module, take the attribute.
    Ref (*find_class_py)(Thread&, void* context, Value module, Value name, int protocol) = nullptr;
    Ref (*persistent_load_py)(Thread&, void* context, Value id) = nullptr;
    // The next out-of-band buffer; its end is an error.
    Step (*next_buffer_py)(Thread&, void* context) = nullptr;
    // Up to `count` more bytes of the stream, or (line) up to and with the next newline; a bytes object. Less
    // is the end of the stream. Null: the stream is what pickle_load_py was given.
    Ref (*read_py)(Thread&, void* context, std::size_t count, bool line) = nullptr;
    std::string_view encoding = "ASCII", errors = "strict"; // of str written by Python 2
    bool fix_imports = true;
};

// The object. Bytes behind its end are ignored; `consumed`, if given, tells where that is. The bytes stay
// where they are until the call returns.
Ref pickle_load_py(Thread& t, std::string_view bytes, const UnpickleHooks* hooks = nullptr,
                   std::size_t* consumed = nullptr);

// getattr(module, name), imported if need be, as an unpickler without a find_class of its own does.
Ref pickle_find_class_py(Thread& t, Value module, Value name, int protocol, bool fix_imports);

// An exception of the module _pickle: PicklingError, UnpicklingError. With the pending exception, if there is
// one, as its context.
Raised raise_pickle_error_py(Thread& t, bool reading, std::string_view message);

// pickle.PickleBuffer: lends the memory of another object. The class is made by the module _pickle.
struct PickleBufferObject : Object {
    static constexpr Kind kKind = Kind::Native;
    Value source; // memoryview, which tells the shape; empty: released
    Value lent;   // what was the source, when somebody still uses it
};
extern const TypeSpec kPickleBufferSpec;
inline bool is_pickle_buffer(Value v) {
    return is_kind(v, Kind::Native) && v.object()->shape->type->spec == &kPickleBufferSpec;
}

} // namespace islet
