#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures an islet binary: the programs of bench/macro, start-up, memory, compiling; beside CPython if it is there.

CPython 3.14 is the command in $ISLET_ORACLE, or python3.14 on the path. Each figure is the best of some runs. A
program must print the same under both. --json FILE keeps the figures for a later --compare FILE.
"""
import argparse
import json
import math
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def run_once(command, cwd=None):
    """Seconds, output and peak memory in KiB of one run."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=cwd)
    output, error = process.communicate()
    seconds = time.perf_counter() - started
    if process.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))}: status {process.returncode}\n{error.decode()[-2000:]}")
    return seconds, output


def best(command, runs, cwd=None):
    results = [run_once(command, cwd) for _ in range(runs)]
    return min(seconds for seconds, _ in results), results[0][1]


def peak_memory(command):
    """Largest resident set, in KiB, of one run: measured in a child of its own."""
    code = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL);"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    return int(subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True).stdout)


def find_oracle():
    named = os.environ.get("ISLET_ORACLE") or shutil.which("python3.14")
    return [named] if named else None


def overhead(oracle):
    """What the oracle's command itself costs (it may be a wrapper), beyond a start of the interpreter in it."""
    inside = "import subprocess, sys, time; a = time.perf_counter(); subprocess.run([sys.executable, '-c', 'pass']);"
    inside += "print(time.perf_counter() - a)"
    start = min(float(run_once([*oracle, "-c", inside])[1]) for _ in range(3))
    whole = best([*oracle, "-c", "pass"], 5)[0]
    return max(0.0, whole - start), start


def bench_programs(binary, oracle, options, figures):
    extra = overhead(oracle)[0] if oracle else 0.0
    ratios = []
    print(f"{'program':14} {'islet':>9} {'CPython':>9} {'times as fast':>14}")
    for program in sorted((HERE / "macro").glob("*.py")):
        if options.filter and options.filter not in program.stem:
            continue
        try:
            mine, output = best([binary, str(program)], options.runs)
        except RuntimeError as error:
            print(f"{program.stem:14} FAILED {str(error).splitlines()[-1]}")
            continue
        figures[program.stem] = mine
        if not oracle:
            print(f"{program.stem:14} {mine * 1e3:7.0f} ms")
            continue
        theirs, expected = best([*oracle, str(program)], options.runs)
        theirs -= extra
        ratios.append(theirs / mine)
        wrong = "" if output == expected else "  DIFFERENT OUTPUT"
        print(f"{program.stem:14} {mine * 1e3:7.0f} ms {theirs * 1e3:6.0f} ms {theirs / mine:13.2f}x{wrong}")
    if ratios:
        mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
        figures["geometric mean"] = mean
        print(f"{'geometric mean':34} {mean:13.2f}x")


def bench_start(binary, figures):
    start = best([binary, "-c", "pass"], 40)[0]
    memory = peak_memory([binary, "-c", "pass"])
    figures["start"], figures["memory"] = start, memory
    print(f"start to exit of -c pass: {start * 1e3:.2f} ms; resident memory {memory / 1024:.1f} MiB")


def bench_compile(binary, figures):
    """Source of ordinary kind, compiled in one go inside the interpreter."""
    piece = (HERE / "macro/lists.py").read_text() + (HERE / "macro/methods.py").read_text()
    code = ("import time\nsource = open('big.py').read()\nbest = 1e9\nfor _ in range(5):\n a = time.perf_counter()\n"
            " compile(source, 'big.py', 'exec')\n best = min(best, time.perf_counter() - a)\n"
            "print(len(source) / best / 1e6)")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "big.py").write_text(piece * 200)
        rate = float(run_once([binary, "-c", code], folder)[1])
    figures["compile"] = rate
    print(f"compiling: {rate:.1f} MB of source a second")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=str(HERE.parent / "build/release/islet"))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--filter", default="", help="only programs with this in their name")
    parser.add_argument("--json", help="write the figures to this file")
    parser.add_argument("--compare", help="show the change against the figures in this file")
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    figures, oracle = {}, find_oracle()
    bench_programs(options.binary, oracle, options, figures)
    if not options.filter:
        bench_start(options.binary, figures)
        bench_compile(options.binary, figures)
    if options.compare:
        before = json.loads(Path(options.compare).read_text())
        for name, value in figures.items():
            if before.get(name):
                print(f"{name}: {value / before[name]:.3f} of what it was")
    if options.json:
        Path(options.json).write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
