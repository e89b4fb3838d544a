#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the Python programs below tests/ and compares what they print with what real CPython printed.

A program is a file foo.py with foo.out beside it (standard output); foo.err (standard error) and foo.in (standard
input) are optional, and no foo.err means that nothing may be written there. Folders called lib, and files whose
name starts with an underscore, are there to be imported. Each program runs in a fresh copy of its folder.
foo.sh is a program in bash, for which `python` is the interpreter under test.

Comments at the start of a line of the program say more:
    # exit: 1            the exit status (0)
    # args: a b          arguments of the program
    # options: -O        options of the interpreter
    # env: NAME=value    an environment variable
    # timeout: 60        seconds (30)
    # ours: reason       the expectation is not CPython's, and why; --update leaves it alone

tests/pending.txt lists programs (patterns, one per line) that the engine does not pass yet. A pending program that
passes is a failure, so that the list only shrinks; --prune rewrites it.

--update takes the expectations from the CPython 3.14 named by $ISLET_ORACLE, or else from one of the usual places.
"""
import argparse
import concurrent.futures
import difflib
import fnmatch
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
PENDING = HERE / "pending.txt"
FOLDERS = ["lang", "library", "errors", "faults", "cli", "memory", "isolation", "differences", "../examples"]
KEPT_ENVIRONMENT = ("PATH", "HOME", "TMPDIR", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS")


class Program:
    def __init__(self, path):
        self.path = path
        self.name = os.path.relpath(path.with_suffix(""), HERE).replace(os.sep, "/").removeprefix("../")
        self.exit, self.args, self.options, self.env, self.timeout, self.ours = 0, [], [], {}, 30.0, None
        for line in path.read_bytes().decode("utf-8", "replace").splitlines():
            found = re.match(r"# (exit|args|options|env|timeout|ours): ?(.*)", line)
            if not found:
                continue
            word, rest = found.groups()
            if word == "exit":
                self.exit = int(rest)
            elif word in ("args", "options"):
                setattr(self, word, shlex.split(rest))
            elif word == "env":
                key, _, value = rest.partition("=")
                self.env[key] = value
            elif word == "timeout":
                self.timeout = float(rest)
            else:
                self.ours = rest

    def beside(self, suffix):
        return self.path.with_suffix(suffix)

    def expected(self, suffix):
        file = self.beside(suffix)
        return file.read_text("utf-8", "surrogateescape") if file.exists() else ""


class Outcome:
    def __init__(self, out, err, status, seconds):
        self.out, self.err, self.status, self.seconds = out, err, status, seconds


def normalise(text, program, folder):
    """Leaves out what differs from one run to the next: the program's folder, and addresses."""
    prefixes = set(re.findall(r'(/[^\s"\']*/)' + re.escape(program.path.name), text)) | {str(folder) + "/"}
    for prefix in sorted(prefixes, key=len, reverse=True):
        text = text.replace(prefix, "")
    return re.sub(r"\b0x[0-9a-f]{6,16}\b", "0x...", text)


# Some wrappers of CPython want a script first: this one starts the interpreter again with the arguments that follow.
AGAIN = "import os, sys\nos.execv(sys.executable, ['python', *sys.argv[1:]])\n"
SHELL = 'python() { %s "$@"; }; export -f python; source ./%s'


def command_line(program, binary, folder, is_oracle):
    """What runs the program in its folder."""
    again = []
    if is_oracle and (program.options or program.path.suffix == ".sh"):
        (folder / "_again.py").write_text(AGAIN)
        again = ["_again.py"]
    if program.path.suffix == ".sh":
        return ["bash", "-c", SHELL % (shlex.join([*binary, *again]), program.path.name), "bash", *program.args]
    return [*binary, *again, *program.options, program.path.name, *program.args]


def others(program, where, names):
    """What the copy of a program's folder does without: expectations, and the other programs beside it."""
    here = Path(where) == program.path.parent
    return [name for name in names
            if name.endswith((".out", ".err")) or name == "__pycache__"
            or (here and name != program.path.name and not name.startswith("_")
                and name.endswith((".py", ".sh", ".in")) and (program.path.parent / name).is_file()
                and not (name.endswith(".in") and name[:-3] == program.path.stem))]


def run(program, binary, scale, is_oracle=False):
    environment = {key: os.environ[key] for key in os.environ
                   if key in KEPT_ENVIRONMENT or key.startswith("ISLET_") or key == "ORACLE_ROOT"}
    environment |= {"LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1"} | program.env
    temporary = Path(tempfile.mkdtemp(prefix="islet-"))
    folder = temporary / "run"
    try:
        shutil.copytree(program.path.parent, folder, ignore=lambda where, names: others(program, where, names))
        source = program.beside(".in")
        command = command_line(program, binary, folder, is_oracle)
        started = time.monotonic()
        with open(source if source.exists() else os.devnull, "rb") as stdin:
            process = subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                       cwd=folder, env=environment, start_new_session=True)
            try:
                out, err = process.communicate(timeout=program.timeout * scale)
                status = process.returncode
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                out, err = process.communicate()
                status = "timeout"
        seconds = time.monotonic() - started
        out, err = (normalise(text.decode("utf-8", "surrogateescape"), program, folder) for text in (out, err))
        return Outcome(out, err, status, seconds)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def status_text(status):
    if isinstance(status, int) and status < 0:
        return f"killed by {signal.Signals(-status).name}"
    return str(status)


def differences(program, outcome):
    """The lines that tell why the program does not pass; none when it does."""
    lines = []
    if not program.beside(".out").exists():
        lines.append("no expectation: run_tests.py --update --new makes it")
    if outcome.status != program.exit:
        lines.append(f"exit status: {status_text(outcome.status)}, expected {program.exit}")
    for suffix, got in ((".out", outcome.out), (".err", outcome.err)):
        expected = program.expected(suffix)
        if got != expected:
            name = program.path.stem + suffix
            lines += difflib.unified_diff(expected.splitlines(), got.splitlines(), name, "got", lineterm="", n=2)
            if lines[-1:] and got.splitlines() == expected.splitlines():
                lines.append(f"{name}: line ends differ")
    return lines


def find_programs(folders):
    found = []
    for folder in folders:
        base = HERE / folder
        files = [base] if base.is_file() else sorted([*base.rglob("*.py"), *base.rglob("*.sh")])
        for file in files:
            inside = file.relative_to(HERE).parts if file.is_relative_to(HERE) else file.parts[-2:]
            if file.name.startswith("_") or "lib" in inside[:-1]:
                continue
            found.append(Program(file))
    return found


def find_oracle():
    """The command of a real CPython 3.14, or None."""
    named = os.environ.get("ISLET_ORACLE")
    candidates = [named] if named else [str(HERE.parents[level] / "shared/oracle/python3.14") for level in (1, 2)]
    candidates.append(shutil.which("python3.14"))
    for candidate in candidates:
        if candidate and os.access(candidate, os.X_OK):
            return [candidate]
    return None


def read_pending():
    if not PENDING.exists():
        return []
    lines = (line.partition("#")[0].strip() for line in PENDING.read_text().splitlines())
    return [line for line in lines if line]


def is_pending(program, patterns):
    return any(fnmatch.fnmatchcase(program.name, pattern) for pattern in patterns)


def write_pending(names):
    head = "# Programs that the engine does not pass yet (see run_tests.py); this list only shrinks.\n"
    PENDING.write_text(head + "".join(f"{name}\n" for name in sorted(names)))


def update(programs, options):
    """Takes the expectations from CPython."""
    oracle = find_oracle()
    if oracle is None:
        sys.exit("no CPython 3.14: set ISLET_ORACLE to its command")
    wrong = 0

    def one(program):
        return program, run(program, oracle, options.timeout_scale, True)

    programs = [program for program in programs if not program.ours]
    if options.new:
        programs = [program for program in programs if not program.beside(".out").exists()]
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for program, outcome in pool.map(one, programs):
            if outcome.status != program.exit:
                wrong += 1
                print(f"{program.name}: exit status {status_text(outcome.status)}, the program says {program.exit}")
                print("".join(f"    {line}\n" for line in outcome.err.splitlines()[-6:]), end="")
            for suffix, text in ((".out", outcome.out), (".err", outcome.err)):
                file = program.beside(suffix)
                if text or suffix == ".out":
                    if not file.exists() or program.expected(suffix) != text:
                        print(f"{program.name}{suffix}")
                        file.write_bytes(text.encode("utf-8", "surrogateescape"))
                elif file.exists():
                    file.unlink()
    return 1 if wrong else 0


def check(programs, options):
    patterns = [] if options.ignore_pending else read_pending()
    skipped = [program for program in programs if options.skip_pending and is_pending(program, patterns)]
    programs = [program for program in programs if program not in skipped]
    passed, failed, still_pending, surprises, slowest = 0, [], [], [], []

    def one(program):
        # A pending program may hang: it has less time.
        hurry = 0.3 if is_pending(program, patterns) else 1.0
        outcome = run(program, [options.binary, *shlex.split(options.extra)], options.timeout_scale * hurry)
        return program, outcome, differences(program, outcome)

    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for program, outcome, lines in pool.map(one, programs):
            slowest.append((outcome.seconds, program.name))
            if is_pending(program, patterns):
                (still_pending if lines else surprises).append(program.name)
                continue
            if not lines:
                passed += 1
                continue
            failed.append(program.name)
            shown = lines if options.verbose else lines[:options.lines]
            if not options.summary:
                print(f"FAILED {program.name}")
                print("".join(f"    {line}\n" for line in shown), end="")
                if len(shown) < len(lines):
                    print(f"    ... {len(lines) - len(shown)} more lines (--verbose)")
                sys.stdout.flush()
    if options.prune:
        left = still_pending + [program.name for program in skipped]
        write_pending(left + (failed if options.ignore_pending else []))
        passed, surprises = passed + len(surprises), []
    for name in surprises:
        print(f"FAILED {name}\n    passes, but is listed in tests/pending.txt (run_tests.py --prune takes it out)")
    if options.summary and failed:
        print("failed: " + " ".join(failed))
    if options.slowest:
        for seconds, name in sorted(slowest, reverse=True)[:options.slowest]:
            print(f"{seconds:8.2f} s  {name}")
    if still_pending or skipped:
        print(f"{len(still_pending) + len(skipped)} pending")
    print(f"{passed} passed, {len(failed) + len(surprises)} failed")
    return 1 if failed or surprises else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", help="folders or files, from the working folder or from tests/")
    parser.add_argument("--binary", default=str(HERE.parent / "build/release/islet"), help="the interpreter to test")
    parser.add_argument("--extra", default="", help="options of the interpreter for every program: '-X gcstress=20'")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--filter", action="append", default=[], help="only programs whose name has this in it")
    parser.add_argument("--update", action="store_true", help="take the expectations from CPython")
    parser.add_argument("--new", action="store_true", help="with --update: only where there is none yet")
    parser.add_argument("--skip-pending", action="store_true", help="do not run pending programs")
    parser.add_argument("--ignore-pending", action="store_true", help="treat pending programs like all others")
    parser.add_argument("--prune", action="store_true", help="take what passes out of pending.txt")
    parser.add_argument("--timeout-scale", type=float, default=1.0)
    parser.add_argument("--lines", type=int, default=24, help="lines shown of each failure")
    parser.add_argument("--verbose", action="store_true", help="show all of them")
    parser.add_argument("--summary", action="store_true", help="only the names of what failed")
    parser.add_argument("--slowest", type=int, default=0, help="show the slowest so many")
    # Started in the background, we would hand down an ignored SIGINT; a handler becomes the default in programs.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    options = parser.parse_args()

    folders = [Path(folder).resolve() if Path(folder).exists() else HERE / folder for folder in options.folders]
    programs = find_programs(folders or [folder for folder in FOLDERS if (HERE / folder).exists()])
    if options.filter:
        programs = [program for program in programs if any(word in program.name for word in options.filter)]
    if options.update:
        return update(programs, options)
    options.binary = str(Path(options.binary).resolve())
    return check(programs, options)


if __name__ == "__main__":
    sys.exit(main())
