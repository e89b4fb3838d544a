// SPDX-License-Identifier: MIT
//
// The dict of a type that a module written in C++ brings: what the commons builder does for built-in types,
// inside one interpreter.
// Owns: nothing. Threads: the interpreter's lock.
#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/types/descriptors.h"
#include "vm/types/dict.h"
#include "vm/types/property.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"
#include "vm/types/type_internal.h"

namespace islet {

namespace {

// "append" of "append($self, object, /)".
std::string_view method_name(const MethodDef& def) {
    const std::string_view text = def.text;
    return text.substr(0, text.find('('));
}

Ref make_method(Thread& t, const MethodDef& def, Str& name, Type& type) {
    if ((def.flags & kMethodStatic) != 0) {
        Ref function = make_native_function(t, def, Value(), Value());
        return function ? make_static_method(t, function.get()) : Ref(t.raised());
    }
    const bool for_class = (def.flags & kMethodClass) != 0;
    const Signature* const signature = parse_signature(t, def);
    if (!signature) return t.raised();
    MethodDescriptor* const d = for_class ? allocate<ClassMethodDescriptor>(t, TypeId::ClassMethodDescriptor)
                                          : allocate<MethodDescriptor>(t, TypeId::MethodDescriptor);
    if (!d) {
        release_signature(t.heap(), signature);
        return t.raise_memory_error();
    }
    d->def = &def;
    d->signature = signature;
    d->name = &name;
    d->owner = &type;
    retain(static_cast<Object*>(&name));
    retain(static_cast<Object*>(&type));
    return Ref::adopt(d);
}

Status add_named(Thread& t, Type& type, std::string_view name, Ref value) {
    return value ? dict_set_text(t, *type.dict, name, value.get()) : Status(t.raised());
}

Ref make_new_function(Thread& t, Type& type) {
    return make_native_function(t, kNewMethod, &type, Value());
}

Ref make_match_args(Thread& t, std::string_view text) {
    std::uint64_t count = text.empty() ? 0 : 1;
    for (const char c : text) count += c == ',';
    Ref names = make_tuple_uninit(t, count);
    for (std::uint64_t i = 0; names && i < count; ++i) {
        const std::size_t end = text.find(',');
        Ref name = intern(t, text.substr(0, end));
        if (!name) return t.raised();
        names.as<Tuple>().items()[i] = name.release();
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return names;
}

} // namespace

Status fill_type_dict(Thread& t, Type& type, const TypeSpec& spec) {
    Dict& dict = *type.dict;
    if (spec.slots.new_py && !add_named(t, type, "__new__", make_new_function(t, type))) return t.raised();
    for (const SlotDef& def : slot_defs()) {
        if (!slot_present(spec.slots, def) || !dict_find(t, dict, def.name).is_empty()) continue;
        Ref wrapper = make_slot_wrapper(t, def, type);
        if (!wrapper || !dict_set(t, dict, def.name, wrapper.get())) return t.raised();
    }
    if (spec.slots.compare_py && !spec.slots.hash_py &&
        !dict_set(t, dict, Name::dunder_hash, Value::none())) {
        return t.raised();
    }
    for (const MethodDef& def : spec.methods) {
        Ref name = intern(t, method_name(def));
        Ref method = name ? make_method(t, def, name.as<Str>(), type) : Ref(t.raised());
        if (!method || !dict_set(t, dict, name.as<Str>(), method.get())) return t.raised();
    }
    for (const GetSetDef& def : spec.getset) {
        if (!add_named(t, type, def.name, make_getset_descriptor(t, def, type))) return t.raised();
    }
    for (const MemberDef& def : spec.members) {
        Ref name = intern(t, def.name);
        Ref member = name ? make_member_descriptor(t, def, name.as<Str>(), type, false) : Ref(t.raised());
        if (!add_named(t, type, def.name, std::move(member))) return t.raised();
    }
    if (spec.match_args && !add_named(t, type, "__match_args__", make_match_args(t, spec.match_args))) {
        return t.raised();
    }
    Ref doc = spec.doc ? make_str(t, spec.doc) : Ref::none();
    if (!doc || !dict_set(t, dict, Name::dunder_doc, doc.get())) return t.raised();
    return add_named(t, type, "__module__", intern(t, spec.module));
}

} // namespace islet
