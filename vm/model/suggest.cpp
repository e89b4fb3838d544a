// SPDX-License-Identifier: MIT
//
// See suggest.h. Owns: nothing. Threads: the interpreter's lock.
#include "vm/model/suggest.h"

#include "vm/base/arena.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/edit_distance.h"
#include "vm/model/protocol.h"
#include "vm/model/stdlib_names.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/frame_object.h"
#include "vm/types/list.h"
#include "vm/types/str.h"

namespace islet {

namespace {

// The frame where the exception was raised, or nothing.
Ref innermost_frame(const Exception& e) {
    const Traceback* tb = e.traceback;
    if (!tb) return Ref::nothing();
    while (tb->next) tb = tb->next;
    return tb->frame.is_empty() ? Ref::nothing() : Ref::share(tb->frame);
}

// The variable `self` of a frame, or nothing.
Ref find_self_py(Thread& t, Value frame, Ref* locals) {
    Ref name = intern(t, "f_locals"), self = intern(t, "self");
    if (!name || !self) return t.raised();
    *locals = get_attr_py(t, frame, name.as<Str>());
    if (!*locals) return t.raised();
    Result<bool> has = contains_py(t, locals->get(), self.get());
    if (!has) return t.raised();
    if (!*has) return Ref::nothing();
    return getitem_py(t, locals->get(), self.get());
}

// Appends the strings among the items of an iterable.
Status add_names_py(Thread& t, List& names, Value source) {
    return for_each_py(t, source, [&](Value item) -> Status {
        return is_kind(item, Kind::Str) ? list_append(t, names, item) : Status::ok();
    });
}

// dir(v), sorted; for a class, which cannot answer for itself, what its type says.
Ref directory_py(Thread& t, Value v) {
    Ref all = call_method_py(t, v, Name::dunder_dir);
    if (!all && t.pending_is(Exc::TypeError)) {
        t.clear_pending();
        const Value args[] = {v};
        all = call_method_py(t, type_of(t, v), t.name(Name::dunder_dir), args);
    }
    if (!all) return t.raised();
    Ref names = make_list(t);
    if (!names || !add_names_py(t, names.as<List>(), all.get())) return t.raised();
    if (!list_sort_py(t, names.as<List>(), Value::none(), false)) return t.raised();
    return names;
}

bool is_private(const Str& name) {
    return name.length > 0 && name.at(0) == '_';
}

// The nearest of `names` to `wrong`; names with an underscore in front only if wanted.
void append_nearest(TextBuffer& out, const Str& wrong, const List& names, bool hide_private) {
    TextBuffer text;
    append_utf8(text, wrong);
    NearestName nearest(text.view());
    Arena arena;
    for (std::uint64_t i = 0; i < names.size; ++i) {
        const auto& name = as<Str>(names.items[i]);
        if (hide_private && is_private(name)) continue;
        TextBuffer candidate;
        append_utf8(candidate, name);
        nearest.offer(arena.copy(candidate.view()));
    }
    if (!nearest.best().empty()) format_to(out, ". Did you mean: '{}'?", nearest.best());
}

Status suggest_attribute_py(Thread& t, TextBuffer& out, const AttributeException& e, const Str& wrong) {
    Ref object = Ref::share(e.obj.is_empty() ? Value::none() : e.obj);
    Ref frame = innermost_frame(e);
    Ref names = directory_py(t, object.get());
    if (!names) return t.raised();
    bool hide = !is_private(wrong);
    if (hide && frame) {
        // Inside a method its own private attributes may be meant.
        Ref locals = Ref::nothing();
        Ref self = find_self_py(t, frame.get(), &locals);
        if (!self && t.has_pending()) return t.raised();
        if (self && self.get() == object.get()) hide = false;
    }
    append_nearest(out, wrong, names.as<List>(), hide);
    return Status::ok();
}

Status suggest_import_py(Thread& t, TextBuffer& out, const ImportException& e, const Str& wrong) {
    auto* const module_name = cast<Str>(e.name);
    if (!module_name) return Status::ok();
    TextBuffer name;
    append_utf8(name, *module_name);
    // What `import a.b` binds is `a`.
    const std::string_view top = name.view().substr(0, name.view().find('.'));
    const Value module = t.state().modules ? dict_find_text(t, *t.state().modules, top) : Value();
    if (module.is_empty()) return Status::ok();
    Ref keep = Ref::share(module);
    Ref names = directory_py(t, keep.get());
    if (!names) return t.raised();
    append_nearest(out, wrong, names.as<List>(), !is_private(wrong));
    return Status::ok();
}

Status suggest_name_py(Thread& t, TextBuffer& out, const Exception& e, Str& wrong) {
    Ref frame = innermost_frame(e);
    if (!frame) return Status::ok();
    Ref locals = Ref::nothing();
    Ref self = find_self_py(t, frame.get(), &locals);
    if (!self && t.has_pending()) return t.raised();
    Ref names = make_list(t);
    if (!names || !add_names_py(t, names.as<List>(), locals.get())) return t.raised();
    const auto& object = frame.as<FrameObject>();
    Ref globals = Ref::share(Value(object.globals_of()));
    Ref builtins = Ref::share(Value(object.builtins_of()));
    if (globals.get().is_object() && !add_names_py(t, names.as<List>(), globals.get())) return t.raised();
    if (builtins.get().is_object() && !add_names_py(t, names.as<List>(), builtins.get())) return t.raised();
    if (self) {
        Ref interned = intern(t, wrong);
        Ref found = interned ? find_attr_py(t, self.get(), interned.as<Str>()) : Ref::nothing();
        if (found) {
            format_to(out, ". Did you mean: 'self.{}'?", wrong);
            return Status::ok();
        }
        t.clear_pending();
    }
    append_nearest(out, wrong, names.as<List>(), false);
    return Status::ok();
}

// "Or did you forget to import 'x'?" for modules of the standard library: those that sys names, or else all
// that there are.
Status suggest_module_py(Thread& t, TextBuffer& out, Str& wrong, bool after_other) {
    Dict* const sys = t.state().sys_dict;
    const Value known = sys ? dict_find_text(t, *sys, "stdlib_module_names") : Value();
    bool is_module;
    if (known.is_empty()) {
        TextBuffer name;
        append_utf8(name, wrong);
        is_module = is_stdlib_module(name.view());
    } else {
        Ref names = Ref::share(known);
        Result<bool> found = contains_py(t, names.get(), &wrong);
        if (!found) return t.raised();
        is_module = *found;
    }
    if (!is_module) return Status::ok();
    if (after_other) {
        format_to(out, " Or did you forget to import '{}'?", wrong);
    } else {
        format_to(out, ". Did you forget to import '{}'?", wrong);
    }
    return Status::ok();
}

} // namespace

void append_suggestion_py(Thread& t, TextBuffer& out, Value exception) {
    auto& e = as<Exception>(exception);
    const std::size_t before = out.size();
    Ref keep = Ref::share(exception);
    if (exception_matches(t, exception, Exc::ImportError)) {
        auto& import = static_cast<ImportException&>(e);
        if (is_kind(import.name_from, Kind::Str)) {
            Ref wrong = Ref::share(import.name_from);
            if (!suggest_import_py(t, out, import, wrong.as<Str>())) t.clear_pending();
        }
    } else if (exception_matches(t, exception, Exc::AttributeError)) {
        auto& attribute = static_cast<AttributeException&>(e);
        if (is_kind(attribute.name, Kind::Str)) {
            Ref wrong = Ref::share(attribute.name);
            if (!suggest_attribute_py(t, out, attribute, wrong.as<Str>())) t.clear_pending();
        }
    } else if (exception_matches(t, exception, Exc::NameError)) {
        auto& name = static_cast<NameException&>(e);
        if (is_kind(name.name, Kind::Str)) {
            Ref wrong = Ref::share(name.name);
            if (!suggest_name_py(t, out, name, wrong.as<Str>())) t.clear_pending();
            if (!suggest_module_py(t, out, wrong.as<Str>(), out.size() != before)) t.clear_pending();
        }
    }
}

} // namespace islet
