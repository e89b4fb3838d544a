// SPDX-License-Identifier: MIT
//
// See options.h. Options are read by hand: Python's short options join with their values and with each other,
// and everything behind the program belongs to the program.
#include "runtime/cli/options.h"

#include "runtime/import.h"
#include "vm/model/call.h"
#include "vm/model/compile_text.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/str.h"

#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/stat.h>
#include <unistd.h>

namespace islet {

namespace {

constexpr const char* kUsage = "usage: islet [option] ... [-c cmd | -m mod | file | -] [arg] ...\n";
constexpr const char* kHelp = "Options (and corresponding environment variables):\n"
                              "-c cmd : program passed in as string (terminates option list)\n"
                              "-h     : print this help message and exit (also -? or --help)\n"
                              "-i     : inspect interactively after running script\n"
                              "-I     : isolate Python from the user's environment (implies -E -P -s)\n"
                              "-m mod : run library module as a script (terminates option list)\n"
                              "-O     : remove assert and __debug__-dependent statements\n"
                              "-OO    : do -O changes and also discard docstrings\n"
                              "-P     : don't prepend a potentially unsafe path to sys.path\n"
                              "-q     : don't print version and copyright messages on interactive startup\n"
                              "-u     : force the stdout and stderr streams to be unbuffered\n"
                              "-v     : verbose\n"
                              "-V     : print the version number and exit (also --version)\n"
                              "-W arg : warning control; arg is action:message:category:module:lineno\n"
                              "-X opt : set an implementation-specific option\n"
                              "file   : program read from script file\n"
                              "-      : program read from stdin (default; interactive mode if a tty)\n"
                              "arg ...: arguments passed to program in sys.argv[1:]\n";

int unknown_option(const char* option) {
    std::fprintf(stderr, "Unknown option: %s\n%sTry `islet -h' for more information.\n", option, kUsage);
    return 2;
}

// The options of one word such as "-Oqc". Sets `stop` when the program's name comes next.
struct WordReader {
    int argc;
    char** argv;
    int at; // index of the word
    CommandLine& line;
    bool stop = false;

    // The value of an option: the rest of the word or the next word. Null: missing, reported.
    const char* value(const char* rest, char option) {
        if (rest[1] != 0) return rest + 1;
        if (at + 1 < argc) return argv[++at];
        std::fprintf(stderr, "Argument expected for the -%c option\n%sTry `islet -h' for more information.\n",
                     option, kUsage);
        return nullptr;
    }

    // -1: go on; else the exit code.
    int read_letters(const char* letters) {
        for (; *letters != 0; ++letters) {
            const char* text = nullptr;
            switch (*letters) {
            case 'c':
            case 'm':
                text = value(letters, *letters);
                if (!text) return 2;
                line.source = *letters == 'c' ? CommandLine::Source::Command : CommandLine::Source::Module;
                line.command = text;
                stop = true;
                return -1;
            case 'h':
            case '?': std::printf("%s%s", kUsage, kHelp); return 0;
            case 'V': std::printf("Python 3.14.0 (Islet 0.1.0)\n"); return 0;
            case 'W':
            case 'X':
                text = value(letters, *letters);
                if (!text) return 2;
                (*letters == 'W' ? line.warn_options : line.x_options).push_back(text);
                return -1;
            case 'i': line.interpreter.inspect = true; break;
            case 'I': line.interpreter.isolated = line.interpreter.safe_path = true; break;
            case 'O': ++line.interpreter.optimize; break;
            case 'P': line.interpreter.safe_path = true; break;
            case 'q': line.interpreter.quiet = true; break;
            case 'u': line.interpreter.unbuffered = true; break;
            case 'v': line.interpreter.verbose = true; break;
            case 'b':
            case 'B':
            case 'd':
            case 'E':
            case 's':
            case 'S':
            case 'x': break; // accepted, nothing to do
            default: {
                const char option[] = {'-', *letters, 0};
                return unknown_option(option);
            }
            }
        }
        return -1;
    }
};

std::string directory_of(const std::string& file) {
    char real[PATH_MAX];
    std::string path = realpath(file.c_str(), real) ? real : file;
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "" : path.substr(0, slash == 0 ? 1 : slash);
}

} // namespace

int parse_command_line(int argc, char** argv, CommandLine& line) {
    for (int i = 0; i < argc; ++i) line.orig_argv.push_back(argv[i]);
    WordReader reader{argc, argv, 1, line};
    for (; reader.at < argc && !reader.stop; ++reader.at) {
        const char* const word = argv[reader.at];
        if (word[0] != '-' || word[1] == 0) break;
        int code = -1;
        if (std::strcmp(word, "--help") == 0)
            code = reader.read_letters("h");
        else if (std::strcmp(word, "--version") == 0)
            code = reader.read_letters("V");
        else if (word[1] == '-')
            code = unknown_option(word);
        else
            code = reader.read_letters(word + 1);
        if (code >= 0) return code;
    }
    int at = reader.at;
    if (reader.stop) {
        line.argv.push_back(line.source == CommandLine::Source::Command ? "-c" : "-m");
    } else if (at < argc && std::strcmp(argv[at], "-") != 0) {
        line.source = CommandLine::Source::File;
        line.command = argv[at];
        line.argv.push_back(argv[at++]);
    } else {
        line.argv.push_back(at < argc ? "-" : "");
        if (at < argc) ++at;
    }
    for (; at < argc; ++at) line.argv.push_back(argv[at]);

    InterpreterOptions& options = line.interpreter;
    if (line.source == CommandLine::Source::File) line.directory = directory_of(line.command);
    if (line.source == CommandLine::Source::Module) {
        char cwd[PATH_MAX];
        if (getcwd(cwd, sizeof(cwd))) line.directory = cwd;
    }
    options.has_path0 = !options.safe_path;
    options.path0 = line.directory;
    options.argv = line.argv;
    options.orig_argv = line.orig_argv;
    options.warn_options = line.warn_options;
    options.x_options = line.x_options;
    options.executable = argv[0];
    if (options.optimize > 2) options.optimize = 2;
    return -1;
}

namespace {

// __file__ of a program does not change its meaning when the program changes folders.
std::string absolute_path(const std::string& name) {
    char cwd[PATH_MAX];
    if (name.empty() || name[0] == '/' || !getcwd(cwd, sizeof(cwd))) return name;
    return std::string(cwd) + '/' + (name.starts_with("./") ? name.substr(2) : name);
}

} // namespace

int run_file(Interpreter& interpreter, const std::string& given) {
    const std::string name = absolute_path(given);
    Thread& t = interpreter.thread();
    std::FILE* const file = std::fopen(name.c_str(), "rb");
    struct stat info;
    const bool directory = file && fstat(fileno(file), &info) == 0 && S_ISDIR(info.st_mode);
    if (!file || directory) {
        const int error = errno;
        if (file) std::fclose(file);
        char real[PATH_MAX];
        if (directory) {
            std::fprintf(stderr, "islet: can't find '__main__' module in '%s'\n",
                         realpath(name.c_str(), real) ? real : name.c_str());
            return 1;
        }
        std::fprintf(stderr, "islet: can't open file '%s': [Errno %d] %s\n", name.c_str(), error,
                     std::strerror(error));
        return 2;
    }
    TextBuffer source;
    char buffer[65536];
    for (std::size_t n; (n = std::fread(buffer, 1, sizeof(buffer), file)) > 0;)
        source.append(std::string_view(buffer, n));
    std::fclose(file);
    Ref file_name = make_str(t, name);
    if (!file_name || !dict_set(t, interpreter.main_dict(), Name::dunder_file, file_name.get()) ||
        !dict_set(t, interpreter.main_dict(), Name::dunder_cached, Value::none()))
        return interpreter.report_exception();
    bool ok = true;
    if (source.failed())
        static_cast<void>(t.raise_memory_error()), ok = false;
    else if (source.view().find('\0') != std::string_view::npos) {
        static_cast<void>(t.raise(Exc::SyntaxError, "source code cannot contain null bytes"));
        ok = false;
    } else {
        ok = interpreter.run_text(source.view(), name, ParseMode::File);
    }
    return ok ? 0 : interpreter.report_exception();
}

bool run_module_as_main(Interpreter& interpreter, const std::string& name) {
    Thread& t = interpreter.thread();
    Ref runpy = import_module_py(t, "runpy");
    if (!runpy) return false;
    Ref function = intern(t, "_run_module_as_main");
    Ref module = make_str(t, name);
    if (!function || !module) return false;
    const Value args[] = {module.get()};
    return static_cast<bool>(call_method_py(t, runpy.get(), function.as<Str>(), args));
}

} // namespace islet
