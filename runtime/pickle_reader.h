// SPDX-License-Identifier: MIT
//
// The unpickler at work: one pickle from one stream. pickle_read.cpp holds the stream, the stack and the
// opcodes for built-in types, pickle_text.cpp the opcodes whose arguments are lines of text, pickle_build.cpp
// the ones that call classes and functions.
//
// Owns: the stack, with one count on each value, the marks, the memo, and what was read of a file; all of it
//   malloc's once the few places inside are used up.
// Invariants: values above the fence belong to the innermost mark; nothing is taken from below it. An
//   argument's length is checked against what the stream holds before memory for it is taken.
// Threads: the interpreter's lock.
#pragma once

#include "runtime/pickle.h"
#include "runtime/pickle_opcodes.h"
#include "vm/base/format.h"

#include <cstdlib>
#include <cstring>

namespace islet {

// A growing array of words, a few of them inside.
template <class T, std::size_t kInside>
class PickleArray {
public:
    PickleArray() = default;
    ~PickleArray() {
        if (data_ != inside_) std::free(data_);
    }
    PickleArray(const PickleArray&) = delete;
    PickleArray& operator=(const PickleArray&) = delete;

    T* data() { return data_; }
    std::size_t size() const { return size_; }
    T& operator[](std::size_t i) { return data_[i]; }
    T& last() { return data_[size_ - 1]; }
    bool push(T value) {
        if (size_ == capacity_ && !grow()) [[unlikely]]
            return false;
        data_[size_++] = value;
        return true;
    }
    T pop() { return data_[--size_]; }
    void cut(std::size_t size) { size_ = size; }

private:
    [[gnu::noinline]] bool grow() {
        auto* const fresh = static_cast<T*>(std::malloc(capacity_ * 2 * sizeof(T)));
        if (!fresh) return false;
        std::memcpy(static_cast<void*>(fresh), data_, size_ * sizeof(T));
        if (data_ != inside_) std::free(data_);
        data_ = fresh;
        capacity_ *= 2;
        return true;
    }
    T inside_[kInside];
    T* data_ = inside_;
    std::size_t size_ = 0, capacity_ = kInside;
};

// What the stream has named by number. Numbers that follow each other lie in an array; a stream that skips
// many gets a table, so that one number does not cost the memory of all below it.
class UnpickleMemo {
public:
    UnpickleMemo() = default;
    ~UnpickleMemo() { clear(); }
    UnpickleMemo(const UnpickleMemo&) = delete;
    UnpickleMemo& operator=(const UnpickleMemo&) = delete;

    std::size_t size() const { return used_; } // numbers in use
    Value find(std::uint64_t number) const {
        if (number < size_) [[likely]]
            return values_[number];
        return sparse_ ? find_sparse(number) : Value();
    }
    // Shares the value. False: out of memory.
    bool set(std::uint64_t number, Value value);
    void clear();
    void traverse(Visitor& visit); // every value (an unpickler that Python can see)
    // each(number, Value)
    template <class Each>
    void each(Each&& each) {
        for (std::size_t i = 0; i < size_; ++i) {
            if (!values_[i].is_empty()) each(i, values_[i]);
        }
        for (std::size_t i = 0; i < sparse_capacity_; ++i) {
            if (!sparse_[i].value.is_empty()) each(sparse_[i].number, sparse_[i].value);
        }
    }

private:
    struct Place {
        std::uint64_t number;
        Value value; // empty: free
    };
    static constexpr std::size_t kInside = 24, kMostGap = 1024;
    Value find_sparse(std::uint64_t number) const;
    bool set_sparse(std::uint64_t number, Value value);
    Place* place_of(std::uint64_t number) const;
    bool grow(std::size_t size);

    Value inside_[kInside];
    Value* values_ = inside_;
    std::size_t size_ = 0, capacity_ = kInside, used_ = 0;
    Place* sparse_ = nullptr;
    std::size_t sparse_capacity_ = 0, sparse_used_ = 0;
};

class PickleReader {
public:
    PickleReader(Thread& t, std::string_view bytes, const UnpickleHooks& hooks, UnpickleMemo* memo = nullptr)
        : t_(t), hooks_(hooks), start_(bytes.data()), at_(bytes.data()), end_(bytes.data() + bytes.size()),
          memo_(memo ? *memo : own_memo_) {}
    ~PickleReader();
    PickleReader(const PickleReader&) = delete;
    PickleReader& operator=(const PickleReader&) = delete;

    Ref load_py();
    // Bytes of the window that were used.
    std::size_t consumed() const { return static_cast<std::size_t>(at_ - start_); }
    // What a file gave beyond the end of the pickle, to be used by the next one.
    std::string_view rest() const { return {at_, static_cast<std::size_t>(end_ - at_)}; }

private:
    enum class Next : std::uint8_t { Go, Stop, Raised };
    Next step_py(char op);
    Next step_old_py(char op);

    // --- The stream. A null view: raised.
    const char* need_py(std::size_t count) {
        if (static_cast<std::size_t>(end_ - at_) >= count) [[likely]] {
            const char* const here = at_;
            at_ += count;
            return here;
        }
        return need_slow_py(count);
    }
    const char* need_slow_py(std::size_t count);
    Status fill_py(std::size_t count, bool line);
    // A line without its newline.
    Result<std::string_view> line_py();
    Result<std::uint64_t> length_py(std::size_t width, std::string_view what);
    Raised truncated() { return raise_py("pickle data was truncated"); }

    // --- The stack
    Status push(Ref value) {
        if (!value) return t_.raised();
        if (!stack_.push(value.get())) return t_.raise_memory_error();
        static_cast<void>(value.release());
        return Status::ok();
    }
    Status push_plain(Value value) { // no object
        return stack_.push(value) ? Status::ok() : Status(t_.raise_memory_error());
    }
    Ref pop();                     // empty: underflow was raised
    Value* top(std::size_t depth); // the depth-th value from the top (1: the top), or null: raised
    Raised underflow();
    // The bottom of the innermost mark, which is taken away; SIZE_MAX: raised.
    std::size_t take_mark();
    void drop_from(std::size_t bottom);

    // --- Opcodes
    template <class T>
    Status load_int();
    Status load_long_py(std::size_t width);
    Status load_float_py();
    Status load_str_py(std::size_t width);
    Status load_bytes_py(std::size_t width);
    Status load_old_str_py(std::size_t width);
    Status load_bytearray_py();
    Status load_next_buffer_py();
    Status load_readonly_buffer_py();
    Status load_tuple(std::size_t size);
    Status load_tuple_from_mark();
    Status load_list_from_mark();
    Status load_dict_from_mark_py();
    Status load_frozenset_py();
    Status load_appends_py(std::size_t bottom);
    Status load_setitems_py(std::size_t bottom);
    Status load_additems_py();
    Status load_pop();
    Status load_dup();
    Status load_memoize(std::uint64_t number);
    Status load_get_py(std::uint64_t number);
    Status load_wide_get_py(std::size_t width);
    Status load_wide_put_py(std::size_t width);
    Status load_proto_py();
    Status load_frame_py();

    Status load_int_line_py();
    Status load_long_line_py();
    Status load_float_line_py();
    Status load_string_line_py();
    Status load_unicode_line_py();
    Status load_get_line_py();
    Status load_put_line_py();
    Status load_persid_line_py();
    Ref decode_old_str_py(std::string_view bytes);
    Result<std::uint64_t> number_line_py();

    Ref name_line_py();
    Status load_persid_py();
    Status call_persistent_load_py(Ref id);
    Status load_global_py();
    Status load_stack_global_py();
    Status load_extension_py(std::size_t width);
    Status load_inst_py();
    Status load_obj_py();
    Status load_newobj_py();
    Status load_newobj_ex_py();
    Status load_reduce_py();
    Status load_build_py();
    Status set_state_py(Value instance, Value state);
    Status set_attributes_py(Value instance, Value state);
    Status set_slots_py(Value instance, Value state);
    Ref find_class_py(Value module, Value name);
    Status make_object_py(const Ref& cls, const Ref& args, const Ref& keywords, std::string_view op);
    bool has_plain_attributes(Value instance);
    Ref instantiate_py(Value cls, std::size_t bottom);

    Raised raise_py(std::string_view text) { return raise_pickle_error_py(t_, true, text); }

    Thread& t_;
    const UnpickleHooks& hooks_;
    const char* start_; // of the window
    const char* at_;
    const char* end_;
    char* window_ = nullptr; // of a file: malloc'ed, what the three above point into
    std::size_t window_capacity_ = 0;
    int protocol_ = 0;
    PickleArray<Value, 32> stack_;
    PickleArray<std::size_t, 8> marks_;
    std::size_t fence_ = 0;
    UnpickleMemo own_memo_;
    UnpickleMemo& memo_;
};

} // namespace islet
