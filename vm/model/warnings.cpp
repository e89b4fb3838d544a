// SPDX-License-Identifier: MIT
//
// See warnings.h. Owns: nothing more. Threads: the interpreter's lock.
#include "vm/model/warnings.h"

#include "vm/base/arena.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/exc.h"
#include "vm/model/exc_report.h"
#include "vm/model/protocol.h"
#include "vm/model/source_lines.h"
#include "vm/types/dict.h"
#include "vm/types/frame_object.h"
#include "vm/types/function.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/str.h"

#include <charconv>

namespace islet {

namespace {

// --- Filters

Status append_filter(Thread& t, List& list, std::string_view action, TypeId category,
                     std::string_view module) {
    Ref word = intern(t, action);
    Ref where = module.empty() ? Ref::none() : intern(t, module);
    if (!word || !where) return t.raised();
    Ref filter =
        make_tuple(t, {word.get(), Value::none(), t.type(category), where.get(), Value::small_int(0)});
    if (!filter) return t.raised();
    return list_append(t, list, std::move(filter));
}

Ref make_default_filters(Thread& t) {
    Ref made = make_list(t);
    if (!made) return t.raised();
    auto& list = made.as<List>();
    if (!append_filter(t, list, "default", TypeId::DeprecationWarning, "__main__") ||
        !append_filter(t, list, "ignore", TypeId::DeprecationWarning, "") ||
        !append_filter(t, list, "ignore", TypeId::PendingDeprecationWarning, "") ||
        !append_filter(t, list, "ignore", TypeId::ImportWarning, "") ||
        !append_filter(t, list, "ignore", TypeId::ResourceWarning, "")) {
        return t.raised();
    }
    return made;
}

// An attribute of the module `warnings` if a program has imported it; nothing() without exception otherwise.
Ref module_attribute_py(Thread& t, std::string_view name) {
    Dict* const modules = t.state().modules;
    const Value module = modules ? dict_find_text(t, *modules, "warnings") : Value();
    if (module.is_empty()) return Ref::nothing();
    Ref keep = Ref::share(module);
    Ref attribute = intern(t, name);
    if (!attribute) return t.raised();
    Ref found = find_attr_py(t, keep.get(), attribute.as<Str>());
    if (!found) t.clear_pending();
    return found;
}

struct Warning {
    Value category, message; // message: the instance
    Str& text;
    Value filename, module, source;
    std::int64_t line;
};

bool starts_with_fold(const Str& text, const Str& prefix) {
    TextBuffer a, b;
    append_utf8(a, text);
    append_utf8(b, prefix);
    if (b.size() > a.size()) return false;
    const auto fold = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    for (std::size_t i = 0; i < b.size(); ++i) {
        if (fold(a.view()[i]) != fold(b.view()[i])) return false;
    }
    return true;
}

// Whether the pattern of a filter likes the text.
Result<bool> pattern_matches_py(Thread& t, Value pattern, Value text, bool prefix) {
    if (pattern.is_none()) return true;
    if (auto* const exact = cast<Str>(pattern)) {
        if (!is_kind(text, Kind::Str)) return false;
        return prefix ? starts_with_fold(as<Str>(text), *exact) : str_equal(as<Str>(text), *exact);
    }
    Ref name = intern(t, "match");
    if (!name) return t.raised();
    const Value args[] = {text};
    Ref answer = call_method_py(t, pattern, name.as<Str>(), args);
    if (!answer) return t.raised();
    return truth_py(t, answer.get());
}

Result<bool> filter_matches_py(Thread& t, const Tuple& filter, const Warning& w) {
    if (!is_exact_int(filter[4])) return t.raise(Exc::TypeError, "an integer is required");
    std::int64_t line = 0;
    if (!int_fits(filter[4], &line) || (line != 0 && line != w.line)) return false;
    Result<bool> category = issubclass_py(t, w.category, filter[2]);
    if (!category || !*category) return category;
    Result<bool> message = pattern_matches_py(t, filter[1], &w.text, true);
    if (!message || !*message) return message;
    return pattern_matches_py(t, filter[3], w.module, false);
}

// The action of the first filter that matches, and that filter.
Ref find_action_py(Thread& t, const Warning& w, Ref& matching) {
    Ref filters = module_attribute_py(t, "filters");
    if (filters && !is_kind(filters.get(), Kind::List))
        return t.raise(Exc::ValueError, "_warnings.filters must be a list");
    if (!filters) filters = warning_filters(t);
    if (!filters) return t.raised();
    for (std::uint64_t i = 0; i < filters.as<List>().size; ++i) {
        Ref item = Ref::share(filters.as<List>().items[i]);
        auto* const filter = cast<Tuple>(item.get());
        if (!filter || filter->size != 5) {
            return t.raise(Exc::ValueError, "warnings.filters item {} isn't a 5-tuple", i);
        }
        Result<bool> matches = filter_matches_py(t, *filter, w);
        if (!matches) return t.raised();
        if (!*matches) continue;
        matching = std::move(item);
        return Ref::share((*filter)[0]);
    }
    Ref fallback = module_attribute_py(t, "defaultaction");
    return fallback ? std::move(fallback) : intern(t, "default");
}

// --- Registries: what a module has shown already

// Whether `key` is in the registry, which is emptied first when the filters have changed since.
Result<bool> already_shown_py(Thread& t, Dict& registry, Value key, bool add) {
    const std::int64_t version = t.state().warning_version;
    const Value known = dict_find_text(t, registry, "version");
    if (!known.is_int() || known.as_int() != version) {
        dict_clear(registry);
        if (!dict_set_text(t, registry, "version", Value::small_int(version))) return t.raised();
    } else {
        bool found = false;
        Ref shown = dict_find_py(t, registry, key, &found);
        if (shown) return truth_py(t, shown.get());
        if (t.has_pending()) return t.raised();
    }
    if (add && !dict_set_py(t, registry, key, Value::boolean(true))) return t.raised();
    return false;
}

// Whether this text of this category was shown before, on whatever line.
Result<bool> shown_once_py(Thread& t, Dict& registry, const Warning& w) {
    Ref key = make_tuple(t, {&w.text, w.category});
    if (!key) return t.raised();
    return already_shown_py(t, registry, key.get(), true);
}

Ref once_registry_py(Thread& t) {
    Ref own = module_attribute_py(t, "onceregistry");
    if (own && is_kind(own.get(), Kind::Dict)) return own;
    return warning_once_registry(t);
}

// --- Showing

void append_source_line(Thread& t, TextBuffer& out, const Warning& w) {
    if (!is_kind(w.filename, Kind::Str)) return;
    Arena arena;
    SourceLines sources(t, arena);
    TextBuffer file;
    append_utf8(file, as<Str>(w.filename));
    const auto line_number = static_cast<std::int32_t>(w.line > INT32_MAX ? 0 : w.line);
    std::string_view line = sources.line(file.view(), line_number, nullptr);
    const std::size_t start = line.find_first_not_of(" \t\f\v");
    if (start != std::string_view::npos) format_to(out, "  {}\n", line.substr(start));
}

Status show_py(Thread& t, const Warning& w) {
    Ref show = module_attribute_py(t, "_showwarnmsg"), record = module_attribute_py(t, "WarningMessage");
    if (show && record) {
        Ref line = make_int(t, w.line);
        if (!line) return t.raised();
        const Value source = w.source.is_empty() ? Value::none() : w.source;
        const Value args[] = {w.message,     w.category,    w.filename, line.get(),
                              Value::none(), Value::none(), source};
        Ref message = call_py(t, record.get(), Args(args, 7));
        if (!message || !call_py(t, show.get(), message.get())) return t.raised();
        return Status::ok();
    }
    TextBuffer out;
    if (!append_str_py(t, out, w.filename)) return t.raised();
    format_to(out, ":{}: ", w.line);
    const std::size_t name_start = out.size();
    append_utf8(out, *as<Type>(w.category).name);
    TextBuffer name;
    name.append(out.view().substr(name_start));
    format_to(out, ": {}\n", w.text);
    append_source_line(t, out, w);
    if (!w.source.is_empty()) {
        format_to(out, "{}: Enable tracemalloc to get the object allocation traceback\n", name);
    }
    write_error_text_py(t, out.view());
    return Status::ok();
}

// Decides by the action; true: show it.
Result<bool> apply_action_py(Thread& t, const Warning& w, Value action, Value filter, Value registry,
                             Value key) {
    const auto is = [action](std::string_view word) {
        return is_kind(action, Kind::Str) && str_equal(as<Str>(action), word);
    };
    if (is("error")) return t.raise_object(Ref::share(w.message));
    if (is("ignore")) return false;
    const bool always = is("always") || is("all");
    const bool has_registry = is_kind(registry, Kind::Dict);
    if (!always && has_registry && !dict_set_py(t, as<Dict>(registry), key, Value::boolean(true)))
        return t.raised();
    if (always || is("default")) return true;
    if (is("once")) {
        // The registry of the interpreter serves those who have none.
        Ref once = has_registry ? Ref::share(registry) : once_registry_py(t);
        if (!once) return t.raised();
        Result<bool> shown = shown_once_py(t, once.as<Dict>(), w);
        if (!shown) return t.raised();
        return !*shown;
    }
    if (is("module")) {
        if (!has_registry) return true;
        Result<bool> shown = shown_once_py(t, as<Dict>(registry), w);
        if (!shown) return t.raised();
        return !*shown;
    }
    TextBuffer text;
    text.append("Unrecognized action (");
    if (!append_repr_py(t, text, action)) return t.raised();
    text.append(") in warnings.filters:\n ");
    if (!append_repr_py(t, text, filter)) return t.raised();
    return t.raise_text(Exc::RuntimeError, text.view());
}

} // namespace

Ref warning_filters(Thread& t) {
    InterpState& state = t.state();
    if (state.warning_filters.is_empty()) {
        Ref made = make_default_filters(t);
        if (!made) return t.raised();
        state.warning_filters = made.release();
    }
    return Ref::share(state.warning_filters);
}

Ref warning_once_registry(Thread& t) {
    InterpState& state = t.state();
    if (state.warning_once.is_empty()) {
        Ref dict = make_dict(t);
        if (!dict) return t.raised();
        state.warning_once = dict.release();
    }
    return Ref::share(state.warning_once);
}

void warning_filters_changed(InterpState& state) {
    ++state.warning_version;
}

Status warn_explicit_py(Thread& t, Value category, Value message, Value filename, std::int64_t line,
                        Value module, Value registry, Value source) {
    Ref instance = Ref::share(message);
    Ref cls = Ref::share(category);
    Ref text = Ref::nothing();
    if (is_exception(message) && exception_matches(t, message, Exc::Warning)) {
        cls = Ref::share(Value(message.object()->type()));
        text = str_py(t, message);
    } else {
        text = Ref::share(message);
        instance = call_py(t, category, message);
        if (instance && !is_kind(message, Kind::Str)) text = str_py(t, message);
    }
    if (!instance || !text) return t.raised();
    if (!is_exception(instance.get())) {
        return t.raise(Exc::TypeError, "category must be a Warning subclass, not '{}'",
                       *type_of(t, category));
    }
    const Warning w{cls.get(), instance.get(), text.as<Str>(), filename, module, source, line};
    Ref line_value = make_int(t, line);
    Ref key = line_value ? make_tuple(t, {text.get(), cls.get(), line_value.get()}) : Ref(t.raised());
    if (!key) return t.raised();
    if (is_kind(registry, Kind::Dict)) {
        Result<bool> shown = already_shown_py(t, as<Dict>(registry), key.get(), false);
        if (!shown) return t.raised();
        if (*shown) return Status::ok();
    }
    Ref filter = Ref::none();
    Ref action = find_action_py(t, w, filter);
    if (!action) return t.raised();
    Result<bool> show = apply_action_py(t, w, action.get(), filter.get(), registry, key.get());
    if (!show) return t.raised();
    return *show ? show_py(t, w) : Status::ok();
}

namespace {

// Where a warning is said to come from.
struct Origin {
    Ref filename = Ref::nothing(), module = Ref::nothing(), registry = Ref::nothing();
    std::int64_t line = 0;
};

// Frames of import's own code, and those in files that the caller of warn() does not want to hear of.
bool is_skipped_frame(const Frame& frame, Value skip_prefixes) {
    TextBuffer file;
    append_utf8(file, *frame.code->filename);
    if (file.view().starts_with("<frozen _frozen_importlib")) return true;
    if (!is_kind(skip_prefixes, Kind::Tuple)) return false;
    for (std::uint64_t i = 0; i < as<Tuple>(skip_prefixes).size; ++i) {
        TextBuffer prefix;
        append_utf8(prefix, as<Str>(as<Tuple>(skip_prefixes)[i]));
        if (file.view().starts_with(prefix.view())) return true;
    }
    return false;
}

const Frame* find_frame(Thread& t, std::int64_t stack_level, Value skip_prefixes) {
    const Frame* frame = t.frame;
    const bool plain = stack_level <= 0 || (frame && is_skipped_frame(*frame, Value::none()));
    for (std::int64_t level = 1; frame && level < stack_level; ++level) {
        frame = frame->back;
        while (!plain && frame && is_skipped_frame(*frame, skip_prefixes)) frame = frame->back;
    }
    return frame;
}

Status find_origin(Thread& t, std::int64_t stack_level, Value skip_prefixes, Origin& out) {
    const Frame* const frame = find_frame(t, stack_level, skip_prefixes);
    Dict* const globals = frame ? frame->globals : t.state().sys_dict;
    out.filename = frame ? Ref::share(Value(frame->code->filename)) : make_str(t, "<sys>");
    out.line = frame ? frame_line(*frame) : 0;
    if (out.line < 0) out.line = 0;
    const Value name = globals ? dict_find(t, *globals, Name::dunder_name) : Value();
    out.module = is_kind(name, Kind::Str) ? Ref::share(name) : make_str(t, "<string>");
    if (!out.filename || !out.module) return t.raised();
    if (!globals) {
        out.registry = Ref::none();
        return Status::ok();
    }
    const Value registry = dict_find_text(t, *globals, "__warningregistry__");
    if (is_kind(registry, Kind::Dict)) {
        out.registry = Ref::share(registry);
        return Status::ok();
    }
    Ref keep = Ref::share(Value(globals));
    out.registry = make_dict(t);
    if (!out.registry) return t.raised();
    return dict_set_text(t, keep.as<Dict>(), "__warningregistry__", out.registry.get());
}

} // namespace

Status warn_value_py(Thread& t, Value message, Value category, std::int64_t stack_level, Value source,
                     Value skip_prefixes) {
    Ref cls = Ref::share(category);
    if (is_exception(message) && exception_matches(t, message, Exc::Warning)) {
        cls = Ref::share(Value(message.object()->type()));
    } else if (category.is_none() || category.is_empty()) {
        cls = Ref::share(Value(t.type(TypeId::UserWarning)));
    }
    if (!is_exception_class(cls.get()) || !is_subtype(cls.as<Type>(), *t.type(TypeId::Warning))) {
        return t.raise(Exc::TypeError, "category must be a Warning subclass, not '{}'",
                       *type_of(t, cls.get()));
    }
    Origin origin;
    if (!find_origin(t, stack_level, skip_prefixes, origin)) return t.raised();
    return warn_explicit_py(t, cls.get(), message, origin.filename.get(), origin.line, origin.module.get(),
                            origin.registry.get(), source);
}

Status warn_py(Thread& t, Exc category, std::string_view message, int stack_level) {
    Ref text = make_str(t, message);
    if (!text) return t.raised();
    return warn_value_py(t, text.get(), t.type(static_cast<TypeId>(category)), stack_level);
}

void warn_unawaited_py(Thread& t, Value coroutine, const Str& qualname) {
    Ref pending = t.has_pending() ? t.take_pending() : Ref::nothing();
    Ref text = make_str(t, format("coroutine '{}' was never awaited", qualname));
    if (!text || !warn_value_py(t, text.get(), t.type(TypeId::RuntimeWarning), 1, coroutine)) {
        report_unraisable_py(t, "Exception ignored while finalizing coroutine", coroutine);
    }
    if (pending) static_cast<void>(t.restore(std::move(pending)));
}

// --- -W

namespace {

constexpr std::string_view kActions[] = {"default", "always", "ignore", "module", "once", "error", "all"};

struct Option {
    std::string_view action, message, category, module;
    std::int64_t line = 0;
};

// Takes the text up to the next colon off the option.
std::string_view take_field(std::string_view& rest) {
    const std::size_t end = rest.find(':');
    std::string_view field = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    const std::size_t first = field.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return field.substr(first, field.find_last_not_of(" \t") - first + 1);
}

// False: `problem` says why.
bool parse_option(std::string_view text, Option& out, TextBuffer& problem) {
    std::size_t colons = 0;
    for (const char c : text) colons += c == ':';
    if (colons > 4) {
        format_to(problem, "too many fields (max 5): '{}'", text);
        return false;
    }
    std::string_view rest = text;
    const std::string_view action = take_field(rest);
    out.message = take_field(rest);
    out.category = take_field(rest);
    out.module = take_field(rest);
    const std::string_view line = take_field(rest);
    for (const std::string_view known : kActions) {
        if (out.action.empty() && known.starts_with(action)) out.action = known;
    }
    if (out.action.empty()) {
        format_to(problem, "invalid action: '{}'", action);
        return false;
    }
    if (line.empty()) return true;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), out.line);
    if (error == std::errc() && end == line.data() + line.size() && out.line >= 0) return true;
    format_to(problem, "invalid lineno '{}'", line);
    return false;
}

// The category by name; nothing() and a text in `problem` if it is none.
Ref find_category_py(Thread& t, std::string_view name, TextBuffer& problem) {
    if (name.empty()) return Ref::share(Value(t.type(TypeId::Warning)));
    Ref found = Ref::nothing();
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos) {
        if (Dict* const builtins = t.state().builtins) found = Ref::share(dict_find_text(t, *builtins, name));
    } else if (t.state().hooks.import_py) {
        Ref module = make_str(t, name.substr(0, dot)), attribute = intern(t, name.substr(dot + 1));
        Ref list = module && attribute ? make_tuple(t, {attribute.get()}) : Ref(t.raised());
        Ref loaded =
            list ? t.state().hooks.import_py(t, module.get(), Value::none(), Value::none(), list.get(), 0)
                 : Ref(t.raised());
        if (!loaded) {
            t.clear_pending();
            format_to(problem, "invalid module name: '{}'", name.substr(0, dot));
            return Ref::nothing();
        }
        found = find_attr_py(t, loaded.get(), attribute.as<Str>());
    }
    if (!found) {
        if (t.has_pending()) t.clear_pending();
        format_to(problem, "unknown warning category: '{}'", name);
        return Ref::nothing();
    }
    if (!is_exception_class(found.get()) || !is_subtype(found.as<Type>(), *t.type(TypeId::Warning))) {
        format_to(problem, "invalid warning category: '{}'", name);
        return Ref::nothing();
    }
    return found;
}

Status insert_filter(Thread& t, const Option& option, Value category) {
    Ref filters = warning_filters(t);
    Ref action = intern(t, option.action);
    Ref message = option.message.empty() ? Ref::none() : make_str(t, option.message);
    Ref module = option.module.empty() ? Ref::none() : make_str(t, option.module);
    if (!filters || !action || !message || !module) return t.raised();
    Ref filter =
        make_tuple(t, {action.get(), message.get(), category, module.get(), Value::small_int(option.line)});
    if (!filter || !list_insert(t, filters.as<List>(), 0, filter.get())) return t.raised();
    warning_filters_changed(t.state());
    return Status::ok();
}

} // namespace

void add_warning_option_py(Thread& t, std::string_view text) {
    Option option;
    TextBuffer problem;
    Ref category = Ref::nothing();
    if (parse_option(text, option, problem)) category = find_category_py(t, option.category, problem);
    if (!category) {
        write_error_text_py(t, format("Invalid -W option ignored: {}\n", problem).view());
        return;
    }
    if (!insert_filter(t, option, category.get())) t.clear_pending();
}

} // namespace islet
