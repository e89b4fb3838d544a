// SPDX-License-Identifier: MIT
//
// Arena: bump allocation for things that all die together (syntax trees, compiler scratch).
//
// Owns: a list of blocks taken from malloc, freed in one go by the destructor or reset().
// Invariants: memory is never moved, so pointers into the arena stay good until it is reset; no destructor
//   of what lies in it ever runs, so only trivially destructible types may be made here. Once an allocation
//   failed (limit reached or no memory) failed() stays true until reset(), and every later allocation fails
//   too: a pass may go on carelessly for a while and look at failed() once.
// Threads: one arena belongs to one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>

namespace islet {

class Arena {
public:
    static constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();

    // `limit` bounds the bytes taken from malloc.
    explicit Arena(std::size_t limit = kNoLimit) noexcept : limit_(limit) {}
    ~Arena() { free_blocks(); }

    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;

    // Null when the limit is reached or the system has no memory; then failed() is true from now on.
    // `align` is a power of two, at most alignof(std::max_align_t).
    [[nodiscard]] void* allocate(std::size_t size, std::size_t align = alignof(std::max_align_t)) noexcept {
        const std::size_t pad = (0 - reinterpret_cast<std::uintptr_t>(next_)) & (align - 1);
        if (size <= left_ && pad <= left_ - size) [[likely]] {
            char* result = next_ + pad;
            next_ = result + size;
            left_ -= pad + size;
            return result;
        }
        return allocate_slow(size, align);
    }

    // One object, value-initialised. Null on failure.
    template <class T, class... Args>
    [[nodiscard]] T* make(Args&&... args) noexcept {
        static_assert(std::is_trivially_destructible_v<T>, "the arena runs no destructors");
        void* at = allocate(sizeof(T), alignof(T));
        return at ? new (at) T{std::forward<Args>(args)...} : nullptr;
    }

    // `count` uninitialised elements of a trivial type. Null on failure, and for a count of zero.
    template <class T>
    [[nodiscard]] T* make_array(std::size_t count) noexcept {
        static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
        if (count == 0) return nullptr;
        if (count > std::numeric_limits<std::size_t>::max() / sizeof(T)) {
            failed_ = true;
            return nullptr;
        }
        return static_cast<T*>(allocate(count * sizeof(T), alignof(T)));
    }

    // A copy of `text` that lives as long as the arena; its data is null when there is no room.
    [[nodiscard]] std::string_view copy(std::string_view text) noexcept {
        char* at = make_array<char>(text.size());
        if (!at) return {};
        std::memcpy(at, text.data(), text.size());
        return {at, text.size()};
    }

    // Gives the end of the last allocation back: its caller asked for `had` bytes and needs `keep` of them.
    void shrink_last(void* last, std::size_t had, std::size_t keep) noexcept {
        if (static_cast<char*>(last) + had != next_ || keep > had) return;
        next_ -= had - keep;
        left_ += had - keep;
    }

    bool failed() const noexcept { return failed_; }
    std::size_t bytes_taken() const noexcept { return taken_; }

    // Makes the arena fail from now on; also for a caller whose own memory ran out. Null.
    void* fail() noexcept {
        failed_ = true;
        // The rest of the block goes too: a later, smaller request must not succeed.
        left_ = 0;
        return nullptr;
    }

    // Frees everything; the arena is as new.
    void reset() noexcept {
        free_blocks();
        blocks_ = nullptr;
        next_ = nullptr;
        left_ = 0;
        taken_ = 0;
        failed_ = false;
    }

private:
    struct alignas(std::max_align_t) Block {
        Block* older;
    };

    static constexpr std::size_t kFirstBlock = 4 * 1024;
    static constexpr std::size_t kLargestBlock = 256 * 1024;

    // A request too big for a block of the usual size gets one of its own, and the current block goes on
    // being filled.
    [[gnu::noinline]] void* allocate_slow(std::size_t size, std::size_t align) noexcept {
        if (failed_ || size > limit_) return fail();
        const std::size_t usual = usual_block();
        const bool own_block = size + align > usual - sizeof(Block);
        const std::size_t bytes = own_block ? size + align + sizeof(Block) : usual;
        if (bytes < size || bytes > limit_ - taken_) return fail();
        auto* block = static_cast<Block*>(std::malloc(bytes));
        if (!block) return fail();
        taken_ += bytes;
        block->older = blocks_;
        blocks_ = block;
        char* start = reinterpret_cast<char*>(block + 1);
        if (own_block) {
            const std::size_t pad = (0 - reinterpret_cast<std::uintptr_t>(start)) & (align - 1);
            return start + pad;
        }
        next_ = start;
        left_ = bytes - sizeof(Block);
        return allocate(size, align);
    }

    // Blocks double with what was taken already, so a short expression costs one small block.
    std::size_t usual_block() const noexcept {
        std::size_t size = kFirstBlock;
        while (size < kLargestBlock && size < taken_) size *= 2;
        return size;
    }

    void free_blocks() noexcept {
        for (Block* block = blocks_; block;) {
            Block* older = block->older;
            std::free(block);
            block = older;
        }
    }

    char* next_ = nullptr;
    std::size_t left_ = 0;
    Block* blocks_ = nullptr;
    std::size_t taken_ = 0;
    std::size_t limit_;
    bool failed_ = false;
};

} // namespace islet
