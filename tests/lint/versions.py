#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Version checks have one place each, and no build hides a deprecated call."""
from lintlib import Tap, bare_c, files, find, read

tap = Tap()
sources = {path: bare_c(read(path), strings=True) for path in files('.c', '.h')}


def outside(pattern, allowed):
    for path, text in sources.items():
        if not path.startswith(allowed):
            yield from find(pattern, text, path)


tap.check('GTK and libadwaita are asked for their version in src/compat only',
          outside(r'\b(GTK|ADW)_(CHECK_VERSION|M[A-Z]+_VERSION)\b|\b(gtk|adw)_(check_version|get_m\w+_version)\b',
                  'src/compat/'))
tap.check('GLib is asked for its version in src/core/embark-glib.h only',
          outside(r'\bGLIB_(CHECK_VERSION|M[A-Z]+_VERSION)\b|\bglib_check_version\b', 'src/core/embark-glib.h'))
tap.check('deprecations are silenced in src/compat only',
          outside(r'\bG_GNUC_BEGIN_IGNORE_DEPRECATIONS\b|\b[A-Z]+_DISABLE_DEPRECATION_WARNINGS\b|'
                  r'diagnostic ignored "-Wdeprecated', 'src/compat/'))
tap.check('no build sets a version to stay below, or switches deprecation warnings off',
          [hit for path in files('meson.build', '.json') + ['dev']
           for hit in find(r'VERSION_MIN_REQUIRED|VERSION_MAX_ALLOWED|-Wno-deprecated', read(path), path)])
tap.done()
