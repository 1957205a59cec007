# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the published specification is wrong: the one list of exceptions, each by its number.

Each says what in a copy of the specification is set right before Prism reads it, so that everything else of the operation
is validated all the same, and which operations of the client need it. A run without any of them has to fail for just
these operations: an exception that nothing needs any more does not stay.
"""
from collections import namedtuple

Exception_ = namedtuple('Exception_', 'number what operations mend')


def schema_of(spec, *path):
    node = spec
    for part in path:
        node = node[part]
        while '$ref' in node:
            target = spec
            for step in node['$ref'].lstrip('#/').split('/'):
                target = target[step]
            node = target
    return node


EXCEPTIONS = []
