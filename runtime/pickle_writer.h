// SPDX-License-Identifier: MIT
//
// The pickler at work: one dump into one buffer. pickle_write.cpp writes the built-in types,
// pickle_reduce.cpp everything else, by name or by what __reduce_ex__ answers.
//
// Owns: its memo unless the caller lent one. Invariants: every object that is being written is kept alive by
//   who passed it. A buffer that failed is noticed before the next object. An object is memoized after what
//   it is made from was written, and before its contents, so that cycles end.
// Threads: the interpreter's lock.
#pragma once

#include "runtime/pickle.h"
#include "runtime/pickle_memo.h"
#include "runtime/pickle_opcodes.h"
#include "vm/base/format.h"

namespace islet {

struct ByteArray;
struct Bytes;
struct List;
struct Set;

class PickleWriter {
public:
    PickleWriter(Thread& t, int protocol, PickleBuffer& out, const PickleHooks& hooks)
        : t_(t), out_(out), hooks_(hooks), protocol_(protocol), memo_(hooks.memo ? *hooks.memo : own_memo_) {}
    PickleWriter(const PickleWriter&) = delete;
    PickleWriter& operator=(const PickleWriter&) = delete;

    Status dump_py(Value object);

private:
    // --- Bytes and frames
    void op(char c) { out_.append(c); }
    void op1(char c, std::uint8_t argument);
    void op4(char c, std::uint32_t argument);
    void op8(char c, std::uint64_t argument);
    void line(char c, std::string_view text); // "c" text "\n"
    void begin_frame();
    void end_frame();
    Status next_frame_py();
    Status write_payload_py(const char* header, std::size_t header_size, std::string_view data);
    // With the opcode for lengths of 1, 4 or 8 bytes; 0: there is none.
    Status write_sized_py(char op_1, char op_4, char op_8, std::string_view data, std::string_view what);
    char since_4(pickle::Op code) const { return protocol_ >= 4 ? static_cast<char>(code) : '\0'; }

    // --- The memo
    // True if the object was written before; then it is named by its number.
    bool write_known(std::uint64_t key);
    Status memoize(std::uint64_t key);
    Status memoize(Value v) { return memoize(PickleMemo::key_of(v)); }
    void write_get(std::uint64_t number);
    void write_put(std::uint64_t number);

    // --- Any object, and the basic types (pickle_write.cpp)
    Status save_py(Value v);
    // The same for what cannot have a persistent id, being one itself.
    Status save_any_py(Value v);
    bool save_atom(Value v); // false: it is none
    Status save_object_py(Value v);
    void write_int(std::int64_t i);
    void write_big_int(Value v);
    Status save_big_int(Value v);
    void write_float(double d);
    Status save_str_py(Value v, std::uint64_t key);
    Status save_bytes_py(Value v);
    Status save_bytearray_py(Value v);
    Status save_buffer_py(Value v);

    // --- Containers (pickle_containers.cpp)
    Status save_tuple_py(Value v);
    void forget_tuple(Value v, std::size_t items);
    Status save_list_py(Value v);
    Status save_list_items_py(Value v);
    Status save_dict_py(Value v);
    Status save_dict_items_py(Value v);
    Status save_entry_py(Value key, Value value, Value owner);
    Status save_set_py(Value v);
    Status save_frozenset_py(Value v);
    Status save_set_as_call_py(Value v);
    template <class Save>
    Status save_batches_py(Value iterator, char one, char many, Save&& save_item_py);
    Status save_iterated_items_py(Value iterator, Value owner);
    Status save_iterated_pairs_py(Value iterator, Value owner);

    // --- Everything else (pickle_reduce.cpp)
    struct Reduction; // what __reduce__ answered
    Status save_other_py(Value v);
    Ref reduce_py(Value v);
    bool is_plain_instance(Value v);
    Status save_plain_instance_py(Value v);
    Status save_plain_attributes_py(Value v);
    Ref find_reducer_py(Type& type);
    Status save_persistent_py(Value v, bool& done);
    Status save_type_py(Value v);
    Status save_reduced_py(Value v, Value reduced);
    Status check_reduced(Value reduced, Reduction& out);
    Status save_creation_py(Value v, const Reduction& how);
    Status save_new_py(Value v, const Reduction& how);
    Status save_new_ex_py(Value v, const Reduction& how);
    Status save_new_ex_as_partial_py(Value v, const Reduction& how);
    Status save_state_py(Value v, const Reduction& how);
    // function(*args), which makes `v`.
    Status save_call_of_py(Value function, std::initializer_list<Value> args, Value v);

    // --- Names (pickle_names.cpp). An empty `name`: the object's own.
    Status save_global_py(Value v, Value name);
    Ref find_module_of_py(Value v, Str& name);
    Ref search_modules_py(Value v, Str& name);
    Result<bool> write_extension_py(Value module, Value name);
    Status save_stack_global_py(Value v, Value module, Value name);
    Status write_old_global_py(Value module, Value name);
    Status write_global_line_py(Value module, Value name);

    // --- Failing: "when serializing ..." is added to the pending exception, which goes on.
    Raised note_py(Value owner, std::string_view what); // "when serializing <type> <what>"
    Raised note_item_py(Value owner, std::size_t at);
    Raised note_key_py(const Type& owner, Value key);
    Raised note_element_py(Value owner);
    Raised add_note_py(Ref exception, const TextBuffer& text);
    Raised raise_py(std::string_view text) { return raise_pickle_error_py(t_, false, text); }

    Thread& t_;
    PickleBuffer& out_;
    const PickleHooks& hooks_;
    const int protocol_;
    PickleMemo own_memo_;
    PickleMemo& memo_;
    std::size_t start_ = 0;                // of this pickle in the buffer
    std::size_t frame_start_ = SIZE_MAX;   // of the open frame's header
    std::size_t frame_full_at_ = SIZE_MAX; // size of the buffer at which the next object opens a new frame
    Ref dispatch_table_ = Ref::nothing();  // once asked for
    Ref extensions_ = Ref::nothing();      // copyreg's registry, once asked for
};

} // namespace islet
