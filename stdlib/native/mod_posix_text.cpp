// SPDX-License-Identifier: MIT
//
// Part of the module posix: what posixpath does with the text of a path alone. Any str will do, lone
// surrogates and NULs included.
#include "stdlib/native/posix.h"

#include "vm/model/attr.h"
#include "vm/types/bytes.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

// The text of a path argument, str or bytes.
struct PathText {
    TextBuffer text;
    bool is_bytes = false;
    Ref make(Thread& t, std::string_view part) const {
        return is_bytes ? make_bytes(t, part) : make_str(t, part);
    }
};

Status read_text_py(Thread& t, Value path, const char* function, PathText& out) {
    Ref name = Ref::share(path);
    if (!is_str(path) && !is_kind(path, Kind::Bytes)) {
        name = fspath_py(t, path);
        if (!name && t.pending_is(Exc::TypeError) &&
            type_lookup(t, *type_of(t, path), Name::dunder_fspath).is_empty()) {
            t.clear_pending();
            return t.raise(Exc::TypeError, "{}: path should be string, bytes or os.PathLike, not {}",
                           function, *type_of(t, path));
        }
        if (!name) return t.raised();
    }
    out.is_bytes = is_kind(name.get(), Kind::Bytes);
    if (out.is_bytes)
        out.text.append(name.as<Bytes>().text());
    else
        append_utf8(out.text, name.as<Str>());
    if (out.text.failed()) return t.raise_memory_error();
    return Status::ok();
}

// Length of the root: none, "/", or the two slashes that POSIX leaves to the system; three are one.
std::size_t root_length(std::string_view path) {
    if (!path.starts_with('/')) return 0;
    return path.starts_with("//") && !path.starts_with("///") ? 2 : 1;
}

Ref posix_path_splitroot(Thread& t, Value path) {
    PathText text;
    if (!read_text_py(t, path, "_path_splitroot_ex", text)) return t.raised();
    const std::string_view whole = text.text.view();
    const std::size_t root = root_length(whole);
    Ref a = text.make(t, "");
    Ref b = a ? text.make(t, whole.substr(0, root)) : Ref(t.raised());
    Ref c = b ? text.make(t, whole.substr(root)) : Ref(t.raised());
    return c ? make_tuple(t, {a.get(), b.get(), c.get()}) : Ref(t.raised());
}

// Drops the last part of what was collected behind `floor`.
void drop_last(TextBuffer& out, std::size_t floor) {
    const std::size_t slash = out.view().rfind('/');
    out.truncate(slash == std::string_view::npos || slash < floor ? floor : slash);
}

Ref posix_path_normpath(Thread& t, Value path) {
    PathText text;
    if (!read_text_py(t, path, "_path_normpath", text)) return t.raised();
    std::string_view rest = text.text.view();
    const std::size_t root = root_length(rest);
    TextBuffer out;
    out.append_fill('/', root);
    rest.remove_prefix(root);
    std::size_t kept = 0; // parts in `out` that ".." may take away
    while (!rest.empty()) {
        const std::string_view part = rest.substr(0, rest.find('/'));
        rest.remove_prefix(part.size() < rest.size() ? part.size() + 1 : part.size());
        if (part.empty() || part == ".") continue;
        if (part == ".." && kept > 0) {
            drop_last(out, root);
            --kept;
            continue;
        }
        if (part == ".." && root > 0) continue;
        if (out.size() > root) out.append('/');
        out.append(part);
        if (part != "..") ++kept;
    }
    if (out.failed()) return t.raise_memory_error();
    return text.make(t, out.empty() ? "." : out.view());
}

constexpr MethodDef kFunctions[] = {
    function<&posix_path_normpath>("_path_normpath($module, /, path)",
                                   "The path without '.', '..' and double slashes."),
    function<&posix_path_splitroot>("_path_splitroot_ex($module, /, p)",
                                    "The path as (drive, root, the rest); the drive is always empty."),
};

} // namespace

const std::span<const MethodDef> kPosixTextFunctions = kFunctions;

} // namespace islet
