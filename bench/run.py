#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures an islet binary: the programs of bench/macro, start-up, memory, compiling; beside CPython if it is there.

CPython 3.14 is the command in $ISLET_ORACLE, or python3.14 on the path: best the binary itself, as a wrapper's own
time counts. --against BINARY compares with another build of islet instead. The commands take turns, round by round,
so that a busy machine slows all of them; a program's figure is the median over the rounds of the processor time
(user and system) of the whole process. Programs must print the same under both. --json FILE keeps the figures.
"""
import argparse
import json
import math
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


class Run:
    """One finished process: processor seconds and output."""

    def __init__(self, command, cwd=None):
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            process = subprocess.Popen(command, stdout=out, stderr=err, cwd=cwd)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            err.seek(0)
            self.output = out.read()
            if process.returncode:
                text = err.read().decode(errors="replace")[-2000:]
                raise RuntimeError(f"{' '.join(map(str, command))}: status {process.returncode}\n{text}")
        self.seconds = used.ru_utime + used.ru_stime


# Run inside the measured interpreter: what the parent sees in ru_maxrss began with the parent's own pages.
PEAK = """import sys
with open(sys.argv[1], encoding='utf-8') as f: source = f.read()
exec(compile(source, sys.argv[1], 'exec'))
with open('/proc/self/status', encoding='utf-8') as f:
    for line in f:
        if line.startswith('VmHWM'): print(line.split()[1], file=sys.stderr)
"""


def peak_memory(command, program):
    """Largest resident set in KiB of a run of the program; None where the system does not tell."""
    done = subprocess.run([command, "-c", PEAK, str(program)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          text=True)
    last = done.stderr.strip().splitlines()[-1:]
    return int(last[0]) if last and last[0].isdigit() else None


def instructions(command):
    """Instructions in user mode, or None where the machine does not count them."""
    if not shutil.which("perf"):
        return None
    counted = subprocess.run(["perf", "stat", "-x,", "-e", "instructions:u", *command], stdout=subprocess.DEVNULL,
                             stderr=subprocess.PIPE, text=True)
    first = counted.stderr.strip().splitlines()[-1].split(",")[0] if counted.stderr.strip() else ""
    return int(first) if first.isdigit() else None


def find_other(options):
    if options.against:
        return "before", options.against
    named = os.environ.get("ISLET_ORACLE") or shutil.which("python3.14")
    return ("CPython", named) if named else None


def measure(program, commands, rounds):
    """Median seconds, peak KiB and output of each command, run in turns."""
    runs = [[] for _ in commands]
    for number in range(rounds):
        order = range(len(commands)) if number % 2 == 0 else reversed(range(len(commands)))
        for i in order:
            runs[i].append(Run([commands[i], str(program)]))
    return [(statistics.median(run.seconds for run in each), peak_memory(command, program), each[0].output)
            for command, each in zip(commands, runs)]


def bench_programs(options, other, figures):
    commands = [options.binary] + ([other[1]] if other else [])
    ratios, peaks = {}, {}
    print(f"{'program':14} {'islet':>9}" + (f" {other[0]:>9} {'times as fast':>14} {'memory':>8}" if other else ""))
    for program in sorted((HERE / "macro").glob("*.py")):
        if options.filter and not any(part in program.stem for part in options.filter.split(",")):
            continue
        try:
            results = measure(program, commands, options.runs)
        except RuntimeError as error:
            print(f"{program.stem:14} FAILED {str(error).splitlines()[-1]}")
            continue
        mine, peak, output = results[0]
        figures[program.stem] = {"seconds": mine, "peak_kib": peak}
        if options.instructions:
            figures[program.stem]["instructions"] = instructions([options.binary, str(program)])
        if not other:
            print(f"{program.stem:14} {mine * 1e3:7.1f} ms")
            continue
        theirs, their_peak, expected = results[1]
        ratio = ratios[program.stem] = theirs / mine
        peaks[program.stem] = peak / their_peak if peak and their_peak else math.nan
        figures[program.stem] |= {"other_seconds": theirs, "other_peak_kib": their_peak, "ratio": ratio}
        wrong = "" if output == expected else "  DIFFERENT OUTPUT"
        print(f"{program.stem:14} {mine * 1e3:7.1f} ms {theirs * 1e3:6.1f} ms {ratio:13.2f}x"
              f" {peaks[program.stem]:7.2f}x{wrong}", flush=True)
    if ratios:
        mean = math.exp(sum(map(math.log, ratios.values())) / len(ratios))
        memory = math.exp(sum(map(math.log, peaks.values())) / len(peaks))
        worst = min(ratios, key=ratios.get)
        figures["geometric mean"], figures["worst"] = mean, ratios[worst]
        print(f"{'geometric mean':34} {mean:13.2f}x {memory:7.2f}x   least: {worst} {ratios[worst]:.2f}x")


def bench_start(binary, figures):
    start = statistics.median(Run([binary, "-c", "pass"]).seconds for _ in range(30))
    memory = peak_memory(binary, os.devnull)
    figures["start"], figures["memory"] = start, memory
    told = f"{memory / 1024:.1f} MiB" if memory else "unknown"
    print(f"start to exit of -c pass: {start * 1e3:.2f} ms; resident memory {told}")


def bench_compile(binary, figures):
    """Source of ordinary kind, compiled in one go inside the interpreter."""
    piece = (HERE / "macro/lists.py").read_text() + (HERE / "macro/methods.py").read_text()
    code = ("import time\nsource = open('big.py').read()\nbest = 1e9\nfor _ in range(5):\n a = time.process_time()\n"
            " compile(source, 'big.py', 'exec')\n best = min(best, time.process_time() - a)\n"
            "print(len(source) / best / 1e6)")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "big.py").write_text(piece * 200)
        rate = float(Run([binary, "-c", code], folder).output)
    figures["compile"] = rate
    print(f"compiling: {rate:.1f} MB of source a second")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=str(HERE.parent / "build/release/islet"))
    parser.add_argument("--against", help="another islet binary to compare with, instead of CPython")
    parser.add_argument("--runs", type=int, default=5, help="rounds")
    parser.add_argument("--filter", default="", help="only programs with this in their name; several with commas")
    parser.add_argument("--instructions", action="store_true", help="count instructions too, with perf stat")
    parser.add_argument("--json", help="write the figures to this file")
    parser.add_argument("--compare", help="show the change of seconds against the figures in this file")
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    figures = {}
    bench_programs(options, find_other(options), figures)
    if not options.filter:
        bench_start(options.binary, figures)
        bench_compile(options.binary, figures)
    if options.compare:
        before = json.loads(Path(options.compare).read_text())
        for name, value in figures.items():
            if isinstance(value, dict) and before.get(name):
                print(f"{name}: {value['seconds'] / before[name]['seconds']:.3f} of the time it took")
    if options.json:
        Path(options.json).write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    sys.exit(main())
