// SPDX-License-Identifier: MIT
//
// The module _interpqueues: queues between interpreters, by id. put and get are CPython's and do not wait;
// put_wait and get_wait are ours: they sleep until they are woken.
//
// Threads: the interpreter's lock; waiting lets go of it.
#include "stdlib/native/modules.h"

#include "runtime/import.h"
#include "runtime/interpreters.h"
#include "runtime/queue.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/native.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/float.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/module.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"
#include "vm/wait.h"

#include <new>

namespace islet {

namespace {

// The module's data: its exceptions, and the classes that concurrent.interpreters registered.
struct QueueModule {
    Value error, not_found;
    Value queue, empty, full;
};

QueueModule& data_of(ModuleSelf self) {
    return *static_cast<QueueModule*>(as<Module>(self.module).data);
}
QueueTable& queues_of(Thread& t) {
    return interpreter_of(t).process().queues();
}

// An exception of a class that is no built-in one.
Raised raise_class_py(Thread& t, Value type, std::string_view message) {
    Ref text = make_str(t, message);
    Ref error = text ? call_py(t, type, text.get()) : Ref(t.raised());
    return error ? t.raise_object(std::move(error)) : t.raised();
}

Raised raise_not_found_py(Thread& t, ModuleSelf self, std::int64_t id) {
    TextBuffer text;
    format_to(text, "queue {} not found", id);
    return raise_class_py(t, data_of(self).not_found, text.view());
}

Raised raise_result_py(Thread& t, ModuleSelf self, std::int64_t id, QueueResult result) {
    if (result == QueueResult::NotFound) return raise_not_found_py(t, self, id);
    const bool full = result == QueueResult::Full;
    TextBuffer text;
    format_to(text, "queue {} is {}", id, full ? "full" : "empty");
    Ref type = Ref::share(full ? data_of(self).full : data_of(self).empty);
    // Nobody registered them yet: whoever uses this module directly.
    if (type.get().is_empty()) {
        if (!import_module_py(t, "concurrent.interpreters._queues")) return t.raised();
        type = Ref::share(full ? data_of(self).full : data_of(self).empty);
    }
    return raise_class_py(t, type.get(), text.view());
}

Result<Unbound> unbound_op(Thread& t, Opt<Index> given) {
    const std::int64_t op = given.given ? given.value.value : -1;
    if (op == -1) return Unbound::Default;
    if (op < 1 || op > 3) return t.raise(Exc::ValueError, "unsupported unboundop {}", op);
    return static_cast<Unbound>(op);
}

Ref queues_create(Thread& t, Index max_size, Opt<Index> op, Opt<Index> fallback) {
    const Result<Unbound> unbound = unbound_op(t, op);
    if (!unbound) return t.raised();
    const std::int64_t second = fallback.given ? fallback.value.value : -1;
    if (second < -1 || second > 2) return t.raise(Exc::ValueError, "unsupported fallback {}", second);
    const std::int64_t id =
        queues_of(t).create(max_size.value, *unbound == Unbound::Default ? Unbound::Replace : *unbound,
                            second < 0 ? 1 : static_cast<int>(second));
    return id < 0 ? Ref(t.raise_memory_error()) : make_int(t, id);
}

template <bool (QueueTable::*change)(std::int64_t)>
Ref queues_change(Thread& t, ModuleSelf self, Value qid) {
    const Result<std::int64_t> id = id_argument_py(t, qid, "queue");
    if (!id) return t.raised();
    if (!(queues_of(t).*change)(*id)) return raise_not_found_py(t, self, *id);
    return Ref::none();
}

// The object as an item; null: raised.
QueueItem* make_item_py(Thread& t, Value object, Unbound unbound) {
    auto* const item = new (std::nothrow) QueueItem{Parcel(), interpreter_of(t).id, unbound};
    if (!item) {
        static_cast<void>(t.raise_memory_error());
        return nullptr;
    }
    if (item->value.pack_py(t, object, Parcel::Policy::Full)) return item;
    delete item;
    return nullptr;
}

// Sleeps until the queue has changed. False: the deadline has passed.
Result<bool> wait_for_change_py(Thread& t, std::int64_t id, bool for_items, Deadline deadline) {
    QueueTable::Waiter waiter{t.parker, for_items};
    if (!queues_of(t).start_waiting(id, waiter)) return true;
    const Wake wake = park_unlocked(t, deadline);
    queues_of(t).stop_waiting(id, waiter);
    if (wake == Wake::Cancelled) {
        t.parker->clear_cancel();
        if (!t.checkpoint_py()) return t.raised();
    }
    return wake != Wake::TimedOut;
}

Deadline deadline_after(double seconds) {
    return seconds < 0 ? Deadline::never() : Deadline::after(seconds);
}

Ref put_until_py(Thread& t, ModuleSelf self, Value qid, Value object, Opt<Index> op, bool wait,
                 double seconds) {
    const Result<std::int64_t> id = id_argument_py(t, qid, "queue");
    if (!id) return t.raised();
    const Result<Unbound> unbound = unbound_op(t, op);
    if (!unbound) return t.raised();
    QueueItem* const item = make_item_py(t, object, *unbound);
    if (!item) return t.raised();
    QueueResult result = queues_of(t).put(*id, item);
    const Deadline deadline =
        wait && result == QueueResult::Full ? deadline_after(seconds) : Deadline::never();
    while (wait && result == QueueResult::Full) {
        const Result<bool> changed = wait_for_change_py(t, *id, false, deadline);
        if (!changed) {
            delete item;
            return t.raised();
        }
        result = queues_of(t).put(*id, item);
        if (!*changed) break;
    }
    if (result == QueueResult::Done) return Ref::none();
    delete item;
    return raise_result_py(t, self, *id, result);
}

Ref queues_put(Thread& t, ModuleSelf self, Value qid, Value object, Opt<Index> op, Opt<Index> fallback) {
    static_cast<void>(fallback); // what cannot be sent natively is always pickled
    return put_until_py(t, self, qid, object, op, false, 0);
}
Ref queues_put_wait(Thread& t, ModuleSelf self, Value qid, Value object, Opt<Index> op, double seconds) {
    return put_until_py(t, self, qid, object, op, true, seconds);
}

// (object, None), or (None, what its sender wanted) for an item whose sender is gone.
Ref open_item_py(Thread& t, QueueItem* item) {
    const bool bound = item->sender >= 0;
    Ref object = bound ? ParcelReader(item->value).take_py(t) : Ref::none();
    const Value op = bound ? Value::none() : Value::small_int(static_cast<int>(item->unbound));
    delete item;
    return object ? make_tuple(t, {object.get(), op}) : Ref(t.raised());
}

Ref get_until_py(Thread& t, ModuleSelf self, Value qid, bool wait, double seconds) {
    const Result<std::int64_t> id = id_argument_py(t, qid, "queue");
    if (!id) return t.raised();
    QueueItem* item = nullptr;
    QueueResult result = queues_of(t).take(*id, &item);
    const Deadline deadline =
        wait && result == QueueResult::Empty ? deadline_after(seconds) : Deadline::never();
    while (wait && result == QueueResult::Empty) {
        const Result<bool> changed = wait_for_change_py(t, *id, true, deadline);
        if (!changed) return t.raised();
        result = queues_of(t).take(*id, &item);
        if (!*changed) break;
    }
    return result == QueueResult::Done ? open_item_py(t, item) : Ref(raise_result_py(t, self, *id, result));
}

Ref queues_get(Thread& t, ModuleSelf self, Value qid) {
    return get_until_py(t, self, qid, false, 0);
}
Ref queues_get_wait(Thread& t, ModuleSelf self, Value qid, double seconds) {
    return get_until_py(t, self, qid, true, seconds);
}

Result<QueueInfo> info_py(Thread& t, ModuleSelf self, Value qid) {
    const Result<std::int64_t> id = id_argument_py(t, qid, "queue");
    if (!id) return t.raised();
    QueueInfo info{};
    if (!queues_of(t).info(*id, info)) return raise_not_found_py(t, self, *id);
    return info;
}
Ref queues_get_maxsize(Thread& t, ModuleSelf self, Value qid) {
    const Result<QueueInfo> info = info_py(t, self, qid);
    return info ? make_int(t, info->max_size) : Ref(t.raised());
}
Ref queues_get_count(Thread& t, ModuleSelf self, Value qid) {
    const Result<QueueInfo> info = info_py(t, self, qid);
    return info ? make_int(t, info->count) : Ref(t.raised());
}
Ref queues_is_full(Thread& t, ModuleSelf self, Value qid) {
    const Result<QueueInfo> info = info_py(t, self, qid);
    return info ? Ref::boolean(info->max_size > 0 && info->count >= info->max_size) : Ref(t.raised());
}
Ref queues_get_defaults(Thread& t, ModuleSelf self, Value qid) {
    const Result<QueueInfo> info = info_py(t, self, qid);
    if (!info) return t.raised();
    return make_tuple(t, {Value::small_int(info->unbound), Value::small_int(info->fallback)});
}

Ref queues_list_all(Thread& t) {
    std::size_t count = 0;
    QueueInfo* const infos = queues_of(t).list(count);
    Ref list = make_list(t, static_cast<std::uint32_t>(count));
    for (std::size_t i = 0; list && i < count; ++i) {
        Ref id = make_int(t, infos[i].id);
        Ref row = id ? make_tuple(t, {id.get(), Value::small_int(infos[i].unbound),
                                      Value::small_int(infos[i].fallback)})
                     : Ref(t.raised());
        if (!row || !list_append(t, list.as<List>(), std::move(row))) list = Ref(t.raised());
    }
    std::free(infos);
    return list;
}

// --- Queue objects on their way

struct QueueHold : ParcelHold {
    QueueTable* queues;
    std::int64_t id;
};

void drop_queue(ParcelHold* hold) {
    auto* const queue = static_cast<QueueHold*>(hold);
    queue->queues->release(queue->id);
    delete queue;
}

Status pack_queue_py(Thread& t, Value v, Parcel& parcel) {
    Ref name = intern(t, "_id");
    Ref number = name ? get_attr_py(t, v, name.as<Str>()) : Ref(t.raised());
    if (!number) return t.raised();
    const Result<std::int64_t> id = id_argument_py(t, number.get(), "queue");
    if (!id) return t.raised();
    auto* const held = new (std::nothrow) QueueHold;
    if (!held) return t.raise_memory_error();
    held->drop = &drop_queue;
    held->queues = &queues_of(t);
    held->id = *id;
    if (queues_of(t).retain(*id)) {
        parcel.hold(held);
    } else {
        delete held; // a queue that is gone travels as its number; who opens it hears of that
    }
    parcel.put('q');
    parcel.put_number(static_cast<std::uint64_t>(*id));
    return Status::ok();
}

Ref open_queue_py(Thread& t, std::int64_t id) {
    Ref module = import_module_py(t, "_interpqueues");
    Ref number = make_int(t, id);
    if (!module || !number) return t.raised();
    const Ref type = Ref::share(data_of(ModuleSelf{module.get()}).queue);
    return call_py(t, type.get(), number.get());
}

Ref queues_register(Thread& t, ModuleSelf self, Value queue, Value empty, Value full) {
    if (!is_type(queue) || !is_exception_class(empty) || !is_exception_class(full)) {
        return t.raise(Exc::TypeError, "expected the classes of queues");
    }
    QueueModule& data = data_of(self);
    const Value wanted[] = {queue, empty, full};
    Value* const slots[] = {&data.queue, &data.empty, &data.full};
    for (int i = 0; i < 3; ++i) release(std::exchange(*slots[i], Ref::share(wanted[i]).release()));
    interpreter_of(t).set_travel_rule({'q', &as<Type>(queue), &pack_queue_py, &open_queue_py});
    return Ref::none();
}

constexpr MethodDef kFunctions[] = {
    function<&queues_create>(
        "create($module, maxsize, unboundop=-1, fallback=-1)",
        "Create a new cross-interpreter queue and return its unique generated ID.\nIt is a "
        "new reference as though bind() had been called on the queue.\n\nThe caller is "
        "responsible for calling destroy() for the new queue\nbefore the runtime is "
        "finalized."),
    function<&queues_change<&QueueTable::destroy>>(
        "destroy($module, qid)",
        "Clear and destroy the queue.  Afterward attempts to use the queue\nwill behave as "
        "though it never existed."),
    function<&queues_list_all>(
        "list_all($module, /)",
        "Return the list of IDs for all queues.\nEach corresponding default unbound op and "
        "fallback is also included."),
    function<&queues_put>("put($module, qid, obj, unboundop=-1, fallback=-1)",
                          "Add the object's data to the queue."),
    function<&queues_put_wait>("put_wait($module, qid, obj, unboundop, seconds)",
                               "As put(), but waits for room; negative seconds: for ever."),
    function<&queues_get>(
        "get($module, qid)",
        "Return a new object from the data at the front of the queue.\nThe unbound op is also "
        "returned.\n\nIf there is nothing to receive then raise QueueEmpty."),
    function<&queues_get_wait>("get_wait($module, qid, seconds)",
                               "As get(), but waits for an item; negative seconds: for ever."),
    function<&queues_change<&QueueTable::retain>>(
        "bind($module, qid)",
        "Take a reference to the identified queue.\nThe queue is not destroyed until there "
        "are no references left."),
    function<&queues_change<&QueueTable::release>>(
        "release($module, qid)",
        "Release a reference to the queue.\nThe queue is destroyed once there are no "
        "references left."),
    function<&queues_get_maxsize>("get_maxsize($module, qid)",
                                  "Return the maximum number of items in the queue."),
    function<&queues_get_defaults>("get_queue_defaults($module, qid)",
                                   "Return the queue's default values, set when it was created."),
    function<&queues_is_full>("is_full($module, qid)",
                              "Return true if the queue has a maxsize and has reached it."),
    function<&queues_get_count>("get_count($module, qid)", "Return the number of items in the queue."),
    function<&queues_register>("_register_heap_types($module, queuetype, emptyerror, fullerror, /)", nullptr),
};

// class name(base), of the module concurrent.interpreters.
Ref make_error_class_py(Thread& t, const char* name, Value base, const char* doc) {
    Ref text = make_str(t, name);
    Ref module = make_str(t, "concurrent.interpreters");
    Ref doc_text = doc ? make_str(t, doc) : Ref::none();
    Ref bases = make_tuple(t, {base});
    Ref dict = make_dict(t);
    if (!text || !module || !doc_text || !bases || !dict) return t.raised();
    if (!dict_set(t, dict.as<Dict>(), Name::dunder_module, module.get()) ||
        !dict_set(t, dict.as<Dict>(), Name::dunder_doc, doc_text.get())) {
        return t.raised();
    }
    return call_py(t, Value(t.type(TypeId::Type)), text.get(), bases.get(), dict.get());
}

Status queues_init_py(Thread& t, Module& m) {
    auto& data = *static_cast<QueueModule*>(m.data);
    Ref error = make_error_class_py(t, "QueueError", Value(t.type(TypeId::RuntimeError)),
                                    "Indicates that a queue-related error happened.");
    Ref not_found =
        error ? make_error_class_py(t, "QueueNotFoundError", error.get(), nullptr) : Ref(t.raised());
    if (!not_found || !module_add(t, m, "QueueError", error.get()) ||
        !module_add(t, m, "QueueNotFoundError", not_found.get())) {
        return t.raised();
    }
    data.error = error.release();
    data.not_found = not_found.release();
    return Status::ok();
}

void queues_traverse(Module& m, Visitor& visit) {
    auto& data = *static_cast<QueueModule*>(m.data);
    for (Value* v : {&data.error, &data.not_found, &data.queue, &data.empty, &data.full}) visit(*v);
}
void queues_drop(Module& m) {
    auto& data = *static_cast<QueueModule*>(m.data);
    // The interpreter's rule names the class that goes now.
    static_cast<Interpreter*>(heap_of(&m)->state().runtime)
        ->set_travel_rule({'q', nullptr, nullptr, nullptr});
    for (Value* v : {&data.error, &data.not_found, &data.queue, &data.empty, &data.full}) release(*v);
}

} // namespace

const ModuleDef kInterpQueuesModule = {
    .name = "_interpqueues",
    .doc =
        "This module provides primitive operations to manage Python interpreters.\nThe 'interpreters' module "
        "provides a more convenient interface.",
    .functions = kFunctions,
    .init_py = queues_init_py,
    .data_size = sizeof(QueueModule),
    .traverse = queues_traverse,
    .drop = queues_drop,
};

} // namespace islet
