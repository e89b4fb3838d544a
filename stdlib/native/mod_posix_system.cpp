// SPDX-License-Identifier: MIT
//
// Part of the module posix: the system as a whole. Its name, its load, times, texts of errors, random bytes.
#include "stdlib/native/posix.h"

#include "vm/types/bytes.h"
#include "vm/types/float.h"
#include "vm/types/int.h"
#include "vm/types/struct_sequence.h"
#include "vm/types/tuple.h"

#include <cstdlib>
#include <cstring>
#include <sys/random.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <unistd.h>

namespace islet {

namespace {

Ref posix_uname(Thread& t) {
    utsname name;
    if (::uname(&name) != 0) return raise_os_error(t, errno);
    Ref kept[] = {decode_name(t, name.sysname), decode_name(t, name.nodename), decode_name(t, name.release),
                  decode_name(t, name.version), decode_name(t, name.machine)};
    Value fields[std::size(kept)];
    for (std::size_t i = 0; i < std::size(kept); ++i) {
        if (!kept[i]) return t.raised();
        fields[i] = kept[i].get();
    }
    return make_struct_sequence(t, TypeId::UnameResult, fields);
}

Ref posix_times(Thread& t) {
    tms used;
    errno = 0;
    const clock_t elapsed = ::times(&used);
    if (elapsed == static_cast<clock_t>(-1) && errno != 0) return raise_os_error(t, errno);
    const double tick = 1.0 / static_cast<double>(::sysconf(_SC_CLK_TCK));
    const auto seconds = [tick](clock_t ticks) { return make_float(static_cast<double>(ticks) * tick); };
    const Ref kept[] = {seconds(used.tms_utime), seconds(used.tms_stime), seconds(used.tms_cutime),
                        seconds(used.tms_cstime), seconds(elapsed)};
    Value fields[std::size(kept)];
    for (std::size_t i = 0; i < std::size(kept); ++i) fields[i] = kept[i].get();
    return make_struct_sequence(t, TypeId::TimesResult, fields);
}

Ref posix_getloadavg(Thread& t) {
    double load[3];
    if (::getloadavg(load, 3) != 3) return t.raise(Exc::OSError, "Load averages are unobtainable");
    const Ref a = make_float(load[0]), b = make_float(load[1]), c = make_float(load[2]);
    return make_tuple(t, {a.get(), b.get(), c.get()});
}

Ref posix_strerror(Thread& t, Int32 code) {
    char text[256];
    return decode_name(t, ::strerror_r(code.value, text, sizeof(text)));
}

// --- Random bytes

// The kernel gives at most so many at once.
constexpr std::size_t kMostAtOnce = 256;

Ref posix_urandom(Thread& t, Index size) {
    if (size.value < 0) return t.raise(Exc::ValueError, "negative argument not allowed");
    Ref bytes = make_bytes_uninit(t, static_cast<std::uint64_t>(size.value));
    if (!bytes) return t.raised();
    std::uint8_t* const out = bytes.as<Bytes>().data();
    const auto wanted = static_cast<std::size_t>(size.value);
    for (std::size_t done = 0; done < wanted;) {
        const std::size_t piece = wanted - done < kMostAtOnce ? wanted - done : kMostAtOnce;
        const Result<ssize_t> n = uninterrupted_py(t, [&] { return ::getrandom(out + done, piece, 0); });
        if (!n) return t.raised();
        if (*n < 0) return raise_os_error(t, errno);
        done += static_cast<std::size_t>(*n);
        if (!t.checkpoint_py()) return t.raised();
    }
    return bytes;
}

Ref posix_getrandom(Thread& t, Index size, Int32 flags) {
    if (size.value < 0) return raise_os_error(t, EINVAL);
    Ref bytes = make_bytes_uninit(t, static_cast<std::uint64_t>(size.value));
    if (!bytes) return t.raised();
    std::uint8_t* const out = bytes.as<Bytes>().data();
    const Result<ssize_t> n = uninterrupted_py(t, [&] {
        return ::getrandom(out, static_cast<std::size_t>(size.value), static_cast<unsigned>(flags.value));
    });
    if (!n) return t.raised();
    if (*n < 0) return raise_os_error(t, errno);
    if (*n == size.value) return bytes;
    return make_bytes(t, bytes.as<Bytes>().data(), static_cast<std::uint64_t>(*n));
}

constexpr MethodDef kFunctions[] = {
    function<&posix_uname>("uname($module, /)", "Return an object identifying the current operating system."),
    function<&posix_times>("times($module, /)",
                           "Return a collection containing process timing information, in seconds."),
    function<&posix_getloadavg>(
        "getloadavg($module, /)",
        "Return average recent system load information: over the last 1, 5, and 15 minutes."),
    function<&posix_strerror>("strerror($module, code, /)", "Translate an error code to a message string."),
    function<&posix_urandom>("urandom($module, size, /)",
                             "Return a bytes object containing random bytes suitable for cryptographic use."),
    function<&posix_getrandom>("getrandom($module, /, size, flags=0)",
                               "Obtain a series of random bytes, perhaps fewer than asked for."),
};

} // namespace

const std::span<const MethodDef> kPosixSystemFunctions = kFunctions;

} // namespace islet
