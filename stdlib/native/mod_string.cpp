// SPDX-License-Identifier: MIT
//
// The module _string: how str.format reads its format, for string.Formatter.
// Owns: nothing. Threads: the interpreter's lock.
#include "stdlib/native/modules.h"

#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/module.h"
#include "vm/types/str.h"
#include "vm/types/str_format.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

Ref range_text(Thread& t, Str& s, TextRange range) {
    return str_substring(t, s, range.start, range.end);
}

// (literal text, field name, format spec, conversion)
Ref make_part(Thread& t, Str& s, const MarkupPart& part) {
    const Ref literal = range_text(t, s, part.literal);
    if (!literal) return t.raised();
    if (!part.has_field) return make_tuple(t, {literal.get(), Value::none(), Value::none(), Value::none()});
    const Ref name = range_text(t, s, part.name), spec = range_text(t, s, part.spec);
    const Ref conversion = part.conversion ? make_str_char(t, part.conversion) : Ref::none();
    if (!name || !spec || !conversion) return t.raised();
    return make_tuple(t, {literal.get(), name.get(), spec.get(), conversion.get()});
}

Ref check_str(Thread& t, Value v) {
    if (!is_str(v)) return t.raise(Exc::TypeError, "expected str, got {}", *type_of(t, v));
    return Ref::share(v);
}

Ref formatter_parser_py(Thread& t, Value format) {
    const Ref held = check_str(t, format);
    const Ref parts = held ? make_list(t) : Ref(t.raised());
    if (!parts) return t.raised();
    Str& s = held.as<Str>();
    MarkupReader reader(t, chars_of(s), TextRange{0, s.length});
    for (;;) {
        MarkupPart part;
        const Result<bool> more = reader.next(part);
        if (!more) return t.raised();
        if (!*more) return iter_py(t, parts.get());
        Ref tuple = make_part(t, s, part);
        if (!tuple || !list_append(t, parts.as<List>(), std::move(tuple)) || !t.checkpoint_py())
            return t.raised();
    }
}

Ref name_or_number(Thread& t, Str& s, std::int64_t number, TextRange name) {
    return number >= 0 ? make_int(t, number) : range_text(t, s, name);
}

Ref formatter_field_name_split_py(Thread& t, Value field_name) {
    const Ref held = check_str(t, field_name);
    const Ref steps = held ? make_list(t) : Ref(t.raised());
    if (!steps) return t.raised();
    Str& s = held.as<Str>();
    FieldNameReader reader(t, chars_of(s), TextRange{0, s.length});
    TextRange first;
    const Result<std::int64_t> number = reader.read_first(first);
    if (!number) return t.raised();
    const Ref start = name_or_number(t, s, *number, first);
    if (!start) return t.raised();
    for (;;) {
        FieldStep step;
        const Result<bool> more = reader.next(step);
        if (!more) return t.raised();
        if (!*more) break;
        const Ref key = name_or_number(t, s, step.is_attribute ? -1 : step.index, step.name);
        const Ref pair =
            key ? make_tuple(t, {Value::boolean(step.is_attribute), key.get()}) : Ref(t.raised());
        if (!pair || !list_append(t, steps.as<List>(), pair.get())) return t.raised();
    }
    const Ref rest = iter_py(t, steps.get());
    return rest ? make_tuple(t, {start.get(), rest.get()}) : Ref(t.raised());
}

constexpr MethodDef kFunctions[] = {
    function<&formatter_parser_py>(
        "formatter_parser($module, format, /)",
        "The parts of a format: (literal text, field name, format spec, conversion)."),
    function<&formatter_field_name_split_py>("formatter_field_name_split($module, name, /)",
                                             "The first part of a field name, and the steps behind it."),
};

} // namespace

const ModuleDef kStringModule = {
    .name = "_string",
    .doc = "string helper module",
    .functions = kFunctions,
};

} // namespace islet
