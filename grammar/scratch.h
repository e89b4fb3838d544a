// SPDX-License-Identifier: MIT
//
// Lists under construction. Rules nest, so a list that is being collected always lies above those that
// enclose it: one stack of words serves them all, and a finished list moves to the arena with its true size.
//
// Owns: the stack (malloc).
// Invariants: a word is pushed and read back as the same type; push() after a failed allocation is a no-op,
//   which take() survives because the arena has failed by then.
// Threads: one parse, one thread.
#pragma once

#include "grammar/ast.h"
#include "vm/base/arena.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace islet::grammar {

class Scratch {
public:
    explicit Scratch(Arena& arena) : arena_(arena) {}
    ~Scratch() { std::free(words_); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    std::uint32_t size() const { return size_; }

    template <class T>
    void push(T value) {
        static_assert(sizeof(T) <= sizeof(Word) && std::is_trivially_copyable_v<T>);
        if (size_ == capacity_ && !grow()) return;
        std::memcpy(&words_[size_++], &value, sizeof(T));
    }
    template <class T>
    T at(std::uint32_t index) const {
        T value;
        std::memcpy(&value, &words_[index], sizeof(T));
        return value;
    }
    void drop_to(std::uint32_t start) {
        if (size_ > start) size_ = start;
    }
    std::uint32_t count_from(std::uint32_t start) const { return size_ > start ? size_ - start : 0; }

    // Moves everything from `start` on into the arena.
    template <class T>
    ast::Seq<T> take(std::uint32_t start) {
        const std::uint32_t count = count_from(start);
        if (count == 0) return {nullptr, 0};
        T* data = arena_.make_array<T>(count);
        if (data) {
            for (std::uint32_t i = 0; i < count; ++i) data[i] = at<T>(start + i);
        }
        size_ = start;
        return {data, data ? count : 0};
    }

private:
    using Word = std::uint64_t;

    bool grow() {
        const std::uint32_t capacity = capacity_ ? capacity_ * 2 : 256;
        void* fresh = capacity > capacity_ ? std::realloc(words_, capacity * sizeof(Word)) : nullptr;
        if (!fresh) {
            arena_.fail();
            return false;
        }
        words_ = static_cast<Word*>(fresh);
        capacity_ = capacity;
        return true;
    }

    Arena& arena_;
    Word* words_ = nullptr;
    std::uint32_t size_ = 0;
    std::uint32_t capacity_ = 0;
};

} // namespace islet::grammar
