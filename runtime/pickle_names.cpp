// SPDX-License-Identifier: MIT
//
// Classes and functions, which pickles hold by module and qualified name: naming them, and finding them
// again. Owns: nothing of its own. Threads: the interpreter's lock.
#include "runtime/pickle_writer.h"

#include "runtime/import.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/exc.h"
#include "vm/model/protocol.h"
#include "vm/types/bytes.h"
#include "vm/types/dict.h"
#include "vm/types/function.h"
#include "vm/types/int.h"
#include "vm/types/module.h"
#include "vm/types/str.h"
#include "vm/types/str_codec.h"
#include "vm/types/tuple.h"

namespace islet {

using namespace pickle;

namespace {

// The parts of "A.B.c". Parts are at least one; "" and "A." have empty ones.
class DottedName {
public:
    explicit DottedName(const Str& name) { append_utf8(text_, name); }
    DottedName(const DottedName& other) : at_(other.at_) { text_.append(other.text_.view()); }
    DottedName& operator=(const DottedName&) = delete;
    bool has_dots() const { return text_.view().find('.') != std::string_view::npos; }
    bool next(std::string_view& part) {
        if (at_ > text_.size()) return false;
        const std::size_t dot = text_.view().find('.', at_);
        const std::size_t end = dot == std::string_view::npos ? text_.size() : dot;
        part = text_.view().substr(at_, end - at_);
        at_ = end + 1;
        return true;
    }
    // Whether it names something inside a function call.
    bool is_local() {
        bool found = false;
        for (std::string_view part; next(part);) found = found || part == "<locals>";
        at_ = 0;
        return found;
    }

private:
    TextBuffer text_;
    std::size_t at_ = 0;
};

// object.A.B.c
Ref walk_py(Thread& t, Value object, const Str& name) {
    DottedName path(name);
    Ref at = Ref::share(object);
    for (std::string_view part; path.next(part);) {
        Ref key = intern(t, part);
        at = key ? get_attr_py(t, at.get(), key.as<Str>()) : Ref(t.raised());
        if (!at) return at;
    }
    return at;
}

// The loaded module of this name; nothing() without exception if there is none.
Ref find_loaded_py(Thread& t, Value name) {
    if (!t.state().modules) return Ref::nothing();
    if (is_exact(name, Kind::Str)) return Ref::share(dict_find(t, *t.state().modules, as<Str>(name)));
    bool found = false;
    return dict_find_py(t, *t.state().modules, name, &found);
}

// sys.modules[name], imported if need be.
Ref load_module_py(Thread& t, Value name) {
    Ref module = find_loaded_py(t, name);
    if (module ? !module.get().is_none() : t.has_pending()) return module;
    if (!is_str(name)) return t.raise(Exc::TypeError, "module name must be a string");
    if (!t.state().hooks.import_py) return t.raise(Exc::ImportError, "there is no import");
    Ref top = t.state().hooks.import_py(t, name, Value::none(), Value::none(), Value::none(), 0);
    if (!top) return top;
    module = find_loaded_py(t, name);
    if (!module && !t.has_pending()) return raise_key_error(t, name);
    return module;
}

// The usual case in one look: a module's own attribute without dots.
Value find_in_module(Thread& t, Value module, Value name) {
    if (!is_exact(module, Kind::Module) || !is_exact(name, Kind::Str)) return Value();
    return dict_find(t, *as<Module>(module).dict, as<Str>(name));
}

Ref copyreg_attr_py(Thread& t, std::string_view name) {
    Ref copyreg = import_module_py(t, "copyreg");
    Ref key = copyreg ? intern(t, name) : Ref(t.raised());
    return key ? get_attr_py(t, copyreg.get(), key.as<Str>()) : Ref(t.raised());
}

Ref compat_table_py(Thread& t, std::string_view name) {
    Ref compat = import_module_py(t, "_compat_pickle");
    Ref key = compat ? intern(t, name) : Ref(t.raised());
    Ref table = key ? get_attr_py(t, compat.get(), key.as<Str>()) : Ref(t.raised());
    if (table && !is_kind(table.get(), Kind::Dict))
        return t.raise(Exc::RuntimeError, "_compat_pickle.{} must be a dict", name);
    return table;
}

// Translates module and name between Python 2 and 3 by the two tables, both of which may be missing there.
Status translate_py(Thread& t, Ref& module, Ref& name, std::string_view names, std::string_view modules) {
    Ref table = compat_table_py(t, names);
    Ref key = table ? make_tuple(t, {module.get(), name.get()}) : Ref(t.raised());
    if (!key) return t.raised();
    bool found = false;
    Ref pair = dict_find_py(t, table.as<Dict>(), key.get(), &found);
    if (pair) {
        if (!is_kind(pair.get(), Kind::Tuple) || pair.as<Tuple>().size != 2 || !is_str(pair.as<Tuple>()[0]) ||
            !is_str(pair.as<Tuple>()[1])) {
            return t.raise(Exc::RuntimeError, "_compat_pickle.{} values should be pairs of str", names);
        }
        module = Ref::share(pair.as<Tuple>()[0]);
        name = Ref::share(pair.as<Tuple>()[1]);
        return Status::ok();
    }
    if (t.has_pending()) return t.raised();
    table = compat_table_py(t, modules);
    if (!table) return t.raised();
    Ref other = dict_find_py(t, table.as<Dict>(), module.get(), &found);
    if (!other) return t.has_pending() ? Status(t.raised()) : Status::ok();
    if (!is_str(other.get())) {
        return t.raise(Exc::RuntimeError, "_compat_pickle.{} values should be strings", modules);
    }
    module = std::move(other);
    return Status::ok();
}

} // namespace

// --- Naming

// The name of the module in which `v` is found as `name`; PicklingError if it is not.
Ref PickleWriter::find_module_of_py(Value v, Str& name) {
    const auto refuse = [&](std::string_view reason) -> Ref {
        const Ref context = t_.has_pending() ? t_.take_pending() : Ref::nothing();
        TextBuffer text;
        text.append("Can't pickle ");
        const bool shown = static_cast<bool>(append_repr_py(t_, text, v));
        if (!shown) return t_.raised();
        text.append(reason);
        if (context) static_cast<void>(t_.restore(Ref::share(context.get())));
        return raise_py(text.view());
    };
    Ref module_name = find_attr_py(t_, v, Name::dunder_module);
    if (!module_name && t_.has_pending()) return t_.raised();
    if (module_name && is_str(module_name.get())) {
        // The usual case first: it stands in its module under a name without dots.
        const Ref module = find_loaded_py(t_, module_name.get());
        if (!module && t_.has_pending()) return t_.raised();
        if (module && find_in_module(t_, module.get(), Value(&name)) == v) return module_name;
    }
    DottedName path(name);
    if (path.is_local()) {
        TextBuffer text;
        text.append("Can't pickle local object ");
        if (!append_repr_py(t_, text, v)) return t_.raised();
        return raise_py(text.view());
    }
    if (!module_name || module_name.get().is_none()) {
        module_name = search_modules_py(v, name);
        if (!module_name) return t_.raised();
        if (!module_name.get().is_none()) return module_name;
        module_name = Ref::share(Value(&t_.name(Name::dunder_main)));
    }
    Ref module = load_module_py(t_, module_name.get());
    if (!module) {
        if (!t_.pending_is(Exc::ImportError) && !t_.pending_is(Exc::ValueError) &&
            !t_.pending_is(Exc::KeyError))
            return t_.raised();
        const Ref failure = t_.take_pending();
        TextBuffer reason;
        reason.append(": ");
        if (!append_str_py(t_, reason, failure.get())) return t_.raised();
        static_cast<void>(t_.restore(Ref::share(failure.get())));
        return refuse(reason.view());
    }
    Ref found = walk_py(t_, module.get(), name);
    if (found && found.get() == v) return module_name;
    if (!found && !t_.pending_is(Exc::AttributeError)) return t_.raised();
    TextBuffer reason;
    reason.append(found ? ": it's not the same object as " : ": it's not found as ");
    append_value(reason, module_name.get());
    reason.append('.');
    append_utf8(reason, name);
    return refuse(reason.view());
}

// For what does not know its module: the first one that has it, or None.
Ref PickleWriter::search_modules_py(Value v, Str& name) {
    Ref modules = t_.state().modules ? dict_copy(t_, *t_.state().modules) : make_dict(t_);
    if (!modules) return t_.raised();
    std::uint32_t at = 0;
    while (const DictEntry* const entry = modules.as<Dict>().next(at)) {
        const Value key = entry->key, module = entry->value;
        if (module.is_none()) continue;
        if (is_str(key) && (str_equal(as<Str>(key), "__main__") || str_equal(as<Str>(key), "__mp_main__")))
            continue;
        Ref found = walk_py(t_, module, name);
        if (!found) {
            if (!t_.pending_is(Exc::AttributeError)) return t_.raised();
            t_.clear_pending();
        } else if (found.get() == v) {
            return Ref::share(key);
        }
    }
    return Ref::none();
}

Status PickleWriter::save_global_py(Value v, Value given) {
    Ref name = given.is_empty() ? find_attr_py(t_, v, Name::dunder_qualname) : Ref::share(given);
    if (!name && !t_.has_pending()) name = get_attr_py(t_, v, Name::dunder_name);
    if (!name) return t_.raised();
    if (!is_str(name.get())) return t_.raise(Exc::TypeError, "must be str, not {}", *type_of(t_, name.get()));
    Ref module = find_module_of_py(v, name.as<Str>());
    if (!module) return t_.raised();
    if (protocol_ >= 2) {
        const Result<bool> written = write_extension_py(module.get(), name.get());
        if (!written) return t_.raised();
        if (*written) return Status::ok();
    }
    if (protocol_ >= 4) {
        if (!save_stack_global_py(v, module.get(), name.get())) return t_.raised();
    } else if (!write_old_global_py(module.get(), name.get())) {
        return t_.raised();
    }
    return memoize(v);
}

Status PickleWriter::save_stack_global_py(Value v, Value module, Value name) {
    // CPython's built-in functions name their module by a string of its own, which their pickles show.
    if (is_exact(v, Kind::NativeFunction) && is_exact(module, Kind::Str) && !hooks_.persistent_id_py) {
        const std::uint64_t key = PickleMemo::copy_key_of(module);
        if (!write_known(key) && !save_str_py(module, key)) return t_.raised();
    } else if (!save_py(module)) {
        return t_.raised();
    }
    if (!save_py(name)) return t_.raised();
    op(kStackGlobal);
    return Status::ok();
}

// Protocols below 4: getattr(getattr(A, "B"), "c").
Status PickleWriter::write_old_global_py(Value module, Value name) {
    DottedName path(as<Str>(name));
    if (!path.has_dots()) return write_global_line_py(module, name);
    Ref getattr_name = intern(t_, "getattr");
    Ref getattr = getattr_name && t_.state().builtins
                      ? Ref::share(dict_find(t_, *t_.state().builtins, getattr_name.as<Str>()))
                      : Ref::nothing();
    if (!getattr) return t_.raise(Exc::AttributeError, "module 'builtins' has no attribute 'getattr'");
    std::string_view part;
    static_cast<void>(path.next(part));
    Ref first = intern(t_, part);
    if (!first) return t_.raised();
    for (DottedName rest = path; rest.next(part);) {
        if (!save_py(getattr.get())) return t_.raised();
        if (protocol_ < 2) op(kMark);
    }
    if (!write_global_line_py(module, first.get())) return t_.raised();
    while (path.next(part)) {
        Ref attribute = intern(t_, part);
        if (!attribute || !save_py(attribute.get())) return t_.raised();
        op(protocol_ < 2 ? kTuple : kTuple2);
        op(kReduce);
    }
    return Status::ok();
}

Status PickleWriter::write_global_line_py(Value module, Value name) {
    Ref written[] = {Ref::share(module), Ref::share(name)};
    if (hooks_.fix_imports && protocol_ < 3 &&
        !translate_py(t_, written[0], written[1], "REVERSE_NAME_MAPPING", "REVERSE_IMPORT_MAPPING"))
        return t_.raised();
    op(kGlobal);
    for (const bool is_name : {false, true}) {
        Ref bytes =
            encode_str_py(t_, written[is_name].as<Str>(), protocol_ >= 3 ? "utf-8" : "ascii", "strict");
        if (!bytes) {
            if (!t_.pending_is(Exc::UnicodeEncodeError)) return t_.raised();
            TextBuffer text;
            format_to(text, "can't pickle {} identifier '{}' using pickle protocol {}",
                      is_name ? "global" : "module", written[is_name].as<Str>(), protocol_);
            return raise_py(text.view());
        }
        out_.append(bytes.as<Bytes>().data(), bytes.as<Bytes>().length);
        op('\n');
    }
    return Status::ok();
}

// A name of copyreg's registry is a number. False: it is not there.
Result<bool> PickleWriter::write_extension_py(Value module, Value name) {
    if (!extensions_) {
        extensions_ = copyreg_attr_py(t_, "_extension_registry");
        if (!extensions_) return t_.raised();
        if (!is_kind(extensions_.get(), Kind::Dict))
            return t_.raise(Exc::RuntimeError, "copyreg._extension_registry should be a dict, not {}",
                            *type_of(t_, extensions_.get()));
    }
    if (extensions_.as<Dict>().count == 0) return false;
    Ref key = make_tuple(t_, {module, name});
    if (!key) return t_.raised();
    bool found = false;
    Ref number = dict_find_py(t_, extensions_.as<Dict>(), key.get(), &found);
    if (!number) {
        if (t_.has_pending()) return t_.raised();
        return false;
    }
    const Result<std::int64_t> code_or = index_to_int64_py(t_, number.get());
    if (!code_or) return t_.raised();
    const std::int64_t code = *code_or;
    if (code <= 0 || code > 0x7fff'ffff)
        return t_.raise(Exc::RuntimeError, "extension code {} is out of range", code);
    if (code <= 0xff) {
        op1(kExt1, static_cast<std::uint8_t>(code));
    } else if (code <= 0xffff) {
        op(kExt2);
        op1(static_cast<char>(code & 0xff), static_cast<std::uint8_t>(code >> 8));
    } else {
        op4(kExt4, static_cast<std::uint32_t>(code));
    }
    return true;
}

// --- Finding

Ref pickle_find_class_py(Thread& t, Value module, Value name, int protocol, bool fix_imports) {
    Ref module_name = Ref::share(module), attribute = Ref::share(name);
    if (protocol < 3 && fix_imports &&
        !translate_py(t, module_name, attribute, "NAME_MAPPING", "IMPORT_MAPPING"))
        return t.raised();
    Ref loaded = load_module_py(t, module_name.get());
    if (!loaded) return loaded;
    const Value usual = find_in_module(t, loaded.get(), attribute.get());
    if (!usual.is_empty()) return Ref::share(usual);
    if (!is_str(attribute.get()))
        return t.raise(Exc::TypeError, "attribute name must be string, not '{}'",
                       *type_of(t, attribute.get()));
    if (protocol < 4) {
        Ref key = intern(t, attribute.as<Str>());
        return key ? get_attr_py(t, loaded.get(), key.as<Str>()) : Ref(t.raised());
    }
    DottedName path(attribute.as<Str>());
    Ref found = walk_py(t, loaded.get(), attribute.as<Str>());
    if (found || !t.pending_is(Exc::AttributeError) || !path.has_dots()) return found;
    const Ref context = t.take_pending();
    TextBuffer text;
    text.append("Can't resolve path ");
    append_repr(text, attribute.as<Str>());
    text.append(" on module ");
    if (!append_repr_py(t, text, module_name.get())) return t.raised();
    const Raised raised = t.raise_text(Exc::AttributeError, text.view());
    set_context(as<Exception>(t.pending()), context.get());
    return raised;
}

} // namespace islet
