#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets libFuzzer drive every target for some seconds, two at a time.

Starts from the corpus in the tree; what is found is kept in the build folder, and goes on from there the next time. The
last line but the summary of each target names the file that broke it, and how to show it again.
"""
import argparse
import concurrent.futures
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# A target that holds an input for longer than this hangs, as far as a window is concerned.
SECONDS_AN_INPUT = 10
MEMORY = 2048
LONGEST = 16384


def targets(build):
    folder = os.path.join(build, 'tests', 'fuzz')
    return sorted(name for name in os.listdir(folder)
                  if name.startswith('fuzz-') and os.access(os.path.join(folder, name), os.X_OK)
                  and os.path.isfile(os.path.join(folder, name)))


def seeds(name):
    """The target's own corpus, then every sample of the platform's: what one record means is malformed to another."""
    yield os.path.join(ROOT, 'tests', 'fuzz', 'corpus', name)
    samples = os.path.join(ROOT, 'tests', 'model', 'samples')
    for folder in sorted(os.listdir(samples)) if os.path.isdir(samples) else []:
        yield os.path.join(samples, folder)


def run(build, target, seconds):
    name = target[len('fuzz-'):]
    found = os.path.join(build, 'fuzz', 'corpus', name)
    broken = os.path.join(build, 'fuzz', 'broken', name)
    for folder in (found, broken):
        os.makedirs(folder, exist_ok=True)
    # json-glib 1.6 itself leaks on bad input, so leaks are not looked for here; GLib's slices would hide overruns.
    environment = dict(os.environ, ASAN_OPTIONS='detect_leaks=0:allocator_may_return_null=1', G_SLICE='always-malloc',
                       UBSAN_OPTIONS='print_stacktrace=1')
    command = [os.path.join(build, 'tests', 'fuzz', target), f'-max_total_time={seconds}',
               f'-timeout={SECONDS_AN_INPUT}', f'-rss_limit_mb={MEMORY}', f'-max_len={LONGEST}', '-print_final_stats=1',
               f'-artifact_prefix={broken}/', f'-dict={os.path.join(ROOT, "tests", "fuzz", "json.dict")}', found,
               *(folder for folder in seeds(name) if os.path.isdir(folder))]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, errors='replace', check=False)
    runs = re.search(r'stat::number_of_executed_units: *(\d+)', result.stderr)
    return name, result.returncode, int(runs.group(1)) if runs else 0, result.stderr


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--build', required=True)
    parser.add_argument('--seconds', type=int, required=True)
    parser.add_argument('--jobs', type=int, default=2)
    parser.add_argument('only', nargs='*')
    options = parser.parse_args()

    names = [name for name in targets(options.build) if not options.only or name[len('fuzz-'):] in options.only]
    if not names:
        print('not ok - there are no fuzz targets')
        return 1
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        waiting = [pool.submit(run, options.build, name, options.seconds) for name in names]
        for future in concurrent.futures.as_completed(waiting):
            name, code, runs, log = future.result()
            good = code == 0 and runs > 0
            print(f'{"ok" if good else "not ok"} - fuzz {name}: {runs} runs', flush=True)
            if not good:
                failed += 1
                print('\n'.join(log.splitlines()[-60:]), file=sys.stderr)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
