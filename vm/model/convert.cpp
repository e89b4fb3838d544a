// SPDX-License-Identifier: MIT
//
// What native.h promises of conversions: arguments of C++ functions from Python values.
#include "vm/model/attr.h"
#include "vm/native.h"
#include "vm/model/protocol.h"
#include "vm/types/float.h"
#include "vm/types/int.h"
#include "vm/types/str.h"

namespace islet {

namespace {

std::string_view function_name(const ArgContext& where) {
    const std::string_view text = where.def->text;
    return text.substr(0, text.find('('));
}

} // namespace

// A parameter that was not given and is no Opt keeps its zero: false, 0, 0.0. Its text says the same default.

Status convert_arg_py(Thread& t, Value in, Index& out, ArgContext) {
    if (in.is_empty()) return Status::ok();
    if (in.is_int()) {
        out.value = in.as_int();
        return Status::ok();
    }
    const Result<std::int64_t> value = index_to_int64_py(t, in);
    if (!value) return t.raised();
    out.value = *value;
    return Status::ok();
}

Status convert_arg_py(Thread& t, Value in, Clamped& out, ArgContext) {
    if (in.is_empty()) return Status::ok();
    const Result<std::int64_t> value = index_clamped_py(t, in);
    if (!value) return t.raised();
    out.value = *value;
    return Status::ok();
}

Status convert_arg_py(Thread& t, Value in, Int32& out, ArgContext) {
    if (in.is_empty()) return Status::ok();
    Ref number = index_py(t, in);
    if (!number) return t.raised();
    std::int64_t wide = 0;
    int sign = 0;
    const bool fits = int_fits(number.get(), &wide, &sign);
    if (!fits || wide > INT32_MAX || wide < INT32_MIN) {
        const bool large = fits ? wide > 0 : sign > 0;
        if (!fits) return t.raise(Exc::OverflowError, "Python int too large to convert to C int");
        return t.raise(Exc::OverflowError, "signed integer is {} {}", large ? "greater than" : "less than", large ? "maximum" : "minimum");
    }
    out.value = static_cast<std::int32_t>(wide);
    return Status::ok();
}

Status convert_arg_py(Thread& t, Value in, bool& out, ArgContext) {
    if (in.is_empty()) return Status::ok();
    const Result<bool> truth = truth_py(t, in);
    if (!truth) return t.raised();
    out = *truth;
    return Status::ok();
}

Status convert_arg_py(Thread& t, Value in, double& out, ArgContext) {
    if (in.is_empty()) return Status::ok();
    const Result<double> value = to_double_py(t, in);
    if (!value) return t.raised();
    out = *value;
    return Status::ok();
}

Status convert_arg_py(Thread& t, Value in, Str*& out, ArgContext where) {
    if (is_kind(in, Kind::Str)) {
        out = &as<Str>(in);
        return Status::ok();
    }
    // A function of one argument does not number it.
    const bool single = where.def->arity == 1;
    TextBuffer position;
    if (!single) format_to(position, " {}", where.position);
    if (in.is_none()) return t.raise(Exc::TypeError, "{}() argument{} must be str, not None", function_name(where), position);
    return t.raise(Exc::TypeError, "{}() argument{} must be str, not {}", function_name(where), position, *type_of(t, in));
}

} // namespace islet
