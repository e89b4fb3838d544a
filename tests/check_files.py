#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks what every source file must be: licensed, introduced, short, clean, and free of this machine's paths.

The Python programs of the test suites are left alone beyond the paths: odd spacing is what some of them test.
"""
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SPDX = "SPDX-License-Identifier: MIT"
MAX_LINES = 1200
MAX_COLUMNS = 110
CODE = {".h", ".cpp", ".re", ".y", ".def", ".py", ".sh", ".cmake"}
CPP = {".h", ".cpp", ".re", ".y", ".def"}
PROGRAMS = ("tests/bytecode/", "tests/lang/", "tests/library/", "tests/errors/", "tests/faults/", "tests/cli/",
            "tests/memory/", "tests/isolation/", "tests/differences/", "tests/fuzz/seeds/")
# Put together here so that this file does not complain about itself.
UNFINISHED = re.compile(r"\b(" + "TO" + "DO|FIX" + "ME|XX" + r"X)\b")
MACHINE_PATH = re.compile(r"(?<![\w.~$}])/(work|root|home)/[\w.]")


def tracked():
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                            capture_output=True, check=True).stdout.decode()
    return sorted(name for name in listed.split("\0") if name and (ROOT / name).is_file())


def complaints(name):
    file = ROOT / name
    data = file.read_bytes()
    if b"\0" in data or name == "LICENSE":
        return
    text = data.decode("utf-8", "replace")
    if MACHINE_PATH.search(text):
        line = text[:MACHINE_PATH.search(text).start()].count("\n") + 1
        yield f"{name}:{line}: the path of one machine"
    if name.startswith(PROGRAMS):
        return
    lines = text.split("\n")
    if file.suffix in CODE:
        head = lines[1] if lines[0].startswith("#!") and len(lines) > 1 else lines[0]
        if SPDX not in head:
            yield f"{name}:1: the first line does not name the licence ({SPDX})"
        after = "\n".join(lines[lines.index(head) + 1:][:3])
        if file.suffix in CPP and not re.search(r"^\s*(//|/\*|\*)\s*\w", after, re.MULTILINE):
            yield f"{name}:2: no head comment saying what the file is"
        if len(lines) - 1 > MAX_LINES:
            yield f"{name}: {len(lines) - 1} lines, more than {MAX_LINES}"
    for number, line in enumerate(lines, 1):
        if line.rstrip(" \t\r") != line:
            yield f"{name}:{number}: spaces at the end of the line"
        if file.suffix not in CODE and name != "dev":
            continue
        if "\t" in line:
            yield f"{name}:{number}: a tab"
        # A .def list is a table: a row is a line.
        if len(line) > MAX_COLUMNS + 10 * (file.suffix not in CPP) and file.suffix != ".def":
            yield f"{name}:{number}: {len(line)} columns"
        if UNFINISHED.search(line):
            yield f"{name}:{number}: unfinished work"
    if not text.endswith("\n") and text:
        yield f"{name}: no newline at the end"


def main():
    files = tracked()
    found = [line for name in files for line in complaints(name)]
    for line in found:
        print(line)
    print(f"{len(files)} files, {len(found)} complaints")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
