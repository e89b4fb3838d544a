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
#include "vm/types/list.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"

#include <array>
#include <utility>

namespace islet {

namespace {

struct FieldName {
    const char* name; // null: an item without a name
    const char* doc;
};

// What TypeSpec::extra of these types points to.
struct StructFields {
    std::span<const FieldName> fields;
    std::size_t visible;
    std::size_t unnamed;
    // Hidden fields that repeat an unnamed item where nothing else was given (the times of stat_result).
    std::size_t repeated;
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

// The tables of a spec, made from its list of fields.
template <std::size_t N>
struct StructTables {
    StructFields fields;
    std::array<GetSetDef, N> getset{};
    std::size_t named = 0;
    std::array<TypeConstant, 3> constants{};
    std::array<char, 320> match_args{};
};

template <std::size_t N>
constexpr StructTables<N> make_tables(const FieldName (&fields)[N], std::size_t visible,
                                      std::size_t repeated = 0) {
    StructTables<N> tables{.fields = {fields, visible, 0, repeated}};
    std::size_t text = 0;
    for (std::size_t i = 0; i < N; ++i) {
        if (!fields[i].name) {
            ++tables.fields.unnamed;
            continue;
        }
        tables.getset[tables.named++] =
            GetSetDef{fields[i].name, kGetters[i], &refuse_field_write, fields[i].doc};
        if (i >= visible) continue;
        if (text > 0) tables.match_args[text++] = ',';
        for (const char* c = fields[i].name; *c; ++c) tables.match_args[text++] = *c;
    }
    tables.constants = {TypeConstant{"n_sequence_fields", static_cast<std::int64_t>(visible)},
                        TypeConstant{"n_fields", static_cast<std::int64_t>(N)},
                        TypeConstant{"n_unnamed_fields", static_cast<std::int64_t>(tables.fields.unnamed)}};
    return tables;
}

Ref allocate(Thread& t, Type& type) {
    const StructFields& spec = struct_of(type);
    auto* const tuple = static_cast<Tuple*>(t.heap().alloc_object(instance_bytes(type, spec.fields.size())));
    if (!tuple) return t.raise_memory_error();
    tuple->size = spec.visible;
    tuple->hash_value = -1;
    for (std::size_t i = 0; i < spec.fields.size(); ++i) tuple->items()[i] = Value();
    init_instance(tuple, type);
    tuple->subclass = 1; // not exactly a tuple
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
    const bool has_dict = is_kind(a[1], Kind::Dict);
    if (!a[1].is_empty() && !has_dict) {
        return t.raise(Exc::TypeError, "{}.{}() takes a dict as second arg, if any", type.spec->module,
                       type.spec->name);
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
    for (std::size_t i = given.size; i < most && has_dict; ++i) {
        const Value v = dict_find_text(t, as<Dict>(a[1]), spec.fields[i].name);
        if (!v.is_empty()) out[i] = Ref::share(v).release();
    }
    for (std::size_t i = spec.visible; i < spec.visible + spec.repeated; ++i) {
        if (out[i].is_empty() || out[i].is_none()) out[i] = Ref::share(out[i - spec.repeated]).release();
    }
    return made;
}

// The name of the visible item at `index`: unnamed ones go by the hidden fields that repeat them.
const char* item_name(const StructFields& spec, std::size_t index) {
    const char* const name = spec.fields[index].name;
    return name ? name : spec.fields[index + spec.repeated].name;
}

Ref struct_repr_py(Thread& t, Value self) {
    const Type& type = *type_of(t, self);
    const StructFields& spec = struct_of(type);
    TextBuffer text;
    if (std::string_view(type.spec->module) != "builtins") format_to(text, "{}.", type.spec->module);
    format_to(text, "{}(", type.spec->name);
    for (std::size_t i = 0; i < spec.visible; ++i) {
        if (i > 0) text.append(", ");
        format_to(text, "{}=", item_name(spec, i));
        if (!append_repr_py(t, text, as<Tuple>(self)[i])) return t.raised();
    }
    text.append(')');
    return make_str(t, text);
}

// (type, (visible items, {hidden fields}))
Ref struct_reduce(Thread& t, Value self) {
    Type& type = *type_of(t, self);
    const StructFields& spec = struct_of(type);
    Ref items = make_tuple(t, std::span<const Value>(as<Tuple>(self).items(), spec.visible));
    Ref hidden = items ? make_dict(t) : Ref(t.raised());
    if (!hidden) return t.raised();
    for (std::size_t i = spec.visible; i < spec.fields.size(); ++i) {
        if (!spec.fields[i].name) continue;
        const Value v = as<Tuple>(self).items()[i];
        if (!dict_set_text(t, hidden.as<Dict>(), spec.fields[i].name, v.is_empty() ? Value::none() : v))
            return t.raised();
    }
    Ref args = make_tuple(t, {items.get(), hidden.get()});
    return args ? make_tuple(t, {Value(&type), args.get()}) : Ref(t.raised());
}

Ref struct_replace_py(Thread& t, Value self, const Args& args) {
    Type& type = *type_of(t, self);
    const StructFields& spec = struct_of(type);
    if (args.count > 0) return t.raise(Exc::TypeError, "__replace__() takes no positional arguments");
    if (spec.unnamed > 0) {
        return t.raise(Exc::TypeError,
                       "__replace__() is not supported for {}.{} because it has unnamed "
                       "field(s)",
                       type.spec->module, type.spec->name);
    }
    Ref made = allocate(t, type);
    Ref unknown = made ? make_list(t) : Ref(t.raised());
    if (!unknown) return t.raised();
    Value* const out = made.as<Tuple>().items();
    for (std::size_t i = 0; i < spec.fields.size(); ++i) {
        const Value v = as<Tuple>(self).items()[i];
        if (!v.is_empty()) out[i] = Ref::share(v).release();
    }
    for (std::uint32_t k = 0; k < args.keyword_count(); ++k) {
        Str& name = args.keyword_name(k);
        std::size_t at = 0;
        while (at < spec.fields.size() && !str_equal(name, spec.fields[at].name)) ++at;
        if (at < spec.fields.size()) {
            release(std::exchange(out[at], Ref::share(args.keyword(k)).release()));
        } else if (!list_append(t, unknown.as<List>(), Value(&name))) {
            return t.raised();
        }
    }
    if (unknown.as<List>().size == 0) return made;
    Ref names = repr_py(t, unknown.get());
    if (!names) return t.raised();
    return t.raise(Exc::TypeError, "Got unexpected field name(s): {}", names.get());
}

constexpr MethodDef kStructMethods[] = {
    method<&struct_reduce>("__reduce__($self, /)", nullptr),
    raw<&struct_replace_py>("__replace__($self, /, **changes)",
                            "Return a copy of the structure with new values for the specified fields."),
};

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
                             const StructTables<N>& tables,
                             Ref (*new_py)(Thread&, Type&, const Args&) = struct_new_py) {
    return TypeSpec{
        .name = name,
        .module = module,
        .doc = doc,
        .kind = Kind::Tuple,
        .flags = kSequence,
        .size = sizeof(Tuple),
        .item_size = sizeof(Value),
        .base = &kTupleSpec,
        .slots = {.new_py = new_py, .repr_py = struct_repr_py},
        .methods = kStructMethods,
        .getset = std::span<const GetSetDef>(tables.getset.data(), tables.named),
        .constants = tables.constants,
        .traverse = struct_traverse,
        .drop = struct_drop,
        .match_args = tables.match_args.data(),
        .extra = &tables.fields,
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
                                     {nullptr, "integer time of last access"},
                                     {nullptr, "integer time of last modification"},
                                     {nullptr, "integer time of last change"},
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

constexpr FieldName kStatvfsFields[] = {{"f_bsize", nullptr},   {"f_frsize", nullptr}, {"f_blocks", nullptr},
                                        {"f_bfree", nullptr},   {"f_bavail", nullptr}, {"f_files", nullptr},
                                        {"f_ffree", nullptr},   {"f_favail", nullptr}, {"f_flag", nullptr},
                                        {"f_namemax", nullptr}, {"f_fsid", nullptr}};
constexpr FieldName kWaitidFields[] = {{"si_pid", nullptr},
                                       {"si_uid", nullptr},
                                       {"si_signo", nullptr},
                                       {"si_status", nullptr},
                                       {"si_code", nullptr}};
constexpr FieldName kRusageFields[] = {{"ru_utime", "user time used"},
                                       {"ru_stime", "system time used"},
                                       {"ru_maxrss", "max. resident set size"},
                                       {"ru_ixrss", "shared memory size"},
                                       {"ru_idrss", "unshared data size"},
                                       {"ru_isrss", "unshared stack size"},
                                       {"ru_minflt", "page faults not requiring I/O"},
                                       {"ru_majflt", "page faults requiring I/O"},
                                       {"ru_nswap", "number of swap outs"},
                                       {"ru_inblock", "block input operations"},
                                       {"ru_oublock", "block output operations"},
                                       {"ru_msgsnd", "IPC messages sent"},
                                       {"ru_msgrcv", "IPC messages received"},
                                       {"ru_nsignals", "signals received"},
                                       {"ru_nvcsw", "voluntary context switches"},
                                       {"ru_nivcsw", "involuntary context switches"}};
constexpr FieldName kSchedParamFields[] = {{"sched_priority", "the scheduling priority"}};

constexpr auto kVersionInfoTables = make_tables(kVersionFields, std::size(kVersionFields));
constexpr auto kFlagsTables = make_tables(kFlagsFields, 18);
constexpr auto kFloatInfoTables = make_tables(kFloatInfoFields, std::size(kFloatInfoFields));
constexpr auto kIntInfoTables = make_tables(kIntInfoFields, std::size(kIntInfoFields));
constexpr auto kHashInfoTables = make_tables(kHashInfoFields, std::size(kHashInfoFields));
constexpr auto kThreadInfoTables = make_tables(kThreadInfoFields, std::size(kThreadInfoFields));
constexpr auto kStructTimeTables = make_tables(kStructTimeFields, 9);
constexpr auto kStatResultTables = make_tables(kStatFields, 10, 3);
constexpr auto kStatvfsResultTables = make_tables(kStatvfsFields, 10);
constexpr auto kWaitidResultTables = make_tables(kWaitidFields, std::size(kWaitidFields));
constexpr auto kRusageTables = make_tables(kRusageFields, std::size(kRusageFields));
constexpr auto kSchedParamTables = make_tables(kSchedParamFields, 1);
constexpr auto kTerminalSizeTables = make_tables(kTerminalSizeFields, std::size(kTerminalSizeFields));
constexpr auto kUnameResultTables = make_tables(kUnameFields, std::size(kUnameFields));
constexpr auto kTimesResultTables = make_tables(kTimesFields, std::size(kTimesFields));
constexpr auto kUnraisableHookArgsTables = make_tables(kUnraisableFields, std::size(kUnraisableFields));
constexpr auto kAsyncgenHooksTables = make_tables(kAsyncgenHooksFields, std::size(kAsyncgenHooksFields));

// sched_param(sched_priority): the field itself, not a sequence of fields.
Ref sched_param_new_py(Thread& t, Type& type, const Args& args) {
    static constexpr const char* kNames[] = {"sched_priority"};
    Value priority[1];
    if (!bind_args(t, args, "sched_param", kNames, 0, 1, priority)) return t.raised();
    Ref made = allocate(t, type);
    if (made) made.as<Tuple>().items()[0] = Ref::share(priority[0]).release();
    return made;
}
Ref sched_param_reduce(Thread& t, Value self) {
    Ref args = make_tuple(t, {as<Tuple>(self)[0]});
    return args ? make_tuple(t, {Value(type_of(t, self)), args.get()}) : Ref(t.raised());
}
constexpr MethodDef kSchedParamMethods[] = {
    method<&sched_param_reduce>("__reduce__($self, /)", nullptr),
    raw<&struct_replace_py>("__replace__($self, /, **changes)",
                            "Return a copy of the structure with new values for the specified fields."),
};
constexpr TypeSpec make_sched_param_spec() {
    TypeSpec spec =
        make_spec("sched_param", "posix", "What a scheduling policy knows of a process: its priority.",
                  kSchedParamTables, sched_param_new_py);
    spec.methods = kSchedParamMethods;
    return spec;
}

} // namespace

const TypeSpec kVersionInfoSpec = make_spec(
    "version_info", "sys", "sys.version_info\n\nVersion information as a named tuple.", kVersionInfoTables);
const TypeSpec kFlagsSpec = make_spec(
    "flags", "sys", "sys.flags\n\nFlags provided through command line arguments or environment vars.",
    kFlagsTables);
const TypeSpec kFloatInfoSpec =
    make_spec("float_info", "sys",
              "sys.float_info\n\nA named tuple holding information about the float type.", kFloatInfoTables);
const TypeSpec kIntInfoSpec = make_spec("int_info", "sys",
                                        "sys.int_info\n\nA named tuple that holds information about "
                                        "Python's\ninternal representation of integers.",
                                        kIntInfoTables);
const TypeSpec kHashInfoSpec =
    make_spec("hash_info", "sys",
              "hash_info\n\nA named tuple providing parameters used for computing hashes.", kHashInfoTables);
const TypeSpec kThreadInfoSpec =
    make_spec("thread_info", "sys",
              "sys.thread_info\n\nA named tuple holding information about the thread implementation.",
              kThreadInfoTables);
const TypeSpec kStructTimeSpec = make_spec("struct_time", "time",
                                           "The time value as returned by gmtime(), localtime(), and "
                                           "strptime(), and\naccepted by asctime(), mktime() and strftime().",
                                           kStructTimeTables);
const TypeSpec kStatResultSpec =
    make_spec("stat_result", "os", "stat_result: Result from stat, fstat, or lstat.", kStatResultTables);
const TypeSpec kStatvfsResultSpec = make_spec(
    "statvfs_result", "os", "statvfs_result: Result from statvfs or fstatvfs.", kStatvfsResultTables);
const TypeSpec kWaitidResultSpec =
    make_spec("waitid_result", "posix", "waitid_result: Result from waitid.", kWaitidResultTables);
const TypeSpec kStructRusageSpec =
    make_spec("struct_rusage", "resource", "struct_rusage: Result from getrusage.", kRusageTables);
const TypeSpec kSchedParamSpec = make_sched_param_spec();
const TypeSpec kTerminalSizeSpec =
    make_spec("terminal_size", "os", "A tuple of (columns, lines) for holding terminal window size",
              kTerminalSizeTables);
const TypeSpec kUnameResultSpec =
    make_spec("uname_result", "posix", "uname_result: Result from os.uname().", kUnameResultTables);
const TypeSpec kTimesResultSpec =
    make_spec("times_result", "posix", "times_result: Result from os.times().", kTimesResultTables);
const TypeSpec kUnraisableHookArgsSpec = make_spec(
    "UnraisableHookArgs", "builtins",
    "UnraisableHookArgs\n\nType used to pass arguments to sys.unraisablehook.", kUnraisableHookArgsTables);
const TypeSpec kAsyncgenHooksSpec = make_spec("asyncgen_hooks", "sys", nullptr, kAsyncgenHooksTables);

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
