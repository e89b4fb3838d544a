// SPDX-License-Identifier: MIT
//
// pickle.PickleBuffer: a wrapper that tells picklers that an object's memory may travel beside the stream.
// Owns: a memoryview of the object. Threads: the interpreter's lock.
#include "runtime/pickle.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/shape.h"
#include "vm/native.h"
#include "vm/types/memoryview.h"
#include "vm/types/str.h"

#include <utility>

namespace islet {

namespace {

PickleBufferObject& self_of(Value v) {
    return *static_cast<PickleBufferObject*>(v.object());
}

Raised raise_released(Thread& t) {
    return t.raise(Exc::ValueError, "operation forbidden on released PickleBuffer object");
}

Ref buffer_new_py(Thread& t, Type& type, const Args& args) {
    static constexpr const char* kNames[] = {"object"};
    Value a[1];
    if (!bind_args(t, args, "PickleBuffer", kNames, 1, 1, a)) return t.raised();
    if (!has_buffer(t, a[0]))
        return t.raise(Exc::TypeError, "a bytes-like object is required, not '{}'", *type_of(t, a[0]));
    Ref view = make_memoryview_py(t, a[0]);
    if (!view) return t.raised();
    auto* const object = static_cast<PickleBufferObject*>(t.heap().alloc_object(instance_bytes(type)));
    if (!object) return t.raise_memory_error();
    init_instance(object, type);
    object->source = view.release();
    object->lent = Value();
    return Ref::adopt(object);
}

Status buffer_get_py(Thread& t, Value self, Buffer& out, bool writable) {
    const Value source = self_of(self).source;
    if (source.is_empty()) return raise_released(t);
    if (!t.type(TypeId::MemoryView)->slots.get_buffer_py(t, source, out, writable)) return t.raised();
    return Status::ok();
}

// The memory was lent by the view, which says so as the buffer's owner.
void buffer_give_back(Value owner, Buffer& buffer) {
    if (const auto release_py = owner.object()->type()->slots.release_buffer;
        release_py && is_kind(owner, Kind::MemoryView))
        release_py(owner, buffer);
}

Ref buffer_raw(Thread& t, Value self) {
    const Value source = self_of(self).source;
    if (source.is_empty()) return raise_released(t);
    const Buffer buffer = as<MemoryView>(source).as_buffer();
    if (!is_c_contiguous(buffer) && !is_f_contiguous(buffer))
        return t.raise(Exc::BufferError, "cannot extract raw buffer from non-contiguous buffer");
    Buffer lent;
    if (!t.type(TypeId::MemoryView)->slots.get_buffer_py(t, source, lent, false)) return t.raised();
    lent.item_size = 1;
    lent.format = "B";
    lent.dimensions = 1;
    lent.shape = lent.strides = nullptr;
    return make_memoryview_of(t, source, lent);
}

Ref buffer_release_py(Thread& t, Value self) {
    const Value source = std::exchange(self_of(self).source, Value());
    if (source.is_empty()) return Ref::none();
    Ref held = Ref::adopt(source);
    if (held.as<MemoryView>().exports != 0) {
        release(std::exchange(self_of(self).lent, held.release()));
        return Ref::none();
    }
    Ref name = intern(t, "release");
    return name ? call_method_py(t, source, name.as<Str>()) : Ref(t.raised());
}

void buffer_traverse(Object* object, Visitor& visit) {
    visit(static_cast<PickleBufferObject*>(object)->source);
    visit(static_cast<PickleBufferObject*>(object)->lent);
    traverse_attrs(object, visit);
}
void buffer_drop(Heap& heap, Object* object) {
    release(std::exchange(static_cast<PickleBufferObject*>(object)->source, Value()));
    release(std::exchange(static_cast<PickleBufferObject*>(object)->lent, Value()));
    drop_attrs(heap, object);
    heap.free_object(object);
}

constexpr MethodDef kMethods[] = {
    method<&buffer_raw>("raw($self, /)",
                        "Give a memoryview of the bytes, in one dimension, whatever the shape."),
    method<&buffer_release_py>("release($self, /)", "Let go of the object whose memory this is."),
};

} // namespace

const TypeSpec kPickleBufferSpec = {
    .name = "PickleBuffer",
    .module = "pickle",
    .doc = "Wrapper for potentially out-of-band buffers",
    .kind = Kind::Native,
    .flags = kImmutable | kWeakable,
    .size = sizeof(PickleBufferObject),
    .slots = {.new_py = buffer_new_py, .get_buffer_py = buffer_get_py, .release_buffer = buffer_give_back},
    .methods = kMethods,
    .traverse = buffer_traverse,
    .drop = buffer_drop,
};

} // namespace islet
