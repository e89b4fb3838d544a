// SPDX-License-Identifier: MIT
//
// The module posix: puts its parts together, and reads the arguments that they share. See posix.h.
#include "stdlib/native/posix.h"

#include "stdlib/native/modules.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/types/bytes.h"
#include "vm/types/dict.h"
#include "vm/types/function.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/module.h"
#include "vm/types/str_codec.h"

namespace islet {

PosixData& posix_data(ModuleSelf self) {
    return *static_cast<PosixData*>(as<Module>(self.module).data);
}

// --- Names

Ref decode_name(Thread& t, std::string_view bytes) {
    DecodeState state;
    return decode_with_py(t, Codec::Utf8, bytes, "surrogateescape", state);
}

Ref make_name(Thread& t, std::string_view bytes, bool as_bytes) {
    return as_bytes ? make_bytes(t, bytes) : decode_name(t, bytes);
}

namespace {

std::string_view function_name(const ArgContext& where) {
    const std::string_view text = where.def->text;
    return text.substr(0, text.find('('));
}

// The name of the parameter that is being read, out of the text of its function.
std::string_view parameter_name(const ArgContext& where) {
    std::string_view rest = where.def->text;
    rest = rest.substr(rest.find('(') + 1);
    for (unsigned position = 0; !rest.empty();) {
        const std::string_view item = rest.substr(0, rest.find_first_of(",)"));
        rest.remove_prefix(item.size() + 1);
        while (rest.starts_with(' ')) rest.remove_prefix(1);
        if (item == "/" || item == "*" || item.starts_with('$') || ++position != where.position) continue;
        return item.substr(0, item.find('='));
    }
    return "path";
}

// The result of v.__fspath__(): str or bytes. nothing() without exception: it has none.
Ref call_fspath_py(Thread& t, Value v) {
    Ref answer = call_special_py(t, v, Name::dunder_fspath, {});
    if (!answer) return answer;
    if (is_str(answer.get()) || is_kind(answer.get(), Kind::Bytes)) return answer;
    return t.raise(Exc::TypeError, "expected {}.__fspath__() to return str or bytes, not {}", *type_of(t, v),
                   *type_of(t, answer.get()));
}

// str or bytes as bytes for the system.
Status encode_name(Thread& t, Value name, TextBuffer& out) {
    if (is_kind(name, Kind::Bytes)) {
        out.append(as<Bytes>(name).text());
    } else {
        Ref bytes = encode_with_py(t, Codec::Utf8, as<Str>(name), "surrogateescape");
        if (!bytes) return t.raised();
        out.append(bytes.as<Bytes>().text());
    }
    static_cast<void>(out.c_str());
    if (out.failed()) return t.raise_memory_error();
    return Status::ok();
}

// A number as a descriptor.
Result<int> to_descriptor_py(Thread& t, Value v) {
    if (v.is_bool() && !warn_py(t, Exc::RuntimeWarning, "bool is used as a file descriptor"))
        return t.raised();
    Ref number = index_py(t, v);
    if (!number) return t.raised();
    std::int64_t wide = 0;
    int sign = 1;
    if (int_fits(number.get(), &wide, &sign)) {
        if (wide > INT32_MAX) return t.raise(Exc::OverflowError, "fd is greater than maximum");
        if (wide < INT32_MIN) return t.raise(Exc::OverflowError, "fd is less than minimum");
        return static_cast<int>(wide);
    }
    return t.raise(Exc::OverflowError, "fd is {} than {}", sign < 0 ? "less" : "greater",
                   sign < 0 ? "minimum" : "maximum");
}

bool has_index(Thread& t, Value v) {
    return is_int(v) || !type_lookup(t, *type_of(t, v), Name::dunder_index).is_empty();
}

// -1 for "as it is", otherwise 32 bits.
Result<unsigned> id_argument_py(Thread& t, Value v, const char* what) {
    if (!has_index(t, v))
        return t.raise(Exc::TypeError, "{} should be integer, not {}", what, *type_of(t, v));
    return to_id_py(t, v, what);
}

} // namespace

Result<unsigned> to_id_py(Thread& t, Value v, const char* what) {
    Ref number = index_py(t, v);
    if (!number) return t.raised();
    std::int64_t wide = 0;
    int sign = 1;
    if (!int_fits(number.get(), &wide, &sign)) {
        return t.raise(Exc::OverflowError, "{} is {} than {}", what, sign < 0 ? "less" : "greater",
                       sign < 0 ? "minimum" : "maximum");
    }
    if (wide < -1 || wide > UINT32_MAX) return t.raise(Exc::OverflowError, "{} is less than minimum", what);
    return static_cast<unsigned>(wide);
}

Ref fspath_py(Thread& t, Value v) {
    if (is_str(v) || is_kind(v, Kind::Bytes)) return Ref::share(v);
    Ref answer = call_fspath_py(t, v);
    if (answer || t.has_pending()) return answer;
    return t.raise(Exc::TypeError, "expected str, bytes or os.PathLike object, not {}", *type_of(t, v));
}

Status convert_path_py(Thread& t, Value in, PathArg& out, ArgContext where, unsigned kinds) {
    if (in.is_empty() || (in.is_none() && (kinds & kPathOrNone) != 0)) return Status::ok();
    if (is_str(in) || is_kind(in, Kind::Bytes)) {
        out.object = Ref::share(in);
    } else if ((kinds & kPathOrFd) != 0 && has_index(t, in)) {
        const Result<int> number = to_descriptor_py(t, in);
        if (!number) return t.raised();
        out.descriptor = *number;
        out.is_descriptor = true;
        out.object = Ref::share(in);
        return Status::ok();
    } else {
        out.object = call_fspath_py(t, in);
        if (!out.object) {
            if (t.has_pending()) return t.raised();
            const bool number = (kinds & kPathOrFd) != 0, none = (kinds & kPathOrNone) != 0;
            const char* const wanted = number && none ? "string, bytes, os.PathLike, integer or None"
                                       : number       ? "string, bytes, os.PathLike or integer"
                                       : none         ? "string, bytes, os.PathLike or None"
                                                      : "string, bytes or os.PathLike";
            return t.raise(Exc::TypeError, "{}: {} should be {}, not {}", function_name(where),
                           parameter_name(where), wanted, *type_of(t, in));
        }
    }
    out.is_bytes = is_kind(out.object.get(), Kind::Bytes);
    if (!encode_name(t, out.object.get(), out.text)) return t.raised();
    if (out.text.view().find('\0') != std::string_view::npos) {
        return t.raise(Exc::ValueError, "{}: embedded null character in {}", function_name(where),
                       parameter_name(where));
    }
    return Status::ok();
}

Status convert_arg_py(Thread& t, Value in, FsText& out, ArgContext) {
    Ref name = fspath_py(t, in);
    if (!name || !encode_name(t, name.get(), out.text)) return t.raised();
    if (out.text.view().find('\0') != std::string_view::npos)
        return t.raise(Exc::ValueError, "embedded null byte");
    return Status::ok();
}

Status convert_arg_py(Thread& t, Value in, DirFd& out, ArgContext) {
    if (in.is_empty() || in.is_none()) return Status::ok();
    if (!has_index(t, in))
        return t.raise(Exc::TypeError, "argument should be integer or None, not {}", *type_of(t, in));
    const Result<int> number = to_descriptor_py(t, in);
    if (!number) return t.raised();
    out.value = *number;
    return Status::ok();
}

Status convert_arg_py(Thread& t, Value in, Descriptor& out, ArgContext) {
    Ref number = Ref::share(in);
    if (!is_int(in)) {
        number = find_attr_py(t, in, Name::fileno);
        if (!number && t.has_pending()) return t.raised();
        if (!number) return t.raise(Exc::TypeError, "argument must be an int, or have a fileno() method.");
        number = call_py(t, number.get());
        if (!number) return t.raised();
        if (!is_int(number.get())) return t.raise(Exc::TypeError, "fileno() returned a non-integer");
    } else if (in.is_bool() && !warn_py(t, Exc::RuntimeWarning, "bool is used as a file descriptor")) {
        return t.raised();
    }
    std::int64_t wide = 0;
    if (!int_fits(number.get(), &wide) || wide > INT32_MAX || wide < INT32_MIN)
        return t.raise(Exc::OverflowError, "Python int too large to convert to C int");
    if (wide < 0) return t.raise(Exc::ValueError, "file descriptor cannot be a negative integer ({})", wide);
    out.value = static_cast<int>(wide);
    return Status::ok();
}

Status convert_arg_py(Thread& t, Value in, Offset& out, ArgContext) {
    if (in.is_empty()) return Status::ok();
    Ref number = index_py(t, in);
    if (!number) return t.raised();
    if (!int_fits(number.get(), &out.value))
        return t.raise(Exc::OverflowError, "Python int too large to convert to C long");
    return Status::ok();
}

Status convert_arg_py(Thread& t, Value in, UserId& out, ArgContext) {
    const Result<unsigned> id = id_argument_py(t, in, "uid");
    if (!id) return t.raised();
    out.value = *id;
    return Status::ok();
}
Status convert_arg_py(Thread& t, Value in, GroupId& out, ArgContext) {
    const Result<unsigned> id = id_argument_py(t, in, "gid");
    if (!id) return t.raised();
    out.value = *id;
    return Status::ok();
}

Status check_path_options(Thread& t, const char* function, const PathArg& path, const DirFd* dir_fd,
                          bool follow_symlinks) {
    if (!path.is_descriptor) return Status::ok();
    if (dir_fd && dir_fd->given())
        return t.raise(Exc::ValueError, "{}: can't specify dir_fd without matching path", function);
    if (!follow_symlinks)
        return t.raise(Exc::ValueError, "{}: cannot use fd and follow_symlinks together", function);
    return Status::ok();
}

namespace {

Ref posix_fspath(Thread& t, Value path) {
    return fspath_py(t, path);
}

constexpr MethodDef kFunctions[] = {
    function<&posix_fspath>("fspath($module, /, path)",
                            "Return the file system path representation of the object: a str or bytes as it "
                            "is, otherwise what __fspath__() gives."),
};

// What os.py asks to learn which functions take which options.
constexpr const char* kHave[] = {
    "HAVE_EVENTFD",   "HAVE_TIMERFD_CREATE", "HAVE_FACCESSAT", "HAVE_FCHDIR",    "HAVE_FCHMOD",
    "HAVE_FCHMODAT",  "HAVE_FCHOWN",         "HAVE_FCHOWNAT",  "HAVE_FEXECVE",   "HAVE_FDOPENDIR",
    "HAVE_FPATHCONF", "HAVE_FSTATAT",        "HAVE_FSTATVFS",  "HAVE_FTRUNCATE", "HAVE_FUTIMENS",
    "HAVE_FUTIMES",   "HAVE_FUTIMESAT",      "HAVE_LINKAT",    "HAVE_LCHOWN",    "HAVE_LSTAT",
    "HAVE_LUTIMES",   "HAVE_MEMFD_CREATE",   "HAVE_MKDIRAT",   "HAVE_MKFIFOAT",  "HAVE_MKNODAT",
    "HAVE_OPENAT",    "HAVE_READLINKAT",     "HAVE_RENAMEAT",  "HAVE_SYMLINKAT", "HAVE_UNLINKAT",
    "HAVE_UTIMENSAT", "HAVE_PTSNAME_R"};

Status add_have_functions(Thread& t, Module& m) {
    Ref list = make_list(t);
    if (!list) return t.raised();
    for (const char* name : kHave) {
        Ref text = make_str_ascii(t, name);
        if (!text || !list_append(t, list.as<List>(), std::move(text))) return t.raised();
    }
    return module_add(t, m, "_have_functions", list.get());
}

Status add_functions(Thread& t, Module& m, std::span<const MethodDef> functions) {
    Ref name = intern(t, "posix");
    if (!name) return t.raised();
    for (const MethodDef& def : functions) {
        Ref made = make_native_function(t, def, Value(&m), name.get());
        if (!made || !dict_set(t, *m.dict, *made.as<NativeFunction>().name, made.get())) return t.raised();
    }
    return Status::ok();
}

Status posix_init_py(Thread& t, Module& m) {
    const std::span<const MethodDef> parts[] = {
        kPosixDescriptorFunctions,   kPosixTransferFunctions, kPosixPathFunctions,    kPosixTextFunctions,
        kPosixStatFunctions,         kPosixScandirFunctions,  kPosixProcessFunctions, kPosixSpawnFunctions,
        kPosixUserFunctions,         kPosixScheduleFunctions, kPosixSystemFunctions,  kPosixEnvironFunctions,
        kPosixConfigurationFunctions};
    for (const std::span<const MethodDef> part : parts) {
        if (!add_functions(t, m, part)) return t.raised();
    }
    const std::pair<const char*, TypeId> types[] = {
        {"stat_result", TypeId::StatResult},     {"statvfs_result", TypeId::StatvfsResult},
        {"times_result", TypeId::TimesResult},   {"uname_result", TypeId::UnameResult},
        {"waitid_result", TypeId::WaitidResult}, {"sched_param", TypeId::SchedParam},
        {"terminal_size", TypeId::TerminalSize}, {"error", TypeId::OSError}};
    for (const auto& [name, id] : types) {
        if (!module_add(t, m, name, Value(t.type(id)))) return t.raised();
    }
    if (!add_posix_constants(t, m) || !add_scandir_types(t, m) || !add_have_functions(t, m))
        return t.raised();
    return add_environment_py(t, m);
}

void posix_traverse(Module& m, Visitor& visit) {
    auto& data = *static_cast<PosixData*>(m.data);
    visit.pointer(data.dir_entry);
    visit.pointer(data.scandir_iterator);
    for (Value& list : data.at_fork) visit(list);
}
void posix_drop(Module& m) {
    auto& data = *static_cast<PosixData*>(m.data);
    for (Type* const type : {data.dir_entry, data.scandir_iterator}) {
        if (type) release(static_cast<Object*>(type));
    }
    for (const Value list : data.at_fork) release(list);
}

} // namespace

const ModuleDef kPosixModule = {
    .name = "posix",
    .doc =
        "This module provides access to operating system functionality that is\nstandardized by the C "
        "Standard and the POSIX standard (a thinly\ndisguised Unix interface).  Refer to the library manual "
        "and\ncorresponding Unix manual entries for more information on calls.",
    .functions = kFunctions,
    .init_py = posix_init_py,
    .data_size = sizeof(PosixData),
    .traverse = posix_traverse,
    .drop = posix_drop,
};

} // namespace islet
