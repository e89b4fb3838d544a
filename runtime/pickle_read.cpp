// SPDX-License-Identifier: MIT
//
// See pickle_reader.h: the stream, the stack, and the opcodes for built-in types.
// Owns: nothing of its own. Threads: the interpreter's lock.
#include "runtime/pickle_reader.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/bytearray.h"
#include "vm/types/dict.h"
#include "vm/types/float.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/memoryview.h"
#include "vm/types/set.h"
#include "vm/types/str_codec.h"
#include "vm/types/tuple.h"

#include <bit>

namespace islet {

using namespace pickle;

// --- The memo

bool UnpickleMemo::grow(std::size_t size) {
    std::size_t capacity = capacity_ * 2;
    if (capacity < size) capacity = size;
    auto* const fresh = static_cast<Value*>(std::malloc(capacity * sizeof(Value)));
    if (!fresh) return false;
    std::memcpy(static_cast<void*>(fresh), values_, size_ * sizeof(Value));
    if (values_ != inside_) std::free(values_);
    values_ = fresh;
    capacity_ = capacity;
    return true;
}

bool UnpickleMemo::set(std::uint64_t number, Value value) {
    if (number >= size_) {
        if (sparse_ || number > size_ + kMostGap) return set_sparse(number, value);
        if (number >= capacity_ && !grow(number + 1)) return false;
        while (size_ <= number) values_[size_++] = Value();
    }
    retain(value);
    if (values_[number].is_empty()) ++used_;
    release(std::exchange(values_[number], value));
    return true;
}

UnpickleMemo::Place* UnpickleMemo::place_of(std::uint64_t number) const {
    std::size_t at =
        static_cast<std::size_t>((number * 0x9E37'79B9'7F4A'7C15U) >> 32) & (sparse_capacity_ - 1);
    while (!sparse_[at].value.is_empty() && sparse_[at].number != number)
        at = (at + 1) & (sparse_capacity_ - 1);
    return &sparse_[at];
}

Value UnpickleMemo::find_sparse(std::uint64_t number) const {
    return place_of(number)->value;
}

bool UnpickleMemo::set_sparse(std::uint64_t number, Value value) {
    if (sparse_used_ * 2 >= sparse_capacity_) {
        const std::size_t old_capacity = sparse_capacity_;
        Place* const old = sparse_;
        const std::size_t capacity = old_capacity ? old_capacity * 2 : 16;
        auto* const fresh = static_cast<Place*>(std::calloc(capacity, sizeof(Place)));
        if (!fresh) return false;
        sparse_ = fresh;
        sparse_capacity_ = capacity;
        for (std::size_t i = 0; i < old_capacity; ++i) {
            if (!old[i].value.is_empty()) *place_of(old[i].number) = old[i];
        }
        std::free(old);
    }
    Place* const place = place_of(number);
    if (place->value.is_empty()) {
        ++used_;
        ++sparse_used_;
    }
    retain(value);
    place->number = number;
    release(std::exchange(place->value, value));
    return true;
}

void UnpickleMemo::clear() {
    while (size_ > 0) release(values_[--size_]);
    if (values_ != inside_) std::free(values_);
    values_ = inside_;
    capacity_ = kInside;
    used_ = 0;
    Place* const sparse = std::exchange(sparse_, nullptr);
    for (std::size_t i = 0; i < sparse_capacity_; ++i) release(sparse[i].value);
    std::free(sparse);
    sparse_capacity_ = sparse_used_ = 0;
}

void UnpickleMemo::traverse(Visitor& visit) {
    for (std::size_t i = 0; i < size_; ++i) visit(values_[i]);
    for (std::size_t i = 0; i < sparse_capacity_; ++i) visit(sparse_[i].value);
}

// --- The stream

PickleReader::~PickleReader() {
    drop_from(0);
    std::free(window_);
}

// Reads on: what is left of the window moves to its front, and a file's next bytes come behind it.
Status PickleReader::fill_py(std::size_t count, bool line) {
    Ref bytes = hooks_.read_py(t_, hooks_.context, count, line);
    if (!bytes) return t_.raised();
    BufferView view;
    if (!view.get_py(t_, bytes.get())) return t_.raised();
    const auto left = static_cast<std::size_t>(end_ - at_);
    const std::size_t room = left + view.size();
    if (room > window_capacity_) {
        auto* const fresh = static_cast<char*>(std::malloc(room));
        if (!fresh) return t_.raise_memory_error();
        if (left) std::memcpy(fresh, at_, left);
        std::free(window_);
        window_ = fresh;
        window_capacity_ = room;
    } else if (left) {
        std::memmove(window_, at_, left);
    }
    if (view.size()) std::memcpy(window_ + left, view.data(), view.size());
    start_ = at_ = window_;
    end_ = window_ + room;
    return Status::ok();
}

[[gnu::noinline]] const char* PickleReader::need_slow_py(std::size_t count) {
    if (!hooks_.read_py) {
        static_cast<void>(count > static_cast<std::size_t>(INT64_MAX) - consumed()
                              ? raise_py("read would overflow (invalid bytecode)")
                              : truncated());
        return nullptr;
    }
    // In pieces, so that a length that lies does not take memory for it.
    constexpr std::size_t kPiece = std::size_t{1} << 20;
    while (static_cast<std::size_t>(end_ - at_) < count) {
        const auto left = static_cast<std::size_t>(end_ - at_);
        const std::size_t missing = count - left;
        const std::size_t piece = missing < kPiece + left ? missing : kPiece + left;
        if (!fill_py(piece, false)) return nullptr;
        // A file that gives less has ended.
        if (static_cast<std::size_t>(end_ - at_) < left + piece) {
            static_cast<void>(truncated());
            return nullptr;
        }
    }
    at_ += count;
    return at_ - count;
}

Result<std::string_view> PickleReader::line_py() {
    for (;;) {
        const auto left = static_cast<std::size_t>(end_ - at_);
        const void* const found = left ? std::memchr(at_, '\n', left) : nullptr;
        if (found) {
            const std::string_view line(at_, static_cast<std::size_t>(static_cast<const char*>(found) - at_));
            at_ += line.size() + 1;
            return line;
        }
        if (!hooks_.read_py) return truncated();
        if (!fill_py(0, true)) return t_.raised();
        if (static_cast<std::size_t>(end_ - at_) == left) return truncated();
    }
}

namespace {

template <class T>
T get_little(const char* at) {
    T value;
    std::memcpy(&value, at, sizeof value);
    return value;
}

std::uint64_t get_little(const char* at, std::size_t width) {
    std::uint64_t value = 0;
    std::memcpy(&value, at, width);
    return value;
}

} // namespace

// The length in front of an argument. Eight bytes may say more than any memory holds.
Result<std::uint64_t> PickleReader::length_py(std::size_t width, std::string_view what) {
    const char* const at = need_py(width);
    if (!at) return t_.raised();
    const std::uint64_t length = get_little(at, width);
    if (length > static_cast<std::uint64_t>(INT64_MAX)) {
        return t_.raise(Exc::OverflowError, "{} exceeds system's maximum{} of {} bytes", what,
                        what == "FRAME length" ? "" : " size", INT64_MAX);
    }
    return length;
}

// --- The stack

[[gnu::noinline]] Raised PickleReader::underflow() {
    return raise_py(marks_.size() != 0 ? "unexpected MARK found" : "unpickling stack underflow");
}

Ref PickleReader::pop() {
    if (stack_.size() <= fence_) return underflow();
    return Ref::adopt(stack_.pop());
}

Value* PickleReader::top(std::size_t depth) {
    if (stack_.size() < fence_ + depth) {
        static_cast<void>(underflow());
        return nullptr;
    }
    return &stack_[stack_.size() - depth];
}

std::size_t PickleReader::take_mark() {
    if (marks_.size() == 0) {
        static_cast<void>(raise_py("could not find MARK"));
        return SIZE_MAX;
    }
    const std::size_t bottom = marks_.pop();
    fence_ = marks_.size() != 0 ? marks_.last() : 0;
    return bottom;
}

void PickleReader::drop_from(std::size_t bottom) {
    while (stack_.size() > bottom) release(stack_.pop());
}

// --- Numbers

template <class T>
inline Status PickleReader::load_int() {
    const char* const at = need_py(sizeof(T));
    if (!at) [[unlikely]]
        return t_.raised();
    return push_plain(Value::small_int(get_little<T>(at)));
}

Status PickleReader::load_long_py(std::size_t width) {
    const char* at = need_py(width);
    if (!at) return t_.raised();
    const std::uint64_t size = get_little(at, width);
    if (size > INT32_MAX) return raise_py("LONG pickle has negative byte count");
    if (size == 0) return push_plain(Value::small_int(0));
    at = need_py(size);
    if (!at) return t_.raised();
    const bool negative = (at[size - 1] & 0x80) != 0;
    const std::size_t count = (size + 7) / 8;
    constexpr std::size_t kFew = 16;
    std::uint64_t few[kFew];
    auto* const limbs = count <= kFew ? few : static_cast<std::uint64_t*>(std::malloc(count * 8));
    if (!limbs) return t_.raise_memory_error();
    limbs[count - 1] = negative ? ~std::uint64_t{0} : 0;
    std::memcpy(limbs, at, size);
    std::uint64_t carry = 1;
    for (std::size_t i = 0; negative && i < count; ++i) {
        limbs[i] = ~limbs[i] + carry;
        carry = carry != 0 && limbs[i] == 0 ? 1 : 0;
    }
    Ref number = make_int_limbs(t_, negative, {limbs, count});
    if (limbs != few) std::free(limbs);
    return push(std::move(number));
}

Status PickleReader::load_float_py() {
    const char* const at = need_py(8);
    if (!at) return t_.raised();
    return push(make_float(std::bit_cast<double>(__builtin_bswap64(get_little<std::uint64_t>(at)))));
}

// --- Text and bytes

Status PickleReader::load_str_py(std::size_t width) {
    const Result<std::uint64_t> size = length_py(width, "BINUNICODE");
    if (!size) return t_.raised();
    const char* const at = need_py(*size);
    if (!at) return t_.raised();
    const std::string_view text(at, *size);
    if (is_ascii(at, *size)) return push(make_str_ascii(t_, text));
    if (scan_utf8(at, *size, Surrogates::Allow).ok()) return push(make_str(t_, text));
    return push(decode_bytes_py(t_, text, "utf-8", "surrogatepass"));
}

Status PickleReader::load_bytes_py(std::size_t width) {
    const Result<std::uint64_t> size = length_py(width, "BINBYTES");
    if (!size) return t_.raised();
    const char* const at = need_py(*size);
    if (!at) return t_.raised();
    return push(make_bytes(t_, at, *size));
}

// str of Python 2: bytes in an encoding that the caller knows, or bytes.
Ref PickleReader::decode_old_str_py(std::string_view bytes) {
    if (hooks_.encoding == "bytes") return make_bytes(t_, bytes);
    return decode_bytes_py(t_, bytes, hooks_.encoding, hooks_.errors);
}

Status PickleReader::load_old_str_py(std::size_t width) {
    const Result<std::uint64_t> size = length_py(width, "BINSTRING");
    if (!size) return t_.raised();
    if (*size > INT32_MAX) return raise_py("BINSTRING pickle has negative byte count");
    const char* const at = need_py(*size);
    if (!at) return t_.raised();
    return push(decode_old_str_py({at, *size}));
}

Status PickleReader::load_bytearray_py() {
    const Result<std::uint64_t> size = length_py(8, "BYTEARRAY8");
    if (!size) return t_.raised();
    const char* const at = need_py(*size);
    if (!at) return t_.raised();
    return push(make_bytearray(t_, {at, *size}));
}

Status PickleReader::load_next_buffer_py() {
    if (!hooks_.next_buffer_py) {
        return raise_py("pickle stream refers to out-of-band data but no *buffers* argument was given");
    }
    Step next = hooks_.next_buffer_py(t_, hooks_.context);
    if (next.is_raised()) return t_.raised();
    if (next.is_end()) return raise_py("not enough out-of-band buffers");
    return push(next.take());
}

Status PickleReader::load_readonly_buffer_py() {
    Value* const place = top(1);
    if (!place) return t_.raised();
    const Ref lender = Ref::share(*place);
    Ref view = make_memoryview_py(t_, lender.get());
    if (!view) return t_.raised();
    if (view.as<MemoryView>().readonly) return Status::ok();
    Ref name = intern(t_, "toreadonly");
    Ref fixed = name ? call_method_py(t_, view.get(), name.as<Str>()) : Ref(t_.raised());
    if (!fixed) return t_.raised();
    release(std::exchange(stack_.last(), fixed.release()));
    return Status::ok();
}

// --- Containers

Status PickleReader::load_tuple(std::size_t size) {
    Value* const items = top(size);
    if (!items) return t_.raised();
    // take_tuple moves the items, even when it fails.
    stack_.cut(stack_.size() - size);
    return push(take_tuple(t_, items, size));
}

Status PickleReader::load_tuple_from_mark() {
    const std::size_t bottom = take_mark();
    if (bottom == SIZE_MAX) return t_.raised();
    const std::size_t size = stack_.size() - bottom;
    stack_.cut(bottom);
    return push(take_tuple(t_, stack_.data() + bottom, size));
}

Status PickleReader::load_list_from_mark() {
    const std::size_t bottom = take_mark();
    if (bottom == SIZE_MAX) return t_.raised();
    const std::size_t size = stack_.size() - bottom;
    stack_.cut(bottom);
    return push(take_list(t_, stack_.data() + bottom, size));
}

Status PickleReader::load_dict_from_mark_py() {
    const std::size_t bottom = take_mark();
    if (bottom == SIZE_MAX) return t_.raised();
    if ((stack_.size() - bottom) % 2 != 0) return raise_py("odd number of items for DICT");
    Ref dict = make_dict(t_);
    if (!dict) return t_.raised();
    for (std::size_t i = bottom; i < stack_.size(); i += 2) {
        if (!dict_set_py(t_, dict.as<Dict>(), stack_[i], stack_[i + 1])) return t_.raised();
    }
    drop_from(bottom);
    return push(std::move(dict));
}

Status PickleReader::load_frozenset_py() {
    const std::size_t bottom = take_mark();
    if (bottom == SIZE_MAX) return t_.raised();
    Ref set = make_frozenset_py(t_, {stack_.data() + bottom, stack_.size() - bottom});
    if (!set) return t_.raised();
    drop_from(bottom);
    return push(std::move(set));
}

// The items above `bottom` go into the list, or whatever has extend() or append(), below it.
Status PickleReader::load_appends_py(std::size_t bottom) {
    if (bottom > stack_.size() || bottom <= fence_) return underflow();
    const std::size_t count = stack_.size() - bottom;
    if (count == 0) return Status::ok();
    const Value target = stack_[bottom - 1];
    if (is_exact(target, Kind::List)) {
        List& list = as<List>(target);
        if (!list_reserve(t_.heap(), list, list.size + count)) return t_.raise_memory_error();
        std::memcpy(static_cast<void*>(list.items + list.size), stack_.data() + bottom,
                    count * sizeof(Value));
        list.size += count;
        stack_.cut(bottom);
        return Status::ok();
    }
    Ref extend = find_attr_py(t_, target, Name::extend);
    if (!extend && t_.has_pending()) return t_.raised();
    if (extend) {
        stack_.cut(bottom);
        Ref items = take_list(t_, stack_.data() + bottom, count);
        if (!items || !call_py(t_, extend.get(), items.get())) return t_.raised();
        return Status::ok();
    }
    Ref append = get_attr_py(t_, target, Name::append);
    if (!append) return t_.raised();
    for (std::size_t i = 0; i < count; ++i) {
        if (!call_py(t_, append.get(), stack_[bottom + i])) return t_.raised();
    }
    drop_from(bottom);
    return Status::ok();
}

Status PickleReader::load_setitems_py(std::size_t bottom) {
    if (bottom > stack_.size() || bottom <= fence_) return underflow();
    const std::size_t count = stack_.size() - bottom;
    if (count == 0) return Status::ok();
    if (count % 2 != 0) return raise_py("odd number of items for SETITEMS");
    const Value target = stack_[bottom - 1];
    if (is_exact(target, Kind::Dict)) {
        Dict& dict = as<Dict>(target);
        if (count > 2 && !dict_reserve(t_.heap(), dict, count / 2)) return t_.raise_memory_error();
        for (std::size_t i = bottom; i < stack_.size(); i += 2) {
            const Value key = stack_[i], value = stack_[i + 1];
            const Status set = dict.str_keys && is_exact(key, Kind::Str)
                                   ? dict_set(t_, dict, as<Str>(key), value)
                                   : dict_set_py(t_, dict, key, value);
            if (!set) return t_.raised();
        }
    } else {
        for (std::size_t i = bottom; i < stack_.size(); i += 2) {
            if (!setitem_py(t_, target, stack_[i], stack_[i + 1])) return t_.raised();
        }
    }
    drop_from(bottom);
    return Status::ok();
}

Status PickleReader::load_additems_py() {
    const std::size_t bottom = take_mark();
    if (bottom == SIZE_MAX) return t_.raised();
    if (bottom > stack_.size() || bottom <= fence_) return underflow();
    if (bottom == stack_.size()) return Status::ok();
    const Value target = stack_[bottom - 1];
    Ref add = Ref::nothing();
    if (!is_exact(target, Kind::Set)) {
        Ref name = intern(t_, "add");
        add = name ? get_attr_py(t_, target, name.as<Str>()) : Ref(t_.raised());
        if (!add) return t_.raised();
    }
    for (std::size_t i = bottom; i < stack_.size(); ++i) {
        const bool added = add ? static_cast<bool>(call_py(t_, add.get(), stack_[i]))
                               : static_cast<bool>(set_add_py(t_, as<Set>(target), stack_[i]));
        if (!added) return t_.raised();
    }
    drop_from(bottom);
    return Status::ok();
}

// --- Stack and memo

Status PickleReader::load_pop() {
    const std::size_t size = stack_.size();
    if (marks_.size() != 0 && marks_.last() == size) {
        static_cast<void>(take_mark());
        return Status::ok();
    }
    if (size <= fence_) return underflow();
    release(stack_.pop());
    return Status::ok();
}

Status PickleReader::load_dup() {
    Value* const place = top(1);
    if (!place) return t_.raised();
    return push(Ref::share(*place));
}

Status PickleReader::load_memoize(std::uint64_t number) {
    Value* const place = top(1);
    if (!place) return t_.raised();
    return memo_.set(number, *place) ? Status::ok() : Status(t_.raise_memory_error());
}

Status PickleReader::load_get_py(std::uint64_t number) {
    const Value known = memo_.find(number);
    if (!known.is_empty()) [[likely]]
        return push(Ref::share(known));
    return raise_py(format("Memo value not found at index {}", static_cast<std::int64_t>(number)).view());
}

Status PickleReader::load_wide_get_py(std::size_t width) {
    const char* const at = need_py(width);
    return at ? load_get_py(get_little(at, width)) : Status(t_.raised());
}
Status PickleReader::load_wide_put_py(std::size_t width) {
    const char* const at = need_py(width);
    return at ? load_memoize(get_little(at, width)) : Status(t_.raised());
}

Status PickleReader::load_proto_py() {
    const char* const at = need_py(1);
    if (!at) return t_.raised();
    const auto protocol = static_cast<unsigned char>(*at);
    if (protocol > kHighestPickleProtocol) {
        return t_.raise(Exc::ValueError, "unsupported pickle protocol: {}", static_cast<int>(protocol));
    }
    protocol_ = protocol;
    return Status::ok();
}

// A frame only promises how many bytes follow: reads them at once.
Status PickleReader::load_frame_py() {
    const Result<std::uint64_t> size = length_py(8, "FRAME length");
    if (!size || !need_py(*size)) return t_.raised();
    at_ -= *size;
    return Status::ok();
}

// --- The loop

[[gnu::always_inline]] inline PickleReader::Next PickleReader::step_py(char op) {
    const auto go = [](const Status& status) { return status ? Next::Go : Next::Raised; };
    const auto with_mark = [&](auto&& load) -> Status {
        const std::size_t bottom = take_mark();
        return bottom == SIZE_MAX ? Status(t_.raised()) : load(bottom);
    };
    switch (op) {
    case kBinInt1: return go(load_int<std::uint8_t>());
    case kBinInt2: return go(load_int<std::uint16_t>());
    case kBinInt: return go(load_int<std::int32_t>());
    case kMemoize: return go(load_memoize(memo_.size()));
    case kBinGet: {
        const char* const at = need_py(1);
        return at ? go(load_get_py(static_cast<unsigned char>(*at))) : Next::Raised;
    }
    case kBinPut: return go(load_wide_put_py(1));
    case kLongBinGet: return go(load_wide_get_py(4));
    case kLongBinPut: return go(load_wide_put_py(4));
    case kShortBinUnicode: return go(load_str_py(1));
    case kBinUnicode: return go(load_str_py(4));
    case kBinUnicode8: return go(load_str_py(8));
    case kNone: return go(push_plain(Value::none()));
    case kNewTrue: return go(push_plain(Value::boolean(true)));
    case kNewFalse: return go(push_plain(Value::boolean(false)));
    case kBinFloat: return go(load_float_py());
    case kLong1: return go(load_long_py(1));
    case kLong4: return go(load_long_py(4));
    case kShortBinBytes: return go(load_bytes_py(1));
    case kBinBytes: return go(load_bytes_py(4));
    case kBinBytes8: return go(load_bytes_py(8));
    case kByteArray8: return go(load_bytearray_py());
    case kMark:
        if (!marks_.push(stack_.size())) return go(t_.raise_memory_error());
        fence_ = stack_.size();
        return Next::Go;
    case kEmptyTuple: return go(push(make_tuple(t_, std::span<const Value>{})));
    case kEmptyList: return go(push(make_list(t_)));
    case kEmptyDict: return go(push(make_dict(t_)));
    case kEmptySet: return go(push(make_set(t_)));
    case kTuple1: return go(load_tuple(1));
    case kTuple2: return go(load_tuple(2));
    case kTuple3: return go(load_tuple(3));
    case kTuple: return go(load_tuple_from_mark());
    case kList: return go(load_list_from_mark());
    case kDict: return go(load_dict_from_mark_py());
    case kFrozenSet: return go(load_frozenset_py());
    case kAppend: return go(load_appends_py(stack_.size() - 1));
    case kAppends: return go(with_mark([&](std::size_t bottom) { return load_appends_py(bottom); }));
    case kSetItem: return go(load_setitems_py(stack_.size() - 2));
    case kSetItems: return go(with_mark([&](std::size_t bottom) { return load_setitems_py(bottom); }));
    case kAddItems: return go(load_additems_py());
    case kFrame: return go(load_frame_py());
    case kProto: return go(load_proto_py());
    case kStop: return Next::Stop;
    default: return step_old_py(op);
    }
}

// What is rare, or runs Python anyway.
[[gnu::noinline]] PickleReader::Next PickleReader::step_old_py(char op) {
    const auto go = [](const Status& status) { return status ? Next::Go : Next::Raised; };
    switch (op) {
    case kStackGlobal: return go(load_stack_global_py());
    case kGlobal: return go(load_global_py());
    case kReduce: return go(load_reduce_py());
    case kNewObj: return go(load_newobj_py());
    case kNewObjEx: return go(load_newobj_ex_py());
    case kBuild: return go(load_build_py());
    case kNextBuffer: return go(load_next_buffer_py());
    case kReadonlyBuffer: return go(load_readonly_buffer_py());
    case kPop: return go(load_pop());
    case kPopMark: {
        const std::size_t bottom = take_mark();
        if (bottom == SIZE_MAX) return Next::Raised;
        drop_from(bottom);
        return Next::Go;
    }
    case kDup: return go(load_dup());
    case kBinString: return go(load_old_str_py(4));
    case kShortBinString: return go(load_old_str_py(1));
    case kInt: return go(load_int_line_py());
    case kLong: return go(load_long_line_py());
    case kFloat: return go(load_float_line_py());
    case kString: return go(load_string_line_py());
    case kUnicode: return go(load_unicode_line_py());
    case kGet: return go(load_get_line_py());
    case kPut: return go(load_put_line_py());
    case kPersId: return go(load_persid_line_py());
    case kBinPersId: return go(load_persid_py());
    case kInst: return go(load_inst_py());
    case kObj: return go(load_obj_py());
    case kExt1: return go(load_extension_py(1));
    case kExt2: return go(load_extension_py(2));
    case kExt4: return go(load_extension_py(4));
    default: break;
    }
    const auto byte = static_cast<unsigned char>(op);
    TextBuffer text;
    if (byte >= 0x20 && byte < 0x7f && byte != '\'' && byte != '\\') {
        format_to(text, "invalid load key, '{}'.", std::string_view(&op, 1));
    } else {
        format_to(text, "invalid load key, '\\x{}'.", Hex{byte, 2});
    }
    static_cast<void>(raise_py(text.view()));
    return Next::Raised;
}

Ref PickleReader::load_py() {
    for (std::uint32_t steps = 1;; ++steps) {
        if (at_ == end_) [[unlikely]] {
            if (hooks_.read_py && !fill_py(1, false)) return t_.raised();
            if (at_ == end_) return t_.raise(Exc::EOFError, "Ran out of input");
        }
        const char op = *at_++;
        const Next next = step_py(op);
        if (next == Next::Go) [[likely]] {
            if ((steps & 1023) == 0 && !t_.checkpoint_py()) return t_.raised();
            continue;
        }
        if (next == Next::Raised) return t_.raised();
        return pop();
    }
}

Ref pickle_load_py(Thread& t, std::string_view bytes, const UnpickleHooks* hooks, std::size_t* consumed) {
    static constexpr UnpickleHooks kNone;
    PickleReader reader(t, bytes, hooks ? *hooks : kNone);
    Ref result = reader.load_py();
    if (consumed) *consumed = reader.consumed();
    return result;
}

} // namespace islet
