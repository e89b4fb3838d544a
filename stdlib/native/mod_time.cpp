// SPDX-License-Identifier: MIT
//
// The module time, as far as it asks the operating system: clocks, sleep, calendar structures. strftime and
// strptime follow the C library's locale "C".
#include "stdlib/native/modules.h"

#include "vm/blocking.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/exception.h"
#include "vm/types/float.h"
#include "vm/types/int.h"
#include "vm/types/module.h"
#include "vm/types/str.h"
#include "vm/types/struct_sequence.h"
#include "vm/types/tuple.h"

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <ctime>

namespace islet {

namespace {

constexpr std::int64_t kNanoseconds = 1'000'000'000;

std::int64_t read_clock(clockid_t clock) {
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<std::int64_t>(now.tv_sec) * kNanoseconds + now.tv_nsec;
}
template <clockid_t clock>
Ref clock_seconds(Thread&) {
    return make_float(static_cast<double>(read_clock(clock)) * 1e-9);
}
template <clockid_t clock>
Ref clock_nanoseconds(Thread& t) {
    return make_int(t, read_clock(clock));
}

Ref time_sleep(Thread& t, Value seconds) {
    const Result<double> wanted = to_double_py(t, seconds);
    if (!wanted) return t.raised();
    const double s = *wanted;
    if (std::isnan(s)) return t.raise(Exc::ValueError, "Invalid value NaN (not a number)");
    if (s < 0) return t.raise(Exc::ValueError, "sleep length must be non-negative");
    if (s > 9.2e9) return t.raise(Exc::OverflowError, "timestamp too large to convert to C PyTime_t");
    const std::int64_t until = read_clock(CLOCK_MONOTONIC) + static_cast<std::int64_t>(std::ceil(s * 1e9));
    const timespec deadline{static_cast<time_t>(until / kNanoseconds),
                            static_cast<long>(until % kNanoseconds)};
    for (;;) {
        int error;
        {
            const Unlocked unlocked(t);
            error = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &deadline, nullptr);
        }
        if (!t.checkpoint_py()) return t.raised();
        if (error == 0) return Ref::none();
        if (error != EINTR) return raise_os_error(t, error);
    }
}

// --- Calendar

Ref struct_time(Thread& t, const std::tm& tm) {
    Ref zone = tm.tm_zone ? make_str(t, tm.tm_zone) : Ref::none();
    if (!zone) return t.raised();
    const Value fields[] = {Value::small_int(tm.tm_year + 1900),
                            Value::small_int(tm.tm_mon + 1),
                            Value::small_int(tm.tm_mday),
                            Value::small_int(tm.tm_hour),
                            Value::small_int(tm.tm_min),
                            Value::small_int(tm.tm_sec),
                            Value::small_int((tm.tm_wday + 6) % 7),
                            Value::small_int(tm.tm_yday + 1),
                            Value::small_int(tm.tm_isdst),
                            zone.get(),
                            Value::small_int(tm.tm_gmtoff)};
    return make_struct_sequence(t, TypeId::StructTime, fields);
}

// Seconds since the epoch: the argument, or now.
Result<std::int64_t> seconds_argument_py(Thread& t, Value seconds) {
    if (seconds.is_empty() || seconds.is_none()) return static_cast<std::int64_t>(::time(nullptr));
    if (is_float(seconds)) {
        const double d = float_value(seconds);
        if (std::isnan(d)) return t.raise(Exc::ValueError, "Invalid value NaN (not a number)");
        if (d < -9.2e18 || d > 9.2e18)
            return t.raise(Exc::OverflowError, "timestamp out of range for platform time_t");
        return static_cast<std::int64_t>(std::floor(d));
    }
    return index_to_int64_py(t, seconds);
}

template <std::tm* (*convert)(const time_t*, std::tm*)>
Ref broken_down(Thread& t, Value seconds) {
    const Result<std::int64_t> when = seconds_argument_py(t, seconds);
    if (!when) return t.raised();
    const time_t c = static_cast<time_t>(*when);
    std::tm tm{};
    if (!convert(&c, &tm)) return raise_os_error(t, EOVERFLOW);
    return struct_time(t, tm);
}

// A struct_time or tuple of nine as a C structure.
Status read_fields_py(Thread& t, Value v, std::tm& tm) {
    if (!is_kind(v, Kind::Tuple)) return t.raise(Exc::TypeError, "Tuple or struct_time argument required");
    const Tuple& tuple = as<Tuple>(v);
    if (tuple.size < 9) return t.raise(Exc::TypeError, "time tuple must have exactly 9 elements");
    std::int64_t f[9];
    for (std::size_t i = 0; i < 9; ++i) {
        const Result<std::int64_t> n = index_to_int64_py(t, tuple[i]);
        if (!n) return t.raised();
        f[i] = *n;
    }
    if (f[0] < -2147481748 || f[0] > 2147485547) return t.raise(Exc::OverflowError, "year out of range");
    tm.tm_year = static_cast<int>(f[0] - 1900);
    tm.tm_mon = static_cast<int>(f[1] - 1);
    tm.tm_mday = static_cast<int>(f[2]);
    tm.tm_hour = static_cast<int>(f[3]);
    tm.tm_min = static_cast<int>(f[4]);
    tm.tm_sec = static_cast<int>(f[5]);
    tm.tm_wday = static_cast<int>((f[6] + 1) % 7);
    tm.tm_yday = static_cast<int>(f[7] - 1);
    tm.tm_isdst = static_cast<int>(f[8]);
    return Status::ok();
}

// What strftime and asctime demand; zeros for month and day of month and year count as one.
Status check_fields(Thread& t, std::tm& tm) {
    if (tm.tm_mon == -1)
        tm.tm_mon = 0;
    else if (tm.tm_mon < 0 || tm.tm_mon > 11)
        return t.raise(Exc::ValueError, "month out of range");
    if (tm.tm_mday == 0)
        tm.tm_mday = 1;
    else if (tm.tm_mday < 0 || tm.tm_mday > 31)
        return t.raise(Exc::ValueError, "day of month out of range");
    if (tm.tm_hour < 0 || tm.tm_hour > 23) return t.raise(Exc::ValueError, "hour out of range");
    if (tm.tm_min < 0 || tm.tm_min > 59) return t.raise(Exc::ValueError, "minute out of range");
    if (tm.tm_sec < 0 || tm.tm_sec > 61) return t.raise(Exc::ValueError, "seconds out of range");
    if (tm.tm_wday < 0) return t.raise(Exc::ValueError, "day of week out of range");
    if (tm.tm_yday == -1)
        tm.tm_yday = 0;
    else if (tm.tm_yday < 0 || tm.tm_yday > 365)
        return t.raise(Exc::ValueError, "day of year out of range");
    return Status::ok();
}

Status fields_or_now_py(Thread& t, Value v, std::tm& tm) {
    if (!v.is_empty()) return read_fields_py(t, v, tm);
    const time_t now = ::time(nullptr);
    localtime_r(&now, &tm);
    return Status::ok();
}

Ref time_mktime(Thread& t, Value fields) {
    std::tm tm{};
    if (!read_fields_py(t, fields, tm)) return t.raised();
    tm.tm_wday = -1;
    const time_t when = ::mktime(&tm);
    if (when == -1 && tm.tm_wday == -1) return t.raise(Exc::OverflowError, "mktime argument out of range");
    return make_float(static_cast<double>(when));
}

Ref asctime_of(Thread& t, const std::tm& tm) {
    static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    char text[96];
    std::snprintf(text, sizeof(text), "%s %s%3d %.2d:%.2d:%.2d %lld", kDays[tm.tm_wday % 7],
                  kMonths[tm.tm_mon], tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec,
                  static_cast<long long>(tm.tm_year) + 1900);
    return make_str(t, text);
}
Ref time_asctime(Thread& t, Value fields) {
    std::tm tm{};
    if (!fields_or_now_py(t, fields, tm) || !check_fields(t, tm)) return t.raised();
    return asctime_of(t, tm);
}
Ref time_ctime(Thread& t, Value seconds) {
    const Result<std::int64_t> when = seconds_argument_py(t, seconds);
    if (!when) return t.raised();
    const time_t c = static_cast<time_t>(*when);
    std::tm tm{};
    if (!localtime_r(&c, &tm)) return raise_os_error(t, EOVERFLOW);
    return asctime_of(t, tm);
}

Ref time_strftime(Thread& t, Str& format, Value fields) {
    std::tm tm{};
    if (!fields_or_now_py(t, fields, tm) || !check_fields(t, tm)) return t.raised();
    Utf8View pattern;
    if (!pattern.fill(t, format, true)) return t.raised();
    if (pattern.view().empty()) return make_str(t, "");
    // One more character, so that an empty result is told from a buffer that is too small.
    TextBuffer marked;
    format_to(marked, "{}x", pattern.view());
    for (std::size_t size = 256; size <= 256 * 1024; size *= 4) {
        TextBuffer out;
        char* const place = out.extend(size);
        if (!place) return t.raise_memory_error();
        const std::size_t n = ::strftime(place, size, marked.c_str(), &tm);
        if (n > 0) return make_str(t, std::string_view(place, n - 1));
    }
    return t.raise_memory_error();
}

Ref time_tzset(Thread&) {
    ::tzset();
    return Ref::none();
}

Ref time_clock_getres(Thread& t, Int32 clock) {
    timespec resolution{};
    if (clock_getres(clock.value, &resolution) != 0) return raise_os_error(t, errno);
    return make_float(static_cast<double>(resolution.tv_sec) +
                      static_cast<double>(resolution.tv_nsec) * 1e-9);
}
Ref time_clock_gettime(Thread& t, Int32 clock) {
    timespec now{};
    if (clock_gettime(clock.value, &now) != 0) return raise_os_error(t, errno);
    return make_float(static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9);
}

constexpr MethodDef kFunctions[] = {
    function<&clock_seconds<CLOCK_REALTIME>>(
        "time($module, /)",
        "time() -> floating-point number\n\nReturn the current time in seconds since the Epoch.\nFractions "
        "of a second may be present if the system clock provides them."),
    function<&clock_nanoseconds<CLOCK_REALTIME>>(
        "time_ns($module, /)", "time_ns() -> int\n\nReturn the current time in nanoseconds since the Epoch."),
    function<&clock_seconds<CLOCK_MONOTONIC>>("monotonic($module, /)",
                                              "monotonic() -> float\n\nMonotonic clock, cannot go backward."),
    function<&clock_nanoseconds<CLOCK_MONOTONIC>>(
        "monotonic_ns($module, /)",
        "monotonic_ns() -> int\n\nMonotonic clock, cannot go backward, as nanoseconds."),
    function<&clock_seconds<CLOCK_MONOTONIC>>(
        "perf_counter($module, /)", "perf_counter() -> float\n\nPerformance counter for benchmarking."),
    function<&clock_nanoseconds<CLOCK_MONOTONIC>>(
        "perf_counter_ns($module, /)",
        "perf_counter_ns() -> int\n\nPerformance counter for benchmarking as nanoseconds."),
    function<&clock_seconds<CLOCK_PROCESS_CPUTIME_ID>>(
        "process_time($module, /)",
        "process_time() -> float\n\nProcess time for profiling: sum of the kernel and user-space CPU time."),
    function<&clock_nanoseconds<CLOCK_PROCESS_CPUTIME_ID>>(
        "process_time_ns($module, /)", "process_time() -> int\n\nProcess time for profiling as "
                                       "nanoseconds:\nsum of the kernel and user-space CPU time."),
    function<&clock_seconds<CLOCK_THREAD_CPUTIME_ID>>(
        "thread_time($module, /)",
        "thread_time() -> float\n\nThread time for profiling: sum of the kernel and user-space CPU time."),
    function<&clock_nanoseconds<CLOCK_THREAD_CPUTIME_ID>>(
        "thread_time_ns($module, /)", "thread_time() -> int\n\nThread time for profiling as "
                                      "nanoseconds:\nsum of the kernel and user-space CPU time."),
    function<&time_sleep>("sleep($module, object, /)",
                          "sleep(seconds)\n\nDelay execution for a given number of seconds.  The argument "
                          "may be\na floating-point number for subsecond precision."),
    function<&broken_down<gmtime_r>>(
        "gmtime($module, seconds=None, /)",
        "gmtime([seconds]) -> (tm_year, tm_mon, tm_mday, tm_hour, tm_min,\n                       tm_sec, "
        "tm_wday, tm_yday, tm_isdst)\n\nConvert seconds since the Epoch to a time tuple expressing UTC "
        "(a.k.a.\nGMT).  When 'seconds' is not passed in, convert the current time instead."),
    function<&broken_down<localtime_r>>(
        "localtime($module, seconds=None, /)",
        "localtime([seconds]) -> (tm_year,tm_mon,tm_mday,tm_hour,tm_min,\n                          "
        "tm_sec,tm_wday,tm_yday,tm_isdst)\n\nConvert seconds since the Epoch to a time tuple expressing "
        "local time.\nWhen 'seconds' is not passed in, convert the current time instead."),
    function<&time_mktime>("mktime($module, time_tuple, /)",
                           "mktime(tuple) -> floating-point number\n\nConvert a time tuple in local time to "
                           "seconds since the Epoch."),
    function<&time_asctime>(
        "asctime($module, time_tuple=None, /)",
        "asctime([tuple]) -> string\n\nConvert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'."),
    function<&time_ctime>(
        "ctime($module, seconds=None, /)",
        "ctime(seconds) -> string\n\nConvert a time in seconds since the Epoch to a string in local time."),
    function<&time_strftime>("strftime($module, format, time_tuple=None, /)",
                             "strftime(format[, tuple]) -> string\n\nConvert a time tuple to a string "
                             "according to a format specification."),
    function<&time_tzset>("tzset($module, /)", "tzset()\n\nInitialize, or reinitialize, the local timezone "
                                               "to the value stored in\nos.environ['TZ']."),
    function<&time_clock_getres>("clock_getres($module, clk_id, /)",
                                 "clock_getres(clk_id) -> floating-point number\n\nReturn the resolution "
                                 "(precision) of the specified clock clk_id."),
    function<&time_clock_gettime>("clock_gettime($module, clk_id, /)", "clock_gettime(clk_id) -> float"),
};

Status time_init_py(Thread& t, Module& m) {
    if (!module_add(t, m, "struct_time", Value(t.type(TypeId::StructTime)))) return t.raised();
    ::tzset();
    Ref first = make_str(t, tzname[0]);
    Ref second = first ? make_str(t, tzname[1]) : Ref(t.raised());
    if (!second) return t.raised();
    Ref names = make_tuple(t, {first.get(), second.get()});
    if (!names || !module_add(t, m, "tzname", names.get())) return t.raised();
    const bool summer = daylight != 0;
    const std::pair<const char*, std::int64_t> numbers[] = {
        {"timezone", ::timezone},
        {"altzone", summer ? ::timezone - 3600 : ::timezone},
        {"daylight", daylight},
        {"CLOCK_REALTIME", CLOCK_REALTIME},
        {"CLOCK_MONOTONIC", CLOCK_MONOTONIC},
        {"CLOCK_MONOTONIC_RAW", CLOCK_MONOTONIC_RAW},
        {"CLOCK_PROCESS_CPUTIME_ID", CLOCK_PROCESS_CPUTIME_ID},
        {"CLOCK_THREAD_CPUTIME_ID", CLOCK_THREAD_CPUTIME_ID},
        {"CLOCK_BOOTTIME", CLOCK_BOOTTIME},
        {"_STRUCT_TM_ITEMS", 11}};
    for (const auto& [name, value] : numbers) {
        if (!module_add(t, m, name, Value::small_int(value))) return t.raised();
    }
    return Status::ok();
}

} // namespace

const ModuleDef kTimeModule = {
    .name = "time",
    .doc = "This module provides various functions to manipulate time values.",
    .functions = kFunctions,
    .init_py = time_init_py,
};

} // namespace islet
