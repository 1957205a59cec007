#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the client's parts against a sandbox with 100,000 accounts and says how they compare with the bare calls."""
import os
import re
import secrets
import subprocess
import sys

CONNECTIONS = 8                                                # what bench-engine.c sets for the import
XRUN = os.path.join(os.path.dirname(__file__), '..', 'xrun')   # a screen for what has a window


def measure(environment, *command):
    lines = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    return {name: float(value) for name, value in (line.split() for line in lines)}


def wrk(environment, address):
    script = os.path.join(os.path.dirname(__file__), 'put.lua')
    text = subprocess.run(['wrk', '-t', '1', '-c', str(CONNECTIONS), '-d', '4s', '-s', script, address], env=environment,
                          check=True, stdout=subprocess.PIPE, text=True).stdout
    if 'Non-2xx' in text:
        sys.exit('bench: wrk was refused:\n' + text)
    return float(re.search(r'Requests/sec:\s*([0-9.]+)', text).group(1))


def with_sandbox(build, work):
    environment = dict(os.environ, EMBARK_SANDBOX_API_KEY='tk_' + secrets.token_hex(16))
    sandbox = subprocess.Popen([f'{build}/src/sandbox/embark-sandbox', '--seed', 'large'], env=environment,
                               stdout=subprocess.PIPE, text=True)
    try:
        return work(environment, sandbox.stdout.readline().split()[2])
    finally:
        sandbox.terminate()
        sandbox.wait()


def main():
    build = sys.argv[1]
    m = with_sandbox(build, lambda environment, address: measure(environment, f'{build}/tests/bench/bench-engine', address))
    board = with_sandbox(build, lambda environment, address: measure(dict(environment, XRUN_WM='mutter'), XRUN,
                                                                     f'{build}/tests/bench/bench-board', address))
    reached = with_sandbox(build, wrk)
    print(f'first rows of {m["accounts"]:.0f} accounts   {m["first-rows"] * 1000:8.2f} ms'
          f'   {m["first-rows"] / m["first-page-call"]:.2f} x the bare call ({m["first-page-call"] * 1000:.2f} ms)'
          '   wanted: at most 1.5')
    print(f'rows of a search             {m["search-rows"] * 1000:8.2f} ms'
          f'   {(m["search-rows"] - m["search-call"]) * 1000:.2f} ms beyond one round trip'
          f' ({m["search-call"] * 1000:.2f} ms), with the time that EmbarkWorkspace waits for more keys   wanted: at most 50 ms')
    print(f'memory of a listed account   {m["bytes-per-account"]:8.0f} bytes   {m["bytes-per-account"] / 1024:.2f} KiB'
          '   wanted: below 1')
    print(f'import of 10,000 rows        {m["import-rows-per-second"]:8.0f} rows/s'
          f'   {m["import-rows-per-second"] / reached:.2f} x wrk with {CONNECTIONS} connections ({reached:.0f}/s),'
          f' {m["import-failed"]:.0f} failed   wanted: at least 0.7')
    print(f'connections of {board["board-rows"]:.0f} accounts, the longest turn of the main loop: '
          + ', '.join(f'{name} {board["board-" + name] * 1000:.0f} ms'
                      for name in ('read', 'sort', 'filter', 'unfilter', 'scroll'))
          + ' (drawn without a graphics card)')


if __name__ == '__main__':
    main()
