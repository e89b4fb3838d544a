// SPDX-License-Identifier: MIT
//
// See fake_main.h.
#include "runtime/fake_main.h"

#include "runtime/interpreter.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/compile_text.h"
#include "vm/model/exc.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/function.h"
#include "vm/types/list.h"
#include "vm/types/module.h"
#include "vm/types/str.h"

#include <cstdio>
#include <string>

namespace islet {

namespace {

constexpr std::string_view kFakeName = "<fake __main__>";

bool read_file(const std::string& path, TextBuffer& out) {
    std::FILE* const file = std::fopen(path.c_str(), "rbe");
    if (!file) return false;
    char buffer[65536];
    while (const std::size_t n = std::fread(buffer, 1, sizeof(buffer), file)) {
        out.append(std::string_view(buffer, n));
    }
    const bool good = std::ferror(file) == 0 && !out.failed();
    std::fclose(file);
    return good;
}

// sys.argv[0] is the script while it runs.
class ScriptName {
public:
    ScriptName(Thread& t, Value path) : argv_(dict_find_text(t, *t.state().sys_dict, "argv")) {
        if (!is_kind(argv_, Kind::List) || as<List>(argv_).size == 0) argv_ = Value();
        if (argv_.is_empty()) return;
        retain(argv_);
        saved_ = Ref::adopt(std::exchange(as<List>(argv_).items[0], Ref::share(path).release()));
    }
    ~ScriptName() {
        if (argv_.is_empty()) return;
        if (as<List>(argv_).size > 0) release(std::exchange(as<List>(argv_).items[0], saved_.release()));
        release(argv_);
    }
    ScriptName(const ScriptName&) = delete;
    ScriptName& operator=(const ScriptName&) = delete;

private:
    Value argv_;
    Ref saved_ = Ref::nothing();
};

} // namespace

void append_main_file(Thread& t, TextBuffer& out) {
    const Value main = dict_find(t, *t.state().modules, Name::dunder_main);
    if (!is_kind(main, Kind::Module)) return;
    const Value file = dict_find_text(t, *as<Module>(main).dict, "__file__");
    if (is_kind(file, Kind::Str)) append_utf8(out, as<Str>(file));
}

UnpickleHooks FakeMain::hooks() {
    UnpickleHooks hooks;
    hooks.context = this;
    hooks.find_class_py = &find_class_py;
    return hooks;
}

FakeMain::~FakeMain() {
    if (!replaced_) return;
    // A failure of this leaves what unpickling left pending.
    Ref pending = t_.has_pending() ? t_.take_pending() : Ref::nothing();
    if (!dict_set(t_, *t_.state().modules, Name::dunder_main, replaced_.get())) t_.clear_pending();
    if (pending) static_cast<void>(t_.restore(std::move(pending)));
}

Ref FakeMain::find_class_py(Thread& t, void* context, Value module, Value name, int protocol) {
    auto& self = *static_cast<FakeMain*>(context);
    Ref found = pickle_find_class_py(t, module, name, protocol, true);
    const bool is_main = is_kind(module, Kind::Str) && str_equal(as<Str>(module), "__main__");
    if (found || !is_main || !t.pending_is(Exc::AttributeError)) return found;
    Ref missing = t.take_pending();
    found = self.find_in_fake_py(name);
    if (found || !t.pending_is(Exc::Exception)) return found;
    // The name that is missing is the news; why the script could not give it, the cause.
    Ref reason = t.take_pending();
    if (!exception_matches(t, reason.get(), Exc::AttributeError)) {
        set_cause(missing.as<Exception>(), reason.get());
    }
    return t.restore(std::move(missing));
}

Ref FakeMain::find_in_fake_py(Value name) {
    Ref module = module_py();
    if (!module) return t_.raised();
    if (!replaced_) {
        const Value main = dict_find(t_, *t_.state().modules, Name::dunder_main);
        replaced_ = Ref::share(main.is_empty() ? Value::none() : main);
        if (!dict_set(t_, *t_.state().modules, Name::dunder_main, module.get())) return t_.raised();
    }
    // A dotted name leads through classes.
    TextBuffer text;
    append_utf8(text, as<Str>(name));
    std::string_view rest = text.view();
    Ref found = std::move(module);
    while (found && !rest.empty()) {
        const std::size_t dot = rest.find('.');
        Ref part = make_str(t_, rest.substr(0, dot));
        Ref interned = part ? intern(t_, part.as<Str>()) : Ref(t_.raised());
        if (!interned) return t_.raised();
        found = get_attr_py(t_, found.get(), interned.as<Str>());
        rest = dot == std::string_view::npos ? std::string_view() : rest.substr(dot + 1);
    }
    return found;
}

Ref FakeMain::module_py() {
    Interpreter& interpreter = interpreter_of(t_);
    if (!interpreter.fake_main().is_empty()) return Ref::share(interpreter.fake_main());
    Ref made = run_script_py();
    if (made) interpreter.set_fake_main(Ref::share(made.get()));
    return made;
}

Ref FakeMain::run_script_py() {
    TextBuffer source;
    const std::string path(file_);
    if (!read_file(path, source)) return raise_os_error(t_, errno);
    Ref name = make_str(t_, kFakeName);
    Ref filename = make_str(t_, file_);
    Ref empty = make_str(t_, "");
    Ref module = name ? make_module(t_, name.as<Str>()) : Ref(t_.raised());
    if (!module || !filename || !empty) return t_.raised();
    Dict& dict = *module.as<Module>().dict;
    const Value builtins = dict_find(t_, *t_.state().modules, Name::builtins);
    if (!dict_set_text(t_, dict, "__file__", filename.get()) ||
        !dict_set_text(t_, dict, "__package__", empty.get()) ||
        !dict_set_text(t_, dict, "__cached__", Value::none()) ||
        !dict_set(t_, dict, Name::dunder_builtins,
                  builtins.is_empty() ? Value(t_.state().builtins) : builtins)) {
        return t_.raised();
    }
    CompileOptions options;
    options.optimize = t_.state().optimize;
    Ref code = compile_text_py(t_, source.view(), filename.get(), ParseMode::File, options, true);
    if (!code || !dict_set_text(t_, *t_.state().modules, kFakeName, module.get())) return t_.raised();
    Ref result = Ref::nothing();
    {
        const ScriptName script(t_, filename.get());
        result = run_code_py(t_, code.as<Code>(), dict, Value(&dict));
    }
    Ref pending = result ? Ref::nothing() : t_.take_pending();
    Ref key = make_str(t_, kFakeName);
    if (key) {
        const Result<bool> removed = dict_remove_py(t_, *t_.state().modules, key.get());
        if (!removed) t_.clear_pending();
    } else {
        t_.clear_pending();
    }
    if (pending) return t_.restore(std::move(pending));
    return module;
}

} // namespace islet
