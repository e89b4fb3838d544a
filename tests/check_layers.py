#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that includes point downwards (docs/contributing.md).

A header includes only headers of lower rank or of its own folder; a .cpp may include any header of its own library
or of a lower one; a unit test may include anything but the command line. Some headers of the standard library are
not welcome anywhere: they bring globals, or are missing under C++20 in the compilers we support.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# folder: (rank, library)
RANKS = {
    "vm/base": (0, 0),
    "grammar": (1, 1), "vm/code": (2, 1), "vm/compile": (3, 1),
    "vm": (4, 2), "vm/types": (5, 2), "vm/model": (6, 2), "vm/exec": (7, 2),
    "runtime": (8, 3),
    "stdlib": (9, 4), "stdlib/native": (9, 4),
    "runtime/cli": (10, 5), "tests": (10, 5), "tests/fuzz": (10, 5), "bench": (10, 5), "bench/micro": (10, 5),
}
UNWELCOME = {"iostream", "functional", "regex", "format", "expected"}
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]', re.MULTILINE)


def place(relative):
    return RANKS.get(relative.parent.as_posix())


def complaints(file):
    relative = file.relative_to(ROOT)
    here = place(relative)
    if here is None:
        yield f"{relative}: the folder has no rank in tests/check_layers.py"
        return
    text = file.read_text("utf-8")
    is_header = file.suffix == ".h"
    is_test = file.stem.endswith("_test")
    if is_header and "#pragma once" not in text:
        yield f"{relative}: no #pragma once"
    for kind, path in INCLUDE.findall(text):
        if kind == "<":
            if path in UNWELCOME:
                yield f"{relative}: <{path}> is not welcome here"
            continue
        if path.startswith(".") or "/" not in path:
            # Generated headers lie in build/gen and are named alone.
            if path.startswith(".") or (file.parent / path).exists():
                yield f'{relative}: "{path}" is not written from the root'
            continue
        there = place(Path(path))
        if there is None:
            if (ROOT / path).exists():
                yield f'{relative}: "{path}" lies in a folder without a rank'
            continue
        if is_header and path.endswith(".def"):
            good = there[1] <= here[1]      # a list declares nothing, so it may come from any folder of the library
        elif is_header:
            good = there[0] < here[0] or Path(path).parent == relative.parent
        elif is_test:
            good = there[0] < 10 or here[0] == 10
        else:
            good = there[1] <= here[1]
        if not good:
            yield f'{relative}: includes "{path}", which is above it'


def main():
    files = sorted(file for folder in ("vm", "grammar", "runtime", "stdlib", "tests", "bench")
                   for suffix in (".h", ".cpp", ".re", ".y") for file in (ROOT / folder).rglob("*" + suffix))
    found = [line for file in files for line in complaints(file)]
    for line in found:
        print(line)
    print(f"{len(files)} files, {len(found)} includes in the wrong direction")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
