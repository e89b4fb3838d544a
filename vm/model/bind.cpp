// SPDX-License-Identifier: MIT
//
// Binding of arguments to the parameters of a Python function, with the TypeErrors of the language.
// Registers: positional parameters, keyword-only ones, *args, **kwargs (code_image.h).
#include "vm/model/call.h"
#include "vm/model/edit_distance.h"
#include "vm/types/dict.h"
#include "vm/types/function.h"
#include "vm/types/list.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

// The parameter's name as text.
std::string_view parameter(const Code& code, std::size_t i) {
    return code.image->varnames[i];
}

// 'a', 'b', and 'c'
void append_names(TextBuffer& out, const Code& code, const std::uint32_t* which, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0) out.append(count == 2 ? " and " : i + 1 == count ? ", and " : ", ");
        format_to(out, "'{}'", parameter(code, which[i]));
    }
}

Raised raise_missing(Thread& t, const Function& f, const Value* registers, std::uint32_t from,
                     std::uint32_t to, const char* kind) {
    std::uint32_t which[64];
    std::size_t count = 0, listed = 0;
    for (std::uint32_t i = from; i < to; ++i) {
        if (!registers[i].is_empty()) continue;
        if (listed < 64) which[listed++] = i;
        ++count;
    }
    TextBuffer text;
    append_utf8(text, *f.qualname);
    format_to(text, "() missing {} required {} argument{}: ", count, kind, count == 1 ? "" : "s");
    append_names(text, *f.code, which, listed);
    return t.raise_text(Exc::TypeError, text.view());
}

Raised raise_too_many(Thread& t, const Function& f, std::uint64_t given, const Value* registers) {
    const Code& code = *f.code;
    std::uint32_t named_only = 0;
    for (std::uint32_t i = code.arg_count; i < static_cast<std::uint32_t>(code.arg_count + code.kwonly_count);
         ++i) {
        if (!registers[i].is_empty()) ++named_only;
    }
    const std::uint64_t defaults = f.defaults ? f.defaults->size : 0;
    TextBuffer text;
    append_utf8(text, *f.qualname);
    bool plural;
    if (defaults > 0) {
        format_to(text, "() takes from {} to {}", code.arg_count - defaults, code.arg_count);
        plural = true;
    } else {
        format_to(text, "() takes {}", code.arg_count);
        plural = code.arg_count != 1;
    }
    format_to(text, " positional argument{} but {}", plural ? "s" : "", given);
    if (named_only > 0) {
        format_to(text, " positional argument{} (and {} keyword-only argument{})", given != 1 ? "s" : "",
                  named_only, named_only != 1 ? "s" : "");
    }
    format_to(text, " {} given", given == 1 && named_only == 0 ? "was" : "were");
    return t.raise_text(Exc::TypeError, text.view());
}

// The register of the parameter named `name` that may be given by keyword, or -1.
int find_keyword(const Code& code, const Str& name) {
    for (int i = code.posonly_count; i < code.arg_count + code.kwonly_count; ++i) {
        if (name.is_ascii() ? name.ascii() == parameter(code, static_cast<std::size_t>(i)) : [&] {
                TextBuffer text;
                append_utf8(text, name);
                return text.view() == parameter(code, static_cast<std::size_t>(i));
            }())
            return i;
    }
    return -1;
}

// Positional-only parameters that were given by keyword, for the error text.
Raised raise_positional_only(Thread& t, const Function& f, const Args& args, const Str& unexpected) {
    const Code& code = *f.code;
    TextBuffer list;
    bool any = false;
    for (std::uint32_t p = 0; p < code.posonly_count; ++p) {
        for (std::uint32_t k = 0; k < args.keyword_count(); ++k) {
            TextBuffer name;
            append_utf8(name, args.keyword_name(k));
            if (name.view() != parameter(code, p)) continue;
            if (any) list.append(", ");
            list.append(name.view());
            any = true;
        }
    }
    TextBuffer text, quoted;
    append_utf8(text, *f.qualname);
    if (any) {
        format_to(text, "() got some positional-only arguments passed as keyword arguments: '{}'", list);
    } else {
        append_utf8(quoted, unexpected);
        format_to(text, "() got an unexpected keyword argument '{}'", quoted);
        NearestName nearest(quoted.view());
        for (std::size_t i = code.posonly_count; i < std::size_t{code.arg_count} + code.kwonly_count; ++i) {
            nearest.offer(parameter(code, i));
        }
        if (!nearest.best().empty()) format_to(text, ". Did you mean '{}'?", nearest.best());
    }
    return t.raise_text(Exc::TypeError, text.view());
}

Status bind_keywords(Thread& t, Function& f, const Args& args, Value* registers, Value kwargs) {
    const Code& code = *f.code;
    for (std::uint32_t k = 0; k < args.keyword_count(); ++k) {
        if (!is_kind((*args.names)[k], Kind::Str)) return t.raise(Exc::TypeError, "keywords must be strings");
        Str& name = args.keyword_name(k);
        const int at = find_keyword(code, name);
        if (at >= 0) {
            if (!registers[at].is_empty()) {
                TextBuffer text;
                append_utf8(text, *f.qualname);
                format_to(text, "() got multiple values for argument '{}'",
                          parameter(code, static_cast<std::size_t>(at)));
                return t.raise_text(Exc::TypeError, text.view());
            }
            registers[at] = Ref::share(args.keyword(k)).release();
        } else if (!kwargs.is_empty()) {
            if (!dict_set_py(t, as<Dict>(kwargs), Value(&name), args.keyword(k))) return t.raised();
        } else {
            return raise_positional_only(t, f, args, name);
        }
    }
    return Status::ok();
}

void bind_defaults(const Function& f, Value* registers) {
    const Code& code = *f.code;
    if (!f.defaults) return;
    const std::size_t count = f.defaults->size;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t at = code.arg_count + i - count;
        if (at < code.arg_count && registers[at].is_empty())
            registers[at] = Ref::share((*f.defaults)[i]).release();
    }
}

} // namespace

Status bind_arguments(Thread& t, Function& f, const Args& args, Value* registers) {
    const Code& code = *f.code;
    const bool has_rest = (code.flags & kVarArgs) != 0, has_kwargs = (code.flags & kVarKeywords) != 0;
    const std::uint32_t named = static_cast<std::uint32_t>(code.arg_count + code.kwonly_count);
    const std::uint32_t positional = args.count < code.arg_count ? args.count : code.arg_count;
    for (std::uint32_t i = 0; i < positional; ++i) registers[i] = Ref::share(args[i]).release();
    if (has_rest) {
        Ref rest = make_tuple(t, std::span<const Value>(args.values + positional, args.count - positional));
        if (!rest) return t.raised();
        registers[named] = rest.release();
    }
    if (has_kwargs) {
        Ref dict = make_dict(t);
        if (!dict) return t.raised();
        registers[named + (has_rest ? 1 : 0)] = dict.release();
    }
    if (args.names) {
        const Value kwargs = has_kwargs ? registers[named + (has_rest ? 1 : 0)] : Value();
        if (!bind_keywords(t, f, args, registers, kwargs)) return t.raised();
    }
    if (args.count > code.arg_count && !has_rest) return raise_too_many(t, f, args.count, registers);
    bind_defaults(f, registers);
    for (std::uint32_t i = 0; i < code.arg_count; ++i) {
        if (registers[i].is_empty()) return raise_missing(t, f, registers, 0, code.arg_count, "positional");
    }
    for (std::uint32_t i = code.arg_count; i < named; ++i) {
        if (!registers[i].is_empty()) continue;
        if (f.kwdefaults) {
            Ref name = intern(t, std::string_view(parameter(code, i)));
            if (!name) return t.raised();
            const Value v = dict_find(t, *f.kwdefaults, name.as<Str>());
            if (!v.is_empty()) registers[i] = Ref::share(v).release();
        }
    }
    for (std::uint32_t i = code.arg_count; i < named; ++i) {
        if (registers[i].is_empty())
            return raise_missing(t, f, registers, code.arg_count, named, "keyword-only");
    }
    return Status::ok();
}

} // namespace islet
