// SPDX-License-Identifier: MIT
//
// sys.stdin, sys.stdout and sys.stderr of a new interpreter: three layers over descriptors that stay open.
// See io.h.
#include "vm/types/io.h"

#include "vm/types/dict.h"

#include <sys/stat.h>
#include <unistd.h>

namespace islet {

namespace {

Status make_stream_py(Thread& t, int descriptor, Name name, const char* original, bool unbuffered) {
    Dict& sys = *t.state().sys_dict;
    struct stat info;
    if (fstat(descriptor, &info) != 0) { // closed by whoever started us
        if (!dict_set(t, sys, name, Value::none())) return t.raised();
        return dict_set_text(t, sys, original, Value::none());
    }
    const bool writing = descriptor != 0;
    Ref raw = make_file_io_py(t, Value::small_int(descriptor), writing ? "wb" : "rb", false, Value::none());
    if (!raw) return t.raised();
    const bool terminal = isatty(descriptor) != 0;
    Ref buffer =
        make_buffered_py(t, writing ? TypeId::BufferedWriter : TypeId::BufferedReader, raw.get(), 8192);
    Ref label = make_str(t, descriptor == 0 ? "<stdin>" : descriptor == 1 ? "<stdout>" : "<stderr>");
    Ref encoding = make_str(t, "utf-8"),
        errors = make_str(t, descriptor == 2 ? "backslashreplace" : "strict");
    if (!buffer || !label || !encoding || !errors) return t.raised();
    release(std::exchange(io_self<FileIO>(raw.get()).name, label.release()));
    Ref newline = writing ? make_str(t, "\n") : Ref::none();
    if (!newline) return t.raised();
    Ref text = make_text_py(t, buffer.get(), encoding.get(), errors.get(), newline.get(),
                            terminal || descriptor == 2, unbuffered && writing);
    Ref mode = make_str(t, writing ? "w" : "r");
    if (!text || !mode) return t.raised();
    io_self<TextFile>(text.get()).mode = mode.release();
    if (!dict_set(t, sys, name, text.get())) return t.raised();
    return dict_set_text(t, sys, original, text.get());
}

} // namespace

Status make_standard_streams_py(Thread& t, bool unbuffered) {
    if (!make_stream_py(t, 0, Name::stdin_, "__stdin__", unbuffered) ||
        !make_stream_py(t, 1, Name::stdout_, "__stdout__", unbuffered))
        return t.raised();
    return make_stream_py(t, 2, Name::stderr_, "__stderr__", unbuffered);
}

} // namespace islet
