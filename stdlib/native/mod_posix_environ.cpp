// SPDX-License-Identifier: MIT
//
// Part of the module posix: the environment, and lists of texts as the system takes them.
//
// The environment belongs to the operating system's process, not to an interpreter. All that touch it take
// Process::environment_mutex, so that interpreters on several threads do not meet in the C library.
// Threads: the interpreter's lock, and within it that mutex, for moments.
#include "stdlib/native/posix.h"

#include "runtime/interpreter.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/bytes.h"
#include "vm/types/dict.h"
#include "vm/types/list.h"
#include "vm/types/module.h"
#include "vm/types/tuple.h"

#include <cstdlib>
#include <cstring>
#include <unistd.h>

namespace islet {

std::mutex& environment_mutex(Thread& t) {
    return interpreter_of(t).process().environment_mutex();
}

TextList::~TextList() {
    for (std::size_t i = 0; i < count_; ++i) std::free(items_[i]);
    std::free(items_);
}

bool TextList::add(std::string_view text) {
    if (count_ + 1 >= capacity_) {
        const std::size_t capacity = capacity_ == 0 ? 16 : capacity_ * 2;
        auto* const grown = static_cast<char**>(std::realloc(items_, capacity * sizeof(char*)));
        if (!grown) return false;
        items_ = grown;
        capacity_ = capacity;
    }
    auto* const copy = static_cast<char*>(std::malloc(text.size() + 1));
    if (!copy) return false;
    if (!text.empty()) std::memcpy(copy, text.data(), text.size());
    copy[text.size()] = '\0';
    items_[count_++] = copy;
    items_[count_] = nullptr;
    return true;
}

bool copy_environment(Thread& t, TextList& out) {
    const std::lock_guard<std::mutex> guard(environment_mutex(t));
    for (char** entry = environ; entry && *entry; ++entry) {
        if (!out.add(*entry)) return false;
    }
    return true;
}

namespace {

Status encode_py(Thread& t, Value v, FsText& out) {
    return convert_arg_py(t, v, out, ArgContext{nullptr, 0});
}

// keys() or values() of a mapping as a tuple of what it gives now.
Ref mapping_part_py(Thread& t, Value mapping, const char* name) {
    Ref key = intern(t, name);
    Ref part = key ? call_method_py(t, mapping, key.as<Str>()) : Ref(t.raised());
    return part ? tuple_from_py(t, part.get()) : Ref(t.raised());
}

} // namespace

Status read_argv_py(Thread& t, Value argv, TextList& out) {
    Ref items = tuple_from_py(t, argv);
    if (!items) return t.raised();
    const Tuple& tuple = items.as<Tuple>();
    for (std::uint64_t i = 0; i < tuple.size; ++i) {
        FsText text;
        if (!encode_py(t, tuple[i], text) || !t.checkpoint_py()) return t.raised();
        if (!out.add(text.text.view())) return t.raise_memory_error();
    }
    return Status::ok();
}

Status read_env_py(Thread& t, Value mapping, TextList& out) {
    Ref keys = mapping_part_py(t, mapping, "keys");
    Ref values = keys ? mapping_part_py(t, mapping, "values") : Ref(t.raised());
    if (!values) return t.raised();
    const std::uint64_t count = keys.as<Tuple>().size;
    if (values.as<Tuple>().size < count)
        return t.raise(Exc::RuntimeError, "mapping changed while it was read");
    for (std::uint64_t i = 0; i < count; ++i) {
        FsText key, value;
        if (!encode_py(t, keys.as<Tuple>()[i], key) || !encode_py(t, values.as<Tuple>()[i], value) ||
            !t.checkpoint_py())
            return t.raised();
        const std::string_view name = key.text.view();
        if (name.empty() || name.find('=', 1) != std::string_view::npos)
            return t.raise(Exc::ValueError, "illegal environment variable name");
        TextBuffer pair;
        format_to(pair, "{}={}", name, value.text.view());
        if (pair.failed() || !out.add(pair.view())) return t.raise_memory_error();
    }
    return Status::ok();
}

namespace {

Ref posix_putenv(Thread& t, FsText& name, FsText& value) {
    if (name.text.view().find('=') != std::string_view::npos)
        return t.raise(Exc::ValueError, "illegal environment variable name");
    const std::lock_guard<std::mutex> guard(environment_mutex(t));
    return none_or_error(t, ::setenv(name.c_str(), value.c_str(), 1));
}
Ref posix_unsetenv(Thread& t, FsText& name) {
    const std::lock_guard<std::mutex> guard(environment_mutex(t));
    return none_or_error(t, ::unsetenv(name.c_str()));
}

// A dict of bytes. Of several entries for one name the first counts, as for getenv.
Ref posix_create_environ(Thread& t) {
    TextList entries;
    if (!copy_environment(t, entries)) return t.raise_memory_error();
    Ref dict = make_dict(t);
    if (!dict) return t.raised();
    for (std::size_t i = 0; i < entries.count(); ++i) {
        const std::string_view entry = entries.data()[i];
        const std::size_t equals = entry.find('=');
        if (equals == std::string_view::npos) continue;
        Ref key = make_bytes(t, entry.substr(0, equals));
        Ref value = key ? make_bytes(t, entry.substr(equals + 1)) : Ref(t.raised());
        if (!value || !dict_setdefault_py(t, dict.as<Dict>(), key.get(), value.get())) return t.raised();
    }
    return dict;
}

constexpr MethodDef kFunctions[] = {
    function<&posix_putenv>("putenv($module, name, value, /)", "Change or add an environment variable."),
    function<&posix_unsetenv>("unsetenv($module, name, /)", "Delete an environment variable."),
    function<&posix_create_environ>("_create_environ($module, /)", "The environment as a new dict of bytes."),
};

} // namespace

const std::span<const MethodDef> kPosixEnvironFunctions = kFunctions;

Status add_environment_py(Thread& t, Module& m) {
    Ref dict = posix_create_environ(t);
    if (!dict) return t.raised();
    return dict_set_text(t, *m.dict, "environ", dict.get());
}

} // namespace islet
