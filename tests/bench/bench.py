#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the client's parts against a sandbox with 100,000 accounts and says how they compare with the bare calls."""
import os
import re
import secrets
import subprocess
import sys
import tempfile

import peers

CONNECTIONS = 8                                                # what bench-engine.c sets for the import
BURST_CONNECTIONS = 16                                         # what bench-burst.c sets
IDLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'idle.py')
XRUN = os.path.join(os.path.dirname(__file__), '..', 'xrun')   # a screen for what has a window


class Refused(Exception):
    pass


def measure(environment, *command):
    lines = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    return {name: float(value) for name, value in (line.split() for line in lines)}


def wrk(environment, address, script='put.lua', connections=CONNECTIONS):
    script = os.path.join(os.path.dirname(__file__), script)
    text = subprocess.run(['wrk', '-t', '1', '-c', str(connections), '-d', '4s', '-s', script, address], env=environment,
                          check=True, stdout=subprocess.PIPE, text=True).stdout
    if 'Non-2xx' in text:
        raise Refused('wrk was refused:\n' + text)
    return float(re.search(r'Requests/sec:\s*([0-9.]+)', text).group(1))


def burst(build, environment, address):
    with tempfile.TemporaryDirectory() as folder:
        return measure(environment, f'{build}/tests/bench/bench-burst', address, folder)


# Drawn by the processor itself: what GTK would otherwise ask of a graphics card is first compiled here, in one turn.
def with_window(build, environment, program, address):
    return measure(dict(environment, XRUN_WM='mutter', GSK_RENDERER='cairo'), XRUN, f'{build}/tests/bench/{program}', address)


def with_sandbox(build, work, seed='large'):
    environment = dict(os.environ, EMBARK_SANDBOX_API_KEY='tk_' + secrets.token_hex(16))
    sandbox = subprocess.Popen([f'{build}/src/sandbox/embark-sandbox', '--seed', seed], env=environment,
                               stdout=subprocess.PIPE, text=True)
    try:
        return work(environment, sandbox.stdout.readline().split()[2])
    finally:
        sandbox.terminate()
        sandbox.wait()


def report_engine(build):
    m = with_sandbox(build, lambda environment, address: measure(environment, f'{build}/tests/bench/bench-engine', address))
    print(f'first rows of {m["accounts"]:.0f} accounts   {m["first-rows"] * 1000:8.2f} ms'
          f'   {m["first-rows"] / m["first-page-call"]:.2f} x the bare call ({m["first-page-call"] * 1000:.2f} ms)'
          '   wanted: at most 1.5')
    print(f'rows of a search             {m["search-rows"] * 1000:8.2f} ms'
          f'   {(m["search-rows"] - m["search-call"]) * 1000:.2f} ms beyond one round trip'
          f' ({m["search-call"] * 1000:.2f} ms), with the time that EmbarkWorkspace waits for more keys   wanted: at most 50 ms')
    print(f'memory of a listed account   {m["bytes-per-account"]:8.0f} bytes   {m["bytes-per-account"] / 1024:.2f} KiB'
          '   wanted: below 1')
    reached = with_sandbox(build, wrk)
    print(f'import of 10,000 rows        {m["import-rows-per-second"]:8.0f} rows/s'
          f'   {m["import-rows-per-second"] / reached:.2f} x wrk with {CONNECTIONS} connections ({reached:.0f}/s),'
          f' {m["import-failed"]:.0f} failed   wanted: at least 0.7')


# Each has a server of its own, and each after the other: the same list of requests, the same memory.
def report_burst(build):
    m = with_sandbox(build, lambda environment, address: burst(build, environment, address), '1')
    posted = with_sandbox(build, lambda environment, address: wrk(environment, address, 'post.lua', BURST_CONNECTIONS), '1')
    print(f'burst of {m["burst-accepted"]:.0f} events        {m["burst-events-per-second"]:8.0f} events/s'
          f'   {m["burst-events-per-second"] / posted:.2f} x wrk with {BURST_CONNECTIONS} connections ({posted:.0f}/s)'
          f'   wanted: at least 0.8; longest turn of the main loop {m["burst-turn"] * 1000:.0f} ms'
          f' (without what other programs took: {m["burst-work"] * 1000:.1f} ms)   wanted: at most 50 ms;'
          f' p50 {m["burst-p50"]:.1f} ms, p99 {m["burst-p99"]:.1f} ms')
    # The same events, as many of them, and a server of its own for each.
    peers.compare(sys.argv[2], lambda work: with_sandbox(build, work, '1'), int(m['burst-accepted']),
                  m['burst-events-per-second'])


def report_board(build, seed):
    m = with_sandbox(build, lambda environment, address: with_window(build, environment, 'bench-board', address), seed)
    print(f'connections of {m["board-rows"]:.0f} accounts, the longest turn of the main loop (without what other programs took): '
          + ', '.join(f'{name} {m[f"board-{name}-turn"] * 1000:.0f} ms ({m[f"board-{name}-work"] * 1000:.0f})'
                      for name in ('read', 'sort', 'filter', 'unfilter', 'scroll'))
          + '; drawn without a graphics card')


def report_runs(build):
    m = with_sandbox(build, lambda environment, address: with_window(build, environment, 'bench-runs', address))
    print(f'runs of {m["runs-total"]:.0f}, the longest work of the main loop at once: '
          + ', '.join(f'{name} {m[f"runs-{name}-work"] * 1000:.0f} ms' for name in ('open', 'filter', 'unfilter', 'scroll'))
          + f' ({m["runs-loaded"]:.0f} loaded, {m["runs-bytes-per-run"]:.0f} bytes each; drawn without a graphics card)')
    print(f'run of 200 nodes, {m["run-bytes"] / 1e6:.0f} MB     {m["run-complete"] * 1000:8.0f} ms'
          f'   {m["run-complete"] / m["run-parse"]:.2f} x its bare parse ({m["run-parse"] * 1000:.0f} ms)'
          f'   wanted: at most 1.5; longest work of the main loop {m["run-longest"] * 1000:.0f} ms,'
          f' choosing a node {m["run-choose-work"] * 1000:.0f} ms, closing it {m["run-close"] * 1000:.0f} ms   wanted: at most 50 ms')


def report_idle(build):
    m = measure(dict(os.environ, XRUN_WM='mutter', XRUN_SCREEN='1600x1000x24'), XRUN, '/usr/bin/python3', IDLE, build)
    print('idle, wake-ups a second of all threads: '
          + ', '.join(f'{name.removeprefix("idle-")} {value:.1f}' for name, value in m.items()) + '   wanted: below 10')


def main():
    build, failed = sys.argv[1], False
    for report, *more in ((report_engine,), (report_burst,), (report_board, 'large:10000'), (report_board, 'large'),
                          (report_runs,), (report_idle,)):
        # What cannot run here does not take the others with it.
        try:
            report(build, *more)
        except (Refused, OSError, subprocess.CalledProcessError) as error:
            failed = True
            print(f'bench: {" ".join([report.__name__, *more])}: {error}', file=sys.stderr)
    return failed


if __name__ == '__main__':
    sys.exit(main())
