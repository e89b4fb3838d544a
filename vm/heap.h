// SPDX-License-Identifier: MIT
//
// The allocator of one interpreter, and the pool of slabs below it.
//
//   slab    64 KiB, aligned to its size, taken from the process-wide SlabPool, given back zeroed
//   chunk   1 KiB of a slab; the first one holds the header
//   run     neighbouring chunks that serve one size class, or one block of more than 1 KiB
//   block   what alloc gives out. Object blocks start with an Object header; raw blocks hold tables and text
//   large   a block of its own from mimalloc, with a slab header in front, so the same mask finds the owner
//
// Chunks are small so that an idle interpreter, which uses many sizes a little, touches few pages; a class
// that keeps asking gets longer runs.
//
// Owns: its slabs and large blocks. All of it goes at once when the heap goes.
// Invariants: any pointer into a block, masked to the slab, finds the header that names the heap. A free
//   object block has a null shape, so the blocks of a heap can be walked at any time. The limit is checked
//   whenever a slab or a large block is taken: exact to one slab.
// Threads: a Heap belongs to its interpreter's lock; a SlabPool may be used from any thread.
#pragma once

#include "vm/object.h"

#include <array>
#include <mutex>

namespace islet {

struct InterpState;

inline constexpr std::size_t kSlabSize = 64 * 1024;
inline constexpr std::size_t kChunkSize = 1024;
inline constexpr std::size_t kChunksPerSlab = kSlabSize / kChunkSize;
inline constexpr std::size_t kMaxSlabBlock = 16 * 1024; // larger blocks are large
inline constexpr std::size_t kMaxClassSize = 1024;      // blocks up to here come from size classes
inline constexpr std::size_t kClassCount = 16 + 6;      // 16 ... 256 by 16, then 320 ... 1024

// At the start of every slab and every large block.
struct SlabHeader {
    Heap* heap;
    SlabHeader* next;
    SlabHeader* prev;
    std::uint64_t free_chunks; // bit i: chunk i is free (slab)
    std::size_t large_size;    // bytes of the one block (large block), 0 for a slab
    bool large_is_object;
    std::uint8_t chunk_class[kChunksPerSlab]; // size class, kMediumRun or kNoRun
    std::uint8_t chunk_back[kChunksPerSlab];  // chunks between the start of the run and this one
    std::uint8_t run_length[kChunksPerSlab];  // at the first chunk of a run: chunks in it
    std::uint64_t object_chunks;              // bit i: chunk i holds objects
};
inline constexpr std::size_t kSlabHeaderSize = 384;
static_assert(sizeof(SlabHeader) <= kSlabHeaderSize);
inline constexpr std::uint8_t kNoRun = 255, kMediumRun = 254;

inline SlabHeader* slab_of(const void* p) {
    return reinterpret_cast<SlabHeader*>(reinterpret_cast<std::uintptr_t>(p) & ~(kSlabSize - 1));
}
inline Heap* heap_of(const void* p) {
    return slab_of(p)->heap;
}

// Bytes of memory that the machine has.
std::size_t machine_memory();

// Slabs for all heaps of a process, taken from mimalloc in pieces of 4 MiB. A slab from here has a header of
// zeros and nothing in it that an interpreter wrote: what comes back is zeroed.
class SlabPool {
public:
    SlabPool() = default;
    ~SlabPool();
    SlabPool(const SlabPool&) = delete;
    SlabPool& operator=(const SlabPool&) = delete;

    SlabHeader* take();                // null: no memory
    void give_back(SlabHeader* first); // a chain over `next`
    // Asks the system to have this much ready, because it will be used at once.
    void expect(std::size_t bytes);

private:
    static constexpr std::size_t kPieceSize = 4 * 1024 * 1024;
    struct Piece {
        Piece* next;
        void* memory;
    };
    bool take_piece(); // with the mutex held; false: no memory
    std::mutex mutex_;
    SlabHeader* free_ = nullptr; // chain over `next`; otherwise zero
    Piece* pieces_ = nullptr;
    char* fresh_ = nullptr; // never used part of the newest piece
    char* fresh_end_ = nullptr;
};

class Heap {
public:
    // `limit` in bytes; 0: none.
    Heap(SlabPool& pool, InterpState* state, std::size_t limit);
    ~Heap(); // frees slabs, not objects: nobody's finalizer runs here
    Heap(const Heap&) = delete;
    Heap& operator=(const Heap&) = delete;

    // A block for an object; header and content are zero up to nothing: the caller writes every field.
    // Null: out of memory or over the limit.
    void* alloc_object(std::size_t size) { return alloc<true>(size); }
    void* alloc_raw(std::size_t size) { return alloc<false>(size); }
    // Keeps the content up to the smaller size. On null the old block is untouched.
    void* realloc_raw(void* p, std::size_t size);
    void free_object(void* p);
    void free_raw(void* p);
    // Bytes the block can hold, at least what was asked for.
    static std::size_t block_size(const void* p);

    std::size_t bytes_taken() const { return bytes_taken_; } // slabs and large blocks
    std::size_t peak_bytes() const { return peak_bytes_; }
    std::size_t limit() const { return limit_; }
    void set_limit(std::size_t limit) { limit_ = limit; }
    InterpState& state() const { return *state_; }

    // Every live object, in address order within a slab. `visit` may not allocate or free.
    template <class Visit>
    void each_object(Visit&& visit);

    // Objects given out minus objects taken back, for the collector's threshold and leak reports.
    std::int64_t live_objects() const { return live_objects_; }

    // mprotect for all slabs and large blocks: PROT_READ seals, PROT_NONE guards.
    void protect(int protection);

    // --- Dropping (heap.cpp)
    void drop(Object* object);
    // An object whose count fell to zero but that has a finalizer to run. Takes over one count.
    bool queue_finalizer(Object* object);
    bool has_finalizers() const { return finalizer_count_ != 0; }
    // What waits, as a stack (vm/cycles.cpp): entries below the floor belong to runs further out.
    std::size_t finalizer_count() const { return finalizer_count_; }
    Object* pop_finalizer() { return finalizers_[--finalizer_count_]; }
    void reverse_finalizers(std::size_t from);
    std::size_t finalizer_floor = 0;

    // --- The collector
    // From how many live objects on the allocator asks for a collection.
    void set_collect_at(std::int64_t live) { collect_at_ = live; }
    // While sweeping, free_object leaves objects with kGcMark alone: their drop functions may look at one
    // another in any order.
    void set_sweeping(bool sweeping) { sweeping_ = sweeping; }
    bool is_sweeping() const { return sweeping_; }

#if ISLET_DEBUG
    // Tests: the n-th allocation from now on fails, and so do the `more` that follow it; n = 0: none.
    void fail_allocation(std::int64_t n, std::int64_t more) {
        fail_at_ = n;
        fail_more_ = more;
    }
    // Raw blocks given out minus those taken back, for leak reports.
    std::int64_t live_raws() const {
        return live_raws_;
    }
#endif

private:
    struct FreeBlock {
        FreeBlock* next;
        std::uint64_t zero;
    };
    struct SizeClass {
        FreeBlock* free = nullptr;
        char* bump = nullptr;
        char* bump_end = nullptr;
        std::uint32_t runs = 0;
#if ISLET_SANITIZED
        // Freed blocks wait at the end of the line, so that a stale pointer finds poison, not a new tenant.
        FreeBlock* last_free = nullptr;
        std::uint32_t free_count = 0;
#endif
    };

    static constexpr std::size_t class_of(std::size_t size) {
        if (size <= 256) return (size + 15) / 16 - 1;
        if (size <= 320) return 16;
        if (size <= 384) return 17;
        if (size <= 512) return 18;
        if (size <= 640) return 19;
        return size <= 768 ? 20 : 21;
    }
    static constexpr std::array<std::uint16_t, kClassCount> kClassSize = {
        16,  32,  48,  64,  80,  96,  112, 128, 144, 160, 176,
        192, 208, 224, 240, 256, 320, 384, 512, 640, 768, 1024};

    template <bool kObject>
    void* alloc(std::size_t size);
    void* alloc_slow(std::size_t size, bool object);
    void* alloc_small(std::size_t size, bool object);
    void* alloc_medium(std::size_t size, bool object);
    void* alloc_large(std::size_t size, bool object);
    char* take_chunks(std::size_t count, bool object, std::uint8_t cls); // null: no memory
    bool charge(std::size_t bytes);
    void free_block(void* p, bool object);
    void free_chunks(SlabHeader* slab, std::size_t first);
    void free_large(SlabHeader* header);
    FreeBlock* pop_free(SizeClass& list); // null: take a fresh block
    void push_free(SizeClass& list, void* p);

    std::array<SizeClass, kClassCount> objects_{};
    std::array<SizeClass, kClassCount> raws_{};
    SlabPool& pool_;
    InterpState* state_;
    SlabHeader* slabs_ = nullptr; // newest first
    SlabHeader* large_ = nullptr;
    std::size_t bytes_taken_ = 0;
    std::size_t peak_bytes_ = 0;
    std::size_t limit_;
    std::int64_t live_objects_ = 0;
    int drop_depth_ = 0;
    Object* drop_later_ = nullptr;  // chain through the first word of dead objects
    Object** finalizers_ = nullptr; // malloc'ed
    std::size_t finalizer_count_ = 0, finalizer_capacity_ = 0;
    std::int64_t collect_at_ = INT64_MAX;
    bool sweeping_ = false;
#if ISLET_DEBUG
    std::int64_t fail_at_ = 0, fail_more_ = 0;
    std::int64_t live_raws_ = 0;
    bool fails_now();
#endif
};

template <bool kObject>
inline void* Heap::alloc(std::size_t size) {
#if ISLET_DEBUG
    if (fail_at_ != 0 && fails_now()) return nullptr;
#endif
    if (size <= kMaxClassSize) [[likely]] {
        SizeClass& cls = kObject ? objects_[class_of(size)] : raws_[class_of(size)];
#if !ISLET_DEBUG && !ISLET_SANITIZED
        if (FreeBlock* block = cls.free) {
            cls.free = block->next;
            if constexpr (kObject) ++live_objects_;
            return block;
        }
        if (cls.bump != cls.bump_end) {
            char* block = cls.bump;
            cls.bump += kClassSize[class_of(size)];
            if constexpr (kObject) ++live_objects_;
            return block;
        }
#else
        static_cast<void>(cls); // the long way keeps books for the checks
#endif
    }
    return alloc_slow(size, kObject);
}

template <class Visit>
void Heap::each_object(Visit&& visit) {
    for (SlabHeader* slab = slabs_; slab; slab = slab->next) {
        for (std::size_t chunk = 0; chunk < kChunksPerSlab;) {
            const std::uint8_t cls = slab->chunk_class[chunk];
            const std::size_t length = cls == kNoRun ? 1 : slab->run_length[chunk];
            if (cls != kNoRun && (slab->object_chunks >> chunk & 1) != 0) {
                char* at = reinterpret_cast<char*>(slab) + chunk * kChunkSize;
                char* const end = at + length * kChunkSize;
                const std::size_t step = cls == kMediumRun ? length * kChunkSize : kClassSize[cls];
                if (chunk == 0) at += kSlabHeaderSize;
                for (; at + step <= end; at += step) {
                    auto* object = reinterpret_cast<Object*>(at);
                    if (object->shape) visit(object);
                }
            }
            chunk += length;
        }
    }
    for (SlabHeader* header = large_; header;) {
        SlabHeader* const next = header->next;
        auto* object = reinterpret_cast<Object*>(reinterpret_cast<char*>(header) + kSlabHeaderSize);
        if (header->large_is_object && object->shape) visit(object);
        header = next;
    }
}

} // namespace islet
