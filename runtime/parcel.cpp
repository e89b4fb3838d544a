// SPDX-License-Identifier: MIT
//
// Packing and opening of parcels. See parcel.h.
#include "runtime/parcel.h"

#include "runtime/exports.h"
#include "runtime/fake_main.h"
#include "runtime/interpreter.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/exc.h"
#include "vm/model/protocol.h"
#include "vm/types/bytes.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/float.h"
#include "vm/types/function.h"
#include "vm/types/int.h"
#include "vm/types/memoryview.h"
#include "vm/types/module.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

#include <cstring>
#include <new>

namespace islet {

namespace {

enum Tag : char {
    kNone = 'N',
    kTrue = 'T',
    kFalse = 'F',
    kInt = 'i',
    kFloat = 'd',
    kText = 's',
    kBytes = 'b',
    kTuple = '(',
    kCode = 'c',
    kPickle = 'p',
    kMemory = 'm',
};

// Moves over an instruction and the cache words behind it.
std::size_t next_instruction(const CodeImage& image, std::size_t at) {
    return at + 1 + op_info(image.code[at].op).words;
}

struct ImageHold : ParcelHold {
    CodeImage* image;
};

void drop_image(ParcelHold* hold) {
    auto* const image_hold = static_cast<ImageHold*>(hold);
    image_hold->image->release();
    delete image_hold;
}

struct MemoryHold : ParcelHold {
    MemoryExport* lent;
};

void drop_memory(ParcelHold* hold) {
    auto* const memory = static_cast<MemoryHold*>(hold);
    memory->lent->release();
    delete memory;
}

// "{repr} does not support cross-interpreter data", with the pending exception as its cause.
Raised raise_unsendable_py(Thread& t, Value v) {
    Ref cause = t.has_pending() ? t.take_pending() : Ref::nothing();
    TextBuffer text;
    if (!append_repr_py(t, text, v)) t.clear_pending();
    text.append(" does not support cross-interpreter data");
    Ref error = make_exception(t, Exc::NotShareableError, text.view());
    if (!error) return t.raised();
    if (cause) set_cause(error.as<Exception>(), cause.get());
    return t.raise_object(std::move(error));
}

Raised raise_plainly(Thread& t, Exc type, std::string_view message, Ref cause) {
    Ref error = make_exception(t, type, message);
    if (!error) return t.raised();
    if (cause) set_cause(error.as<Exception>(), cause.get());
    return t.raise_object(std::move(error));
}

// Whether the code, or code nested in it, reads a global that is not one of the builtins.
bool reads_globals(Thread& t, const CodeImage& image, const Function& function) {
    for (std::size_t i = 0; i < image.code.size(); i = next_instruction(image, i)) {
        const Instr instr = image.code[i];
        if (instr.op != Op::LoadGlobal && instr.op != Op::LoadName && instr.op != Op::LoadDictOrGlobal)
            continue;
        const std::size_t index = instr.op == Op::LoadDictOrGlobal ? instr.c : instr.wide_index();
        const std::string_view name = image.names[index];
        if (!dict_find_text(t, *function.globals, name).is_empty()) return true;
        if (dict_find_text(t, *function.builtins, name).is_empty()) {
            // A class body finds its own names first.
            if (instr.op == Op::LoadGlobal) return true;
        }
    }
    for (const ConstSpec& constant : image.constants) {
        if (constant.kind == ConstSpec::Kind::Code && reads_globals(t, *constant.code, function)) return true;
    }
    return false;
}

} // namespace

const char* why_not_stateless(Thread& t, Function& function) {
    if (function.closure && function.closure->size > 0) return "closures not supported";
    if (function.defaults && function.defaults->size > 0) return "defaults not supported";
    if (function.kwdefaults && function.kwdefaults->count > 0) return "keyword defaults not supported";
    return reads_globals(t, *function.code->image, function) ? "globals not supported" : nullptr;
}

bool is_natively_shareable(Thread& t, Value v) {
    if (v.is_double() || v.is_int() || is_exact(v, Kind::Int) || v.is_none() || v.is_true() || v.is_false())
        return true;
    if (!v.is_object()) return false;
    for (const Kind kind : {Kind::Str, Kind::Bytes, Kind::Tuple, Kind::MemoryView}) {
        if (is_exact(v, kind)) return true;
    }
    return interpreter_of(t).find_travel_rule(v) != nullptr;
}

Parcel& Parcel::operator=(Parcel&& other) noexcept {
    drop_holds();
    bytes_ = std::move(other.bytes_);
    holds_ = std::exchange(other.holds_, nullptr);
    return *this;
}

void Parcel::drop_holds() {
    while (ParcelHold* const hold = holds_) {
        holds_ = hold->next;
        hold->drop(hold);
    }
}

Status Parcel::pack_py(Thread& t, Value v, Policy policy) {
    if (!pack_item_py(t, v, policy)) return t.raised();
    return bytes_.failed() ? Status(t.raise_memory_error()) : Status::ok();
}

Status Parcel::pack_item_py(Thread& t, Value v, Policy policy) {
    if (v.is_double()) {
        put(kFloat);
        put_number(v.bits());
        return Status::ok();
    }
    if (v.is_int()) {
        put(kInt);
        put_number(static_cast<std::uint64_t>(v.as_int()));
        return Status::ok();
    }
    if (v.is_none()) return put(kNone), Status::ok();
    if (v.is_true()) return put(kTrue), Status::ok();
    if (v.is_false()) return put(kFalse), Status::ok();
    if (is_exact(v, Kind::Str)) return pack_text(as<Str>(v)), Status::ok();
    if (is_exact(v, Kind::Bytes)) {
        const std::string_view content = as<Bytes>(v).text();
        put(kBytes);
        put_number(content.size());
        bytes_.append(content.data(), content.size());
        return Status::ok();
    }
    if (is_exact(v, Kind::Tuple)) return pack_tuple_py(t, v, policy);
    return pack_other_py(t, v, policy);
}

Status Parcel::pack_tuple_py(Thread& t, Value v, Policy policy) {
    const RecursionScope scope(t, " while sending an object to another interpreter");
    if (!scope) return t.raised();
    const Tuple& tuple = as<Tuple>(v);
    put(kTuple);
    put_number(tuple.size);
    for (std::uint64_t i = 0; i < tuple.size; ++i) {
        if ((i & 1023) == 1023 && !t.checkpoint_py()) return t.raised();
        if (pack_item_py(t, tuple[i], policy)) continue;
        return t.pending_is(Exc::NotShareableError) ? Status(raise_unsendable_py(t, v)) : Status(t.raised());
    }
    return Status::ok();
}

// Integers beyond 48 bits, memory, functions, handles, and all that only pickle can send.
Status Parcel::pack_other_py(Thread& t, Value v, Policy policy) {
    if (is_exact(v, Kind::Int)) {
        std::int64_t n = 0;
        if (int_fits(v, &n)) {
            put(kInt);
            put_number(static_cast<std::uint64_t>(n));
            return Status::ok();
        }
        if (policy == Policy::Native) {
            static_cast<void>(t.raise(Exc::OverflowError, "try sending as bytes"));
            return raise_unsendable_py(t, v);
        }
    }
    if (is_exact(v, Kind::MemoryView)) return pack_memory_py(t, v);
    if (v.is_object()) {
        if (const TravelRule* const rule = interpreter_of(t).find_travel_rule(v)) {
            return rule->pack_py(t, v, *this);
        }
    }
    if (policy == Policy::Native) return raise_unsendable_py(t, v);
    if (is_exact(v, Kind::Function) && !why_not_stateless(t, as<Function>(v))) {
        pack_image(as<Function>(v).code->image);
        return bytes_.failed() ? Status(t.raise_memory_error()) : Status::ok();
    }
    if (pack_pickled_py(t, v)) return Status::ok();
    // What ends the thread, and what the host is short of, is no property of the object.
    if (t.pending_is(Exc::MemoryError) || !t.pending_is(Exc::Exception)) return t.raised();
    return raise_unsendable_py(t, v);
}

void Parcel::pack_text(const Str& s) {
    const std::size_t size = payload_bytes(s);
    char* const place = bytes_.extend(1 + 1 + sizeof(std::uint64_t) + size);
    if (!place) return;
    place[0] = kText;
    place[1] = static_cast<char>(s.is_ascii() ? 0 : s.width());
    const std::uint64_t length = s.length;
    std::memcpy(place + 2, &length, sizeof length);
    std::memcpy(place + 2 + sizeof length, s.data(), size);
}

void Parcel::pack_image(CodeImage* image) {
    auto* const held = new (std::nothrow) ImageHold;
    if (!held) return static_cast<void>(bytes_.extend(SIZE_MAX / 2));
    held->drop = &drop_image;
    held->image = image;
    image->retain();
    hold(held);
    put(kCode);
    put_number(reinterpret_cast<std::uintptr_t>(image));
}

Status Parcel::pack_pickled_py(Thread& t, Value v) {
    put(kPickle);
    const std::size_t start = bytes_.size();
    put_number(0);
    if (!pickle_dump_py(t, v, kPickleProtocol, bytes_)) return t.raised();
    if (bytes_.failed()) return t.raise_memory_error();
    const std::size_t begin = start + sizeof(std::uint64_t);
    const std::uint64_t size = bytes_.size() - begin;
    std::memcpy(bytes_.data() + start, &size, sizeof size);
    // What belongs to the sender's script can only be found by running it on the other side.
    TextBuffer file;
    if (bytes_.view().substr(begin).find("__main__") != std::string_view::npos) append_main_file(t, file);
    put_number(file.view().size());
    bytes_.append(file.view().data(), file.view().size());
    return bytes_.failed() ? Status(t.raise_memory_error()) : Status::ok();
}

Status Parcel::pack_memory_py(Thread& t, Value v) {
    MemoryExport* const lent = lend_memory_py(t, v);
    if (!lent) return t.raised();
    auto* const held = new (std::nothrow) MemoryHold;
    if (!held) {
        lent->release();
        return t.raise_memory_error();
    }
    held->drop = &drop_memory;
    held->lent = lent;
    hold(held);
    put(kMemory);
    put_number(reinterpret_cast<std::uintptr_t>(lent));
    return bytes_.failed() ? Status(t.raise_memory_error()) : Status::ok();
}

Status Parcel::pack_callable_py(Thread& t, Value callable) {
    const char* why = nullptr;
    if (is_exact(callable, Kind::Function)) {
        why = why_not_stateless(t, as<Function>(callable));
        if (!why) {
            pack_image(as<Function>(callable).code->image);
            return bytes_.failed() ? Status(t.raise_memory_error()) : Status::ok();
        }
    }
    if (pack_pickled_py(t, callable)) return Status::ok();
    if (t.pending_is(Exc::MemoryError) || !t.pending_is(Exc::Exception)) return t.raised();
    Ref reason = t.take_pending();
    if (why) {
        Ref stateless = make_exception(t, Exc::ValueError, why);
        if (!stateless) return t.raised();
        set_cause(stateless.as<Exception>(), reason.get());
        return raise_plainly(t, Exc::NotShareableError, "only stateless functions are shareable",
                             std::move(stateless));
    }
    TextBuffer text;
    text.append("expected a function, got ");
    if (!append_repr_py(t, text, callable)) return t.raised();
    return raise_plainly(t, Exc::NotShareableError, text.view(), std::move(reason));
}

// --- Opening

std::uint64_t ParcelReader::number() {
    std::uint64_t n;
    std::memcpy(&n, at_, sizeof n);
    at_ += sizeof n;
    return n;
}

std::string_view ParcelReader::bytes(std::size_t count) {
    const std::string_view view(at_, count);
    at_ += count;
    return view;
}

Ref ParcelReader::take_py(Thread& t) {
    ISLET_CHECK(at_ < end_, "a parcel holds what was packed");
    const char kind = tag();
    switch (kind) {
    case kNone: return Ref::none();
    case kTrue: return Ref::boolean(true);
    case kFalse: return Ref::boolean(false);
    case kInt: return make_int(t, static_cast<std::int64_t>(number()));
    case kFloat: return Ref::plain(Value::from_bits(number()));
    case kText: return take_text(t);
    case kBytes: return make_bytes(t, bytes(number()));
    case kTuple: return take_tuple_py(t);
    case kCode: return take_function(t);
    case kPickle: return take_pickled_py(t);
    case kMemory: return open_memory_py(t, *reinterpret_cast<MemoryExport*>(number()));
    default: return interpreter_of(t).open_handle_py(t, kind, static_cast<std::int64_t>(number()));
    }
}

Ref ParcelReader::take_text(Thread& t) {
    const auto width = static_cast<unsigned char>(*at_++);
    const std::uint64_t length = number();
    // ASCII, Latin-1, and wider: the widest character is known to need the width.
    constexpr char32_t kWidest[] = {0x7F, 0xFF, 0xFFFF, 0, 0x10FFFF};
    Ref made = make_str_uninit(t, length, kWidest[width]);
    const std::size_t size = length * (width ? width : 1u);
    const std::string_view content = bytes(size);
    if (made && length > 0) std::memcpy(made.as<Str>().data(), content.data(), size);
    return made;
}

Ref ParcelReader::take_tuple_py(Thread& t) {
    const RecursionScope scope(t, " while receiving an object of another interpreter");
    if (!scope) return t.raised();
    const std::uint64_t size = number();
    Ref made = make_tuple_uninit(t, size);
    if (!made) return t.raised();
    auto& tuple = made.as<Tuple>();
    for (std::uint64_t i = 0; i < size; ++i) tuple.items()[i] = Value::none();
    for (std::uint64_t i = 0; i < size; ++i) {
        if ((i & 1023) == 1023 && !t.checkpoint_py()) return t.raised();
        Ref item = take_py(t);
        if (!item) return t.raised();
        tuple.items()[i] = item.release();
    }
    return made;
}

Ref make_travelled_function(Thread& t, CodeImage* image) {
    image->retain();
    Ref code = make_code(t, image);
    if (!code) return t.raised();
    return make_function(t, code.as<Code>(), interpreter_of(t).main_dict());
}

Ref ParcelReader::take_function(Thread& t) {
    return make_travelled_function(t, reinterpret_cast<CodeImage*>(number()));
}

Ref ParcelReader::take_pickled_py(Thread& t) {
    const std::uint64_t size = number();
    const std::string_view content = bytes(size);
    const std::string_view main_file = bytes(number());
    Ref made = Ref::nothing();
    if (main_file.empty()) {
        made = pickle_load_py(t, content);
    } else {
        FakeMain fake(t, main_file);
        const UnpickleHooks hooks = fake.hooks();
        made = pickle_load_py(t, content, &hooks);
    }
    if (made || !t.pending_is(Exc::Exception) || t.pending_is(Exc::MemoryError)) return made;
    return raise_plainly(t, Exc::NotShareableError, "object could not be unpickled", t.take_pending());
}

} // namespace islet
