#!/usr/bin/env python3
"""Measures whole builds of a corpus of many articles and prints the tables of docs/PERFORMANCE.md.

measure.py EVAL [--program FILE] [--articles N] [--languages nl,de,en] [--jobs 1,2] [--runs N]

EVAL is the folder of the measuring corpora, from which corpus.py makes the articles. Each build is a process of its own,
and all figures of a table are of one run of this script; --runs N takes the fastest of N.
"""
import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))

class Bench:
    def __init__(self, program, home):
        self.program, self.home = os.path.abspath(program), home

    def build(self, *options):
        """Wall seconds, seconds of processors, and what run.json tells."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        subprocess.run([self.program, "build", "--quiet", *options], cwd=self.home, check=True)
        seconds = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        with open(os.path.join(self.home, "output", "run.json"), encoding="utf-8") as run:
            return seconds, used, json.load(run)["seconds_of"]

    def forget(self):
        for name in ("output", ".output.parallax"):
            shutil.rmtree(os.path.join(self.home, name), ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("eval")
    parser.add_argument("--program", default="target/release/parallax")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--languages", default="")
    parser.add_argument("--jobs", default="1,2")
    parser.add_argument("--runs", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        bench = Bench(arguments.program, home)
        corpus = os.path.join(home, "corpus")
        made = subprocess.run([sys.executable, os.path.join(HERE, "corpus.py"), arguments.eval, str(arguments.articles), corpus,
                               "--languages", arguments.languages])
        if made.returncode:
            sys.exit(made.returncode)
        size = sum(os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(corpus) for name in names)
        print(f"{arguments.articles} articles, {size / 1e6:.1f} MB, languages: {arguments.languages or 'all'}\n")
        print("| build | jobs | wall s | CPU s | MB/s | share of clean | read | find | link | write |")
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
        for jobs in arguments.jobs.split(","):
            best = None
            for _ in range(arguments.runs):
                bench.forget()
                run = bench.build("--jobs", jobs)
                best = run if best is None or run[0] < best[0] else best
            clean = best[0]
            row("clean", jobs, best, size, clean)
            row("nothing changed", jobs, min((bench.build("--jobs", jobs) for _ in range(arguments.runs)), key=lambda run: run[0]), size, clean, parts=False)
            added = []
            for nth in range(arguments.runs):
                source = os.path.join(corpus, "0000", os.listdir(os.path.join(corpus, "0000"))[0])
                with open(source, encoding="utf-8") as file:
                    text = file.read()
                with open(os.path.join(corpus, f"added-{jobs}-{nth}.txt"), "w", encoding="utf-8") as file:
                    file.write(text + f"\n\nNumber {nth} of {jobs}.\n")
                added.append(bench.build("--jobs", jobs))
            row("one article more", jobs, min(added, key=lambda run: run[0]), size, clean)


def row(what, jobs, run, size, clean, parts=True):
    seconds, used, of_parts = run
    told = [f"{of_parts.get(part, 0):.2f}" if parts else "" for part in ("read", "find", "link", "write")]
    print(f"| {what} | {jobs} | {seconds:.2f} | {used:.2f} | {size / seconds / 1e6:.2f} | {100 * seconds / clean:.1f} % | {' | '.join(told)} |", flush=True)


if __name__ == "__main__":
    main()
