// SPDX-License-Identifier: MIT
//
// What native.h promises of conversions: arguments of C++ functions from Python values.
#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/native.h"
#include "vm/types/float.h"
#include "vm/types/int.h"
#include "vm/types/str.h"

namespace islet {

namespace {

std::string_view function_name(const ArgContext& where) {
    const std::string_view text = where.def->text;
    return text.substr(0, text.find('('));
}

// "argument", "argument 2" or "argument 'name'", as the text of the function has it: a function of one
// positional argument does not number it, one that may be passed by name is named.
void append_argument(TextBuffer& out, const ArgContext& where) {
    std::string_view rest = where.def->text;
    rest = rest.substr(0, rest.rfind(')'));
    rest.remove_prefix(rest.find('(') + 1);
    out.append("argument");
    bool positional_only = rest.find("/,") != std::string_view::npos || rest.ends_with('/');
    for (unsigned position = 0; !rest.empty();) {
        const std::string_view item = rest.substr(0, rest.find(", "));
        rest.remove_prefix(item.size() == rest.size() ? item.size() : item.size() + 2);
        if (item == "/") positional_only = false;
        if (item == "/" || item == "*" || item.starts_with('$') || ++position != where.position) continue;
        if (!positional_only)
            format_to(out, " '{}'", item.substr(0, item.find('=')));
        else if (where.def->arity != 1)
            format_to(out, " {}", position);
        return;
    }
}

} // namespace

void append_value(TextBuffer& out, const BadArgument& bad) {
    if (bad.value.is_none())
        out.append("None");
    else
        append_value(out, *type_of(bad.t, bad.value));
}

// A parameter that was not given and is no Opt keeps its zero: false, 0, 0.0. Its text says the same default.

Status convert_arg_py(Thread& t, Value in, Index& out, ArgContext) {
    if (in.is_empty()) return Status::ok();
    if (in.is_int()) {
        out.value = in.as_int();
        return Status::ok();
    }
    Ref number = index_py(t, in);
    if (!number) return t.raised();
    if (!int_fits(number.get(), &out.value)) {
        return t.raise(Exc::OverflowError, "Python int too large to convert to C ssize_t");
    }
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
    if (!int_fits(number.get(), &wide) || wide > INT32_MAX || wide < INT32_MIN) {
        return t.raise(Exc::OverflowError, "Python int too large to convert to C int");
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
    TextBuffer argument;
    append_argument(argument, where);
    return t.raise(Exc::TypeError, "{}() {} must be str, not {}", function_name(where), argument,
                   BadArgument{t, in});
}

} // namespace islet
