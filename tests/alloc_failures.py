#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs programs again and again, each time letting another allocation fail, and expects a clean end.

A debug build of the interpreter (presets dev and asan) takes -X failalloc=N: the N-th allocation of the program
fails. -X failmore=M lets the M that follow it fail too. Whatever the program makes of its MemoryError, the process
may not die of a signal, may not hang, and must in the end have freed every object and every block.

    tests/alloc_failures.py --binary build/asan/islet                    a sample, seconds
    tests/alloc_failures.py --binary build/asan/islet --every 1 FILE...  each allocation of these programs
    tests/alloc_failures.py --binary build/asan/islet --random 5000      so many runs of whatever program there is
"""
import argparse
import concurrent.futures
import math
import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
SAMPLE = [
    "lang/classes/inheritance.py", "lang/generators/basics.py", "lang/exceptions/groups.py",
    "lang/builtin_types/str/format_method.py", "lang/builtin_types/dict/methods.py", "lang/programs/lisp.py",
    "lang/lexical/fstring_basic.py", "lang/async/coroutines.py", "lang/pattern_matching/classes.py",
    "lang/gc_weakref/weakref_basic.py", "faults/del_raises.py", "errors/chained_context.py",
]
BAD = re.compile(rb"Sanitizer|runtime error:|islet: leaked|CHECK failed|terminate called|not reached")


def run(binary, program, fail_at, more, timeout):
    """What is wrong with the run, or None; and whether the failure came."""
    command = [binary, "-X", f"failalloc={fail_at}", "-X", f"failmore={more}", program.name]
    environment = os.environ | {"PYTHONHASHSEED": "1", "LANG": "C.UTF-8"}
    try:
        done = subprocess.run(command, cwd=program.parent, env=environment, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=timeout)
    except subprocess.TimeoutExpired:
        return "hangs", b""
    if done.returncode < 0 or BAD.search(done.stderr):
        return f"status {done.returncode}", done.stderr
    return None, done.stdout + done.stderr


def numbers(every, limit):
    """1, 2, 3 ... or, with every = 0, steps that grow."""
    at = 1
    while at <= limit:
        yield at
        at += every or max(1, at // 12)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs", nargs="*")
    parser.add_argument("--binary", default=str(HERE.parent / "build/asan/islet"))
    parser.add_argument("--every", type=int, default=0, help="each N-th allocation; 0: steps that grow")
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--limit", type=int, default=4000, help="the last allocation that fails")
    parser.add_argument("--more", default="0,3", help="how many more fail after it, one run for each")
    parser.add_argument("--random", type=int, default=0, help="so many runs, of programs and numbers by chance")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=1e9, help="stop starting runs after so long")
    parser.add_argument("--timeout", type=float, default=60)
    parser.add_argument("--lines", type=int, default=12)
    options = parser.parse_args()

    binary = str(Path(options.binary).resolve())
    programs = [Path(name).resolve() for name in options.programs] or [HERE / name for name in SAMPLE]
    programs = [program for program in programs if program.exists()]
    jobs = [(program, at, more) for at in numbers(options.every, options.limit) if at >= options.first
            for more in map(int, options.more.split(",")) for program in programs]
    if options.random:
        chance = random.Random(options.seed)
        everything = sorted(path for folder in ("lang", "errors", "faults") for path in (HERE / folder).rglob("*.py")
                            if "lib" not in path.parts and not path.name.startswith("_"))
        jobs = [(chance.choice(everything), int(math.exp(chance.uniform(0, math.log(options.limit)))),
                 chance.choice((0, 0, 1, 3, 20, 1000000))) for _ in range(options.random)]
    end = time.monotonic() + options.seconds
    passed, seen = 0, {}

    def one(job):
        program, at, more = job
        if time.monotonic() > end:
            return job, "skipped", b""
        return job, *run(binary, program, at, more, options.timeout)

    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for (program, at, more), wrong, text in pool.map(one, jobs):
            if wrong == "skipped":
                continue
            if wrong is None:
                passed += 1
                continue
            # Faults are told once for each place where they happen.
            place = re.search(rb"SUMMARY: .*|runtime error: .*|islet: leaked.*\n.*|CHECK failed.*", text)
            place = re.sub(rb"0x[0-9a-f]+", b"0x...", place.group()) if place else wrong.encode()
            seen.setdefault(place, []).append((program, at, more))
            if len(seen[place]) == 1:
                print(f"FAILED {program.relative_to(HERE.parent)} -X failalloc={at} -X failmore={more}: {wrong}")
                for line in text.decode("utf-8", "replace").splitlines()[:options.lines]:
                    print(f"    {line}")
                sys.stdout.flush()
    failed = sum(map(len, seen.values()))
    if failed:
        print(f"{len(seen)} kinds")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
