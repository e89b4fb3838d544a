// SPDX-License-Identifier: MIT
//
// Part of the module posix: scheduling. Policies, priorities, and the processors that a process may use.
#include "stdlib/native/posix.h"

#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/types/float.h"
#include "vm/types/int.h"
#include "vm/types/set.h"
#include "vm/types/struct_sequence.h"
#include "vm/types/tuple.h"

#include <sched.h>
#include <unistd.h>

namespace islet {

Status read_sched_param_py(Thread& t, Value v, sched_param& out) {
    if (!is_instance_of(t, v, TypeId::SchedParam))
        return t.raise(Exc::TypeError, "must have a sched_param object");
    Int32 priority{0};
    if (!convert_arg_py(t, as<Tuple>(v)[0], priority, ArgContext{nullptr, 0})) return t.raised();
    out.sched_priority = priority.value;
    return Status::ok();
}

namespace {

Ref number_or_error(Thread& t, int number) {
    if (number == -1) return raise_os_error(t, errno);
    return make_int(t, number);
}

Ref posix_sched_get_priority_max(Thread& t, Int32 policy) {
    return number_or_error(t, ::sched_get_priority_max(policy.value));
}
Ref posix_sched_get_priority_min(Thread& t, Int32 policy) {
    return number_or_error(t, ::sched_get_priority_min(policy.value));
}
Ref posix_sched_getscheduler(Thread& t, Int32 pid) {
    return number_or_error(t, ::sched_getscheduler(pid.value));
}
Ref posix_sched_setscheduler(Thread& t, Int32 pid, Int32 policy, Value param) {
    sched_param parameters{};
    if (!read_sched_param_py(t, param, parameters)) return t.raised();
    return none_or_error(t, ::sched_setscheduler(pid.value, policy.value, &parameters) == -1 ? -1 : 0);
}
Ref posix_sched_getparam(Thread& t, Int32 pid) {
    sched_param parameters{};
    if (::sched_getparam(pid.value, &parameters) != 0) return raise_os_error(t, errno);
    const Value fields[] = {Value::small_int(parameters.sched_priority)};
    return make_struct_sequence(t, TypeId::SchedParam, fields);
}
Ref posix_sched_setparam(Thread& t, Int32 pid, Value param) {
    sched_param parameters{};
    if (!read_sched_param_py(t, param, parameters)) return t.raised();
    return none_or_error(t, ::sched_setparam(pid.value, &parameters));
}
Ref posix_sched_rr_get_interval(Thread& t, Int32 pid) {
    timespec interval{};
    if (::sched_rr_get_interval(pid.value, &interval) != 0) return raise_os_error(t, errno);
    return make_float(static_cast<double>(interval.tv_sec) + 1e-9 * static_cast<double>(interval.tv_nsec));
}
Ref posix_sched_yield(Thread& t) {
    ::sched_yield();
    return t.checkpoint_py() ? Ref::none() : Ref(t.raised());
}

// --- Processors

// A set of processors with room for as many as the kernel may have.
class ProcessorSet {
public:
    static constexpr int kMost = 1 << 16;

    ~ProcessorSet() {
        if (bits_) CPU_FREE(bits_);
    }
    ProcessorSet() = default;
    ProcessorSet(const ProcessorSet&) = delete;
    ProcessorSet& operator=(const ProcessorSet&) = delete;

    bool make(int count) {
        if (bits_) CPU_FREE(bits_);
        bits_ = CPU_ALLOC(count);
        count_ = count;
        if (bits_) CPU_ZERO_S(size(), bits_);
        return bits_ != nullptr;
    }
    int count() const { return count_; }
    std::size_t size() const { return CPU_ALLOC_SIZE(count_); }
    cpu_set_t* bits() { return bits_; }
    bool has(int i) { return CPU_ISSET_S(static_cast<std::size_t>(i), size(), bits_); }
    void add(int i) { CPU_SET_S(static_cast<std::size_t>(i), size(), bits_); }

private:
    cpu_set_t* bits_ = nullptr;
    int count_ = 0;
};

Ref posix_sched_getaffinity(Thread& t, Int32 pid) {
    ProcessorSet found;
    for (int count = 1024;; count *= 2) {
        if (!found.make(count)) return t.raise_memory_error();
        if (::sched_getaffinity(pid.value, found.size(), found.bits()) == 0) break;
        if (errno != EINVAL || count >= ProcessorSet::kMost) return raise_os_error(t, errno);
    }
    Ref set = make_set(t);
    if (!set) return t.raised();
    for (int i = 0; i < found.count(); ++i) {
        if (found.has(i) && !set_add_py(t, set.as<Set>(), Value::small_int(i))) return t.raised();
    }
    return set;
}

Ref posix_sched_setaffinity(Thread& t, Int32 pid, Value mask) {
    ProcessorSet wanted;
    if (!wanted.make(ProcessorSet::kMost)) return t.raise_memory_error();
    int highest = 1024;
    const Status read = for_each_py(t, mask, [&](Value item) -> Status {
        if (!is_int(item)) {
            Ref type = repr_py(t, Value(type_of(t, item)));
            if (!type) return t.raised();
            return t.raise(Exc::TypeError, "expected an iterator of ints, but iterator yielded {}",
                           type.get());
        }
        std::int64_t number = 0;
        if (!int_fits(item, &number))
            return t.raise(Exc::OverflowError, "Python int too large to convert to C long");
        if (number < 0) return t.raise(Exc::ValueError, "negative CPU number");
        if (number >= ProcessorSet::kMost) return t.raise(Exc::OverflowError, "CPU number too large");
        wanted.add(static_cast<int>(number));
        while (number >= highest) highest *= 2;
        return Status::ok();
    });
    if (!read) return t.raised();
    return none_or_error(t, ::sched_setaffinity(pid.value, CPU_ALLOC_SIZE(highest), wanted.bits()));
}

Ref posix_cpu_count(Thread& t) {
    const long count = ::sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? Ref::none() : make_int(t, count);
}

constexpr MethodDef kFunctions[] = {
    function<&posix_sched_get_priority_max>("sched_get_priority_max($module, /, policy)",
                                            "Get the maximum scheduling priority for policy."),
    function<&posix_sched_get_priority_min>("sched_get_priority_min($module, /, policy)",
                                            "Get the minimum scheduling priority for policy."),
    function<&posix_sched_getscheduler>(
        "sched_getscheduler($module, pid, /)",
        "Get the scheduling policy for the process identified by pid; 0 is the calling one."),
    function<&posix_sched_setscheduler>("sched_setscheduler($module, pid, policy, param, /)",
                                        "Set the scheduling policy for the process identified by pid."),
    function<&posix_sched_getparam>("sched_getparam($module, pid, /)",
                                    "Returns scheduling parameters for the process identified by pid."),
    function<&posix_sched_setparam>("sched_setparam($module, pid, param, /)",
                                    "Set scheduling parameters for the process identified by pid."),
    function<&posix_sched_rr_get_interval>(
        "sched_rr_get_interval($module, pid, /)",
        "Return the round-robin quantum for the process identified by pid, in seconds."),
    function<&posix_sched_yield>("sched_yield($module, /)", "Voluntarily relinquish the CPU."),
    function<&posix_sched_getaffinity>("sched_getaffinity($module, pid, /)",
                                       "Return the set of CPUs that the process may run on."),
    function<&posix_sched_setaffinity>("sched_setaffinity($module, pid, mask, /)",
                                       "Set the CPU affinity of the process identified by pid to mask, an "
                                       "iterable of CPU numbers."),
    function<&posix_cpu_count>("cpu_count($module, /)", "Return the number of logical CPUs in the system.\n\n"
                                                        "Return None if indeterminable."),
};

} // namespace

const std::span<const MethodDef> kPosixScheduleFunctions = kFunctions;

} // namespace islet
