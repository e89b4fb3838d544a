// SPDX-License-Identifier: MIT
//
// See formatter.h.
#include "vm/types/formatter.h"

#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/types/float.h"
#include "vm/types/int.h"
#include "vm/types/str_builder.h"
#include "vm/types/thread_scratch.h"

namespace islet {

// Without a specification, formatting a value is what str() makes of it.

namespace {

// Runs `write(out, message)`; makes its text a str.
template <class Write>
Ref format_with(Thread& t, Write&& write) {
    TextBuffer out, message;
    out.limit_size(format_size_limit(t));
    const FormatFault fault = write(out, message);
    if (fault != FormatFault::None) return raise_format_fault(t, fault, message);
    return make_str(t, out);
}

} // namespace

std::size_t format_size_limit(Thread& t) {
    const std::size_t limit = t.heap().limit();
    // The text is there twice, as it is made and as the str.
    std::size_t& machine = t.state().machine_bytes;
    if (machine == 0) machine = machine_memory(); // a system call
    const std::size_t half = machine / 2;
    return limit != 0 && limit < half ? limit : half;
}

Raised raise_format_fault(Thread& t, FormatFault fault, const TextBuffer& message) {
    switch (fault) {
    case FormatFault::Value: return t.raise_text(Exc::ValueError, message.view());
    case FormatFault::Overflow: return t.raise_text(Exc::OverflowError, message.view());
    case FormatFault::Interrupted: return t.raised();
    case FormatFault::NoMemory:
    case FormatFault::None: break;
    }
    return t.raise_memory_error();
}

Ref format_str_py(Thread& t, Value v, Str& spec) {
    Str& s = as<Str>(v);
    if (spec.length == 0) return s.subclass == 0 ? Ref::share(v) : str_py(t, v);
    TextField field;
    TextBuffer message;
    const FormatFault fault =
        format_text_field(chars_of(spec), s.length, type_name_view(*type_of(t, v)), field, message);
    if (fault != FormatFault::None) return raise_format_fault(t, fault, message);
    if (field.left == 0 && field.right == 0) return str_substring(t, s, 0, field.kept);
    StrBuilder builder(t);
    builder.append_fill(field.fill, field.left);
    builder.append(chars_of(s).slice(0, field.kept));
    builder.append_fill(field.fill, field.right);
    return builder.finish();
}

Ref format_int_py(Thread& t, Value v, Str& spec) {
    if (spec.length == 0) return is_exact_int(v) ? int_to_str(t, v) : str_py(t, v);
    ThreadScratch memory(t);
    Scratch scratch = memory.scratch();
    Limb room = 0;
    const std::string_view name = type_name_view(*type_of(t, v));
    const auto max_digits = static_cast<std::size_t>(t.state().int_digits_limit);
    return format_with(t, [&](TextBuffer& out, TextBuffer& message) {
        return format_int(out, big_of(v, room), chars_of(spec), name, max_digits, scratch, message);
    });
}

Ref format_float_py(Thread& t, Value v, Str& spec) {
    if (spec.length == 0 && !v.is_double()) return str_py(t, v);
    const std::string_view name = type_name_view(*type_of(t, v));
    return format_with(t, [&](TextBuffer& out, TextBuffer& message) {
        return format_float(out, float_value(v), chars_of(spec), name, message);
    });
}

Ref format_complex_py(Thread& t, Value v, Str& spec) {
    const Complex& c = as<Complex>(v);
    if (spec.length == 0) return str_py(t, v);
    const std::string_view name = type_name_view(*type_of(t, v));
    return format_with(t, [&](TextBuffer& out, TextBuffer& message) {
        return format_complex(out, c.real, c.imag, chars_of(spec), name, message);
    });
}

} // namespace islet
