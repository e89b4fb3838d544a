// SPDX-License-Identifier: MIT
//
// See site_objects.h. Their fields are ordinary attributes of the instances.
// Owns: nothing. Threads: the interpreter's lock.
#include "vm/types/site_objects.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/shape.h"
#include "vm/native.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

constexpr std::string_view kCopyright = "Copyright (c) 2026 The Islet authors.\nAll Rights Reserved.";
constexpr std::string_view kCredits =
    "    Thanks to all who made the Python language, whose rules Islet follows, and to the authors\n"
    "    of the libraries it stands on: re2c, Bison, mimalloc, GMP, utf8proc and PCRE2.";
constexpr std::string_view kLicense =
    "MIT License\n\n"
    "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and "
    "associated\ndocumentation files (the \"Software\"), to deal in the Software without restriction, "
    "including without\nlimitation the rights to use, copy, modify, merge, publish, distribute, sublicense, "
    "and/or sell copies of the\nSoftware, and to permit persons to whom the Software is furnished to do so, "
    "subject to the following conditions:\n\n"
    "The above copyright notice and this permission notice shall be included in all copies or substantial "
    "portions\nof the Software.\n\n"
    "THE SOFTWARE IS PROVIDED \"AS IS\", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT "
    "LIMITED\nTO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN "
    "NO EVENT SHALL\nTHE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, "
    "WHETHER IN AN ACTION OF\nCONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE "
    "SOFTWARE OR THE USE OR OTHER\nDEALINGS IN THE SOFTWARE.";

Status set_text(Thread& t, Value self, std::string_view name, std::string_view text) {
    Ref key = intern(t, name), value = make_str(t, text);
    if (!key || !value || !set_instance_attr(t, self.object(), key.as<Str>(), value.get())) return t.raised();
    return Status::ok();
}

Ref get_part_py(Thread& t, Value self, std::string_view name) {
    Ref key = intern(t, name);
    return key ? get_attr_py(t, self, key.as<Str>()) : Ref(t.raised());
}

// --- exit, quit

Ref quitter_repr_py(Thread& t, Value self) {
    Ref name = get_part_py(t, self, "name"), eof = name ? get_part_py(t, self, "eof") : Ref(t.raised());
    if (!eof) return t.raised();
    TextBuffer text;
    text.append("Use ");
    if (!append_str_py(t, text, name.get())) return t.raised();
    text.append("() or ");
    if (!append_str_py(t, text, eof.get())) return t.raised();
    text.append(" to exit");
    return make_str(t, text);
}

Ref quitter_call_py(Thread& t, Value, const Args& args) {
    static constexpr const char* kNames[] = {"code"};
    Value code;
    if (!bind_args(t, args, "Quitter.__call__", kNames, 0, 0, &code)) return t.raised();
    // A shell that reads the standard input learns from its end that it is over.
    const Value in = t.state().sys_dict ? dict_find(t, *t.state().sys_dict, Name::stdin_) : Value();
    const Ref keep = Ref::share(in);
    if (!in.is_empty() && !in.is_none() && !call_method_py(t, in, Name::close)) t.clear_pending();
    return t.raise_value(Exc::SystemExit, code.is_empty() ? Value::none() : code);
}

// --- copyright, credits, license

Ref printer_repr_py(Thread& t, Value self) {
    return get_part_py(t, self, "_hint");
}

Ref printer_call_py(Thread& t, Value self, const Args& args) {
    if (!refuse_keywords(t, args, "_Printer.__call__")) return t.raised();
    if (!check_positional(t, args, "_Printer.__call__", 0, 0)) return t.raised();
    Ref text = get_part_py(t, self, "_text");
    Ref name = text ? intern(t, "print") : Ref(t.raised());
    if (!name) return t.raised();
    const Ref print = Ref::share(dict_find(t, *t.state().builtins, name.as<Str>()));
    if (!print) return t.raise(Exc::RuntimeError, "lost print()");
    return call_py(t, print.get(), text.get());
}

// --- help

Ref helper_repr_py(Thread& t, Value) {
    return make_str(t, "Type help() for interactive help, or help(object) for help about object.");
}

// The text is made by a module in Python.
Ref helper_call_py(Thread& t, Value, const Args& args) {
    Ref module_name = make_str(t, "_sitebuiltins"), key = intern(t, "show_help");
    Ref list = module_name && key ? make_tuple(t, {key.get()}) : Ref(t.raised());
    if (!list) return t.raised();
    Ref loaded = t.state().hooks.import_py(t, module_name.get(), Value::none(), Value::none(), list.get(), 0);
    Ref show = loaded ? get_attr_py(t, loaded.get(), key.as<Str>()) : Ref(t.raised());
    return show ? call_py(t, show.get(), args) : Ref(t.raised());
}

// --- The types

void site_traverse(Object* object, Visitor& visit) {
    traverse_attrs(object, visit);
}

void site_drop(Heap& heap, Object* object) {
    drop_attrs(heap, object);
    heap.free_object(object);
}

Ref site_new(Thread& t, Type& type, const Args&) {
    return make_instance(t, type);
}

constexpr TypeSpec site_spec(const char* name, const char* doc, UnarySlot repr,
                             Ref (*call)(Thread&, Value, const Args&)) {
    return {.name = name,
            .module = "_sitebuiltins",
            .doc = doc,
            .flags = kBaseType | kHasDict | kWeakable,
            .slots = {.new_py = &site_new, .call_py = call, .repr_py = repr},
            .traverse = &site_traverse,
            .drop = &site_drop};
}

Status add_object(Thread& t, Dict& builtins, std::string_view name, TypeId type, std::string_view first,
                  std::string_view first_text, std::string_view second, std::string_view second_text) {
    Ref made = make_instance(t, *t.type(type));
    if (!made) return t.raised();
    if (!first.empty() &&
        (!set_text(t, made.get(), first, first_text) || !set_text(t, made.get(), second, second_text)))
        return t.raised();
    return dict_set_text(t, builtins, name, made.get());
}

} // namespace

Status add_site_objects(Thread& t, Dict& builtins) {
    constexpr std::string_view kEof = "Ctrl-D (i.e. EOF)";
    const bool ok =
        add_object(t, builtins, "quit", TypeId::Quitter, "name", "quit", "eof", kEof) &&
        add_object(t, builtins, "exit", TypeId::Quitter, "name", "exit", "eof", kEof) &&
        add_object(t, builtins, "copyright", TypeId::SitePrinter, "_hint", kCopyright, "_text", kCopyright) &&
        add_object(t, builtins, "credits", TypeId::SitePrinter, "_hint", kCredits, "_text", kCredits) &&
        add_object(t, builtins, "license", TypeId::SitePrinter, "_hint",
                   "Type license() to see the full license text", "_text", kLicense) &&
        add_object(t, builtins, "help", TypeId::SiteHelper, {}, {}, {}, {});
    return ok ? Status::ok() : Status(t.raised());
}

extern constexpr TypeSpec kQuitterSpec = site_spec("Quitter", nullptr, &quitter_repr_py, &quitter_call_py);
extern constexpr TypeSpec kSitePrinterSpec =
    site_spec("_Printer", "Shows a text: a short one when asked for its repr, all of it when called.",
              &printer_repr_py, &printer_call_py);
extern constexpr TypeSpec kSiteHelperSpec =
    site_spec("_Helper",
              "Define the builtin 'help'.\n\nThis is a wrapper around pydoc.help that provides a helpful "
              "message\nwhen 'help' is typed at the Python interactive prompt.",
              &helper_repr_py, &helper_call_py);

} // namespace islet
