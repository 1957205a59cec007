# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the result of each scenario as a point of TAP."""
import argparse
import os
import sys
import traceback


def say(text):
    for line in str(text).splitlines() or ['']:
        print(f'# {line}', flush=True)


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument('--build', default=os.environ.get('EMBARK_BUILD_DIR'), help='the folder that meson built in')
    parser.add_argument('--only', default='', help='run the scenarios with this in their name')
    options = parser.parse_args()
    if not options.build:
        parser.error('--build or EMBARK_BUILD_DIR says which program is tested')
    options.build = os.path.abspath(options.build)
    return options


def main(scenarios):
    """Runs functions that take the build's folder; their doc strings are the names of the points."""
    options = arguments()
    chosen = [scenario for scenario in scenarios if options.only in scenario.__name__]
    print(f'1..{len(chosen)}', flush=True)
    failed = 0
    for number, scenario in enumerate(chosen, 1):
        name = scenario.__doc__.strip().splitlines()[0].rstrip('.')
        try:
            scenario(options.build)
        except Exception as error:  # pylint: disable=broad-except
            failed += 1
            say(f'{scenario.__name__}: {error}')
            if type(error).__name__ != 'Expected':
                say(traceback.format_exc())
            print(f'not ok {number} - {name}', flush=True)
        else:
            print(f'ok {number} - {name}', flush=True)
    sys.exit(1 if failed else 0)
