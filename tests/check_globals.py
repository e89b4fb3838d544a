#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Usage: check_globals.py BUILD_FOLDER. Lists every writable symbol of the libraries and the executable's objects.

Interpreters are isolated because there is nothing to share: a variable in .data, .bss, .tdata or .tbss is a bug,
unless it stands in ALLOWED with its reason. Constant tables lie in .rodata or .data.rel.ro. Builds with sanitizers
add variables of their own: check the release build.
"""
import re
import subprocess
import sys
from pathlib import Path

ALLOWED = {
    # Bison's C++ skeleton includes <iostream>, whose static object has no state that Python programs reach.
    "_ZStL8__ioinit": "the initializer of <iostream> in the generated parser",
}
WRITABLE = re.compile(r"^(\.data|\.bss|\.tdata|\.tbss|\.lbss|\.ldata|\*COM\*)")
CONSTANT = re.compile(r"^\.data\.rel\.ro")
ENTRY = re.compile(r"^[0-9a-f]{16} (.{7}) (\S+)\t([0-9a-f]{16})\s+(?:\.hidden |\.internal |\.protected )?(.+)$")


def objects(folder):
    yield from sorted(folder.glob("libislet_*.a"))
    yield from sorted((folder / "CMakeFiles/islet.dir").rglob("*.o"))


def writable_symbols(file):
    listing = subprocess.run(["objdump", "-t", str(file)], capture_output=True, text=True, check=True).stdout
    member = file.name
    for line in listing.splitlines():
        if line.endswith(("elf64-x86-64", "elf64-littleaarch64")):
            member = line.split(":")[0]
        found = ENTRY.match(line)
        if not found:
            continue
        flags, section, size, name = found.groups()
        # Section and file symbols, and symbols without a size, are not variables.
        if "d" in flags or "f" in flags or int(size, 16) == 0:
            continue
        if WRITABLE.match(section) and not CONSTANT.match(section):
            yield member, section, name


def demangle(name):
    return subprocess.run(["c++filt", name], capture_output=True, text=True).stdout.strip() or name


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    looked_at, found = 0, []
    for file in objects(folder):
        looked_at += 1
        for member, section, name in writable_symbols(file):
            if name not in ALLOWED:
                found.append(f"{file.name}({member}): {demangle(name)} in {section}")
    for line in found:
        print(line)
    print(f"{looked_at} libraries and objects, {len(found)} writable variables")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
