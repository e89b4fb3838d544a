// SPDX-License-Identifier: MIT
//
// classmethod and staticmethod: a callable in a class dict that binds to the class, or to nothing.
// Owns: one count on the callable, and the attributes. Threads: the interpreter's lock.
#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/descriptors.h"
#include "vm/types/dict.h"
#include "vm/types/function.h"
#include "vm/types/generic_alias.h"
#include "vm/types/property.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"

namespace islet {

namespace {

MethodBox& box_self(Value v) {
    return *reinterpret_cast<MethodBox*>(v.object());
}

Ref make_box(Thread& t, Type& type, Value callable) {
    const std::size_t bytes = instance_bytes(type);
    auto* const object = static_cast<Object*>(t.heap().alloc_object(bytes));
    if (!object) return t.raise_memory_error();
    init_instance(object, type);
    retain(callable);
    static_cast<MethodBox*>(object)->callable = callable;
    return Ref::adopt(object);
}

Ref box_new(Thread& t, Type& type, const Args&) {
    return make_box(t, type, Value());
}

// The box looks like what it holds.
Status copy_attributes_py(Thread& t, Value self, Value from) {
    constexpr Name kCopied[] = {Name::dunder_module, Name::dunder_name, Name::dunder_qualname,
                                Name::dunder_doc};
    for (const Name name : kCopied) {
        Ref value = find_attr_py(t, from, name);
        if (!value && t.has_pending()) return t.raised();
        if (value && !set_attr_py(t, self, t.name(name), value.get())) return t.raised();
    }
    return Status::ok();
}

Status box_init_py(Thread& t, Value self, const Args& args, const char* name) {
    if (!refuse_keywords(t, args, name) || !check_positional(t, args, name, 1, 1)) return t.raised();
    retain(args[0]);
    release(std::exchange(box_self(self).callable, args[0]));
    return copy_attributes_py(t, self, args[0]);
}
Status class_method_init_py(Thread& t, Value self, const Args& args) {
    return box_init_py(t, self, args, "classmethod");
}
Status static_method_init_py(Thread& t, Value self, const Args& args) {
    return box_init_py(t, self, args, "staticmethod");
}

Value callable_of(Value self) {
    const Value callable = box_self(self).callable;
    return callable.is_empty() ? Value::none() : callable;
}

Ref class_method_get(Thread& t, Value self, Value instance, Value owner) {
    const Value cls = owner.is_empty() ? Value(type_of(t, instance)) : owner;
    return make_bound_method(t, callable_of(self), cls);
}
Ref static_method_get(Thread&, Value self, Value, Value) {
    return Ref::share(callable_of(self));
}
Ref static_method_call_py(Thread& t, Value self, const Args& args) {
    Ref callable = Ref::share(callable_of(self));
    return call_py(t, callable.get(), args);
}

Ref box_repr_py(Thread& t, Value self, std::string_view name) {
    Ref inner = repr_py(t, callable_of(self));
    return inner ? make_str(t, format("<{}({})>", name, inner.as<Str>())) : Ref(t.raised());
}
Ref class_method_repr_py(Thread& t, Value self) {
    return box_repr_py(t, self, "classmethod");
}
Ref static_method_repr_py(Thread& t, Value self) {
    return box_repr_py(t, self, "staticmethod");
}

Ref box_abstract_py(Thread& t, Value self) {
    const Result<bool> abstract = is_abstract_py(t, callable_of(self));
    return abstract ? Ref::boolean(*abstract) : Ref(t.raised());
}

// Taken from the callable when first asked for, then the box's own.
Ref box_wrapped_attribute_py(Thread& t, Value self, Name name) {
    const Value own = find_instance_attr(t, self.object(), t.name(name));
    if (!own.is_empty()) return Ref::share(own);
    Ref value = get_attr_py(t, callable_of(self), name);
    if (!value || !set_instance_attr(t, self.object(), t.name(name), value.get())) return t.raised();
    return value;
}
Status box_set_attribute(Thread& t, Value self, Name name, Value value) {
    const Result<bool> done = set_instance_attr(t, self.object(), t.name(name), value);
    if (!done) return t.raised();
    return *done ? Status::ok() : Status(raise_no_attribute(t, self, t.name(name)));
}
Ref box_annotations_py(Thread& t, Value self) {
    return box_wrapped_attribute_py(t, self, Name::dunder_annotations);
}
Status box_set_annotations(Thread& t, Value self, Value v) {
    return box_set_attribute(t, self, Name::dunder_annotations, v);
}
Ref box_annotate_py(Thread& t, Value self) {
    return box_wrapped_attribute_py(t, self, Name::dunder_annotate);
}
Status box_set_annotate(Thread& t, Value self, Value v) {
    return box_set_attribute(t, self, Name::dunder_annotate, v);
}

Ref box_class_getitem(Thread& t, Type& type, Value item) {
    return make_generic_alias(t, &type, item);
}

constexpr MethodDef kBoxMethods[] = {
    class_method<&box_class_getitem>("__class_getitem__($type, object, /)", nullptr),
};
constexpr GetSetDef kBoxGetSet[] = {
    {"__isabstractmethod__", &box_abstract_py, nullptr, nullptr},
    {"__dict__", &instance_dict_get, &instance_dict_set_py, nullptr},
    {"__annotations__", &box_annotations_py, &box_set_annotations, nullptr},
    {"__annotate__", &box_annotate_py, &box_set_annotate, nullptr},
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
constexpr MemberDef kBoxMembers[] = {
    {"__func__", offsetof(MethodBox, callable), MemberDef::Type::ObjectOrNone, false, nullptr},
    {"__wrapped__", offsetof(MethodBox, callable), MemberDef::Type::ObjectOrNone, false, nullptr},
};
#pragma GCC diagnostic pop

void box_traverse(Object* object, Visitor& visit) {
    visit(reinterpret_cast<MethodBox*>(object)->callable);
    traverse_attrs(object, visit);
}

} // namespace

Ref make_class_method(Thread& t, Value callable) {
    return make_box(t, *t.type(TypeId::ClassMethod), callable);
}
Ref make_static_method(Thread& t, Value callable) {
    return make_box(t, *t.type(TypeId::StaticMethod), callable);
}

extern const TypeSpec kClassMethodSpec = {
    .name = "classmethod",
    .doc = "Convert a function to be a class method.\n\n"
           "A class method receives the class as implicit first argument,\n"
           "just like an instance method receives the instance.\n"
           "To declare a class method, use this idiom:\n\n"
           "  class C:\n"
           "      @classmethod\n"
           "      def f(cls, arg1, arg2, argN):\n"
           "          ...\n\n"
           "It can be called either on the class (e.g. C.f()) or on an instance\n"
           "(e.g. C().f()).  The instance is ignored except for its class.\n"
           "If a class method is called for a derived class, the derived class\n"
           "object is passed as the implied first argument.\n\n"
           "Class methods are different than C++ or Java static methods.\n"
           "If you want those, see the staticmethod builtin.",
    .kind = Kind::ClassMethod,
    .flags = kBaseType | kHasDict,
    .size = sizeof(MethodBox) - sizeof(void*),
    .slots = {.new_py = &box_new,
              .init_py = &class_method_init_py,
              .descr_get_py = &class_method_get,
              .repr_py = &class_method_repr_py},
    .methods = kBoxMethods,
    .getset = kBoxGetSet,
    .members = kBoxMembers,
    .traverse = &box_traverse,
};

extern const TypeSpec kStaticMethodSpec = {
    .name = "staticmethod",
    .doc = "Convert a function to be a static method.\n\n"
           "A static method does not receive an implicit first argument.\n"
           "To declare a static method, use this idiom:\n\n"
           "     class C:\n"
           "         @staticmethod\n"
           "         def f(arg1, arg2, argN):\n"
           "             ...\n\n"
           "It can be called either on the class (e.g. C.f()) or on an instance\n"
           "(e.g. C().f()). Both the class and the instance are ignored, and\n"
           "neither is passed implicitly as the first argument to the method.\n\n"
           "Static methods in Python are similar to those found in Java or C++.\n"
           "For a more advanced concept, see the classmethod builtin.",
    .kind = Kind::StaticMethod,
    .flags = kBaseType | kHasDict,
    .size = sizeof(MethodBox) - sizeof(void*),
    .slots = {.new_py = &box_new,
              .init_py = &static_method_init_py,
              .descr_get_py = &static_method_get,
              .call_py = &static_method_call_py,
              .repr_py = &static_method_repr_py},
    .methods = kBoxMethods,
    .getset = kBoxGetSet,
    .members = kBoxMembers,
    .traverse = &box_traverse,
};

} // namespace islet
