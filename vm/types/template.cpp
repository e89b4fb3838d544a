// SPDX-License-Identifier: MIT
//
// See template.h.
#include "vm/types/template.h"

#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/native.h"
#include "vm/types/dict.h"
#include "vm/types/generic_alias.h"
#include "vm/types/list.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"

namespace islet {

namespace {

// Both layouts share a kind: the type tells them apart.
bool is_template(Thread& t, Value v) {
    return v.is_object() && v.object()->type() == t.type(TypeId::Template);
}
bool is_interpolation(Thread& t, Value v) {
    return v.is_object() && v.object()->type() == t.type(TypeId::Interpolation);
}

Ref alloc_interpolation(Thread& t, Value value, Value expression, Value conversion, Value format_spec) {
    auto* const made = allocate<Interpolation>(t, TypeId::Interpolation);
    if (!made) return t.raise_memory_error();
    const Value fields[] = {value, expression, conversion, format_spec};
    for (const Value field : fields) retain(field);
    made->value = value;
    made->expression = expression;
    made->conversion = conversion;
    made->format_spec = format_spec;
    return Ref::adopt(made);
}

// --- Template

// Collects strings and interpolations, joining strings that follow each other.
class TemplateBuilder {
public:
    explicit TemplateBuilder(Thread& t) : t_(t), strings_(make_list(t)), interpolations_(make_list(t)) {}
    bool ok() const { return strings_ && interpolations_; }

    Status add_string(Str& s) {
        List& strings = strings_.as<List>();
        if (!after_string_) {
            after_string_ = true;
            return list_append(t_, strings, Value(&s));
        }
        Value& last = strings.items[strings.size - 1];
        Ref joined = str_concat(t_, as<Str>(last), s);
        if (!joined) return t_.raised();
        const Value old = std::exchange(last, joined.release());
        release(old);
        return Status::ok();
    }
    Status add_interpolation(Value v) {
        if (!after_string_ && !add_string(t_.name(Name::empty))) return t_.raised();
        after_string_ = false;
        return list_append(t_, interpolations_.as<List>(), v);
    }
    Ref finish() {
        if (!after_string_ && !add_string(t_.name(Name::empty))) return t_.raised();
        Ref strings = tuple_from_py(t_, strings_.get());
        if (!strings) return strings;
        Ref interpolations = tuple_from_py(t_, interpolations_.get());
        if (!interpolations) return interpolations;
        return make_template(t_, strings.get(), interpolations.get());
    }

private:
    Thread& t_;
    Ref strings_, interpolations_;
    bool after_string_ = false;
};

Ref template_new_py(Thread& t, Type&, const Args& args) {
    if (args.total() != args.count)
        return t.raise(Exc::TypeError, "Template.__new__ only accepts *args arguments");
    TemplateBuilder builder(t);
    if (!builder.ok()) return t.raised();
    for (std::uint32_t i = 0; i < args.count; ++i) {
        const Value v = args[i];
        const bool interpolation = is_interpolation(t, v);
        if (!interpolation && !is_str(v)) {
            return t.raise(Exc::TypeError,
                           "Template.__new__ *args need to be of type 'str' or 'Interpolation', got {}",
                           *type_of(t, v));
        }
        if (!(interpolation ? builder.add_interpolation(v) : builder.add_string(as<Str>(v))))
            return t.raised();
    }
    return builder.finish();
}

void template_traverse(Object* object, Visitor& visit) {
    auto& self = *static_cast<Template*>(object);
    visit.pointer(self.strings);
    visit.pointer(self.interpolations);
}

Ref template_concat_py(Thread& t, Value left, Value right) {
    if (!is_template(t, left) || !is_template(t, right)) {
        return t.raise(
            Exc::TypeError,
            "can only concatenate string.templatelib.Template (not \"{}\") to string.templatelib.Template",
            *type_of(t, right));
    }
    const auto &a = as<Template>(left), &b = as<Template>(right);
    const std::uint64_t common = a.strings->size - 1;
    Ref middle = str_concat(t, as<Str>((*a.strings)[common]), as<Str>((*b.strings)[0]));
    if (!middle) return middle;
    Ref strings = make_tuple_uninit(t, common + b.strings->size);
    if (!strings) return strings;
    Value* const out = strings.as<Tuple>().items();
    for (std::uint64_t i = 0; i < common + b.strings->size; ++i) {
        out[i] = i < common ? (*a.strings)[i] : i == common ? middle.get() : (*b.strings)[i - common];
        retain(out[i]);
    }
    Ref interpolations = sequence_concat_py(t, a.interpolations, b.interpolations);
    if (!interpolations) return interpolations;
    return make_template(t, strings.get(), interpolations.get());
}

Ref template_repr_py(Thread& t, Value self) {
    const auto& v = as<Template>(self);
    TextBuffer out;
    out.append("Template(strings=");
    if (!append_repr_py(t, out, v.strings)) return t.raised();
    out.append(", interpolations=");
    if (!append_repr_py(t, out, v.interpolations)) return t.raised();
    out.append(')');
    return make_str(t, out);
}

Ref template_values(Thread& t, Value self) {
    const Tuple& from = *as<Template>(self).interpolations;
    Ref values = make_tuple_uninit(t, from.size);
    if (!values) return values;
    for (std::uint64_t i = 0; i < from.size; ++i) {
        const Value v = as<Interpolation>(from[i]).value;
        retain(v);
        values.as<Tuple>().items()[i] = v;
    }
    return values;
}

Ref template_strings(Thread&, Value self) {
    return Ref::share(as<Template>(self).strings);
}
Ref template_interpolations(Thread&, Value self) {
    return Ref::share(as<Template>(self).interpolations);
}

// The module string.templatelib has the function that puts a pickled template together again.
Ref template_reduce(Thread& t, Value self) {
    const auto import = t.state().hooks.import_py;
    Ref module_name = intern(t, "string.templatelib");
    if (!module_name) return module_name;
    Ref function_name = intern(t, "_template_unpickle");
    if (!function_name) return function_name;
    Ref from_list = make_tuple(t, {function_name.get()});
    if (!from_list) return from_list;
    if (!import) return t.raise(Exc::ImportError, "string.templatelib is not available");
    Ref module = import(t, module_name.get(), Value::none(), Value::none(), from_list.get(), 0);
    if (!module) return module;
    Ref function = get_attr_py(t, module.get(), function_name.as<Str>());
    if (!function) return function;
    const auto& v = as<Template>(self);
    Ref args = make_tuple(t, {Value(v.strings), Value(v.interpolations)});
    if (!args) return args;
    return make_tuple(t, {function.get(), args.get()});
}

Ref template_class_getitem(Thread& t, Type& type, Value item) {
    return make_generic_alias(t, &type, item);
}

// --- Iterator: strings that are not empty and interpolations, in the order of the text

struct TemplateIterator : Object {
    static constexpr Kind kKind = Kind::Iterator;
    Value source;        // a Template; empty at the end
    std::uint64_t index; // even: a string, odd: an interpolation
};

Ref template_iter_py(Thread& t, Value self) {
    auto* const it = allocate<TemplateIterator>(t, TypeId::TemplateIterator);
    if (!it) return t.raise_memory_error();
    retain(self);
    it->source = self;
    it->index = 0;
    return Ref::adopt(it);
}

Step template_iterator_next_py(Thread&, Value self) {
    auto& it = as<TemplateIterator>(self);
    while (!it.source.is_empty()) {
        const auto& v = as<Template>(it.source);
        const std::uint64_t index = it.index++;
        if (index % 2 == 0) {
            const Value s = (*v.strings)[index / 2];
            if (as<Str>(s).length != 0) return Step::item(Ref::share(s));
        } else if (index / 2 < v.interpolations->size) {
            return Step::item(Ref::share((*v.interpolations)[index / 2]));
        } else {
            release(std::exchange(it.source, Value()));
        }
    }
    return Step::end();
}

void template_iterator_traverse(Object* object, Visitor& visit) {
    visit(static_cast<TemplateIterator*>(object)->source);
}

// --- Interpolation

Status check_text(Thread& t, Value v, const char* name) {
    if (is_str(v)) return Status::ok();
    return t.raise(Exc::TypeError, "Interpolation() argument '{}' must be str, not {}", name,
                   BadArgument{t, v});
}

Ref interpolation_new_py(Thread& t, Type&, const Args& args) {
    static constexpr const char* kNames[] = {"value", "expression", "conversion", "format_spec"};
    Value a[4];
    if (!bind_args(t, args, "Interpolation", kNames, 0, 1, a)) return t.raised();
    const Value empty(&t.name(Name::empty));
    if (a[1].is_empty()) a[1] = empty;
    if (a[2].is_empty()) a[2] = Value::none();
    if (a[3].is_empty()) a[3] = empty;
    if (!check_text(t, a[1], "expression")) return t.raised();
    if (!a[2].is_none()) {
        if (!check_text(t, a[2], "conversion")) return t.raised();
        const Str& conversion = as<Str>(a[2]);
        if (!str_equal(conversion, "s") && !str_equal(conversion, "a") && !str_equal(conversion, "r")) {
            return t.raise(Exc::ValueError,
                           "Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'");
        }
    }
    if (!check_text(t, a[3], "format_spec")) return t.raised();
    return alloc_interpolation(t, a[0], a[1], a[2], a[3]);
}

void interpolation_traverse(Object* object, Visitor& visit) {
    auto& self = *static_cast<Interpolation*>(object);
    visit(self.value);
    visit(self.expression);
    visit(self.conversion);
    visit(self.format_spec);
}

Ref interpolation_repr_py(Thread& t, Value self) {
    const auto& v = as<Interpolation>(self);
    const Value fields[] = {v.value, v.expression, v.conversion, v.format_spec};
    RecursionScope scope(t, " while getting the repr of an object");
    if (!scope) return t.raised();
    TextBuffer out;
    out.append("Interpolation(");
    for (std::size_t i = 0; i < 4; ++i) {
        if (i != 0) out.append(", ");
        if (!append_repr_py(t, out, fields[i])) return t.raised();
    }
    out.append(')');
    return make_str(t, out);
}

Ref interpolation_reduce(Thread& t, Value self) {
    const auto& v = as<Interpolation>(self);
    Ref args = make_tuple(t, {v.value, v.expression, v.conversion, v.format_spec});
    if (!args) return args;
    return make_tuple(t, {Value(self.object()->type()), args.get()});
}

constexpr MethodDef kTemplateMethods[] = {
    method<&template_reduce>("__reduce__($self, /)", "State for pickling."),
    class_method<&template_class_getitem>("__class_getitem__($type, object, /)",
                                          "Template[type], for annotations."),
};
constexpr GetSetDef kTemplateAttributes[] = {
    {"strings", &template_strings, nullptr, "The constant strings: one more than there are interpolations."},
    {"interpolations", &template_interpolations, nullptr, "The interpolations."},
    {"values", &template_values, nullptr, "The values of the interpolations."},
};

constexpr MethodDef kInterpolationMethods[] = {
    method<&interpolation_reduce>("__reduce__($self, /)", "State for pickling."),
    class_method<&template_class_getitem>("__class_getitem__($type, object, /)",
                                          "Interpolation[type], for annotations."),
};
template <Value Interpolation::*field>
Ref interpolation_field(Thread&, Value self) {
    return Ref::share(as<Interpolation>(self).*field);
}
constexpr GetSetDef kInterpolationAttributes[] = {
    {"value", &interpolation_field<&Interpolation::value>, nullptr, "What the expression gave."},
    {"expression", &interpolation_field<&Interpolation::expression>, nullptr, "The text of the expression."},
    {"conversion", &interpolation_field<&Interpolation::conversion>, nullptr, "'s', 'r', 'a' or None."},
    {"format_spec", &interpolation_field<&Interpolation::format_spec>, nullptr, "The format specification."},
};

} // namespace

Ref make_template(Thread& t, Value strings, Value interpolations) {
    ISLET_DCHECK(as<Tuple>(strings).size == as<Tuple>(interpolations).size + 1, "they belong together");
    auto* const made = allocate<Template>(t, TypeId::Template);
    if (!made) return t.raise_memory_error();
    retain(strings);
    retain(interpolations);
    made->strings = &as<Tuple>(strings);
    made->interpolations = &as<Tuple>(interpolations);
    return Ref::adopt(made);
}

Ref make_interpolation(Thread& t, Value value, Value expression, unsigned conversion, Value format_spec) {
    constexpr char kConversions[] = {0, 's', 'r', 'a'};
    Value how = Value::none();
    if (conversion != 0) how = t.commons().latin1(static_cast<std::uint8_t>(kConversions[conversion & 3]));
    return alloc_interpolation(t, value, expression, how, format_spec);
}

extern constexpr TypeSpec kTemplateSpec = {
    .name = "Template",
    .module = "string.templatelib",
    .doc = "Template object",
    .kind = Kind::Template,
    .flags = kImmutable,
    .size = sizeof(Template),
    .slots = {.new_py = &template_new_py,
              .repr_py = &template_repr_py,
              .iter_py = &template_iter_py,
              .concat_py = &template_concat_py},
    .methods = kTemplateMethods,
    .getset = kTemplateAttributes,
    .traverse = &template_traverse,
};

extern constexpr TypeSpec kTemplateIteratorSpec = {
    .name = "TemplateIter",
    .module = "string.templatelib",
    .kind = Kind::Iterator,
    .size = sizeof(TemplateIterator),
    .slots = {.iter_py = [](Thread&, Value self) { return Ref::share(self); },
              .next_py = &template_iterator_next_py},
    .traverse = &template_iterator_traverse,
};

extern constexpr TypeSpec kInterpolationSpec = {
    .name = "Interpolation",
    .module = "string.templatelib",
    .doc = "Interpolation object",
    .kind = Kind::Template,
    .flags = kImmutable,
    .size = sizeof(Interpolation),
    .slots = {.new_py = &interpolation_new_py, .repr_py = &interpolation_repr_py},
    .methods = kInterpolationMethods,
    .getset = kInterpolationAttributes,
    .traverse = &interpolation_traverse,
    .match_args = "value,expression,conversion,format_spec",
};

} // namespace islet
