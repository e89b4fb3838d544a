// SPDX-License-Identifier: MIT
//
// Slabs, runs and free lists; see heap.h. The second half drops objects: iteratively beyond a small depth,
// so that a list nested a million deep does not end on the C++ stack.
#include "vm/heap.h"

#include "vm/state.h"
#include "vm/type.h"

#include <mimalloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>

#if defined(__SANITIZE_ADDRESS__)
#    define ISLET_ASAN 1
#elif defined(__has_feature)
#    if __has_feature(address_sanitizer)
#        define ISLET_ASAN 1
#    endif
#endif
#if ISLET_ASAN
#    include <sanitizer/asan_interface.h>
#    define ISLET_POISON(p, n) __asan_poison_memory_region(p, n)
#    define ISLET_UNPOISON(p, n) __asan_unpoison_memory_region(p, n)
#else
#    define ISLET_POISON(p, n) static_cast<void>(0)
#    define ISLET_UNPOISON(p, n) static_cast<void>(0)
#endif

namespace islet {

namespace {

// What a free object block keeps readable under AddressSanitizer: link and null shape.
constexpr std::size_t kFreeHead = 16;
// Blocks up to here are not compared with the machine's memory.
constexpr std::size_t kSurelyThere = std::size_t{256} << 20;
// Objects this deep inside one another are dropped by recursion, deeper ones from a list.
constexpr int kDropDepth = 40;

// Under AddressSanitizer every block has a poisoned end that no index may reach. Its last word, which only
// the two functions below read and write, is the size that was asked for.
#if ISLET_ASAN
constexpr std::size_t kRedZone = 16;
// Freed blocks of a size class that wait before the first of them is used again.
constexpr std::uint32_t kQuarantine = 256;

__attribute__((no_sanitize("address"))) void note_size(void* block, std::size_t room, std::size_t size) {
    *reinterpret_cast<std::size_t*>(static_cast<char*>(block) + room - sizeof(size)) = size;
}
__attribute__((no_sanitize("address"))) std::size_t noted_size(const void* block, std::size_t room) {
    return *reinterpret_cast<const std::size_t*>(static_cast<const char*>(block) + room - sizeof(room));
}
// Opens `size` bytes of a block that takes `room`.
void open_block(void* block, std::size_t room, std::size_t size) {
    note_size(block, room, size);
    ISLET_POISON(block, room);
    ISLET_UNPOISON(block, size);
}
#else
constexpr std::size_t kRedZone = 0;
void open_block(void*, std::size_t, std::size_t) {}
std::size_t noted_size(const void*, std::size_t room) {
    return room;
}
#endif

} // namespace

// --- SlabPool

SlabPool::~SlabPool() {
    for (Piece* piece = pieces_; piece;) {
        Piece* const next = piece->next;
        ISLET_UNPOISON(piece->memory, kPieceSize);
        mi_free(piece->memory);
        std::free(piece);
        piece = next;
    }
}

bool SlabPool::take_piece() {
    auto* const piece = static_cast<Piece*>(std::malloc(sizeof(Piece)));
    void* const memory = piece ? mi_malloc_aligned(kPieceSize, kSlabSize) : nullptr;
    if (!memory) {
        std::free(piece);
        return false;
    }
    *piece = {pieces_, memory};
    pieces_ = piece;
    fresh_ = static_cast<char*>(memory);
    fresh_end_ = fresh_ + kPieceSize;
    return true;
}

SlabHeader* SlabPool::take() {
    std::lock_guard guard(mutex_);
    if (free_) {
        SlabHeader* const slab = free_;
        free_ = slab->next;
        slab->next = nullptr;
        return slab;
    }
    if (fresh_ == fresh_end_ && !take_piece()) return nullptr;
    // Only the header: touching more would make the system provide pages that may never be needed.
    std::memset(fresh_, 0, kSlabHeaderSize);
    char* const slab = fresh_;
    fresh_ += kSlabSize;
    return reinterpret_cast<SlabHeader*>(slab);
}

void SlabPool::expect(std::size_t bytes) {
#ifdef MADV_POPULATE_WRITE
    std::lock_guard guard(mutex_);
    if (fresh_ == fresh_end_ && !take_piece()) return;
    const auto left = static_cast<std::size_t>(fresh_end_ - fresh_);
    // One call for what would be a fault for every page. Old kernels refuse, and nothing is lost.
    madvise(fresh_, bytes < left ? bytes : left, MADV_POPULATE_WRITE);
#else
    static_cast<void>(bytes);
#endif
}

void SlabPool::give_back(SlabHeader* first) {
    while (first) {
        SlabHeader* const next = first->next;
        ISLET_UNPOISON(first, kSlabSize);
        // Zero only chunks that were in use: untouched ones still are.
        const std::uint64_t untouched = first->free_chunks;
        char* const base = reinterpret_cast<char*>(first);
        for (std::size_t chunk = 1; chunk < kChunksPerSlab; ++chunk) {
            if ((untouched >> chunk & 1) == 0) std::memset(base + chunk * kChunkSize, 0, kChunkSize);
        }
        std::memset(base, 0, kChunkSize);
        std::lock_guard guard(mutex_);
        first->next = free_;
        free_ = first;
        first = next;
    }
}

// --- Heap

Heap::Heap(SlabPool& pool, InterpState* state, std::size_t limit)
    : pool_(pool), state_(state), limit_(limit) {}

Heap::~Heap() {
    while (large_) free_large(large_);
    pool_.give_back(slabs_);
    std::free(finalizers_);
}

#if ISLET_DEBUG
bool Heap::fails_now() {
    if (fail_at_ > 1) {
        --fail_at_;
        return false;
    }
    if (fail_more_ == 0)
        fail_at_ = 0;
    else
        --fail_more_;
    return true;
}
#endif

bool Heap::charge(std::size_t bytes) {
    if (limit_ != 0 && (bytes > limit_ || bytes_taken_ > limit_ - bytes)) return false;
    bytes_taken_ += bytes;
    if (bytes_taken_ > peak_bytes_) peak_bytes_ = bytes_taken_;
    return true;
}

std::size_t machine_memory() {
    const long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
    if (pages <= 0 || page <= 0) return std::size_t{1} << 40;
    return static_cast<std::size_t>(pages) * static_cast<std::size_t>(page);
}

// The first of `count` neighbouring chunks that `free` has set, or kChunksPerSlab.
static std::size_t find_chunks(std::uint64_t free, std::size_t count) {
    // Bit i of `free` stays set while chunks i ... i+have-1 are all free.
    for (std::size_t have = 1; have < count && free != 0;) {
        const std::size_t step = have < count - have ? have : count - have;
        free &= free >> step;
        have += step;
    }
    return free == 0 ? kChunksPerSlab : static_cast<std::size_t>(std::countr_zero(free));
}

// Takes a run from the newest slabs, or from a new one.
char* Heap::take_chunks(std::size_t count, bool object, std::uint8_t cls) {
    // The first chunk shares its room with the slab's header: only small blocks fit there.
    const bool fits_first = cls != kMediumRun && kClassSize[cls] <= kChunkSize - kSlabHeaderSize;
    const std::uint64_t usable = fits_first ? ~std::uint64_t{0} : ~std::uint64_t{1};
    SlabHeader* slab = slabs_;
    std::size_t first = kChunksPerSlab;
    // Looking at a few slabs bounds the work; older ones are full or fragmented.
    for (int looked = 0; slab && looked < 8; slab = slab->next, ++looked) {
        first = find_chunks(slab->free_chunks & usable, count);
        if (first != kChunksPerSlab) break;
    }
    if (first == kChunksPerSlab) {
        if (!charge(kSlabSize)) return nullptr;
        slab = pool_.take();
        if (!slab) {
            bytes_taken_ -= kSlabSize;
            return nullptr;
        }
        slab->heap = this;
        slab->next = slabs_;
        slab->prev = nullptr;
        if (slabs_) slabs_->prev = slab;
        slabs_ = slab;
        slab->free_chunks = ~std::uint64_t{0};
        std::memset(slab->chunk_class, kNoRun, sizeof(slab->chunk_class));
        first = find_chunks(usable, count);
    }
    for (std::size_t i = first; i < first + count; ++i) {
        const std::uint64_t bit = std::uint64_t{1} << i;
        slab->free_chunks &= ~bit;
        slab->chunk_class[i] = cls;
        slab->chunk_back[i] = static_cast<std::uint8_t>(i - first);
        slab->object_chunks = object ? slab->object_chunks | bit : slab->object_chunks & ~bit;
    }
    slab->run_length[first] = static_cast<std::uint8_t>(count);
    char* const run = reinterpret_cast<char*>(slab) + first * kChunkSize;
    ISLET_UNPOISON(run, count * kChunkSize);
    return run;
}

Heap::FreeBlock* Heap::pop_free(SizeClass& list) {
    FreeBlock* const block = list.free;
#if ISLET_ASAN
    if (list.free_count <= kQuarantine) return nullptr;
#endif
    if (block) list.free = block->next;
#if ISLET_SANITIZED
    if (block) --list.free_count;
#endif
    return block;
}

void Heap::push_free(SizeClass& list, void* p) {
    ISLET_UNPOISON(p, kFreeHead);
    auto* const block = static_cast<FreeBlock*>(p);
    block->zero = 0;
#if ISLET_SANITIZED
    block->next = nullptr;
    (list.free_count++ == 0 ? list.free : list.last_free->next) = block;
    list.last_free = block;
#else
    block->next = list.free;
    list.free = block;
#endif
}

void* Heap::alloc_medium(std::size_t size, bool object) {
    const std::size_t chunks = (size + kRedZone + kChunkSize - 1) / kChunkSize;
    char* const block = take_chunks(chunks, object, kMediumRun);
    if (!block) return nullptr;
    open_block(block, chunks * kChunkSize, size);
    if (object) {
        std::memset(block, 0, sizeof(Object));
        ++live_objects_;
    }
    return block;
}

void* Heap::alloc_slow(std::size_t asked, bool object) {
#if ISLET_DEBUG
    if (!object) ++live_raws_;
#endif
    void* const block = asked > kMaxSlabBlock - kRedZone   ? alloc_large(asked, object)
                        : asked > kMaxClassSize - kRedZone ? alloc_medium(asked, object)
                                                           : alloc_small(asked, object);
#if ISLET_DEBUG
    if (!object && !block) --live_raws_;
#endif
    return block;
}

void* Heap::alloc_small(std::size_t asked, bool object) {
    const std::size_t size = asked + kRedZone;
    const std::size_t index = class_of(size);
    SizeClass& cls = (object ? objects_ : raws_)[index];
    const std::size_t step = kClassSize[index];
    auto* result = reinterpret_cast<char*>(pop_free(cls));
    if (!result) {
        if (cls.bump == cls.bump_end) {
            const std::size_t most = step > 512 ? 8 : step > 256 ? 4 : 2;
            std::size_t count = cls.runs == 0 ? (step > 512 ? 2 : 1) : cls.runs < 4 ? most : most * 2;
            char* run = take_chunks(count, object, static_cast<std::uint8_t>(index));
            if (!run && count > 1 && step <= kChunkSize) {
                count = 1;
                run = take_chunks(count, object, static_cast<std::uint8_t>(index));
            }
            if (!run) return nullptr;
            ++cls.runs;
            if (object && live_objects_ >= collect_at_) state_->want(Want::Collect);
            const bool has_header = (reinterpret_cast<std::uintptr_t>(run) & (kSlabSize - 1)) == 0;
            char* const end = run + count * kChunkSize;
            if (has_header) run += kSlabHeaderSize;
            // A run that had an earlier life is not zero: the walker needs null shapes in it.
            if (object) std::memset(run, 0, static_cast<std::size_t>(end - run));
            cls.bump = run;
            cls.bump_end = run + static_cast<std::size_t>(end - run) / step * step;
        }
        result = cls.bump;
        cls.bump += step;
    }
    open_block(result, step, asked);
    if (object) ++live_objects_;
    return result;
}

void* Heap::alloc_large(std::size_t size, bool object) {
    // The allocator below reserves addresses without asking what memory is behind them: a block that cannot
    // be would only be missed when the machine has run dry.
    if (size > kSurelyThere && size > machine_memory()) return nullptr;
    const std::size_t total = (size + kSlabHeaderSize + kRedZone + 4095) & ~std::size_t{4095};
    if (!charge(total)) return nullptr;
    auto* header = static_cast<SlabHeader*>(mi_malloc_aligned(total, kSlabSize));
    if (!header) {
        bytes_taken_ -= total;
        return nullptr;
    }
    std::memset(static_cast<void*>(header), 0, kSlabHeaderSize + sizeof(Object));
    header->heap = this;
    header->large_size = total - kSlabHeaderSize;
    header->large_is_object = object;
    header->next = large_;
    if (large_) large_->prev = header;
    large_ = header;
    if (object) ++live_objects_;
    char* const block = reinterpret_cast<char*>(header) + kSlabHeaderSize;
    open_block(block, header->large_size, size);
    return block;
}

void Heap::free_large(SlabHeader* header) {
    (header->prev ? header->prev->next : large_) = header->next;
    if (header->next) header->next->prev = header->prev;
    bytes_taken_ -= header->large_size + kSlabHeaderSize;
    ISLET_UNPOISON(header, header->large_size + kSlabHeaderSize);
    mi_free(header);
}

void Heap::free_chunks(SlabHeader* slab, std::size_t first) {
    const std::size_t count = slab->run_length[first];
    for (std::size_t i = first; i < first + count; ++i) {
        slab->chunk_class[i] = kNoRun;
        slab->free_chunks |= std::uint64_t{1} << i;
    }
    // Chunks that count as untouched are not zeroed when the slab goes back: see SlabPool::give_back.
    char* const run = reinterpret_cast<char*>(slab) + first * kChunkSize;
    ISLET_UNPOISON(run, count * kChunkSize);
    std::memset(run, 0, count * kChunkSize);
    ISLET_POISON(run, count * kChunkSize);
}

std::size_t Heap::block_size(const void* p) {
    const SlabHeader* const slab = slab_of(p);
    if (slab->large_size != 0) return noted_size(p, slab->large_size);
    const std::size_t chunk = (reinterpret_cast<std::uintptr_t>(p) & (kSlabSize - 1)) / kChunkSize;
    const std::uint8_t cls = slab->chunk_class[chunk];
    return noted_size(p, cls == kMediumRun ? slab->run_length[chunk] * kChunkSize : kClassSize[cls]);
}

void Heap::free_block(void* p, bool object) {
    SlabHeader* const slab = slab_of(p);
    ISLET_DCHECK(slab->heap == this, "block freed into another heap");
    if (object) --live_objects_;
#if ISLET_DEBUG
    if (!object) --live_raws_;
#endif
    if (slab->large_size != 0) return free_large(slab);
    const std::size_t chunk = (reinterpret_cast<std::uintptr_t>(p) & (kSlabSize - 1)) / kChunkSize;
    const std::uint8_t cls = slab->chunk_class[chunk];
    if (cls == kMediumRun) return free_chunks(slab, chunk);
    push_free((object ? objects_ : raws_)[cls], p);
    ISLET_POISON(static_cast<char*>(p) + kFreeHead, kClassSize[cls] - kFreeHead);
}

void Heap::free_object(void* p) {
    if (sweeping_ && static_cast<Object*>(p)->has(Object::kGcMark)) return;
    free_block(p, true);
}
void Heap::free_raw(void* p) {
    if (p) free_block(p, false);
}

void* Heap::realloc_raw(void* p, std::size_t size) {
    if (!p) return alloc_raw(size);
    const std::size_t old = block_size(p);
    // Shrinking a little, or growing into the slack of the block, moves nothing.
    if (size <= old && size * 2 >= old) return p;
    void* const fresh = alloc_raw(size);
    if (!fresh) return nullptr;
    std::memcpy(fresh, p, old < size ? old : size);
    free_raw(p);
    return fresh;
}

void Heap::protect(int protection) {
    // Neighbours in one call: slabs are taken upwards and listed newest first.
    for (SlabHeader* slab = slabs_; slab;) {
        char* low = reinterpret_cast<char*>(slab);
        char* const end = low + kSlabSize;
        slab = slab->next;
        while (slab && reinterpret_cast<char*>(slab) == low - kSlabSize) {
            low -= kSlabSize;
            slab = slab->next;
        }
        mprotect(low, static_cast<std::size_t>(end - low), protection);
    }
    for (SlabHeader* header = large_; header;) {
        SlabHeader* const next = header->next;
        mprotect(header, header->large_size + kSlabHeaderSize, protection);
        header = next;
    }
}

// --- Dropping

void drop_object(Object* object) {
    heap_of(object)->drop(object);
}

void Heap::drop(Object* object) {
    Type* const type = object->type();
    // The finalizer may still see the object through its weak references.
    if (type->needs_finalizer() && !object->has(Object::kFinalized)) {
        object->refs = 1;
        if (queue_finalizer(object)) return;
        object->refs = 0; // no memory for the queue: the finalizer is lost, the object is not
    }
    if (object->has(Object::kWeakReferenced)) state_->clear_weak_references(object);
    if (drop_depth_ >= kDropDepth) {
        // The link takes the first 48 bits of the header; the flags, its last 16, stay where they are.
        const std::uint64_t word =
            reinterpret_cast<std::uint64_t>(drop_later_) | static_cast<std::uint64_t>(object->flags) << 48;
        std::memcpy(static_cast<void*>(object), &word, sizeof(word));
        drop_later_ = object;
        return;
    }
    ++drop_depth_;
    type->drop(*this, object);
    --drop_depth_;
    while (drop_depth_ == 0 && drop_later_) {
        Object* const next = drop_later_;
        std::uint64_t word;
        std::memcpy(&word, static_cast<void*>(next), sizeof(word));
        drop_later_ = reinterpret_cast<Object*>(word & 0xFFFF'FFFF'FFFF);
        // Put back what the link overwrote and drop functions look at.
        Type* const next_type = next->shape->type;
        next->refs = 0;
        next->kind = next_type->instance_kind;
        next->subclass = next_type->is_heap_type() ? 1 : 0;
        ++drop_depth_;
        next_type->drop(*this, next);
        --drop_depth_;
    }
}

bool Heap::queue_finalizer(Object* object) {
    if (finalizer_count_ == finalizer_capacity_) {
        const std::size_t capacity = finalizer_capacity_ == 0 ? 16 : finalizer_capacity_ * 2;
        auto** const grown = static_cast<Object**>(std::realloc(finalizers_, capacity * sizeof(Object*)));
        if (!grown) return false;
        finalizers_ = grown;
        finalizer_capacity_ = capacity;
    }
    finalizers_[finalizer_count_++] = object;
    state_->want(Want::Finalizers);
    return true;
}

void Heap::reverse_finalizers(std::size_t from) {
    std::reverse(finalizers_ + from, finalizers_ + finalizer_count_);
}

} // namespace islet
