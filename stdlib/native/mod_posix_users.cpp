// SPDX-License-Identifier: MIT
//
// Part of the module posix: users and groups of the process.
#include "stdlib/native/posix.h"

#include "vm/model/attr.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/tuple.h"

#include <climits>
#include <grp.h>
#include <sys/types.h>
#include <unistd.h>

namespace islet {

namespace {

// A list of group numbers; NGROUPS_MAX is far more than this, so it is allocated.
class GroupList {
public:
    GroupList() = default;
    ~GroupList() { delete[] ids_; }
    GroupList(const GroupList&) = delete;
    GroupList& operator=(const GroupList&) = delete;

    bool make(std::size_t count) {
        delete[] ids_;
        ids_ = new (std::nothrow) gid_t[count > 0 ? count : 1];
        return ids_ != nullptr;
    }
    gid_t* data() { return ids_; }

private:
    gid_t* ids_ = nullptr;
};

// (gid_t)-1, which stands for none, comes out as -1.
Ref make_id(Thread& t, unsigned id) {
    return id == UINT_MAX ? make_int(t, -1) : make_int_unsigned(t, id);
}
Ref make_ids(Thread& t, const gid_t* ids, int count) {
    Ref list = make_list(t);
    if (!list) return t.raised();
    for (int i = 0; i < count; ++i) {
        Ref id = make_id(t, ids[i]);
        if (!id || !list_append(t, list.as<List>(), std::move(id))) return t.raised();
    }
    return list;
}
Ref make_triple(Thread& t, unsigned real, unsigned effective, unsigned saved) {
    Ref a = make_id(t, real), b = make_id(t, effective), c = make_id(t, saved);
    return a && b && c ? make_tuple(t, {a.get(), b.get(), c.get()}) : Ref(t.raised());
}

Ref posix_getuid(Thread& t) {
    return make_id(t, ::getuid());
}
Ref posix_geteuid(Thread& t) {
    return make_id(t, ::geteuid());
}
Ref posix_getgid(Thread& t) {
    return make_id(t, ::getgid());
}
Ref posix_getegid(Thread& t) {
    return make_id(t, ::getegid());
}
Ref posix_getresuid(Thread& t) {
    uid_t real, effective, saved;
    if (::getresuid(&real, &effective, &saved) != 0) return raise_os_error(t, errno);
    return make_triple(t, real, effective, saved);
}
Ref posix_getresgid(Thread& t) {
    gid_t real, effective, saved;
    if (::getresgid(&real, &effective, &saved) != 0) return raise_os_error(t, errno);
    return make_triple(t, real, effective, saved);
}
Ref posix_setuid(Thread& t, UserId uid) {
    return none_or_error(t, ::setuid(uid.value));
}
Ref posix_seteuid(Thread& t, UserId uid) {
    return none_or_error(t, ::seteuid(uid.value));
}
Ref posix_setgid(Thread& t, GroupId gid) {
    return none_or_error(t, ::setgid(gid.value));
}
Ref posix_setegid(Thread& t, GroupId gid) {
    return none_or_error(t, ::setegid(gid.value));
}
Ref posix_setreuid(Thread& t, UserId real, UserId effective) {
    return none_or_error(t, ::setreuid(real.value, effective.value));
}
Ref posix_setregid(Thread& t, GroupId real, GroupId effective) {
    return none_or_error(t, ::setregid(real.value, effective.value));
}
Ref posix_setresuid(Thread& t, UserId real, UserId effective, UserId saved) {
    return none_or_error(t, ::setresuid(real.value, effective.value, saved.value));
}
Ref posix_setresgid(Thread& t, GroupId real, GroupId effective, GroupId saved) {
    return none_or_error(t, ::setresgid(real.value, effective.value, saved.value));
}

Ref posix_getgroups(Thread& t) {
    for (;;) {
        const int count = ::getgroups(0, nullptr);
        GroupList ids;
        if (count < 0) return raise_os_error(t, errno);
        if (!ids.make(static_cast<std::size_t>(count))) return t.raise_memory_error();
        const int got = ::getgroups(count, ids.data());
        if (got >= 0) return make_ids(t, ids.data(), got);
        if (errno != EINVAL) return raise_os_error(t, errno); // else there are more than a moment ago
    }
}

Ref posix_setgroups(Thread& t, Value groups) {
    if (!is_kind(groups, Kind::List) && !is_kind(groups, Kind::Tuple) &&
        type_lookup(t, *type_of(t, groups), Name::dunder_getitem).is_empty())
        return t.raise(Exc::TypeError, "setgroups argument must be a sequence");
    Ref items = tuple_from_py(t, groups);
    if (!items) return t.raised();
    const Tuple& tuple = items.as<Tuple>();
    if (tuple.size > NGROUPS_MAX) return t.raise(Exc::ValueError, "too many groups");
    GroupList ids;
    if (!ids.make(tuple.size)) return t.raise_memory_error();
    for (std::uint64_t i = 0; i < tuple.size; ++i) {
        if (!is_int(tuple[i])) return t.raise(Exc::TypeError, "groups must be integers");
        const Result<unsigned> id = to_id_py(t, tuple[i], "gid");
        if (!id) return t.raised();
        ids.data()[i] = *id;
    }
    return none_or_error(t, ::setgroups(tuple.size, ids.data()));
}

Ref posix_getgrouplist(Thread& t, Str& user, GroupId group) {
    FsText name;
    if (!convert_arg_py(t, Value(&user), name, ArgContext{nullptr, 0})) return t.raised();
    for (int room = 64; room <= 16 * NGROUPS_MAX; room *= 4) {
        GroupList ids;
        if (!ids.make(static_cast<std::size_t>(room))) return t.raise_memory_error();
        int count = room;
        if (::getgrouplist(name.c_str(), group.value, ids.data(), &count) >= 0)
            return make_ids(t, ids.data(), count);
    }
    return raise_os_error(t, ERANGE);
}
Ref posix_initgroups(Thread& t, FsText& user, GroupId group) {
    return none_or_error(t, ::initgroups(user.c_str(), group.value));
}

Ref posix_getlogin(Thread& t) {
    char name[256];
    const int error = ::getlogin_r(name, sizeof(name));
    if (error != 0) return raise_os_error(t, error);
    return decode_name(t, name);
}

constexpr MethodDef kFunctions[] = {
    function<&posix_getuid>("getuid($module, /)", "Return the current process's user id."),
    function<&posix_geteuid>("geteuid($module, /)", "Return the current process's effective user id."),
    function<&posix_getgid>("getgid($module, /)", "Return the current process's group id."),
    function<&posix_getegid>("getegid($module, /)", "Return the current process's effective group id."),
    function<&posix_getresuid>(
        "getresuid($module, /)",
        "Return a tuple of the current process's real, effective, and saved user ids."),
    function<&posix_getresgid>(
        "getresgid($module, /)",
        "Return a tuple of the current process's real, effective, and saved group ids."),
    function<&posix_setuid>("setuid($module, uid, /)", "Set the current process's user id."),
    function<&posix_seteuid>("seteuid($module, euid, /)", "Set the current process's effective user id."),
    function<&posix_setgid>("setgid($module, gid, /)", "Set the current process's group id."),
    function<&posix_setegid>("setegid($module, egid, /)", "Set the current process's effective group id."),
    function<&posix_setreuid>("setreuid($module, ruid, euid, /)",
                              "Set the current process's real and effective user ids."),
    function<&posix_setregid>("setregid($module, rgid, egid, /)",
                              "Set the current process's real and effective group ids."),
    function<&posix_setresuid>("setresuid($module, ruid, euid, suid, /)",
                               "Set the current process's real, effective, and saved user ids."),
    function<&posix_setresgid>("setresgid($module, rgid, egid, sgid, /)",
                               "Set the current process's real, effective, and saved group ids."),
    function<&posix_getgroups>("getgroups($module, /)",
                               "Return list of supplemental group IDs for the process."),
    function<&posix_setgroups>("setgroups($module, groups, /)", "Set the groups of the current process to "
                                                                "list."),
    function<&posix_getgrouplist>("getgrouplist($module, user, group, /)",
                                  "Returns a list of groups to which a user belongs, 'group' included."),
    function<&posix_initgroups>("initgroups($module, username, gid, /)",
                                "Initialize the group access list to the groups of the user, and gid."),
    function<&posix_getlogin>("getlogin($module, /)", "Return the actual login name."),
};

} // namespace

const std::span<const MethodDef> kPosixUserFunctions = kFunctions;

} // namespace islet
