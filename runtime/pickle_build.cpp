// SPDX-License-Identifier: MIT
//
// See pickle_reader.h: the opcodes that look up classes and functions, call them, and set an object's state.
// Owns: nothing of its own. Threads: the interpreter's lock.
#include "runtime/pickle_reader.h"

#include "runtime/import.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/exc.h"
#include "vm/model/protocol.h"
#include "vm/model/shape.h"
#include "vm/types/dict.h"
#include "vm/types/int.h"
#include "vm/types/str.h"
#include "vm/types/str_codec.h"
#include "vm/types/tuple.h"

namespace islet {

using namespace pickle;

// --- Classes and functions by name

Ref PickleReader::find_class_py(Value module, Value name) {
    if (hooks_.find_class_py) return hooks_.find_class_py(t_, hooks_.context, module, name, protocol_);
    return pickle_find_class_py(t_, module, name, protocol_, hooks_.fix_imports);
}

Ref PickleReader::name_line_py() {
    const Result<std::string_view> line = line_py();
    if (!line) return t_.raised();
    if (line->empty()) return truncated();
    if (is_ascii(line->data(), line->size())) return make_str_ascii(t_, *line);
    return decode_bytes_py(t_, *line, "utf-8", "strict");
}

Status PickleReader::load_global_py() {
    Ref module = name_line_py();
    Ref name = module ? name_line_py() : Ref(t_.raised());
    return name ? push(find_class_py(module.get(), name.get())) : Status(t_.raised());
}

Status PickleReader::load_stack_global_py() {
    Ref name = pop();
    Ref module = name ? pop() : Ref(t_.raised());
    if (!module) return t_.raised();
    if (!is_exact(name.get(), Kind::Str) || !is_exact(module.get(), Kind::Str))
        return raise_py("STACK_GLOBAL requires str");
    return push(find_class_py(module.get(), name.get()));
}

// A name of copyreg's registry, or what it was found to be before.
Status PickleReader::load_extension_py(std::size_t width) {
    const char* const at = need_py(width);
    if (!at) return t_.raised();
    std::uint32_t bits = 0;
    std::memcpy(&bits, at, width);
    const auto code = static_cast<std::int32_t>(bits);
    if (code <= 0) return raise_py("EXT specifies code <= 0");
    Ref copyreg = import_module_py(t_, "copyreg");
    const auto table = [&](std::string_view name) -> Ref {
        Ref key = copyreg ? intern(t_, name) : Ref(t_.raised());
        Ref dict = key ? get_attr_py(t_, copyreg.get(), key.as<Str>()) : Ref(t_.raised());
        if (dict && !is_kind(dict.get(), Kind::Dict))
            return t_.raise(Exc::RuntimeError, "copyreg.{} should be a dict, not {}", name,
                            *type_of(t_, dict.get()));
        return dict;
    };
    Ref cache = table("_extension_cache");
    Ref registry = cache ? table("_inverted_registry") : Ref(t_.raised());
    if (!registry) return t_.raised();
    const Value number = Value::small_int(code);
    bool found = false;
    Ref known = dict_find_py(t_, cache.as<Dict>(), number, &found);
    if (known) return push(std::move(known));
    if (t_.has_pending()) return t_.raised();
    Ref pair = dict_find_py(t_, registry.as<Dict>(), number, &found);
    if (!pair) {
        if (t_.has_pending()) return t_.raised();
        return t_.raise(Exc::ValueError, "unregistered extension code {}", code);
    }
    const bool named = is_kind(pair.get(), Kind::Tuple) && pair.as<Tuple>().size == 2 &&
                       is_str(pair.as<Tuple>()[0]) && is_str(pair.as<Tuple>()[1]);
    if (!named) return t_.raise(Exc::ValueError, "_inverted_registry[{}] isn't a 2-tuple of strings", code);
    Ref object = find_class_py(pair.as<Tuple>()[0], pair.as<Tuple>()[1]);
    if (!object || !dict_set_py(t_, cache.as<Dict>(), number, object.get())) return t_.raised();
    return push(std::move(object));
}

// --- Persistent ids

Status PickleReader::call_persistent_load_py(Ref id) {
    if (hooks_.persistent_load_py) return push(hooks_.persistent_load_py(t_, hooks_.context, id.get()));
    return raise_py("A load persistent id instruction was encountered, but no persistent_load function was "
                    "specified.");
}

Status PickleReader::load_persid_py() {
    Ref id = pop();
    return id ? call_persistent_load_py(std::move(id)) : Status(t_.raised());
}

// --- Calls

Status PickleReader::load_reduce_py() {
    Ref args = pop();
    Ref function = args ? pop() : Ref(t_.raised());
    if (!function) return t_.raised();
    if (!is_kind(args.get(), Kind::Tuple)) return t_.raise(Exc::TypeError, "argument list must be a tuple");
    const Tuple& tuple = args.as<Tuple>();
    return push(call_py(t_, function.get(), Args(tuple.items(), tuple.size)));
}

// An object of the oldest protocols: a class without arguments is not initialised unless it asks for it.
Ref PickleReader::instantiate_py(Value cls, std::size_t bottom) {
    const std::size_t count = stack_.size() - bottom;
    if (count == 0 && is_type(cls)) {
        Ref name = intern(t_, "__getinitargs__");
        Ref asks = name ? find_attr_py(t_, cls, name.as<Str>()) : Ref(t_.raised());
        if (!asks && t_.has_pending()) return t_.raised();
        if (!asks) {
            const Value args[] = {cls};
            return call_method_py(t_, cls, Name::dunder_new, args);
        }
    }
    Ref args = make_tuple(t_, {stack_.data() + bottom, count});
    if (!args) return args;
    return call_py(t_, cls, Args(args.as<Tuple>().items(), count));
}

Status PickleReader::load_inst_py() {
    const std::size_t bottom = take_mark();
    if (bottom == SIZE_MAX) return t_.raised();
    Ref module = name_line_py();
    Ref name = module ? name_line_py() : Ref(t_.raised());
    Ref cls = name ? find_class_py(module.get(), name.get()) : Ref(t_.raised());
    Ref object = cls ? instantiate_py(cls.get(), bottom) : Ref(t_.raised());
    if (!object) return t_.raised();
    drop_from(bottom);
    return push(std::move(object));
}

Status PickleReader::load_obj_py() {
    const std::size_t bottom = take_mark();
    if (bottom == SIZE_MAX) return t_.raised();
    if (stack_.size() <= bottom) return underflow();
    const Ref cls = Ref::share(stack_[bottom]);
    Ref object = instantiate_py(cls.get(), bottom + 1);
    if (!object) return t_.raised();
    drop_from(bottom);
    return push(std::move(object));
}

// cls.__new__(cls, *args, **keywords)
Status PickleReader::make_object_py(const Ref& cls, const Ref& args, const Ref& keywords,
                                    std::string_view op) {
    const auto refuse = [&](std::string_view which, std::string_view what, Value got) -> Status {
        return raise_py(
            format("{} {} argument must be {}, not {}", op, which, what, *type_of(t_, got)).view());
    };
    if (!is_type(cls.get())) return refuse("class", "a type", cls.get());
    Type& type = cls.as<Type>();
    if (!type.slots.new_py) {
        return raise_py(
            format("{} class argument '{}' doesn't have __new__", op, *type_of(t_, cls.get())).view());
    }
    if (!is_kind(args.get(), Kind::Tuple)) return refuse("args", "a tuple", args.get());
    const Tuple& tuple = args.as<Tuple>();
    if (!keywords) return push(type.slots.new_py(t_, type, Args(tuple.items(), tuple.size)));
    if (!is_kind(keywords.get(), Kind::Dict)) return refuse("kwargs", "a dict", keywords.get());
    Ref function = get_attr_py(t_, cls.get(), Name::dunder_new);
    Ref all = function ? make_tuple_uninit(t_, tuple.size + 1) : Ref(t_.raised());
    if (!all) return t_.raised();
    Value* const items = all.as<Tuple>().items();
    items[0] = Ref::share(cls.get()).release();
    for (std::size_t i = 0; i < tuple.size; ++i) items[i + 1] = Ref::share(tuple[i]).release();
    return push(call_ex_py(t_, function.get(), all.as<Tuple>(), keywords.get()));
}

Status PickleReader::load_newobj_py() {
    Ref args = pop();
    Ref cls = args ? pop() : Ref(t_.raised());
    return cls ? make_object_py(cls, args, Ref::nothing(), "NEWOBJ") : Status(t_.raised());
}

Status PickleReader::load_newobj_ex_py() {
    Ref keywords = pop();
    Ref args = keywords ? pop() : Ref(t_.raised());
    Ref cls = args ? pop() : Ref(t_.raised());
    return cls ? make_object_py(cls, args, keywords, "NEWOBJ_EX") : Status(t_.raised());
}

// --- State

Status PickleReader::load_build_py() {
    if (!top(2)) return t_.raised();
    const Ref state = pop();
    const Ref instance = Ref::share(stack_.last());
    Ref setter = find_attr_py(t_, instance.get(), Name::dunder_setstate);
    if (setter) return call_py(t_, setter.get(), state.get()) ? Status::ok() : Status(t_.raised());
    if (t_.has_pending()) return t_.raised();
    Value attributes = state.get(), slots;
    if (is_kind(attributes, Kind::Tuple) && as<Tuple>(attributes).size == 2) {
        slots = as<Tuple>(attributes)[1];
        attributes = as<Tuple>(attributes)[0];
    }
    if (!attributes.is_none() && !set_attributes_py(instance.get(), attributes)) return t_.raised();
    if (slots.is_empty()) return Status::ok();
    return set_slots_py(instance.get(), slots);
}

// Whether the instance keeps attributes in slots and nothing special happens when its __dict__ is written.
bool PickleReader::has_plain_attributes(Value instance) {
    if (!is_kind(instance, Kind::Instance)) return false;
    Type& type = *type_of(t_, instance);
    if (!type.is_heap_type() || !type.has(kHasDict)) return false;
    if (type.slots.getattr_py != t_.type(TypeId::Object)->slots.getattr_py) return false;
    const Value dict = type_lookup(t_, type, Name::dunder_dict);
    return dict.is_empty() || is_kind(dict, Kind::GetSet);
}

Status PickleReader::set_attributes_py(Value instance, Value state) {
    if (!is_kind(state, Kind::Dict)) return raise_py("state is not a dictionary");
    Dict& from = as<Dict>(state);
    std::uint32_t at = 0;
    if (from.str_keys && has_plain_attributes(instance)) {
        while (const DictEntry* const entry = from.next(at)) {
            Ref name = intern(t_, as<Str>(entry->key));
            if (!name || !set_instance_attr(t_, instance.object(), name.as<Str>(), entry->value))
                return t_.raised();
        }
        return Status::ok();
    }
    Ref dict = get_attr_py(t_, instance, Name::dunder_dict);
    if (!dict) return t_.raised();
    while (const DictEntry* const entry = from.next(at)) {
        Ref key = is_exact(entry->key, Kind::Str) ? intern(t_, as<Str>(entry->key)) : Ref::share(entry->key);
        const Ref value = Ref::share(entry->value);
        if (!key || !setitem_py(t_, dict.get(), key.get(), value.get())) return t_.raised();
    }
    return Status::ok();
}

Status PickleReader::set_slots_py(Value instance, Value state) {
    if (!is_kind(state, Kind::Dict)) return raise_py("slot state is not a dictionary");
    std::uint32_t at = 0;
    while (const DictEntry* const entry = as<Dict>(state).next(at)) {
        const Ref key = Ref::share(entry->key), value = Ref::share(entry->value);
        if (!is_str(key.get()))
            return t_.raise(Exc::TypeError, "attribute name must be string, not '{}'",
                            *type_of(t_, key.get()));
        Ref name = intern(t_, key.as<Str>());
        if (!name || !set_attr_py(t_, instance, name.as<Str>(), value.get())) return t_.raised();
    }
    return Status::ok();
}

} // namespace islet
