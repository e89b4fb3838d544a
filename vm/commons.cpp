// SPDX-License-Identifier: MIT
//
// Building of the commons: names first, then every built-in type with its dict, bases before what extends
// them. Everything is allocated in the commons' own heap, marked immortal, and sealed at the end.
#include "vm/commons.h"

#include "vm/base/utf8.h"
#include "vm/model/exc.h"
#include "vm/model/shape.h"
#include "vm/types/bytes.h"
#include "vm/types/descriptors.h"
#include "vm/types/dict.h"
#include "vm/types/doc_text.h"
#include "vm/types/property.h"
#include "vm/types/slot_access.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"
#include "vm/types/type.h"

#include <cstring>
#include <new>
#include <sys/mman.h>

namespace islet {

namespace {

constexpr const TypeSpec* kSpecs[] = {
#define ISLET_TYPE(name, spec) &spec,
#include "vm/types.def"
};
constexpr std::size_t kPlainTypes = sizeof(kSpecs) / sizeof(kSpecs[0]);

const TypeSpec& spec_of(std::size_t id) {
    return id < kPlainTypes ? *kSpecs[id] : kExceptionSpecs[id - kPlainTypes];
}

constexpr const char* kNameTexts[] = {
#define ISLET_NAME(id, text) text,
#include "vm/model/names.def"
};

constexpr std::int32_t kImmortal = INT32_MIN / 2;

constexpr std::size_t kSlotSize = sizeof(void (*)());
constexpr std::size_t kSlotCount = sizeof(Slots) / kSlotSize;
static_assert(kSlotCount <= 64, "one bit for each slot");
// What a process begins with: commons of some 600 KiB and the first slab of an interpreter.
constexpr std::size_t kUsualSize = 704 * 1024;

} // namespace

class CommonsBuilder {
public:
    explicit CommonsBuilder(Commons& commons) : c_(commons), heap_(commons.heap_) {}
    bool build();

private:
    // Marks a fresh object as shared for ever.
    template <class T>
    T* immortal(T* object) {
        if (object) object->refs = kImmortal;
        return object;
    }
    template <class T>
    T* object(Type* type, Kind kind, std::size_t size = sizeof(T)) {
        auto* const made = static_cast<T*>(heap_.alloc_object(size));
        if (!made) return nullptr;
        std::memset(static_cast<void*>(made), 0, size);
        made->refs = kImmortal;
        made->kind = kind;
        made->shape = type->shape;
        return made;
    }
    Type* type(TypeId id) const { return c_.types_[static_cast<std::size_t>(id)]; }

    Str* text(std::string_view utf8); // the shared string of this text
    bool insert(Str* s);
    static Str* make_name(void* self, std::string_view name) {
        return static_cast<CommonsBuilder*>(self)->text(name);
    }

    bool build_types();
    bool build_texts();
    bool layout_type(std::size_t id);
    bool fill_type(std::size_t id);
    bool add_token_missing();
    bool set_mro(Type& type, std::span<const Value> bases);
    bool add(Type& type, Str* name, Object* value, bool replace = false);
    bool add_method(Type& type, const MethodDef& def);
    bool add_descriptors(Type& type, const TypeSpec& spec);
    bool add_slot_wrappers(Type& type, const TypeSpec& spec);

    Commons& c_;
    Heap& heap_;
};

bool CommonsBuilder::insert(Str* s) {
    if (c_.table_used_ * 2 >= c_.table_size_) {
        const std::size_t size = c_.table_size_ == 0 ? 4096 : c_.table_size_ * 2;
        auto** const table = static_cast<Str**>(heap_.alloc_raw(size * sizeof(Str*)));
        if (!table) return false;
        std::memset(table, 0, size * sizeof(Str*));
        for (std::size_t i = 0; i < c_.table_size_; ++i) {
            if (!c_.table_[i]) continue;
            std::size_t at = static_cast<std::uint64_t>(c_.table_[i]->hash_value) & (size - 1);
            while (table[at]) at = (at + 1) & (size - 1);
            table[at] = c_.table_[i];
        }
        if (c_.table_) heap_.free_raw(c_.table_);
        c_.table_ = table;
        c_.table_size_ = size;
    }
    std::size_t at = static_cast<std::uint64_t>(s->hash_value) & (c_.table_size_ - 1);
    while (c_.table_[at]) at = (at + 1) & (c_.table_size_ - 1);
    c_.table_[at] = s;
    ++c_.table_used_;
    return true;
}

Str* CommonsBuilder::text(std::string_view utf8) {
    // Most texts come again: of an ASCII one the hash is known before there is a string.
    if (is_ascii(utf8.data(), utf8.size())) {
        const std::int64_t hash = hash_bytes(c_.key_, utf8.data(), utf8.size());
        if (Str* const known = c_.find_name(utf8, static_cast<std::uint64_t>(hash))) return known;
    }
    Str* const fresh = immortal(make_commons_str(heap_, utf8, c_.key_));
    if (!fresh) return nullptr;
    if (type(TypeId::Str)) fresh->shape = type(TypeId::Str)->shape;
    if (Str* const known = c_.find_name(utf8, static_cast<std::uint64_t>(fresh->hash_value))) {
        heap_.free_object(fresh);
        return known;
    }
    return insert(fresh) ? fresh : nullptr;
}

bool CommonsBuilder::build() {
    return build_texts() && build_types();
}

// Strings come before types, so their shapes are set afterwards.
bool CommonsBuilder::build_texts() {
    for (std::size_t i = 0; i < kNameCount; ++i) {
        c_.names_[i] = text(kNameTexts[i]);
        if (!c_.names_[i]) return false;
    }
    for (unsigned i = 0; i < 256; ++i) {
        TextBuffer utf8;
        utf8.append_code_point(i);
        c_.latin1_[i] = text(utf8.view());
        if (!c_.latin1_[i]) return false;
    }
    return true;
}

bool CommonsBuilder::layout_type(std::size_t id) {
    const TypeSpec& spec = spec_of(id);
    Type& type = *c_.types_[id];
    type.spec = &spec;
    type.name = type.qualname = text(std::string_view(spec.name));
    if (!type.name) return false;
    // "types.GenericAlias": the name is what follows the last dot only in specs that carry a module.
    // Bases stand before what extends them, most often shortly.
    type.base = spec.base || id == 0 ? nullptr : c_.types_[0];
    for (std::size_t i = id; spec.base && i-- > 0 && !type.base;) {
        if (&spec_of(i) == spec.base) type.base = c_.types_[i];
    }
    type.slots = spec.slots;
    type.instance_kind = spec.kind;
    type.type_flags = spec.flags | kImmutable;
    type.instance_size = spec.size;
    type.item_size = spec.item_size;
    if (type.item_size != 0) type.type_flags |= kVarSized;
    type.traverse = spec.traverse;
    type.drop = spec.drop;
    type.version = 1;
    return true;
}

bool CommonsBuilder::set_mro(Type& type, std::span<const Value> bases) {
    type.bases = immortal(make_commons_tuple(heap_, bases));
    Value line[32];
    std::size_t count = 0;
    for (Type* t = &type; t; t = t->base) line[count++] = Value(t);
    // A second base of the exception tree stands in front of what both share.
    if (bases.size() > 1) {
        std::size_t at = 1;
        const Type& second = as<Type>(bases[1]);
        while (at < count && !(second.base == &as<Type>(line[at]))) ++at;
        for (std::size_t i = count; i > at; --i) line[i] = line[i - 1];
        line[at] = bases[1];
        ++count;
    }
    type.mro = immortal(make_commons_tuple(heap_, std::span<const Value>(line, count)));
    return type.bases && type.mro;
}

bool CommonsBuilder::build_types() {
    for (std::size_t i = 0; i < kTypeCount; ++i) {
        c_.types_[i] = static_cast<Type*>(heap_.alloc_object(sizeof(Type)));
        if (!c_.types_[i]) return false;
        new (c_.types_[i]) Type();
        c_.types_[i]->refs = kImmortal;
        c_.types_[i]->kind = Kind::Type;
    }
    for (std::size_t i = 0; i < kTypeCount; ++i) {
        if (!layout_type(i)) return false;
    }
    for (std::size_t i = 0; i < kTypeCount; ++i) {
        Type& type = *c_.types_[i];
        if (type.base) inherit_slots(type, *type.base);
        if (!type.drop) type.drop = drop_by_traverse;
        if (!make_type_shapes(heap_, type)) return false;
    }
    Type* const metatype = type(TypeId::Type);
    for (std::size_t i = 0; i < kTypeCount; ++i) static_cast<Object*>(c_.types_[i])->shape = metatype->shape;
    for (std::size_t i = 0; i < c_.table_size_; ++i) {
        if (c_.table_[i]) static_cast<Object*>(c_.table_[i])->shape = type(TypeId::Str)->shape;
    }
    c_.empty_tuple_ = immortal(make_commons_tuple(heap_, {}));
    c_.empty_bytes_ = immortal(make_commons_bytes(heap_, "", 0));
    if (!c_.empty_tuple_ || !c_.empty_bytes_) return false;
    static_cast<Object*>(c_.empty_tuple_)->shape = type(TypeId::Tuple)->shape;
    c_.empty_bytes_->shape = type(TypeId::Bytes)->shape;
    for (unsigned i = 0; i < 256; ++i) {
        const auto byte = static_cast<std::uint8_t>(i);
        c_.bytes_[i] = immortal(make_commons_bytes(heap_, &byte, 1));
        if (!c_.bytes_[i]) return false;
        c_.bytes_[i]->shape = type(TypeId::Bytes)->shape;
    }
    for (std::size_t i = 0; i < kTypeCount; ++i) {
        if (!fill_type(i)) return false;
    }
    return add_token_missing();
}

bool CommonsBuilder::add(Type& type, Str* name, Object* value, bool replace) {
    if (!name || !value) return false;
    if (!replace && dict_entry(*type.dict, *name, c_.key_)) return true;
    return commons_dict_set(heap_, *type.dict, *name, Value(value));
}

bool CommonsBuilder::add_method(Type& type, const MethodDef& def) {
    const std::string_view whole = def.text;
    Str* const name = text(whole.substr(0, whole.find('(')));
    const Signature* const signature = parse_signature(heap_, def, make_name, this);
    if (!name || !signature) return false;
    if ((def.flags & kMethodStatic) != 0) {
        auto* const native = object<NativeFunction>(this->type(TypeId::NativeFunction), Kind::NativeFunction);
        if (!native) return false;
        native->def = &def;
        native->signature = signature;
        native->name = name;
        native->owner = &type;
        auto* const box = object<MethodBox>(this->type(TypeId::StaticMethod), Kind::StaticMethod);
        if (!box) return false;
        box->callable = Value(native);
        return add(type, name, box);
    }
    const bool of_class = (def.flags & kMethodClass) != 0;
    auto* const made =
        of_class ? object<ClassMethodDescriptor>(this->type(TypeId::ClassMethodDescriptor),
                                                 Kind::ClassMethodDescriptor)
                 : object<MethodDescriptor>(this->type(TypeId::MethodDescriptor), Kind::MethodDescriptor);
    if (!made) return false;
    made->def = &def;
    made->signature = signature;
    made->name = name;
    made->owner = &type;
    return add(type, name, made, (def.flags & kMethodCoexist) != 0);
}

bool CommonsBuilder::add_descriptors(Type& type, const TypeSpec& spec) {
    const auto add_getset = [&](const GetSetDef& def) {
        auto* const made = object<GetSetDescriptor>(this->type(TypeId::GetSetDescriptor), Kind::GetSet);
        if (!made) return false;
        made->def = &def;
        made->name = text(def.name);
        made->owner = &type;
        return add(type, made->name, made);
    };
    for (const GetSetDef& def : spec.getset) {
        if (!add_getset(def)) return false;
    }
    for (const MemberDef& def : spec.members) {
        auto* const made = object<MemberDescriptor>(this->type(TypeId::MemberDescriptor), Kind::Member);
        if (!made) return false;
        made->def = def;
        made->name = text(def.name);
        made->owner = &type;
        if (!add(type, made->name, made)) return false;
    }
    return true;
}

bool CommonsBuilder::add_slot_wrappers(Type& type, const TypeSpec& spec) {
    std::uint64_t present = 0;
    for (std::size_t i = 0; i < kSlotCount; ++i) {
        if (slot_at<void (*)()>(spec.slots, i * kSlotSize)) present |= std::uint64_t{1} << i;
    }
    for (const SlotDef& def : slot_defs()) {
        if (!def.wrap || (present >> def.offset / kSlotSize & 1) == 0) continue;
        auto* const made = object<SlotWrapper>(this->type(TypeId::SlotWrapper), Kind::SlotWrapper);
        if (!made) return false;
        made->def = &def;
        made->owner = &type;
        if (!add(type, c_.names_[static_cast<std::size_t>(def.name)], made)) return false;
    }
    if (spec.slots.new_py) {
        auto* const native = object<NativeFunction>(this->type(TypeId::NativeFunction), Kind::NativeFunction);
        if (!native) return false;
        native->def = &kNewMethod;
        native->signature = parse_signature(heap_, kNewMethod, make_name, this);
        native->name = c_.names_[static_cast<std::size_t>(Name::dunder_new)];
        native->self = Value(&type);
        native->owner = &type;
        if (!native->signature || !add(type, native->name, native)) return false;
    }
    return true;
}

// contextvars.Token.MISSING, the one instance of its type.
bool CommonsBuilder::add_token_missing() {
    Type& type = *this->type(TypeId::Token);
    return add(type, text("MISSING"), object<Object>(this->type(TypeId::TokenMissing), Kind::Instance));
}

bool CommonsBuilder::fill_type(std::size_t id) {
    Type& type = *c_.types_[id];
    const TypeSpec& spec = *type.spec;
    Value bases[2];
    std::size_t count = 0;
    if (type.base) bases[count++] = Value(type.base);
    if (spec.second_base) {
        for (std::size_t i = 0; i < kTypeCount; ++i) {
            if (&spec_of(i) == spec.second_base) bases[count++] = Value(c_.types_[i]);
        }
    }
    if (!set_mro(type, std::span<const Value>(bases, count))) return false;
    static_cast<Object*>(type.bases)->shape = static_cast<Object*>(type.mro)->shape =
        this->type(TypeId::Tuple)->shape;
    const std::size_t listed = spec.methods.size() + spec.getset.size() + spec.members.size();
    type.dict = immortal(make_commons_dict(heap_, static_cast<std::uint32_t>(listed) + 4));
    if (!type.dict) return false;
    static_cast<Object*>(type.dict)->shape = this->type(TypeId::Dict)->shape;
    for (const MethodDef& def : spec.methods) {
        if (!add_method(type, def)) return false;
    }
    if (!add_slot_wrappers(type, spec) || !add_descriptors(type, spec)) return false;
    // Defining equality without a hash makes a type unhashable.
    Str* const hash = c_.names_[static_cast<std::size_t>(Name::dunder_hash)];
    if (spec.slots.compare_py && !spec.slots.hash_py && !dict_entry(*type.dict, *hash, c_.key_)) {
        if (!commons_dict_set(heap_, *type.dict, *hash, Value::none())) return false;
    }
    Str* const doc_name = c_.names_[static_cast<std::size_t>(Name::dunder_doc)];
    if (!dict_entry(*type.dict, *doc_name, c_.key_)) {
        Str* const doc = spec.doc ? text(doc_body(spec.doc)) : nullptr;
        if (spec.doc && !doc) return false;
        if (!commons_dict_set(heap_, *type.dict, *doc_name, doc ? Value(doc) : Value::none())) return false;
    }
    for (const TypeConstant& constant : spec.constants) {
        Str* const name = text(constant.name);
        if (!name || !commons_dict_set(heap_, *type.dict, *name, Value::small_int(constant.value)))
            return false;
    }
    if (spec.match_args) {
        constexpr std::size_t kMost = 24;
        Value names[kMost];
        std::size_t n = 0;
        for (std::string_view rest = spec.match_args; !rest.empty() && n < kMost;) {
            const std::size_t comma = rest.find(',');
            Str* const name = text(rest.substr(0, comma));
            if (!name) return false;
            names[n++] = Value(name);
            rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
        }
        Tuple* const tuple = immortal(make_commons_tuple(heap_, std::span<const Value>(names, n)));
        if (!tuple) return false;
        static_cast<Object*>(tuple)->shape = this->type(TypeId::Tuple)->shape;
        if (!add(type, c_.names_[static_cast<std::size_t>(Name::dunder_match_args)], tuple)) return false;
    }
    return true;
}

// --- Commons

Commons* Commons::make(SlabPool& pool, HashKey key) {
    auto* const commons = new (std::nothrow) Commons(pool, key);
    if (!commons) return nullptr;
    pool.expect(kUsualSize);
    CommonsBuilder builder(*commons);
    if (!builder.build()) {
        delete commons;
        return nullptr;
    }
    return commons;
}

Commons::~Commons() {
    unseal();
}

Str* Commons::find_name(std::string_view utf8, std::uint64_t hash) const {
    if (table_size_ == 0) return nullptr;
    for (std::size_t at = hash & (table_size_ - 1); table_[at]; at = (at + 1) & (table_size_ - 1)) {
        Str* const s = table_[at];
        if (static_cast<std::uint64_t>(s->hash_value) != hash) continue;
        if (s->is_ascii() ? s->ascii() == utf8 : [&] {
                TextBuffer text;
                append_utf8(text, *s);
                return text.view() == utf8;
            }())
            return s;
    }
    return nullptr;
}

void Commons::seal() {
    heap_.protect(PROT_READ);
    sealed_ = true;
}

void Commons::unseal() {
    if (!sealed_) return;
    heap_.protect(PROT_READ | PROT_WRITE);
    sealed_ = false;
}

} // namespace islet
