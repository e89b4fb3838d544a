// SPDX-License-Identifier: MIT
//
// A value on its way from one interpreter to another: bytes that no interpreter owns, and counts on what is
// shared rather than copied (code templates, memory lent by a memoryview, queues and channels).
//
// What travels natively: None, bool, int of 64 bits, float, str, bytes, tuples of such, memoryview, Queue,
// channel ends. A plain function that needs nothing of its module travels as its code template. Everything
// else is pickled. Tuple items are sent one by one, so identity is kept inside a pickled item only.
//
// Owns: its bytes and one count on each thing held. Invariants: opening copies; a parcel may be opened once
//   or dropped, by any thread, whether or not its sender still lives.
// Threads: one at a time; pack and open under the lock of the interpreter whose thread is given.
#pragma once

#include "runtime/pickle.h"
#include "vm/thread.h"

namespace islet {

class CodeImage;
class Parcel;

// What a parcel keeps alive. Allocated by its maker, freed by `drop`.
struct ParcelHold {
    ParcelHold* next = nullptr;
    void (*drop)(ParcelHold*);
};

// How instances of a class that a module registered travel: Queue, channel ends. A rule belongs to an
// interpreter (Interpreter::set_travel_rule), the module that made it keeps the class alive.
struct TravelRule {
    char tag; // in the parcel, before the id
    Type* type;
    // Writes tag and id, and holds what the id names.
    Status (*pack_py)(Thread& t, Value v, Parcel& parcel);
    Ref (*open_py)(Thread& t, std::int64_t id);
};

class Parcel {
public:
    enum class Policy : std::uint8_t {
        Native, // refuse what is not native
        Full,   // pickle it
    };

    Parcel() = default;
    Parcel(Parcel&& other) noexcept
        : bytes_(std::move(other.bytes_)), holds_(std::exchange(other.holds_, nullptr)) {}
    Parcel& operator=(Parcel&& other) noexcept;
    Parcel(const Parcel&) = delete;
    Parcel& operator=(const Parcel&) = delete;
    ~Parcel() { drop_holds(); }

    // Appends `v`. NotShareableError, with the reason as its cause; then the parcel is to be dropped.
    Status pack_py(Thread& t, Value v, Policy policy);
    // A plain function that may travel as code, or else anything by pickle: what is to be called.
    Status pack_callable_py(Thread& t, Value callable);
    // Appends the pickle of `v`, whatever it is.
    Status pack_pickled_py(Thread& t, Value v);

    std::size_t size() const { return bytes_.size(); }
    bool empty() const { return bytes_.size() == 0; }

    // --- For travel rules.
    void put(char tag) { bytes_.append(tag); }
    void put_number(std::uint64_t n) { bytes_.append(&n, sizeof n); }
    void hold(ParcelHold* what) {
        what->next = holds_;
        holds_ = what;
    }

private:
    friend class ParcelReader;
    Status pack_item_py(Thread& t, Value v, Policy policy);
    Status pack_other_py(Thread& t, Value v, Policy policy);
    Status pack_tuple_py(Thread& t, Value v, Policy policy);
    Status pack_memory_py(Thread& t, Value v);
    void pack_text(const Str& s);
    void pack_image(CodeImage* image);
    void drop_holds();

    PickleBuffer bytes_;
    ParcelHold* holds_ = nullptr;
};

// Takes the values out in the order in which they were packed. Failures of unpickling are
// NotShareableError "object could not be unpickled" with the real error as cause.
class ParcelReader {
public:
    explicit ParcelReader(const Parcel& parcel)
        : at_(parcel.bytes_.view().data()), end_(at_ + parcel.bytes_.size()) {}

    Ref take_py(Thread& t);
    bool at_end() const { return at_ == end_; }

private:
    char tag() { return *at_++; }
    std::uint64_t number();
    std::string_view bytes(std::size_t count);
    Ref take_text(Thread& t);
    Ref take_tuple_py(Thread& t);
    Ref take_function(Thread& t);
    Ref take_pickled_py(Thread& t);

    const char* at_;
    const char* end_;
};

// Why a plain function cannot travel as code; null: it can.
const char* why_not_stateless(Thread& t, Function& function);
// Whether an object of exactly this type travels natively (is_shareable).
bool is_natively_shareable(Thread& t, Value v);
// A function over the interpreter's own __main__, from a template.
Ref make_travelled_function(Thread& t, CodeImage* image);

} // namespace islet
