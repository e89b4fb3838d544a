// SPDX-License-Identifier: MIT
//
// See struct_sequence.h. Hidden fields lie behind the items: an instance has room for all fields, and its
// size says how many are visible.
#include "vm/types/struct_sequence.h"

#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/model/shape.h"
#include "vm/native.h"
#include "vm/types/dict.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"

#include <array>
#include <utility>

namespace islet {

namespace {

struct FieldName {
    const char* name;
    const char* doc;
};

// What TypeSpec::extra of these types points to.
struct StructFields {
    std::span<const FieldName> fields;
    std::size_t visible;
};

const StructFields& struct_of(const Type& type) {
    return *static_cast<const StructFields*>(type.spec->extra);
}

template <std::size_t index>
Ref get_field(Thread&, Value self) {
    const Value v = as<Tuple>(self).items()[index];
    return v.is_empty() ? Ref::none() : Ref::share(v);
}

Status refuse_field_write(Thread& t, Value, Value) {
    return t.raise(Exc::AttributeError, "readonly attribute");
}

template <std::size_t... I>
constexpr std::array<Ref (*)(Thread&, Value), sizeof...(I)> make_getters(std::index_sequence<I...>) {
    return {&get_field<I>...};
}
constexpr auto kGetters = make_getters(std::make_index_sequence<24>());

template <std::size_t N>
constexpr std::array<GetSetDef, N> make_getset(const FieldName (&fields)[N]) {
    std::array<GetSetDef, N> rows{};
    for (std::size_t i = 0; i < N; ++i)
        rows[i] = GetSetDef{fields[i].name, kGetters[i], &refuse_field_write, fields[i].doc};
    return rows;
}

Ref allocate(Thread& t, Type& type) {
    const StructFields& spec = struct_of(type);
    auto* const tuple = static_cast<Tuple*>(t.heap().alloc_object(instance_bytes(type, spec.fields.size())));
    if (!tuple) return t.raise_memory_error();
    tuple->size = spec.visible;
    tuple->hash_value = -1;
    for (std::size_t i = 0; i < spec.fields.size(); ++i) tuple->items()[i] = Value();
    init_instance(tuple, type);
    return Ref::adopt(Value(tuple));
}

// struct_time(iterable[, dict]): as many items as are visible, up to all of them.
Ref struct_new_py(Thread& t, Type& type, const Args& args) {
    static constexpr const char* kNames[] = {"sequence", "dict"};
    Value a[2];
    const StructFields& spec = struct_of(type);
    if (!bind_args(t, args, type.spec->name, kNames, 0, 1, a)) return t.raised();
    Ref items = tuple_from_py(t, a[0]);
    if (!items) {
        if (!t.pending_is(Exc::TypeError)) return t.raised();
        t.clear_pending();
        return t.raise(Exc::TypeError, "constructor requires a sequence");
    }
    const Tuple& given = items.as<Tuple>();
    const std::size_t most = spec.fields.size();
    if (given.size < spec.visible || given.size > most) {
        const char* const how = spec.visible == most        ? "a"
                                : given.size < spec.visible ? "an at least"
                                                            : "an at most";
        const std::size_t wanted = given.size < spec.visible ? spec.visible : most;
        return t.raise(Exc::TypeError, "{}.{}() takes {} {}-sequence ({}-sequence given)", type.spec->module,
                       type.spec->name, how, wanted, given.size);
    }
    Ref made = allocate(t, type);
    if (!made) return t.raised();
    Value* const out = made.as<Tuple>().items();
    for (std::size_t i = 0; i < given.size; ++i) out[i] = Ref::share(given[i]).release();
    for (std::size_t i = given.size; i < most && is_kind(a[1], Kind::Dict); ++i) {
        const Value v = dict_find_text(t, as<Dict>(a[1]), spec.fields[i].name);
        if (!v.is_empty()) out[i] = Ref::share(v).release();
    }
    return made;
}

Ref struct_repr_py(Thread& t, Value self) {
    const Type& type = *type_of(t, self);
    const StructFields& spec = struct_of(type);
    TextBuffer text;
    if (std::string_view(type.spec->module) != "builtins") format_to(text, "{}.", type.spec->module);
    format_to(text, "{}(", type.spec->name);
    for (std::size_t i = 0; i < spec.visible; ++i) {
        if (i > 0) text.append(", ");
        format_to(text, "{}=", spec.fields[i].name);
        if (!append_repr_py(t, text, as<Tuple>(self)[i])) return t.raised();
    }
    text.append(')');
    return make_str(t, text);
}

void struct_traverse(Object* object, Visitor& visit) {
    auto* const tuple = static_cast<Tuple*>(object);
    const StructFields& spec = struct_of(*object->type());
    for (std::size_t i = 0; i < spec.fields.size(); ++i) visit(tuple->items()[i]);
}

void struct_drop(Heap& heap, Object* object) {
    auto* const tuple = static_cast<Tuple*>(object);
    const StructFields& spec = struct_of(*object->type());
    for (std::size_t i = 0; i < spec.fields.size(); ++i) release(tuple->items()[i]);
    heap.free_object(tuple);
}

template <std::size_t N>
constexpr TypeSpec make_spec(const char* name, const char* module, const char* doc,
                             const StructFields& fields, const std::array<GetSetDef, N>& getset) {
    return TypeSpec{
        .name = name,
        .module = module,
        .doc = doc,
        .kind = Kind::Tuple,
        .flags = kSequence,
        .size = sizeof(Tuple),
        .item_size = sizeof(Value),
        .base = &kTupleSpec,
        .slots = {.new_py = struct_new_py, .repr_py = struct_repr_py},
        .getset = getset,
        .traverse = struct_traverse,
        .drop = struct_drop,
        .extra = &fields,
    };
}

constexpr FieldName kVersionFields[] = {{"major", "Major release number"},
                                        {"minor", "Minor release number"},
                                        {"micro", "Patch release number"},
                                        {"releaselevel", "'alpha', 'beta', 'candidate', or 'final'"},
                                        {"serial", "Serial release number"}};
constexpr FieldName kFlagsFields[] = {{"debug", "-d"},
                                      {"inspect", "-i"},
                                      {"interactive", "-i"},
                                      {"optimize", "-O or -OO"},
                                      {"dont_write_bytecode", "-B"},
                                      {"no_user_site", "-s"},
                                      {"no_site", "-S"},
                                      {"ignore_environment", "-E"},
                                      {"verbose", "-v"},
                                      {"bytes_warning", "-b"},
                                      {"quiet", "-q"},
                                      {"hash_randomization", "-R"},
                                      {"isolated", "-I"},
                                      {"dev_mode", "-X dev"},
                                      {"utf8_mode", "-X utf8"},
                                      {"warn_default_encoding", "-X warn_default_encoding"},
                                      {"safe_path", "-P"},
                                      {"int_max_str_digits", "-X int_max_str_digits"},
                                      {"gil", "-X gil"},
                                      {"thread_inherit_context", "-X thread_inherit_context"},
                                      {"context_aware_warnings", "-X context_aware_warnings"}};
constexpr FieldName kFloatInfoFields[] = {{"max", "DBL_MAX -- maximum representable finite float"},
                                          {"max_exp", "DBL_MAX_EXP"},
                                          {"max_10_exp", "DBL_MAX_10_EXP"},
                                          {"min", "DBL_MIN -- Minimum positive normalized float"},
                                          {"min_exp", "DBL_MIN_EXP"},
                                          {"min_10_exp", "DBL_MIN_10_EXP"},
                                          {"dig", "DBL_DIG"},
                                          {"mant_dig", "DBL_MANT_DIG -- mantissa digits"},
                                          {"epsilon", "DBL_EPSILON"},
                                          {"radix", "FLT_RADIX"},
                                          {"rounds", "FLT_ROUNDS"}};
constexpr FieldName kIntInfoFields[] = {
    {"bits_per_digit", "size of a digit in bits"},
    {"sizeof_digit", "size in bytes of the C type used to represent a digit"},
    {"default_max_str_digits", "maximum string conversion digits limitation"},
    {"str_digits_check_threshold", "minimum positive value for int_max_str_digits"}};
constexpr FieldName kHashInfoFields[] = {
    {"width", "width of the type used for hashing, in bits"},
    {"modulus", "prime number giving the modulus on which the hash function is based"},
    {"inf", "value to be used for hash of a positive infinity"},
    {"nan", "value to be used for hash of a nan"},
    {"imag", "multiplier used for the imaginary part of a complex number"},
    {"algorithm", "name of the algorithm for hashing of str, bytes and memoryviews"},
    {"hash_bits", "internal output size of hash algorithm"},
    {"seed_bits", "seed size of hash algorithm"},
    {"cutoff", "small string optimization cutoff"}};
constexpr FieldName kThreadInfoFields[] = {{"name", "name of the thread implementation"},
                                           {"lock", "name of the lock implementation"},
                                           {"version", "name and version of the thread library"}};
constexpr FieldName kStructTimeFields[] = {
    {"tm_year", "year, for example, 1993"},
    {"tm_mon", "month of year, range [1, 12]"},
    {"tm_mday", "day of month, range [1, 31]"},
    {"tm_hour", "hours, range [0, 23]"},
    {"tm_min", "minutes, range [0, 59]"},
    {"tm_sec", "seconds, range [0, 61])"},
    {"tm_wday", "day of week, range [0, 6], Monday is 0"},
    {"tm_yday", "day of year, range [1, 366]"},
    {"tm_isdst", "1 if summer time is in effect, 0 if not, and -1 if unknown"},
    {"tm_zone", "abbreviation of timezone name"},
    {"tm_gmtoff", "offset from UTC in seconds"}};
constexpr FieldName kStatFields[] = {{"st_mode", "protection bits"},
                                     {"st_ino", "inode"},
                                     {"st_dev", "device"},
                                     {"st_nlink", "number of hard links"},
                                     {"st_uid", "user ID of owner"},
                                     {"st_gid", "group ID of owner"},
                                     {"st_size", "total size, in bytes"},
                                     {"_st_atime", "integer time of last access"},
                                     {"_st_mtime", "integer time of last modification"},
                                     {"_st_ctime", "integer time of last change"},
                                     {"st_atime", "time of last access"},
                                     {"st_mtime", "time of last modification"},
                                     {"st_ctime", "time of last change"},
                                     {"st_atime_ns", "time of last access in nanoseconds"},
                                     {"st_mtime_ns", "time of last modification in nanoseconds"},
                                     {"st_ctime_ns", "time of last change in nanoseconds"},
                                     {"st_blksize", "blocksize for filesystem I/O"},
                                     {"st_blocks", "number of blocks allocated"},
                                     {"st_rdev", "device type (if inode device)"}};
constexpr FieldName kTerminalSizeFields[] = {{"columns", "width of the terminal window in characters"},
                                             {"lines", "height of the terminal window in characters"}};
constexpr FieldName kUnameFields[] = {{"sysname", "operating system name"},
                                      {"nodename", "name of machine on network (implementation-defined)"},
                                      {"release", "operating system release"},
                                      {"version", "operating system version"},
                                      {"machine", "hardware identifier"}};
constexpr FieldName kTimesFields[] = {{"user", "user time"},
                                      {"system", "system time"},
                                      {"children_user", "user time of children"},
                                      {"children_system", "system time of children"},
                                      {"elapsed", "elapsed time since an arbitrary point in the past"}};
constexpr FieldName kUnraisableFields[] = {{"exc_type", "Exception type"},
                                           {"exc_value", "Exception value"},
                                           {"exc_traceback", "Exception traceback"},
                                           {"err_msg", "Error message"},
                                           {"object", "Object causing the exception"}};
constexpr FieldName kAsyncgenHooksFields[] = {{"firstiter", nullptr}, {"finalizer", nullptr}};

constexpr auto kVersionFieldsRows = make_getset(kVersionFields);
constexpr StructFields kVersionInfoStruct = {kVersionFields, std::size(kVersionFields)};
constexpr auto kFlagsFieldsRows = make_getset(kFlagsFields);
constexpr StructFields kFlagsStruct = {kFlagsFields, 18};
constexpr auto kFloatInfoFieldsRows = make_getset(kFloatInfoFields);
constexpr StructFields kFloatInfoStruct = {kFloatInfoFields, std::size(kFloatInfoFields)};
constexpr auto kIntInfoFieldsRows = make_getset(kIntInfoFields);
constexpr StructFields kIntInfoStruct = {kIntInfoFields, std::size(kIntInfoFields)};
constexpr auto kHashInfoFieldsRows = make_getset(kHashInfoFields);
constexpr StructFields kHashInfoStruct = {kHashInfoFields, std::size(kHashInfoFields)};
constexpr auto kThreadInfoFieldsRows = make_getset(kThreadInfoFields);
constexpr StructFields kThreadInfoStruct = {kThreadInfoFields, std::size(kThreadInfoFields)};
constexpr auto kStructTimeFieldsRows = make_getset(kStructTimeFields);
constexpr StructFields kStructTimeStruct = {kStructTimeFields, 9};
constexpr auto kStatFieldsRows = make_getset(kStatFields);
constexpr StructFields kStatResultStruct = {kStatFields, 10};
constexpr auto kTerminalSizeFieldsRows = make_getset(kTerminalSizeFields);
constexpr StructFields kTerminalSizeStruct = {kTerminalSizeFields, std::size(kTerminalSizeFields)};
constexpr auto kUnameFieldsRows = make_getset(kUnameFields);
constexpr StructFields kUnameResultStruct = {kUnameFields, std::size(kUnameFields)};
constexpr auto kTimesFieldsRows = make_getset(kTimesFields);
constexpr StructFields kTimesResultStruct = {kTimesFields, std::size(kTimesFields)};
constexpr auto kUnraisableFieldsRows = make_getset(kUnraisableFields);
constexpr StructFields kUnraisableHookArgsStruct = {kUnraisableFields, std::size(kUnraisableFields)};
constexpr auto kAsyncgenHooksFieldsRows = make_getset(kAsyncgenHooksFields);
constexpr StructFields kAsyncgenHooksStruct = {kAsyncgenHooksFields, std::size(kAsyncgenHooksFields)};

} // namespace

const TypeSpec kVersionInfoSpec =
    make_spec("version_info", "sys", "sys.version_info\n\nVersion information as a named tuple.",
              kVersionInfoStruct, kVersionFieldsRows);
const TypeSpec kFlagsSpec = make_spec(
    "flags", "sys", "sys.flags\n\nFlags provided through command line arguments or environment vars.",
    kFlagsStruct, kFlagsFieldsRows);
const TypeSpec kFloatInfoSpec = make_spec(
    "float_info", "sys", "sys.float_info\n\nA named tuple holding information about the float type.",
    kFloatInfoStruct, kFloatInfoFieldsRows);
const TypeSpec kIntInfoSpec = make_spec("int_info", "sys",
                                        "sys.int_info\n\nA named tuple that holds information about "
                                        "Python's\ninternal representation of integers.",
                                        kIntInfoStruct, kIntInfoFieldsRows);
const TypeSpec kHashInfoSpec = make_spec(
    "hash_info", "sys", "hash_info\n\nA named tuple providing parameters used for computing hashes.",
    kHashInfoStruct, kHashInfoFieldsRows);
const TypeSpec kThreadInfoSpec =
    make_spec("thread_info", "sys",
              "sys.thread_info\n\nA named tuple holding information about the thread implementation.",
              kThreadInfoStruct, kThreadInfoFieldsRows);
const TypeSpec kStructTimeSpec = make_spec("struct_time", "time",
                                           "The time value as returned by gmtime(), localtime(), and "
                                           "strptime(), and\naccepted by asctime(), mktime() and strftime().",
                                           kStructTimeStruct, kStructTimeFieldsRows);
const TypeSpec kStatResultSpec =
    make_spec("stat_result", "os", "stat_result: Result from stat, fstat, or lstat.", kStatResultStruct,
              kStatFieldsRows);
const TypeSpec kTerminalSizeSpec =
    make_spec("terminal_size", "os", "A tuple of (columns, lines) for holding terminal window size",
              kTerminalSizeStruct, kTerminalSizeFieldsRows);
const TypeSpec kUnameResultSpec = make_spec("uname_result", "posix", "uname_result: Result from os.uname().",
                                            kUnameResultStruct, kUnameFieldsRows);
const TypeSpec kTimesResultSpec = make_spec("times_result", "posix", "times_result: Result from os.times().",
                                            kTimesResultStruct, kTimesFieldsRows);
const TypeSpec kUnraisableHookArgsSpec =
    make_spec("UnraisableHookArgs", "builtins",
              "UnraisableHookArgs\n\nType used to pass arguments to sys.unraisablehook.",
              kUnraisableHookArgsStruct, kUnraisableFieldsRows);
const TypeSpec kAsyncgenHooksSpec =
    make_spec("asyncgen_hooks", "sys", nullptr, kAsyncgenHooksStruct, kAsyncgenHooksFieldsRows);

Ref make_struct_sequence(Thread& t, TypeId id, std::span<const Value> fields) {
    Type& type = *t.type(id);
    ISLET_DCHECK(fields.size() == struct_of(type).fields.size(), "one value for each field");
    Ref made = allocate(t, type);
    if (!made) return t.raised();
    for (std::size_t i = 0; i < fields.size(); ++i)
        made.as<Tuple>().items()[i] = Ref::share(fields[i]).release();
    return made;
}

} // namespace islet
