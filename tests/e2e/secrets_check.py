# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing secret is in any file that a program wrote, nor in its arguments."""
import os
import re

PATTERNS = {
    'an API key': rb'\b[tp]k_[A-Za-z0-9_-]{12,}',
    'a token': rb'\beyJ[A-Za-z0-9_-]{10,}',
    'a connect address': rb'/connect/[A-Za-z0-9_-]{8,}',
    'a code': rb'[?&](code|state)=[A-Za-z0-9_.%-]{6,}',
}


def in_bytes(data, where, secrets):
    for what, pattern in PATTERNS.items():
        if re.search(pattern, data):
            yield f'{what} in {where}'
    for secret in secrets:
        if secret.encode() in data:
            yield f'the API key that was typed in {where}'


def in_files(folders, secrets):
    for folder in folders:
        for path, _, names in os.walk(folder):
            for name in names:
                file = os.path.join(path, name)
                if os.path.islink(file) or not os.path.isfile(file):
                    continue
                with open(file, 'rb') as stream:
                    yield from in_bytes(stream.read(), file, secrets)


def descendants(pid):
    children = {}
    for entry in os.listdir('/proc'):
        if entry.isdigit():
            try:
                with open(f'/proc/{entry}/stat', encoding='utf-8', errors='replace') as stat:
                    parent = int(stat.read().rpartition(')')[2].split()[1])
            except (OSError, IndexError):
                continue
            children.setdefault(parent, []).append(int(entry))
    found, queue = [], [pid]
    while queue:
        found.append(queue.pop())
        queue += children.get(found[-1], [])
    return found


def in_dumps(pid):
    """A process of the program that may leave its memory behind when it crashes: keys and tokens are in there."""
    with open(f'/proc/{pid}/limits', encoding='utf-8') as file:
        limits = next(line.split()[4:6] for line in file if line.startswith('Max core file size'))
    if limits != ['0', '0']:
        yield f'a dump of memory after a crash: its limits are {" and ".join(limits)}'


def in_arguments(pid, secrets):
    """Of @pid and all that it started."""
    for process in descendants(pid):
        try:
            with open(f'/proc/{process}/cmdline', 'rb') as file:
                command = file.read()
        except OSError:
            continue
        name = command.partition(b'\0')[0].decode(errors='replace')
        yield from in_bytes(command, f'the arguments of {os.path.basename(name)}', secrets)
