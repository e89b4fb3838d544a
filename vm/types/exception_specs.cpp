// SPDX-License-Identifier: MIT
//
// The exception types as a constant table, in the order of exc.def. A type that brings a layout, or an
// initialiser or text of its own, names its functions here; the others inherit them.
//
// Owns: nothing. Threads: constants.
#include "vm/types/exception_detail.h"

#include "vm/model/exc.h"

namespace islet {

namespace {

enum class Layout : std::uint8_t {
    Plain,
    Group,
    SystemExit,
    Attribute,
    Import,
    Name,
    OS,
    StopIteration,
    Syntax,
    Unicode
};

constexpr std::size_t index_of(TypeId id) {
    return static_cast<std::size_t>(id) - static_cast<std::size_t>(TypeId::BaseException);
}

constexpr void set_life(TypeSpec& spec, Layout layout) {
    const auto use = [&spec]<class L>(std::type_identity<L>) {
        spec.size = sizeof(L);
        spec.traverse = &exception_traverse<L>;
        spec.drop = &exception_drop<L>;
    };
    switch (layout) {
    case Layout::Plain: return use(std::type_identity<Exception>());
    case Layout::Group: return use(std::type_identity<GroupException>());
    case Layout::SystemExit: return use(std::type_identity<SystemExitException>());
    case Layout::Attribute: return use(std::type_identity<AttributeException>());
    case Layout::Import: return use(std::type_identity<ImportException>());
    case Layout::Name: return use(std::type_identity<NameException>());
    case Layout::OS: return use(std::type_identity<OSException>());
    case Layout::StopIteration: return use(std::type_identity<StopIterationException>());
    case Layout::Syntax: return use(std::type_identity<SyntaxException>());
    case Layout::Unicode: return use(std::type_identity<UnicodeException>());
    }
}

// What a type has beyond its base.
constexpr void set_behaviour(TypeSpec& spec, TypeId id) {
    Slots& slots = spec.slots;
    switch (id) {
    case TypeId::BaseException:
        slots = {.new_py = &exception_new_py,
                 .init_py = &exception_init_py,
                 .repr_py = &exception_repr_py,
                 .str_py = &exception_str_py};
        spec.methods = kExceptionMethods;
        spec.getset = kExceptionGetSet;
        spec.members = kExceptionMembers;
        return;
    case TypeId::BaseExceptionGroup:
        slots = {.new_py = &group_new_py, .repr_py = &group_repr_py, .str_py = &group_str_py};
        spec.methods = kGroupMethods;
        spec.members = kGroupMembers;
        return;
    case TypeId::ExceptionGroup:
        spec.second_base = &kExceptionSpecs[index_of(TypeId::Exception)];
        spec.flags |= kWeakable;
        return;
    case TypeId::SystemExit:
        slots = {.init_py = &system_exit_init_py};
        spec.members = kSystemExitMembers;
        return;
    case TypeId::StopIteration:
        slots = {.init_py = &stop_iteration_init_py};
        spec.members = kStopIterationMembers;
        return;
    case TypeId::AttributeError:
        slots = {.init_py = &attribute_error_init_py};
        spec.methods = kAttributeErrorMethods;
        spec.members = kAttributeErrorMembers;
        return;
    case TypeId::NameError:
        slots = {.init_py = &name_error_init_py};
        spec.members = kNameErrorMembers;
        return;
    case TypeId::ImportError:
        slots = {.init_py = &import_error_init_py, .str_py = &import_error_str_py};
        spec.methods = kImportErrorMethods;
        spec.members = kImportErrorMembers;
        return;
    case TypeId::KeyError: slots = {.str_py = &key_error_str_py}; return;
    case TypeId::MemoryError: spec.drop = &drop_memory_error; return;
    case TypeId::OSError:
        slots = {.new_py = &os_error_new_py, .init_py = &os_error_init_py, .str_py = &os_error_str_py};
        spec.methods = kOSErrorMethods;
        spec.members = kOSErrorMembers;
        spec.getset = kOSErrorGetSet;
        return;
    case TypeId::SyntaxError:
        slots = {.init_py = &syntax_error_init_py, .str_py = &syntax_error_str_py};
        spec.members = kSyntaxErrorMembers;
        return;
    case TypeId::UnicodeDecodeError:
        slots = {.init_py = &unicode_decode_init_py, .str_py = &unicode_decode_str_py};
        spec.members = kUnicodeErrorMembers;
        return;
    case TypeId::UnicodeEncodeError:
        slots = {.init_py = &unicode_encode_init_py, .str_py = &unicode_encode_str_py};
        spec.members = kUnicodeErrorMembers;
        return;
    case TypeId::UnicodeTranslateError:
        slots = {.init_py = &unicode_translate_init_py, .str_py = &unicode_translate_str_py};
        spec.members = kUnicodeTranslateMembers;
        return;
    default: return;
    }
}

constexpr const char* doc_of(TypeId id) {
    switch (id) {
    case TypeId::BaseException: return "Common base class for all exceptions";
    case TypeId::BaseExceptionGroup: return "A combination of multiple unrelated exceptions.";
    case TypeId::GeneratorExit: return "Request that a generator exit.";
    case TypeId::KeyboardInterrupt: return "Program interrupted by user.";
    case TypeId::SystemExit: return "Request to exit from the interpreter.";
    case TypeId::Exception: return "Common base class for all non-exit exceptions.";
    case TypeId::ExceptionGroup: return nullptr;
    case TypeId::ArithmeticError: return "Base class for arithmetic errors.";
    case TypeId::FloatingPointError: return "Floating-point operation failed.";
    case TypeId::OverflowError: return "Result too large to be represented.";
    case TypeId::ZeroDivisionError: return "Second argument to a division or modulo operation was zero.";
    case TypeId::AssertionError: return "Assertion failed.";
    case TypeId::AttributeError: return "Attribute not found.";
    case TypeId::BufferError: return "Buffer error.";
    case TypeId::EOFError: return "Read beyond end of file.";
    case TypeId::ImportError: return "Import can't find module, or can't find name in module.";
    case TypeId::ModuleNotFoundError: return "Module not found.";
    case TypeId::LookupError: return "Base class for lookup errors.";
    case TypeId::IndexError: return "Sequence index out of range.";
    case TypeId::KeyError: return "Mapping key not found.";
    case TypeId::MemoryError: return "Out of memory.";
    case TypeId::NameError: return "Name not found globally.";
    case TypeId::UnboundLocalError: return "Local name referenced but not bound to a value.";
    case TypeId::OSError: return "Base class for I/O related errors.";
    case TypeId::BlockingIOError: return "I/O operation would block.";
    case TypeId::ChildProcessError: return "Child process error.";
    case TypeId::ConnectionError: return "Connection error.";
    case TypeId::BrokenPipeError: return "Broken pipe.";
    case TypeId::ConnectionAbortedError: return "Connection aborted.";
    case TypeId::ConnectionRefusedError: return "Connection refused.";
    case TypeId::ConnectionResetError: return "Connection reset.";
    case TypeId::FileExistsError: return "File already exists.";
    case TypeId::FileNotFoundError: return "File not found.";
    case TypeId::InterruptedError: return "Interrupted by signal.";
    case TypeId::IsADirectoryError: return "Operation doesn't work on directories.";
    case TypeId::NotADirectoryError: return "Operation only works on directories.";
    case TypeId::PermissionError: return "Not enough permissions.";
    case TypeId::ProcessLookupError: return "Process not found.";
    case TypeId::TimeoutError: return "Timeout expired.";
    case TypeId::ReferenceError: return "Weak ref proxy used after referent went away.";
    case TypeId::RuntimeError: return "Unspecified run-time error.";
    case TypeId::NotImplementedError: return "Method or function hasn't been implemented yet.";
    case TypeId::PythonFinalizationError: return "Operation blocked during Python finalization.";
    case TypeId::RecursionError: return "Recursion limit exceeded.";
    case TypeId::StopAsyncIteration: return "Signal the end from iterator.__anext__().";
    case TypeId::StopIteration: return "Signal the end from iterator.__next__().";
    case TypeId::SyntaxError: return "Invalid syntax.";
    case TypeId::IndentationError: return "Improper indentation.";
    case TypeId::TabError: return "Improper mixture of spaces and tabs.";
    case TypeId::IncompleteInputError: return "incomplete input.";
    case TypeId::SystemError: return "Internal error in the Python interpreter.";
    case TypeId::TypeError: return "Inappropriate argument type.";
    case TypeId::ValueError: return "Inappropriate argument value (of correct type).";
    case TypeId::UnicodeError: return "Unicode related error.";
    case TypeId::UnicodeDecodeError: return "Unicode decoding error.";
    case TypeId::UnicodeEncodeError: return "Unicode encoding error.";
    case TypeId::UnicodeTranslateError: return "Unicode translation error.";
    case TypeId::Warning: return "Base class for warning categories.";
    case TypeId::BytesWarning: return "Warning about mixing bytes and text, mostly by comparing them.";
    case TypeId::DeprecationWarning: return "Base class for warnings about deprecated features.";
    case TypeId::EncodingWarning: return "Base class for warnings about encodings.";
    case TypeId::FutureWarning: return "Base class for warnings about what will change its meaning.";
    case TypeId::ImportWarning: return "Base class for warnings about probable mistakes in module imports";
    case TypeId::PendingDeprecationWarning:
        return "Base class for warnings about features that will be deprecated.";
    case TypeId::ResourceWarning: return "Base class for warnings about resource usage.";
    case TypeId::RuntimeWarning: return "Base class for warnings about dubious runtime behavior.";
    case TypeId::SyntaxWarning: return "Base class for warnings about dubious syntax.";
    case TypeId::UnicodeWarning: return "Base class for warnings about text conversion problems.";
    case TypeId::UserWarning: return "Base class for warnings generated by user code.";
    case TypeId::InterpreterError: return "A cross-interpreter operation failed";
    case TypeId::InterpreterNotFoundError: return "An interpreter was not found";
    default: return nullptr;
    }
}

constexpr bool is_of_interpreters(TypeId id) {
    return id == TypeId::InterpreterError || id == TypeId::InterpreterNotFoundError ||
           id == TypeId::NotShareableError;
}

constexpr TypeSpec make_spec(TypeId id, TypeId base, Layout layout, const char* name) {
    TypeSpec spec{.name = name};
    if (is_of_interpreters(id)) spec.module = "concurrent.interpreters";
    spec.doc = doc_of(id);
    spec.kind = Kind::Exception;
    spec.flags = kBaseType | kHasDict | kExceptionType;
    if (id != base) spec.base = &kExceptionSpecs[index_of(base)];
    set_life(spec, layout);
    set_behaviour(spec, id);
    return spec;
}

// The one type whose Python name is not its C++ one.
constexpr const char* name_of(TypeId id, const char* name) {
    return id == TypeId::IncompleteInputError ? "_IncompleteInputError" : name;
}

} // namespace

constinit const TypeSpec kExceptionSpecs[kExceptionCount] = {
#define ISLET_EXC(name, base, layout)                                                                        \
    make_spec(TypeId::name, TypeId::base, Layout::layout, name_of(TypeId::name, #name)),
#include "vm/model/exc.def"
};

} // namespace islet
