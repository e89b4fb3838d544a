// SPDX-License-Identifier: MIT
//
// Part of the module posix: what lies in a folder. listdir, scandir and its DirEntry.
//
// Owns: a ScandirIterator its open folder, until the end of it, close(), or its own end; a DirEntry what stat
// and lstat answered, once they were asked. Both types lie in the interpreter's heap.
#include "stdlib/native/posix.h"

#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/model/shape.h"
#include "vm/types/generic_alias.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/module.h"
#include "vm/types/tuple.h"

#include <cstring>
#include <dirent.h>
#include <unistd.h>

namespace islet {

namespace {

struct DirEntry : Object {
    Value name, path;              // str, or bytes as the path of the folder
    Value stat_known, lstat_known; // empty until asked for
    std::uint64_t inode;
    int folder;        // descriptor that `path` is relative to; AT_FDCWD
    std::uint8_t kind; // DT_...
};

struct ScandirIterator : Object {
    DIR* folder;      // null: closed
    Value prefix;     // str or bytes of the folder with its '/'; empty: entries have no path but their name
    Type* entry_type; // kept alive by this
    int descriptor;   // given by the caller, or AT_FDCWD
    bool as_bytes;
};

template <class T>
T& self_as(Value v) {
    return *static_cast<T*>(v.object());
}

bool is_self_or_parent(const char* name) {
    return name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'));
}

// Opens the folder of the argument. A descriptor is duplicated, for closing the folder closes it.
DIR* open_folder(Thread& t, PathArg& path) {
    DIR* folder = nullptr;
    if (path.is_descriptor) {
        const int copy = ::fcntl(path.descriptor, F_DUPFD_CLOEXEC, 0);
        if (copy < 0) {
            static_cast<void>(raise_os_error(t, errno));
            return nullptr;
        }
        folder = ::fdopendir(copy);
        if (!folder) {
            const int error = errno;
            ::close(copy);
            static_cast<void>(raise_os_error(t, error, path.object.get()));
        }
        return folder;
    }
    folder = ::opendir(path.or_here());
    if (!folder) static_cast<void>(raise_os_error(t, errno, path.object.get()));
    return folder;
}

// The duplicate shares its place with the caller's descriptor: leave that at the start.
void close_folder(DIR* folder, bool given_by_descriptor) {
    if (given_by_descriptor) ::rewinddir(folder);
    ::closedir(folder);
}

Status list_names_py(Thread& t, DIR* folder, const PathArg& path, List& out) {
    for (;;) {
        errno = 0;
        const dirent* const entry = ::readdir(folder);
        if (!entry) {
            if (errno != 0) return raise_os_error(t, errno, path.object.get());
            return Status::ok();
        }
        if (is_self_or_parent(entry->d_name)) continue;
        Ref name = make_name(t, entry->d_name, path.is_bytes);
        if (!name || !list_append(t, out, std::move(name)) || !t.checkpoint_py()) return t.raised();
    }
}

Ref posix_listdir(Thread& t, OptionalFdPath& path) {
    Ref list = make_list(t);
    if (!list) return t.raised();
    DIR* const folder = open_folder(t, path);
    if (!folder) return t.raised();
    const bool done = static_cast<bool>(list_names_py(t, folder, path, list.as<List>()));
    close_folder(folder, path.is_descriptor);
    return done ? std::move(list) : Ref(t.raised());
}

// --- DirEntry

// Asks the system, with or without following a link.
Ref fetch_stat(Thread& t, const DirEntry& entry, bool follow) {
    FsText name; // what make_name made goes back without an error
    if (!convert_arg_py(t, entry.path, name, ArgContext{nullptr, 0})) return t.raised();
    struct stat info;
    if (::fstatat(entry.folder, name.c_str(), &info, follow ? 0 : AT_SYMLINK_NOFOLLOW) != 0)
        return raise_os_error(t, errno, entry.path);
    return make_stat_result(t, info);
}

Ref entry_lstat(Thread& t, DirEntry& entry) {
    if (entry.lstat_known.is_empty()) {
        Ref made = fetch_stat(t, entry, false);
        if (!made) return t.raised();
        entry.lstat_known = made.release();
    }
    return Ref::share(entry.lstat_known);
}

// Whether it is of type `wanted` (S_IFDIR ...) without following a link; from what readdir said if it did.
Result<bool> entry_is(Thread& t, DirEntry& entry, mode_t wanted) {
    if (entry.kind != DT_UNKNOWN) return entry.kind == IFTODT(wanted);
    Ref info = entry_lstat(t, entry);
    if (!info) {
        if (!t.pending_is(Exc::FileNotFoundError)) return t.raised();
        t.clear_pending();
        return false;
    }
    return (static_cast<mode_t>(info.as<Tuple>()[0].as_int()) & S_IFMT) == wanted;
}

Ref entry_stat(Thread& t, DirEntry& entry, bool follow) {
    if (!follow) return entry_lstat(t, entry);
    if (entry.stat_known.is_empty()) {
        const Result<bool> link = entry_is(t, entry, S_IFLNK);
        if (!link) return t.raised();
        Ref made = *link ? fetch_stat(t, entry, true) : entry_lstat(t, entry);
        if (!made) return t.raised();
        entry.stat_known = made.release();
    }
    return Ref::share(entry.stat_known);
}

Ref entry_test(Thread& t, DirEntry& entry, mode_t wanted, bool follow) {
    const Result<bool> link = follow ? entry_is(t, entry, S_IFLNK) : Result<bool>(false);
    if (!link) return t.raised();
    if (!*link) {
        const Result<bool> answer = entry_is(t, entry, wanted);
        return answer ? Ref::boolean(*answer) : Ref(t.raised());
    }
    Ref info = entry_stat(t, entry, true);
    if (!info) {
        // A link that leads nowhere is neither.
        if (!t.pending_is(Exc::FileNotFoundError)) return t.raised();
        t.clear_pending();
        return Ref::boolean(false);
    }
    return Ref::boolean((static_cast<mode_t>(info.as<Tuple>()[0].as_int()) & S_IFMT) == wanted);
}

Ref entry_is_dir(Thread& t, Value self, Opt<bool> follow_symlinks) {
    return entry_test(t, self_as<DirEntry>(self), S_IFDIR, follow_symlinks.value_or(true));
}
Ref entry_is_file(Thread& t, Value self, Opt<bool> follow_symlinks) {
    return entry_test(t, self_as<DirEntry>(self), S_IFREG, follow_symlinks.value_or(true));
}
Ref entry_is_symlink(Thread& t, Value self) {
    return entry_test(t, self_as<DirEntry>(self), S_IFLNK, false);
}
Ref entry_is_junction(Thread&, Value) {
    return Ref::boolean(false);
}
Ref entry_stat_method(Thread& t, Value self, Opt<bool> follow_symlinks) {
    return entry_stat(t, self_as<DirEntry>(self), follow_symlinks.value_or(true));
}
Ref entry_inode(Thread& t, Value self) {
    return make_int_unsigned(t, self_as<DirEntry>(self).inode);
}
Ref entry_name(Thread&, Value self) {
    return Ref::share(self_as<DirEntry>(self).name);
}
Ref entry_path(Thread&, Value self) {
    return Ref::share(self_as<DirEntry>(self).path);
}
Ref entry_class_getitem(Thread& t, Type& type, Value item) {
    return make_generic_alias(t, Value(&type), item);
}
Ref entry_repr_py(Thread& t, Value self) {
    TextBuffer text;
    text.append("<DirEntry ");
    if (!append_repr_py(t, text, self_as<DirEntry>(self).name)) return t.raised();
    text.append('>');
    return make_str(t, text);
}

void entry_traverse(Object* object, Visitor& visit) {
    auto* const entry = static_cast<DirEntry*>(object);
    for (Value* const v : {&entry->name, &entry->path, &entry->stat_known, &entry->lstat_known}) visit(*v);
    traverse_attrs(object, visit);
}
void entry_drop(Heap& heap, Object* object) {
    auto* const entry = static_cast<DirEntry*>(object);
    for (const Value v : {entry->name, entry->path, entry->stat_known, entry->lstat_known}) release(v);
    drop_attrs(heap, object);
    heap.free_object(object);
}

constexpr MethodDef kEntryMethods[] = {
    method<&entry_is_dir>("is_dir($self, /, *, follow_symlinks=True)",
                          "Return True if the entry is a directory; cached per entry."),
    method<&entry_is_file>("is_file($self, /, *, follow_symlinks=True)",
                           "Return True if the entry is a file; cached per entry."),
    method<&entry_is_symlink>("is_symlink($self, /)",
                              "Return True if the entry is a symbolic link; cached per entry."),
    method<&entry_is_junction>("is_junction($self, /)",
                               "Return True if the entry is a junction; cached per entry."),
    method<&entry_stat_method>("stat($self, /, *, follow_symlinks=True)",
                               "Return stat_result object for the entry; cached per entry."),
    method<&entry_inode>("inode($self, /)", "Return inode of the entry; cached per entry."),
    method<&entry_path>("__fspath__($self, /)", "Returns the path for the entry."),
    class_method<&entry_class_getitem>("__class_getitem__($type, object, /)", "See PEP 585"),
};
constexpr GetSetDef kEntryGetSet[] = {
    {"name", entry_name, nullptr, "the entry's base filename, relative to scandir() \"path\" argument"},
    {"path", entry_path, nullptr,
     "the entry's full path name; equivalent to os.path.join(scandir_path, entry.name)"},
};

const TypeSpec kDirEntrySpec = {
    .name = "DirEntry",
    .module = "posix",
    .kind = Kind::Native,
    .flags = kNoInstantiation | kImmutable,
    .size = sizeof(DirEntry),
    .slots = {.repr_py = entry_repr_py},
    .methods = kEntryMethods,
    .getset = kEntryGetSet,
    .traverse = entry_traverse,
    .drop = entry_drop,
};

// --- The iterator

template <class T>
T* allocate_native(Thread& t, Type& type) {
    const std::size_t bytes = instance_bytes(type);
    void* const block = t.heap().alloc_object(bytes);
    if (!block) return nullptr;
    std::memset(block, 0, bytes);
    auto* const object = static_cast<T*>(block);
    init_instance(object, type);
    return object;
}

Ref make_entry(Thread& t, const ScandirIterator& iterator, const dirent& found) {
    auto* const entry = allocate_native<DirEntry>(t, *iterator.entry_type);
    if (!entry) return t.raise_memory_error();
    entry->name = entry->path = entry->stat_known = entry->lstat_known = Value();
    entry->inode = found.d_ino;
    entry->kind = found.d_type;
    entry->folder = iterator.descriptor;
    Ref kept = Ref::adopt(Value(entry));
    Ref name = make_name(t, found.d_name, iterator.as_bytes);
    if (!name) return t.raised();
    Ref path = iterator.prefix.is_empty() ? Ref::share(name.get())
                                          : binary_py(t, BinaryOp::Add, iterator.prefix, name.get());
    if (!path) return t.raised();
    entry->name = name.release();
    entry->path = path.release();
    return kept;
}

void finish(ScandirIterator& iterator) {
    if (DIR* const folder = std::exchange(iterator.folder, nullptr))
        close_folder(folder, iterator.descriptor != AT_FDCWD);
}

Step scandir_next_py(Thread& t, Value self) {
    auto& iterator = self_as<ScandirIterator>(self);
    for (;;) {
        if (!iterator.folder) return Step::end();
        errno = 0;
        const dirent* const found = ::readdir(iterator.folder);
        if (!found) {
            const int error = errno;
            finish(iterator);
            if (error != 0) return raise_os_error(t, error);
            return Step::end();
        }
        if (is_self_or_parent(found->d_name)) continue;
        return Step::from(make_entry(t, iterator, *found));
    }
}

Ref scandir_self(Thread&, Value self) {
    return Ref::share(self);
}
Ref scandir_close(Thread&, Value self) {
    finish(self_as<ScandirIterator>(self));
    return Ref::none();
}
Ref scandir_exit(Thread& t, Value self, const Args&) {
    return scandir_close(t, self);
}

void scandir_traverse(Object* object, Visitor& visit) {
    auto* const iterator = static_cast<ScandirIterator*>(object);
    visit(iterator->prefix);
    visit.pointer(iterator->entry_type);
    traverse_attrs(object, visit);
}
void scandir_drop(Heap& heap, Object* object) {
    auto* const iterator = static_cast<ScandirIterator*>(object);
    finish(*iterator);
    release(iterator->prefix);
    if (iterator->entry_type) release(static_cast<Object*>(iterator->entry_type));
    drop_attrs(heap, object);
    heap.free_object(object);
}

constexpr MethodDef kIteratorMethods[] = {
    method<&scandir_self>("__enter__($self, /)", nullptr),
    raw<&scandir_exit>("__exit__($self, /, *args)", nullptr),
    method<&scandir_close>("close($self, /)", nullptr),
};

const TypeSpec kScandirIteratorSpec = {
    .name = "ScandirIterator",
    .module = "posix",
    .kind = Kind::Native,
    .flags = kNoInstantiation | kImmutable,
    .size = sizeof(ScandirIterator),
    .slots = {.iter_py = scandir_self, .next_py = scandir_next_py},
    .methods = kIteratorMethods,
    .traverse = scandir_traverse,
    .drop = scandir_drop,
};

// What stands before the names of the entries: the path as given, and a '/' if it has none at its end.
Ref entry_prefix(Thread& t, PathArg& path) {
    if (!path.given()) return make_str(t, "./");
    const std::string_view text = path.text.view();
    if (text.empty() || text.ends_with('/')) return Ref::share(path.object.get());
    Ref slash = make_name(t, "/", path.is_bytes);
    return slash ? binary_py(t, BinaryOp::Add, path.object.get(), slash.get()) : Ref(t.raised());
}

Ref posix_scandir(Thread& t, ModuleSelf module, OptionalFdPath& path) {
    Ref prefix = path.is_descriptor ? Ref::nothing() : entry_prefix(t, path);
    if (!prefix && !path.is_descriptor) return t.raised();
    auto* const iterator = allocate_native<ScandirIterator>(t, *posix_data(module).scandir_iterator);
    if (!iterator) return t.raise_memory_error();
    iterator->folder = nullptr;
    iterator->prefix = prefix.release();
    iterator->entry_type = posix_data(module).dir_entry;
    retain(static_cast<Object*>(iterator->entry_type));
    iterator->descriptor = path.is_descriptor ? path.descriptor : AT_FDCWD;
    iterator->as_bytes = path.is_bytes;
    Ref made = Ref::adopt(Value(iterator));
    iterator->folder = open_folder(t, path);
    return iterator->folder ? std::move(made) : Ref(t.raised());
}

constexpr MethodDef kFunctions[] = {
    function<&posix_listdir>("listdir($module, /, path=None)",
                             "Return a list containing the names of the files in the directory.\n\nThe names "
                             "are bytes if the path is, otherwise str. The path may be a descriptor; without "
                             "one\nit is the current folder. The order is any; '.' and '..' are left out."),
    function<&posix_scandir>("scandir($module, /, path=None)",
                             "Return an iterator of DirEntry objects for given path.\n\nThe path may be str, "
                             "bytes, os.PathLike or a descriptor; without one it is the current\nfolder."),
};

} // namespace

const std::span<const MethodDef> kPosixScandirFunctions = kFunctions;

Status add_scandir_types(Thread& t, Module& m) {
    auto& data = *static_cast<PosixData*>(m.data);
    Ref entry = make_heap_type(t, kDirEntrySpec);
    if (!entry) return t.raised();
    data.dir_entry = &entry.as<Type>();
    static_cast<void>(entry.release());
    Ref iterator = make_heap_type(t, kScandirIteratorSpec);
    if (!iterator) return t.raised();
    data.scandir_iterator = &iterator.as<Type>();
    static_cast<void>(iterator.release());
    return module_add(t, m, "DirEntry", Value(data.dir_entry));
}

} // namespace islet
