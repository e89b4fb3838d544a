// SPDX-License-Identifier: MIT
//
// BufferedRWPair: a buffered reader and a buffered writer over two raw files, as one. See io.h.
#include "vm/types/io.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/shape.h"
#include "vm/types/exception.h"
#include "vm/types/int.h"
#include "vm/types/specs.h"

namespace islet {

namespace {

constexpr std::int64_t kDefaultSize = 128 * 1024;

struct PairFile : IoObject {
    Value reader, writer; // BufferedReader and BufferedWriter; empty: not initialised
};

Ref pair_new_py(Thread& t, Type& type, const Args&) {
    auto* const pair = allocate_file<PairFile>(t, type);
    if (!pair) return t.raise_memory_error();
    pair->reader = pair->writer = Value();
    return Ref::adopt(Value(pair));
}

Status demand_py(Thread& t, Value raw, const char* flag, const char* complaint) {
    const Result<bool> good = io_flag_py(t, raw, flag);
    if (!good) return t.raised();
    if (!*good) return raise_unsupported(t, complaint);
    return Status::ok();
}

Status pair_init_py(Thread& t, Value self, const Args& args) {
    if (!refuse_keywords(t, args, "BufferedRWPair") || !check_positional(t, args, "BufferedRWPair", 2, 3))
        return t.raised();
    std::int64_t size = kDefaultSize;
    if (args.count == 3) {
        const Result<std::int64_t> wanted = index_to_int64_py(t, args[2]);
        if (!wanted) return t.raised();
        size = *wanted;
    }
    if (!demand_py(t, args[0], "readable", "File or stream is not readable.") ||
        !demand_py(t, args[1], "writable", "File or stream is not writable."))
        return t.raised();
    if (size <= 0) return t.raise(Exc::ValueError, "buffer size must be strictly positive");
    Ref reader = make_buffered_py(t, TypeId::BufferedReader, args[0], static_cast<std::uint64_t>(size));
    Ref writer = reader
                     ? make_buffered_py(t, TypeId::BufferedWriter, args[1], static_cast<std::uint64_t>(size))
                     : Ref(t.raised());
    if (!writer) return t.raised();
    auto& pair = io_self<PairFile>(self);
    release(std::exchange(pair.reader, reader.release()));
    release(std::exchange(pair.writer, writer.release()));
    return Status::ok();
}

// self.reader.name(*args), or the writer's.
Ref forward_py(Thread& t, Value self, Value PairFile::*side, const char* name, const Args& args) {
    const Value file = io_self<PairFile>(self).*side;
    if (file.is_empty()) return t.raise(Exc::ValueError, "I/O operation on uninitialized object");
    if (!refuse_keywords(t, args, name)) return t.raised();
    Ref kept = Ref::share(file);
    return io_method_py(t, kept.get(), name, std::span<const Value>(args.values, args.count));
}

Ref pair_read(Thread& t, Value self, const Args& args) {
    return forward_py(t, self, &PairFile::reader, "read", args);
}
Ref pair_peek(Thread& t, Value self, const Args& args) {
    return forward_py(t, self, &PairFile::reader, "peek", args);
}
Ref pair_read1(Thread& t, Value self, const Args& args) {
    return forward_py(t, self, &PairFile::reader, "read1", args);
}
Ref pair_readinto(Thread& t, Value self, const Args& args) {
    return forward_py(t, self, &PairFile::reader, "readinto", args);
}
Ref pair_readinto1(Thread& t, Value self, const Args& args) {
    return forward_py(t, self, &PairFile::reader, "readinto1", args);
}
Ref pair_write(Thread& t, Value self, const Args& args) {
    return forward_py(t, self, &PairFile::writer, "write", args);
}
Ref pair_flush(Thread& t, Value self) {
    return forward_py(t, self, &PairFile::writer, "flush", Args());
}
Ref pair_readable(Thread& t, Value self) {
    return forward_py(t, self, &PairFile::reader, "readable", Args());
}
Ref pair_writable(Thread& t, Value self) {
    return forward_py(t, self, &PairFile::writer, "writable", Args());
}

// A terminal if one of the two is.
Ref pair_isatty(Thread& t, Value self) {
    Ref answer = forward_py(t, self, &PairFile::writer, "isatty", Args());
    if (!answer) return t.raised();
    const Result<bool> yes = truth_py(t, answer.get());
    if (!yes || *yes) return answer;
    return forward_py(t, self, &PairFile::reader, "isatty", Args());
}

// Closes both, whatever happens to the first; its error comes through, as the context of one of the second.
Ref pair_close(Thread& t, Value self) {
    Ref first = Ref::nothing();
    if (!forward_py(t, self, &PairFile::writer, "close", Args())) first = t.take_pending();
    Ref closed = forward_py(t, self, &PairFile::reader, "close", Args());
    if (!first) return closed;
    if (closed) return t.restore(std::move(first));
    Ref second = t.take_pending();
    auto& fields = second.as<Exception>();
    if (fields.context.is_empty()) fields.context = first.release();
    return t.restore(std::move(second));
}

Ref pair_closed(Thread& t, Value self) {
    const Value writer = io_self<PairFile>(self).writer;
    if (writer.is_empty()) {
        return t.raise(Exc::RuntimeError, "the BufferedRWPair object is being garbage-collected");
    }
    return get_attr_py(t, writer, Name::closed);
}

void pair_traverse(Object* object, Visitor& visit) {
    auto* const pair = static_cast<PairFile*>(object);
    visit(pair->reader);
    visit(pair->writer);
    traverse_attrs(object, visit);
}
void pair_drop(Heap& heap, Object* object) {
    auto* const pair = static_cast<PairFile*>(object);
    release(pair->reader);
    release(pair->writer);
    drop_attrs(heap, object);
    heap.free_object(object);
}

constexpr MethodDef kMethods[] = {
    raw<&pair_read>("read($self, size=-1, /)", "Read from the reader."),
    raw<&pair_peek>("peek($self, size=0, /)", "Look ahead in the reader."),
    raw<&pair_read1>("read1($self, size=-1, /)", "Read with at most one call of the raw reader."),
    raw<&pair_readinto>("readinto($self, buffer, /)", "Read into a writable buffer."),
    raw<&pair_readinto1>("readinto1($self, buffer, /)",
                         "Read into a writable buffer, with at most one call."),
    raw<&pair_write>("write($self, buffer, /)", "Write to the writer."),
    method<&pair_flush>("flush($self, /)", "Flush the writer."),
    method<&pair_readable>("readable($self, /)", "Whether the reader may be read."),
    method<&pair_writable>("writable($self, /)", "Whether the writer may be written to."),
    method<&pair_isatty>("isatty($self, /)", "Whether one of the two is a terminal."),
    method<&pair_close>("close($self, /)", "Close the writer, then the reader."),
};
constexpr GetSetDef kGetSet[] = {{"closed", pair_closed, nullptr, nullptr}};

} // namespace

const TypeSpec kBufferedRWPairSpec = {
    .name = "BufferedRWPair",
    .module = "_io",
    .doc =
        "A buffered reader and writer object together.\n\n'reader' and 'writer' are raw files, readable and "
        "writable: the two ends of a pipe or\nof a connection. A random access file is BufferedRandom's.",
    .kind = Kind::Native,
    .flags = kBaseType | kHasDict | kWeakable | kFinalizer,
    .size = sizeof(PairFile),
    .base = &kBufferedIOBaseSpec,
    .slots = {.new_py = pair_new_py, .init_py = pair_init_py},
    .methods = kMethods,
    .getset = kGetSet,
    .traverse = pair_traverse,
    .drop = pair_drop,
};

} // namespace islet
