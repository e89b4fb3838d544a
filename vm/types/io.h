// SPDX-License-Identifier: MIT
//
// The layers of files, as the module io has them: raw (FileIO), buffered, text, and files in memory. A layer
// talks to the one below directly when that is one of ours, unchanged, and through Python's methods
// otherwise.
//
// Owns: see the structs. A file closes when its last reference goes, buffered data first.
// Threads: the interpreter's lock.
#pragma once

#include <cstring>

#include "vm/native.h"
#include "vm/types/str.h"
#include "vm/wait.h"

namespace islet {

// What all files begin with.
struct IoObject : Object {
    static constexpr Kind kKind = Kind::Native;
    bool closed;
};

// A file descriptor.
struct FileIO : IoObject {
    int descriptor; // -1: closed or not initialised
    bool readable, writable, appending, created, close_descriptor, finalizing;
    Value name; // path or number; empty: none
};

// A buffer over a raw file. One block serves both directions: it holds bytes read ahead, or bytes to be
// written, never both.
struct BufferedFile : IoObject {
    bool can_read, can_write, detached, finalizing;
    Thread* busy_in;    // the thread that is inside, which may have let go of the lock; or null
    WaitList waiting;   // other threads that want in
    Value raw;          // empty: detached or not initialised
    std::uint8_t* data; // raw block of `capacity` bytes, or null
    std::uint64_t capacity;
    std::uint64_t read_at, read_end; // unread bytes
    std::uint64_t write_end;         // bytes to be written
};

// Text over a binary file.
struct TextFile : IoObject {
    Value buffer; // empty: detached or not initialised
    Str* encoding;
    Str* errors;
    Value mode;    // attribute "mode"; empty: none
    Value newline; // as given: None or str
    bool line_buffering, write_through, finalizing, eof;
    std::uint8_t codec;         // Codec
    std::uint8_t seen_newlines; // bits: 1 \r, 2 \n, 4 \r\n
    int byte_order;             // of utf-16 and utf-32: DecodeState::byte_order
    std::uint8_t* pending;      // encoded text that was not passed on yet (raw block)
    std::uint64_t pending_size, pending_capacity;
    std::uint8_t* input; // bytes read, of which the first `input_used` are decoded already (raw block)
    std::uint64_t input_size, input_used, input_capacity;
    Value decoded; // str made of those bytes; empty: none
    std::uint64_t decoded_at;
};

// Bytes in memory.
struct BytesFile : IoObject {
    std::uint8_t* data; // raw block
    std::uint64_t size, capacity, at;
    std::int64_t exports;
};

struct StringFile : IoObject {
    char32_t* data; // raw block
    std::uint64_t size, capacity, at;
    Value newline; // as given: None or str
    std::uint8_t seen_newlines;
};

// Of vm/model/shape.h, which stands above this header.
std::size_t instance_bytes(const Type& type, std::size_t items);
void init_instance(Object* object, Type& type);

// A new file of type `type`, all fields zero.
template <class T>
T* allocate_file(Thread& t, Type& type) {
    const std::size_t bytes = instance_bytes(type, 0);
    void* const block = t.heap().alloc_object(bytes);
    if (!block) return nullptr;
    std::memset(block, 0, bytes);
    auto* const file = static_cast<T*>(block);
    init_instance(file, type);
    return file;
}

template <class T>
T& io_self(Value v) {
    return *static_cast<T*>(v.object());
}

// --- Shared by the layers (io_base.cpp)
Status check_closed_py(Thread& t, Value file);         // ValueError "I/O operation on closed file."
Result<bool> is_closed_py(Thread& t, Value file);      // its attribute `closed`
Raised raise_unsupported(Thread& t, const char* what); // io.UnsupportedOperation
Ref io_method_py(Thread& t, Value file, const char* name, std::span<const Value> args = {});
Result<bool> io_flag_py(Thread& t, Value file, const char* name); // truth of file.name()
// The attribute `newlines`: None, one text, or a tuple of those that were seen (bits as in TextFile).
Ref newlines_of(Thread& t, unsigned seen);
// The close of a layer over another: flush, then close below; the first error wins.
Status flush_and_close_py(Thread& t, Value file, Value below);

// --- Raw (io_file.cpp)
inline constexpr std::uint64_t kBufferSize = 128 * 1024;
// A path as the operating system takes it: bytes.
Ref encode_path_py(Thread& t, Str& path);
bool is_plain_file(Thread& t, Value raw); // exactly FileIO
// Bytes read or written; -1: would block (None). Signals are looked after.
Result<std::int64_t> raw_read_py(Thread& t, Value raw, std::uint8_t* out, std::uint64_t size);
Result<std::int64_t> raw_write_py(Thread& t, Value raw, const std::uint8_t* data, std::uint64_t size);
Ref make_file_io_py(Thread& t, Value name, std::string_view mode, bool close_descriptor, Value opener);

// --- Buffered (io_buffered.cpp)
Ref make_buffered_py(Thread& t, TypeId type, Value raw, std::uint64_t size);
bool is_plain_buffer(Thread& t, Value buffer); // exactly BufferedReader, BufferedWriter or BufferedRandom
Status buffered_write_py(Thread& t, BufferedFile& file, std::string_view bytes);
Status buffered_flush_py(Thread& t, BufferedFile& file);

// --- Text (io_text.cpp)
Ref make_text_py(Thread& t, Value buffer, Value encoding, Value errors, Value newline, bool line_buffering,
                 bool write_through);

// sys.stdin, sys.stdout, sys.stderr of a new interpreter.
Status make_standard_streams_py(Thread& t, bool unbuffered);

} // namespace islet
