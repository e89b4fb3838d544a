// SPDX-License-Identifier: MIT
//
// property; see property.h.
// Owns: nothing beside the objects. Threads: the interpreter's lock.
#include "vm/types/property.h"

#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/descriptors.h"
#include "vm/types/function.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

Property& property_self(Value v) {
    return as<Property>(v);
}
Value or_none(Value v) {
    return v.is_empty() ? Value::none() : v;
}
Value or_empty(Value v) {
    return v.is_none() ? Value() : v;
}

void assign(Value& field, Value fresh) {
    retain(fresh);
    release(std::exchange(field, fresh));
}

Ref property_new(Thread& t, Type& type, const Args&) {
    auto* const p = allocate_instance<Property>(t, type);
    if (!p) return t.raise_memory_error();
    p->getter = p->setter = p->deleter = p->doc = p->name = Value();
    p->getter_doc = false;
    return Ref::adopt(p);
}

// Where the documentation goes: the field, or for a subclass an attribute, which would hide the field.
Status store_doc_py(Thread& t, Value self, Value doc) {
    if (self.object()->is_exact(Kind::Property)) {
        assign(property_self(self).doc, doc);
        return Status::ok();
    }
    if (set_attr_py(t, self, t.name(Name::dunder_doc), or_none(doc))) return Status::ok();
    // A subclass without room for it does not mind, unless there is something to keep.
    if (property_self(self).getter_doc || !t.pending_is(Exc::AttributeError)) return t.raised();
    t.clear_pending();
    return Status::ok();
}

Status property_init_py(Thread& t, Value self, const Args& args) {
    constexpr const char* kNames[] = {"fget", "fset", "fdel", "doc"};
    Value a[4];
    if (!bind_args(t, args, "property", kNames, 0, 0, a)) return t.raised();
    auto& p = property_self(self);
    assign(p.getter, or_empty(a[0]));
    assign(p.setter, or_empty(a[1]));
    assign(p.deleter, or_empty(a[2]));
    assign(p.name, Value());
    p.getter_doc = false;
    Ref doc = Ref::share(or_empty(a[3]));
    if (!doc && !p.getter.is_empty()) {
        doc = find_attr_py(t, p.getter, Name::dunder_doc);
        if (!doc && t.has_pending()) return t.raised();
        if (doc && doc.get().is_none()) doc.reset();
        if (doc) property_self(self).getter_doc = true;
    }
    return store_doc_py(t, self, doc.get());
}

// --- Descriptor

// The name it has in the class: given, or that of the getter; nothing() without exception if there is none.
Ref property_name_of_py(Thread& t, Property& p) {
    if (!p.name.is_empty()) return Ref::share(p.name);
    if (p.getter.is_empty()) return Ref::nothing();
    Ref getter = Ref::share(p.getter);
    return find_attr_py(t, getter.get(), Name::dunder_name);
}

Raised raise_missing_py(Thread& t, Value self, Value instance, std::string_view what) {
    Ref name = property_name_of_py(t, property_self(self));
    if (!name && t.has_pending()) return t.raised();
    const Str& type = *type_of(t, instance)->qualname;
    if (!name) return t.raise(Exc::AttributeError, "property of '{}' object has no {}", type, what);
    Ref repr = repr_py(t, name.get());
    if (!repr) return t.raised();
    return t.raise(Exc::AttributeError, "property {} of '{}' object has no {}", repr.as<Str>(), type, what);
}

Ref property_get_py(Thread& t, Value self, Value instance, Value) {
    if (instance.is_empty()) return Ref::share(self);
    Ref getter = Ref::share(property_self(self).getter);
    if (!getter) return raise_missing_py(t, self, instance, "getter");
    return call_py(t, getter.get(), instance);
}

Status property_set_py(Thread& t, Value self, Value instance, Value value) {
    const bool remove = value.is_empty();
    Ref function = Ref::share(remove ? property_self(self).deleter : property_self(self).setter);
    if (!function) return raise_missing_py(t, self, instance, remove ? "deleter" : "setter");
    Ref done = remove ? call_py(t, function.get(), instance) : call_py(t, function.get(), instance, value);
    return done ? Status::ok() : Status(t.raised());
}

// --- Copies with one function replaced

Ref property_copy_py(Thread& t, Value self, Value getter, Value setter, Value deleter) {
    const auto& p = property_self(self);
    const auto chosen = [](Value given, Value own) { return or_none(given.is_none() ? own : given); };
    Ref get = Ref::share(chosen(getter, p.getter)), set = Ref::share(chosen(setter, p.setter));
    Ref del = Ref::share(chosen(deleter, p.deleter)), name = Ref::share(p.name);
    // Documentation that came from a getter comes from the new one too.
    Ref doc = Ref::share(p.getter_doc && !get.get().is_none() ? Value::none() : or_none(p.doc));
    Ref type = Ref::share(type_of(t, self));
    const Value args[] = {get.get(), set.get(), del.get(), doc.get()};
    Ref copy = call_py(t, type.get(), Args(args, 4));
    if (copy && is_kind(copy.get(), Kind::Property)) assign(property_self(copy.get()).name, name.get());
    return copy;
}

Ref property_getter_py(Thread& t, Value self, Value function) {
    return property_copy_py(t, self, function, Value::none(), Value::none());
}
Ref property_setter_py(Thread& t, Value self, Value function) {
    return property_copy_py(t, self, Value::none(), function, Value::none());
}
Ref property_deleter_py(Thread& t, Value self, Value function) {
    return property_copy_py(t, self, Value::none(), Value::none(), function);
}

Ref property_set_name(Thread& t, Value self, const Args& args) {
    if (!refuse_keywords(t, args, "property.__set_name__")) return t.raised();
    if (args.count != 2) {
        return t.raise(Exc::TypeError, "__set_name__() takes 2 positional arguments but {} were given",
                       args.count);
    }
    assign(property_self(self).name, args[1]);
    return Ref::none();
}

// --- Attributes

Ref property_name_get_py(Thread& t, Value self) {
    Ref name = property_name_of_py(t, property_self(self));
    if (!name && !t.has_pending()) return raise_no_attribute(t, self, t.name(Name::dunder_name));
    return name;
}
Status property_name_set(Thread&, Value self, Value value) {
    assign(property_self(self).name, value);
    return Status::ok();
}

Ref property_abstract_py(Thread& t, Value self) {
    const auto& p = property_self(self);
    Ref parts[] = {Ref::share(p.getter), Ref::share(p.setter), Ref::share(p.deleter)};
    for (const Ref& part : parts) {
        if (!part) continue;
        const Result<bool> abstract = is_abstract_py(t, part.get());
        if (!abstract) return t.raised();
        if (*abstract) return Ref::boolean(true);
    }
    return Ref::boolean(false);
}

constexpr MethodDef kPropertyMethods[] = {
    method<&property_getter_py>("getter($self, object, /)",
                                "Descriptor to obtain a copy of the property with a different getter."),
    method<&property_setter_py>("setter($self, object, /)",
                                "Descriptor to obtain a copy of the property with a different setter."),
    method<&property_deleter_py>("deleter($self, object, /)",
                                 "Descriptor to obtain a copy of the property with a different deleter."),
    raw<&property_set_name>("__set_name__($self, owner, name, /)", "Method to set name of a property."),
};

constexpr GetSetDef kPropertyGetSet[] = {
    {"__name__", &property_name_get_py, &property_name_set, nullptr},
    {"__isabstractmethod__", &property_abstract_py, nullptr, nullptr},
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
constexpr MemberDef kPropertyMembers[] = {
    {"fget", offsetof(Property, getter), MemberDef::Type::ObjectOrNone, false, nullptr},
    {"fset", offsetof(Property, setter), MemberDef::Type::ObjectOrNone, false, nullptr},
    {"fdel", offsetof(Property, deleter), MemberDef::Type::ObjectOrNone, false, nullptr},
    {"__doc__", offsetof(Property, doc), MemberDef::Type::ObjectOrNone, true, nullptr},
};
#pragma GCC diagnostic pop

void property_traverse(Object* object, Visitor& visit) {
    auto* const p = reinterpret_cast<Property*>(object);
    visit(p->getter);
    visit(p->setter);
    visit(p->deleter);
    visit(p->doc);
    visit(p->name);
    traverse_attrs(object, visit);
}

} // namespace

Result<bool> is_abstract_py(Thread& t, Value v) {
    Ref flag = find_attr_py(t, v, Name::dunder_isabstractmethod);
    if (!flag) {
        if (t.has_pending()) return t.raised();
        return false;
    }
    return truth_py(t, flag.get());
}

extern const TypeSpec kPropertySpec = {
    .name = "property",
    .doc = "Property attribute.\n\n"
           "  fget\n    function to be used for getting an attribute value\n"
           "  fset\n    function to be used for setting an attribute value\n"
           "  fdel\n    function to be used for del'ing an attribute\n"
           "  doc\n    docstring\n\n"
           "Typical use is to define a managed attribute x:\n\n"
           "class C(object):\n"
           "    def getx(self): return self._x\n"
           "    def setx(self, value): self._x = value\n"
           "    def delx(self): del self._x\n"
           "    x = property(getx, setx, delx, \"I'm the 'x' property.\")\n\n"
           "Decorators make defining new properties or modifying existing ones easy:\n\n"
           "class C(object):\n"
           "    @property\n"
           "    def x(self):\n"
           "        \"I am the 'x' property.\"\n"
           "        return self._x\n"
           "    @x.setter\n"
           "    def x(self, value):\n"
           "        self._x = value\n"
           "    @x.deleter\n"
           "    def x(self):\n"
           "        del self._x",
    .kind = Kind::Property,
    .flags = kBaseType,
    .size = sizeof(Property),
    .slots = {.new_py = &property_new,
              .init_py = &property_init_py,
              .descr_get_py = &property_get_py,
              .descr_set_py = &property_set_py},
    .methods = kPropertyMethods,
    .getset = kPropertyGetSet,
    .members = kPropertyMembers,
    .traverse = &property_traverse,
};

} // namespace islet
