// SPDX-License-Identifier: MIT
//
// What the files of the module _pickle share: its types, its arguments, and files as streams.
// Owns: see the structs. Threads: the interpreter's lock.
#pragma once

#include "runtime/pickle.h"
#include "vm/types/module.h"
#include "vm/types/str.h"

namespace islet {

// The module's own data: types that its namespace does not show. Owned.
struct PickleModuleData {
    Value pickler_memo, unpickler_memo; // the classes of Pickler.memo and Unpickler.memo
};
// Null: raised (the module was taken out of sys.modules).
PickleModuleData* pickle_module_data_py(Thread& t);

extern const TypeSpec kPicklerSpec, kPicklerMemoSpec, kUnpicklerSpec, kUnpicklerMemoSpec;

inline bool is_given(Value v) {
    return !v.is_empty() && !v.is_none();
}

// None: the default; negative: the highest.
Result<int> read_protocol_py(Thread& t, Value v);
// An optional str argument, as text that lives as long as `text`.
Status read_text(Thread& t, Value v, const char* function, const char* name, Utf8View& text,
                 std::string_view& out);
// file.write, or TypeError.
Ref find_write_py(Thread& t, Value file);

// PickleHooks::buffer_py for a callable: true if it answers something true.
Result<bool> hand_out_buffer_py(Thread& t, Value callback, Value buffer);

// A file to be read: what is bound of it. With peek(), bytes are looked at first and taken from the file when
// it is known that they belong to the pickle.
class PickleSource {
public:
    // TypeError if it cannot be read.
    Status open_py(Thread& t, Value file);
    bool is_open() const { return !read_.is_empty(); }
    // UnpickleHooks::read_py.
    Ref read_py(Thread& t, std::size_t count, bool line);
    // The pickle ended `unused` bytes before the end of what was given last.
    Status close_py(Thread& t, std::size_t unused);
    void traverse(Visitor& visit);
    void drop();

private:
    Status skip_py(Thread& t, std::size_t count);
    Value read_, readline_, peek_; // owned
    std::size_t ahead_ = 0;        // bytes given out that the file still holds
};

} // namespace islet
