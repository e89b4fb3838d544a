// SPDX-License-Identifier: MIT
//
// See snapshot.h.
#include "runtime/snapshot.h"

#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/namespace.h"
#include "vm/types/str.h"

namespace islet {

namespace {

// Appends a str attribute of the type; `fallback` if it is none.
void append_type_text(Thread& t, TextBuffer& out, Value type, Name name, std::string_view fallback) {
    Ref value = get_attr_py(t, type, name);
    if (!value) t.clear_pending();
    if (value && is_kind(value.get(), Kind::Str))
        append_utf8(out, value.as<Str>());
    else
        out.append(fallback);
}

Status set_text(Thread& t, Dict& dict, std::string_view name, const TextBuffer& text) {
    Ref value = make_str(t, text.view());
    if (!value) return t.raised();
    return dict_set_text(t, dict, name, value.get());
}

} // namespace

void ErrorSnapshot::take_py(Thread& t, Value exception) {
    const Value type(type_of(t, exception));
    append_type_text(t, type_name, type, Name::dunder_name, "?");
    append_type_text(t, type_qualname, type, Name::dunder_qualname, "?");
    append_type_text(t, type_module, type, Name::dunder_module, "builtins");
    if (!append_str_py(t, message, exception)) {
        t.clear_pending();
        message.clear();
        message.append("<exception str() failed>");
    }
    if (type_module.view() != "builtins" && type_module.view() != "__main__") {
        formatted.append(type_module.view());
        formatted.append('.');
    }
    formatted.append(type_qualname.view());
    formatted.append(": ");
    formatted.append(message.view());
    Ref text = format_exception_py(t, exception);
    if (text) {
        append_utf8(errdisplay, text.as<Str>());
        if (errdisplay.view().ends_with('\n')) errdisplay.truncate(errdisplay.view().size() - 1);
    } else {
        t.clear_pending();
        errdisplay.append(formatted.view());
    }
}

Ref ErrorSnapshot::open_py(Thread& t) const {
    Ref type_fields = make_dict(t, 3);
    Ref fields = make_dict(t, 4);
    if (!type_fields || !fields) return t.raised();
    Dict& of_type = type_fields.as<Dict>();
    if (!set_text(t, of_type, "__name__", type_name) ||
        !set_text(t, of_type, "__qualname__", type_qualname) ||
        !set_text(t, of_type, "__module__", type_module)) {
        return t.raised();
    }
    Ref type = make_namespace_py(t, of_type);
    Dict& all = fields.as<Dict>();
    if (!type || !dict_set_text(t, all, "type", type.get()) || !set_text(t, all, "msg", message) ||
        !set_text(t, all, "formatted", formatted) || !set_text(t, all, "errdisplay", errdisplay)) {
        return t.raised();
    }
    return make_namespace_py(t, all);
}

} // namespace islet
