#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing waits for time to pass: a test waits for what it tests, and the program's main loop for nothing at all."""
import re

from lintlib import Tap, bare_c, files, find, read


def bare_script(path):
    return re.sub(r'(?m)(?<!\S)#.*', '', read(path))


tap = Tap()
tap.check('no C code sleeps',
          [hit for path in files('.c', '.h')
           for hit in find(r'\b(g_usleep|usleep|nanosleep|clock_nanosleep|sleep)\s*\(', bare_c(read(path)), path)])
tap.check('no test script sleeps',
          [hit for path in files('.py', '.sh', under='tests') + ['tests/xrun'] if not path.endswith('/sleeps.py')
           for hit in find(r'\btime\.sleep\b|\bsleep\s*\(|\bimport sleep\b|(^|[;&|]|\bdo\b|\bthen\b)[ \t]*sleep\s+[\d$]|'
                           r'"sleep [\d$]', bare_script(path), path)])
tap.check('no code of the program runs a main loop inside the main loop, or blocks on a synchronous call',
          [hit for path in files('.c', under='src') if not path.startswith(('src/sandbox/', 'src/cli/'))
           for hit in find(r'\b(g_main_context_iteration\s*\(\s*NULL|(g_spawn_sync|g_spawn_command_line_sync|soup_session_send|'
                           r'soup_session_send_and_read|secret_\w+_sync|g_app_info_launch_default_for_uri|'
                           r'g_subprocess_communicate|g_subprocess_wait)\s*\()', bare_c(read(path)), path)])
tap.done()
