// SPDX-License-Identifier: MIT
//
// The numbers of the module posix, and what the system is configured for: sysconf, pathconf, confstr. The
// names stand in posix_constants.def.
#include "stdlib/native/posix.h"

#include "vm/types/dict.h"
#include "vm/types/int.h"
#include "vm/types/module.h"

#include <climits>
#include <dlfcn.h>
#include <sched.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <sysexits.h>
#include <unistd.h>

namespace islet {

namespace {

struct NamedNumber {
    const char* name;
    std::int64_t number;
};

constexpr NamedNumber kConstants[] = {
#define ISLET_CONSTANT(name, value) {#name, value},
#include "stdlib/native/posix_constants.def"
#undef ISLET_CONSTANT
};
constexpr NamedNumber kSysconf[] = {
#define ISLET_SYSCONF(name) {#name, _##name},
#include "stdlib/native/posix_constants.def"
#undef ISLET_SYSCONF
};
constexpr NamedNumber kPathconf[] = {
#define ISLET_PATHCONF(name) {#name, _##name},
#include "stdlib/native/posix_constants.def"
#undef ISLET_PATHCONF
};
constexpr NamedNumber kConfstr[] = {
#define ISLET_CONFSTR(name) {#name, _##name},
#include "stdlib/native/posix_constants.def"
#undef ISLET_CONFSTR
};

Status add_names(Thread& t, Module& m, const char* attribute, std::span<const NamedNumber> names) {
    Ref dict = make_dict(t);
    if (!dict) return t.raised();
    for (const NamedNumber& row : names) {
        if (!dict_set_text(t, dict.as<Dict>(), row.name, Value::small_int(row.number))) return t.raised();
    }
    return module_add(t, m, attribute, dict.get());
}

// A number, or one of the names.
Result<int> configuration_name_py(Thread& t, Value v, std::span<const NamedNumber> names) {
    if (is_int(v)) {
        std::int64_t number = 0;
        if (!int_fits(v, &number) || number < INT32_MIN || number > INT32_MAX)
            return t.raise(Exc::OverflowError, "Python int too large to convert to C int");
        return static_cast<int>(number);
    }
    if (!is_str(v)) return t.raise(Exc::TypeError, "configuration names must be strings or integers");
    for (const NamedNumber& row : names) {
        if (str_equal(as<Str>(v), row.name)) return static_cast<int>(row.number);
    }
    return t.raise(Exc::ValueError, "unrecognized configuration name");
}

Ref posix_sysconf(Thread& t, Value name) {
    const Result<int> number = configuration_name_py(t, name, kSysconf);
    if (!number) return t.raised();
    errno = 0;
    const long value = ::sysconf(*number);
    if (value == -1 && errno != 0) return raise_os_error(t, errno);
    return make_int(t, value);
}

Ref posix_confstr(Thread& t, Value name) {
    const Result<int> number = configuration_name_py(t, name, kConfstr);
    if (!number) return t.raised();
    errno = 0;
    const std::size_t size = ::confstr(*number, nullptr, 0);
    if (size == 0) return errno != 0 ? Ref(raise_os_error(t, errno)) : Ref::none();
    TextBuffer text;
    char* const place = text.extend(size);
    if (!place) return t.raise_memory_error();
    ::confstr(*number, place, size);
    return decode_name(t, text.view().substr(0, size - 1));
}

Ref posix_pathconf(Thread& t, FdPath& path, Value name) {
    const Result<int> number = configuration_name_py(t, name, kPathconf);
    if (!number) return t.raised();
    errno = 0;
    const long value =
        path.is_descriptor ? ::fpathconf(path.descriptor, *number) : ::pathconf(path.c_str(), *number);
    if (value == -1 && errno != 0) return raise_os_error(t, errno, path.object.get());
    return make_int(t, value);
}
Ref posix_fpathconf(Thread& t, Descriptor fd, Value name) {
    const Result<int> number = configuration_name_py(t, name, kPathconf);
    if (!number) return t.raised();
    errno = 0;
    const long value = ::fpathconf(fd.value, *number);
    if (value == -1 && errno != 0) return raise_os_error(t, errno);
    return make_int(t, value);
}

constexpr MethodDef kConfigurationFunctions[] = {
    function<&posix_sysconf>("sysconf($module, name, /)", "Return an integer-valued system configuration "
                                                          "variable."),
    function<&posix_confstr>("confstr($module, name, /)", "Return a string-valued system configuration "
                                                          "variable."),
    function<&posix_pathconf>("pathconf($module, /, path, name)",
                              "Return the configuration limit name for the file or folder path, which may be "
                              "an open descriptor.\n\nIf there is no limit, return -1."),
    function<&posix_fpathconf>("fpathconf($module, fd, name, /)",
                               "Return the configuration limit name for the descriptor fd.\n\nIf there is no "
                               "limit, return -1."),
};

} // namespace

const std::span<const MethodDef> kPosixConfigurationFunctions = kConfigurationFunctions;

Status add_posix_constants(Thread& t, Module& m) {
    for (const NamedNumber& row : kConstants) {
        if (!module_add(t, m, row.name, Value::small_int(row.number))) return t.raised();
    }
    if (!add_names(t, m, "sysconf_names", kSysconf) || !add_names(t, m, "pathconf_names", kPathconf))
        return t.raised();
    return add_names(t, m, "confstr_names", kConfstr);
}

} // namespace islet
