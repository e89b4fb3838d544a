// SPDX-License-Identifier: MIT
//
// See options.h. Options are read by hand: Python's short options join with their values and with each other,
// and everything behind the program belongs to the program. What the environment says is read afterwards,
// because -E and -I forbid it.
#include "runtime/cli/options.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/stat.h>
#include <unistd.h>

namespace islet {

namespace {

constexpr const char* kUsage = "usage: %s [option] ... [-c cmd | -m mod | file | -] [arg] ...\n";
#if defined(__clang__)
constexpr const char* kCompiler = " [" __VERSION__ "]";
#else
constexpr const char* kCompiler = " [GCC " __VERSION__ "]";
#endif
constexpr const char* kHelp =
    "Options (and corresponding environment variables):\n"
    "-b     : set sys.flags.bytes_warning (-bb: twice)\n"
    "-B     : set sys.dont_write_bytecode (no .pyc file is ever written); also PYTHONDONTWRITEBYTECODE=x\n"
    "-c cmd : program passed in as string (terminates option list)\n"
    "-d     : set sys.flags.debug; also PYTHONDEBUG=x\n"
    "-E     : ignore PYTHON* environment variables (such as PYTHONPATH)\n"
    "-h     : print this help message and exit (also -? or --help)\n"
    "-i     : inspect interactively after running script; prompt even if stdin is no terminal;\n"
    "         also PYTHONINSPECT=x\n"
    "-I     : isolate from the user's environment (implies -E -P -s)\n"
    "-m mod : run library module as a script (terminates option list)\n"
    "-O     : remove assert and __debug__-dependent statements; also PYTHONOPTIMIZE=x\n"
    "-OO    : do -O changes and also discard docstrings\n"
    "-P     : don't prepend a potentially unsafe path to sys.path; also PYTHONSAFEPATH=x\n"
    "-q     : don't print version and copyright messages on interactive startup\n"
    "-s     : set sys.flags.no_user_site; also PYTHONNOUSERSITE=x\n"
    "-S     : don't add exit, quit, help and their like to builtins\n"
    "-u     : force the stdout and stderr streams to be unbuffered; also PYTHONUNBUFFERED=x\n"
    "-v     : set sys.flags.verbose; also PYTHONVERBOSE=x\n"
    "-V     : print the version number and exit (also --version); -VV: print more\n"
    "-W arg : warning control; arg is action:message:category:module:lineno; also PYTHONWARNINGS=arg,arg\n"
    "-x     : skip first line of source, allowing use of non-Unix forms of #!cmd\n"
    "-X opt : dev, utf8[=0|1], int_max_str_digits=number; others are kept in sys._xoptions\n"
    "file   : program read from script file, or from the __main__.py of a folder\n"
    "-      : program read from stdin (default; interactive mode if a tty)\n"
    "arg ...: arguments passed to program in sys.argv[1:]\n"
    "Other environment variables: PYTHONPATH, PYTHONHASHSEED, PYTHONSTARTUP, PYTHONDEVMODE, PYTHONUTF8,\n"
    "PYTHONINTMAXSTRDIGITS\n";

// What is wrong with how we were started, in the form of a failed start. Gives the exit code.
int fatal(const char* where, std::string_view message, bool early = false) {
    std::fprintf(stderr, "Fatal Python error: %s: %.*s\nPython runtime state: %s\n\n", where,
                 static_cast<int>(message.size()), message.data(),
                 early ? "preinitializing" : "preinitialized");
    return 1;
}

// Folds "." and ".." in an absolute path, by its text alone.
std::string fold_path(const std::string& path) {
    std::vector<std::string_view> parts;
    const std::string_view view = path;
    for (std::size_t at = 0; at < view.size();) {
        const std::size_t end = std::min(view.find('/', at), view.size());
        const std::string_view part = view.substr(at, end - at);
        at = end + 1;
        if (part.empty() || part == ".") continue;
        if (part != "..")
            parts.push_back(part);
        else if (!parts.empty())
            parts.pop_back();
    }
    std::string folded;
    for (const std::string_view part : parts) folded.append("/").append(part);
    return folded.empty() ? "/" : folded;
}

// The options of one word after another. `at` is the index of the word that is being read.
struct WordReader {
    int argc;
    char** argv;
    CommandLine& line;
    int at = 1;
    bool stop = false; // the program was named: what follows is its own
    int versions = 0;
    bool ignore_hash_seed = false;

    int usage_error() {
        std::fprintf(stderr, kUsage, argv[0]);
        std::fputs("Try `python -h' for more information.\n", stderr);
        return 2;
    }
    int unknown_option(const char* option) {
        std::fprintf(stderr, "Unknown option: %s\n", option);
        return usage_error();
    }
    // The value of an option: the rest of the word or the next word. Null: missing, reported.
    const char* value(const char* rest, char option) {
        if (rest[1] != 0) return rest + 1;
        if (at + 1 < argc) return argv[++at];
        std::fprintf(stderr, "Argument expected for the -%c option\n", option);
        usage_error();
        return nullptr;
    }
    int help() {
        std::printf(kUsage, argv[0]);
        std::fputs(kHelp, stdout);
        return 0;
    }

    int read_word(const char* word);
    int read_letters(const char* letters);
    bool set_flag(char letter);
};

// The options without a value. False: there is none of this letter.
bool WordReader::set_flag(char letter) {
    InterpreterOptions& o = line.interpreter;
    switch (letter) {
    case 'b': ++o.bytes_warning; return true;
    case 'B': o.dont_write_bytecode = true; return true;
    case 'd': ++o.debug; return true;
    case 'E': o.ignore_environment = true; return true;
    case 'i': o.inspect = o.interactive = true; return true;
    case 'I': o.isolated = o.ignore_environment = o.safe_path = o.no_user_site = true; return true;
    case 'O': ++o.optimize; return true;
    case 'P': o.safe_path = true; return true;
    case 'q': o.quiet = true; return true;
    case 'R': ignore_hash_seed = true; return true;
    case 's': o.no_user_site = true; return true;
    case 'S': o.no_site = true; return true;
    case 't': return true; // meant something to Python 2
    case 'u': o.unbuffered = true; return true;
    case 'v': ++o.verbose; return true;
    case 'V': ++versions; return true;
    case 'x': line.skip_first_line = true; return true;
    default: return false;
    }
}

// -1: go on; else the exit code.
int WordReader::read_letters(const char* letters) {
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
        case '?': return help();
        case 'W':
        case 'X':
            text = value(letters, *letters);
            if (!text) return 2;
            (*letters == 'W' ? line.warn_options : line.x_options).push_back(text);
            return -1;
        default:
            if (!set_flag(*letters)) {
                const char option[] = {'-', *letters, 0};
                return unknown_option(option);
            }
        }
    }
    return -1;
}

int WordReader::read_word(const char* word) {
    if (word[1] != '-') return read_letters(word + 1);
    if (std::strcmp(word, "--help") == 0) return help();
    if (std::strcmp(word, "--version") == 0) return read_letters("V");
    if (std::strcmp(word, "--check-hash-based-pycs") == 0) {
        const char* const mode = ++at < argc ? argv[at] : "";
        for (const char* const known : {"always", "never", "default"}) {
            if (std::strcmp(mode, known) == 0) return -1; // there are no .pyc files to check
        }
        std::fputs("--check-hash-based-pycs must be one of 'default', 'always', or 'never'\n", stderr);
        return usage_error();
    }
    return unknown_option(word);
}

// --- The environment

// A variable that is set to something; else null.
const char* variable(const CommandLine& line, const char* name) {
    if (line.interpreter.ignore_environment) return nullptr;
    const char* const text = std::getenv(name);
    return text && *text != 0 ? text : nullptr;
}

bool read_number(const char* text, std::int64_t& out) {
    char* end = nullptr;
    errno = 0;
    out = std::strtoll(text, &end, 10);
    return end != text && *end == 0 && errno == 0;
}

// A level: at least one when the variable is set, more when it is a larger number.
void raise_level(const CommandLine& line, const char* name, int& level) {
    const char* const text = variable(line, name);
    if (!text) return;
    std::int64_t number;
    if (!read_number(text, number) || number < 0 || number > INT_MAX) number = 1;
    level = std::max(level, static_cast<int>(number));
}

void raise_flag(const CommandLine& line, const char* name, bool& flag) {
    int level = 0;
    raise_level(line, name, level);
    flag = flag || level != 0;
}

void split_variable(CommandLine& line, const char* name, char separator, std::vector<std::string_view>& out) {
    const char* const text = variable(line, name);
    if (!text) return;
    const std::string_view all = text;
    for (std::size_t at = 0; at <= all.size();) {
        const std::size_t end = std::min(all.find(separator, at), all.size());
        out.push_back(all.substr(at, end - at));
        at = end + 1;
    }
}

// The value of -X name or -X name=value that came last; false: not given.
bool find_x_option(const CommandLine& line, std::string_view name, std::string_view& value) {
    bool found = false;
    for (const std::string_view option : line.x_options) {
        if (option.substr(0, option.find('=')) != name) continue;
        found = true;
        value = option.size() > name.size() ? option.substr(name.size() + 1) : std::string_view();
    }
    return found;
}

int read_hash_seed(CommandLine& line, bool ignore) {
    const char* const text = variable(line, "PYTHONHASHSEED");
    if (!text || ignore || std::strcmp(text, "random") == 0) return -1;
    char* end = nullptr;
    errno = 0;
    const unsigned long seed = std::strtoul(text, &end, 10);
    if (*end != 0 || errno != 0 || seed > 4294967295UL)
        return fatal("config_init_hash_seed",
                     "PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]");
    line.hash_seed = static_cast<std::int64_t>(seed);
    line.interpreter.hash_randomization = seed != 0;
    return -1;
}

int read_int_digits(CommandLine& line) {
    constexpr const char* kWhere = "config_init_int_max_str_digits";
    std::int64_t limit;
    const auto wrong = [&](const char* text) {
        return !read_number(text, limit) || (limit != 0 && limit < 640) || limit > INT_MAX;
    };
    if (const char* const text = variable(line, "PYTHONINTMAXSTRDIGITS")) {
        if (wrong(text))
            return fatal(kWhere, "PYTHONINTMAXSTRDIGITS: invalid limit; must be >= 640 or 0 for unlimited.");
        line.interpreter.int_digits_limit = limit;
    }
    if (std::string_view value; find_x_option(line, "int_max_str_digits", value)) {
        if (wrong(std::string(value).c_str()))
            return fatal(kWhere, "-X int_max_str_digits: invalid limit; must be >= 640 or 0 for unlimited.");
        line.interpreter.int_digits_limit = limit;
    }
    return -1;
}

int read_utf8_mode(CommandLine& line) {
    constexpr const char* kWhere = "preconfig_init_utf8_mode";
    if (std::string_view value; find_x_option(line, "utf8", value)) {
        if (!value.empty() && value != "0" && value != "1")
            return fatal(kWhere, "invalid -X utf8 option value", true);
        line.interpreter.utf8_mode = value != "0";
    } else if (const char* const text = variable(line, "PYTHONUTF8")) {
        if (std::strcmp(text, "0") != 0 && std::strcmp(text, "1") != 0)
            return fatal(kWhere, "invalid PYTHONUTF8 environment variable value", true);
        line.interpreter.utf8_mode = *text == '1';
    }
    return -1;
}

// The order is that in which the filters are added: later ones win.
void gather_warning_options(CommandLine& line) {
    std::vector<std::string_view> all;
    if (line.interpreter.dev_mode) all.push_back("default");
    std::vector<std::string_view> variable;
    split_variable(line, "PYTHONWARNINGS", ',', variable);
    for (const std::string_view option : variable) {
        if (!option.empty()) all.push_back(option);
    }
    all.insert(all.end(), line.warn_options.begin(), line.warn_options.end());
    if (line.interpreter.bytes_warning != 0)
        all.push_back(line.interpreter.bytes_warning > 1 ? "error::BytesWarning" : "default::BytesWarning");
    line.warn_options = std::move(all);
}

int read_environment(CommandLine& line, bool ignore_hash_seed) {
    InterpreterOptions& o = line.interpreter;
    raise_level(line, "PYTHONOPTIMIZE", o.optimize);
    raise_level(line, "PYTHONVERBOSE", o.verbose);
    raise_level(line, "PYTHONDEBUG", o.debug);
    raise_flag(line, "PYTHONDONTWRITEBYTECODE", o.dont_write_bytecode);
    raise_flag(line, "PYTHONUNBUFFERED", o.unbuffered);
    raise_flag(line, "PYTHONINSPECT", o.inspect);
    raise_flag(line, "PYTHONNOUSERSITE", o.no_user_site);
    raise_flag(line, "PYTHONSAFEPATH", o.safe_path);
    std::string_view value;
    o.dev_mode = find_x_option(line, "dev", value);
    raise_flag(line, "PYTHONDEVMODE", o.dev_mode);
    gather_warning_options(line);
    std::vector<std::string_view> path;
    split_variable(line, "PYTHONPATH", ':', path);
    for (const std::string_view entry : path) {
        const std::string folder = fold_path(absolute_path(entry));
        if (std::ranges::find(line.python_path, folder) == line.python_path.end())
            line.python_path.push_back(line.keep(folder));
    }
    if (const char* const startup = variable(line, "PYTHONSTARTUP")) line.startup = startup;
    int code = read_hash_seed(line, ignore_hash_seed);
    if (code < 0) code = read_utf8_mode(line);
    return code < 0 ? read_int_digits(line) : code;
}

// --- The program

std::string folder_of(const std::string& file) {
    char real[PATH_MAX];
    const std::string path = realpath(file.c_str(), real) ? real : file;
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "" : path.substr(0, slash == 0 ? 1 : slash);
}

bool is_folder(const std::string& path) {
    struct stat info;
    return stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

// Names what is run and gives the entry for sys.path; -1, or the exit code.
int find_program(CommandLine& line, const char* program, std::string& path0) {
    switch (line.source) {
    case CommandLine::Source::Command:
    case CommandLine::Source::Folder: return -1;
    case CommandLine::Source::Stdin:
        // There is no program that could be inspected.
        if (line.interpreter.interactive) line.interpreter.inspect = false;
        return -1;
    case CommandLine::Source::Module: path0 = fold_path(absolute_path("")); return -1;
    case CommandLine::Source::File: break;
    }
    line.command = absolute_path(line.command);
    if (!is_folder(line.command)) {
        path0 = folder_of(line.command);
        return -1;
    }
    path0 = line.command;
    const std::string main = path0 + (path0.ends_with('/') ? "" : "/") + "__main__.py";
    if (access(main.c_str(), F_OK) != 0) {
        while (path0.size() > 1 && path0.ends_with('/')) path0.pop_back();
        std::fprintf(stderr, "%s: can't find '__main__' module in '%s'\n", program, path0.c_str());
        return 1;
    }
    line.source = CommandLine::Source::Folder;
    line.command = main;
    return -1;
}

} // namespace

std::string absolute_path(std::string_view name) {
    char folder[PATH_MAX];
    if (name.starts_with('/') || !getcwd(folder, sizeof(folder))) return std::string(name);
    std::string path = folder;
    if (!name.empty()) path.append(path == "/" ? "" : "/").append(name);
    return path;
}

int parse_command_line(int argc, char** argv, CommandLine& line) {
    for (int i = 0; i < argc; ++i) line.orig_argv.push_back(argv[i]);
    WordReader reader{argc, argv, line};
    for (; reader.at < argc && !reader.stop; ++reader.at) {
        const char* const word = argv[reader.at];
        if (word[0] != '-' || word[1] == 0) break;
        if (std::strcmp(word, "--") == 0) {
            ++reader.at;
            break;
        }
        if (const int code = reader.read_word(word); code >= 0) return code;
    }
    if (reader.versions != 0) {
        std::printf("Python %s%s\n", kVersionText, reader.versions > 1 ? kCompiler : "");
        return 0;
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
    if (const int code = read_environment(line, reader.ignore_hash_seed); code >= 0) return code;

    InterpreterOptions& options = line.interpreter;
    std::string path0;
    if (const int code = find_program(line, argv[0], path0); code >= 0) return code;
    // A folder that was named is no accident: it is on the path even with -P.
    options.has_path0 = !options.safe_path || line.source == CommandLine::Source::Folder;
    options.path0 = line.keep(std::move(path0));
    options.argv = line.argv;
    options.orig_argv = line.orig_argv;
    options.warn_options = line.warn_options;
    options.x_options = line.x_options;
    options.python_path = line.python_path;
    options.executable = argv[0];
    return -1;
}

} // namespace islet
