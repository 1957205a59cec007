#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An include goes with the arrows between the layers, in the code as in the build.

The compiler holds most of this by include directories (layer-flags.py tries that); a header that the system keeps
in /usr/include, and one that comes along with a permitted one, only this test sees.
"""
import os
import re

from lintlib import Tap, bare_c, files, read

# layer: (own layers it may include, libraries it may include, GLib and the C library apart)
LAYERS = {
    'core': ('', ''),
    'model': ('core', 'json jansson'),
    'api': ('core model', 'soup json jansson'),
    'store': ('core model', 'secret sqlite json jansson gettext'),
    'engine': ('core model api store', 'json jansson gettext'),
    'sandbox': ('core', 'soup json jansson'),
    'compat': ('', 'gtk adwaita gettext'),
    'web-host': ('core', 'gtk gmodule'),
    'web': ('core compat web-host', 'gtk adwaita webkit gettext'),
    'ui': ('core model compat web-host', 'gtk adwaita gtksource json qrencode gettext gmodule'),
    'verdict': ('core model api store engine compat ui', 'gtk adwaita gettext'),
    'flow': ('core model api store engine compat ui verdict web-host', 'gtk adwaita json gettext'),
    'workbench': ('core model api store engine compat ui verdict web-host', 'gtk adwaita gtksource json gettext'),
    'app': ('core model api store engine sandbox compat ui verdict web-host flow workbench',
            'gtk adwaita gtksource json soup gettext gmodule'),
    'cli': ('core model api store engine', 'json gettext'),
}
LIBRARIES = (
    (r'gtk/|gdk/|gsk/|graphene', 'gtk'), (r'adwaita\.h', 'adwaita'), (r'webkit', 'webkit'),
    (r'libsoup/', 'soup'), (r'json-glib/', 'json'), (r'jansson\.h', 'jansson'), (r'libsecret/', 'secret'),
    (r'sqlite3\.h', 'sqlite'), (r'gtksourceview/', 'gtksource'), (r'qrencode\.h', 'qrencode'),
    (r'glib/gi18n|libintl\.h', 'gettext'), (r'gmodule\.h', 'gmodule'),
)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*[<"]([^">]+)[">]', re.MULTILINE)


def layer_of(path):
    parts = path.split('/')
    return 'web-host' if parts[1:3] == ['ui', 'web-host'] else parts[1]


def library_of(header):
    for pattern, name in LIBRARIES:
        if re.match(pattern, header):
            return name
    return None


def includes(path):
    text = bare_c(read(path), strings=True)
    for match in INCLUDE.finditer(text):
        yield text.count('\n', 0, match.start()) + 1, match.group(1)


def generated(path):
    """The headers of the resources that the folder's build file makes."""
    build = os.path.join(os.path.dirname(path), 'meson.build')
    return {name + '.h' for name in re.findall(r"compile_resources\(\s*'([^']+)'", read(build))}


def problems(layer, sources, owner):
    own, libraries = (set(words.split()) | {layer} for words in LAYERS[layer])
    for path in sources:
        for line, header in includes(path):
            name = os.path.basename(header)
            if name in owner and owner[name] not in own:
                yield f'{path}:{line}: {layer} may not include {owner[name]} ({header})'
            elif name.startswith('embark-') and name not in owner and name not in generated(path):
                yield f'{path}:{line}: there is no {header} in src'
            library = library_of(header)
            if library is not None and library not in libraries:
                yield f'{path}:{line}: {layer} may not include {library} ({header})'


tap = Tap()
sources = {}
for source in files('.c', '.h', under='src'):
    sources.setdefault(layer_of(source), []).append(source)
tap.check('every folder of src is a layer that this test knows', sorted(set(sources) - set(LAYERS)))
headers = {}
for layer, paths in sources.items():
    for source in paths:
        if source.endswith('.h'):
            headers.setdefault(os.path.basename(source), []).append(layer)
tap.check('no two headers share a name', [f'{name}: {where}' for name, where in headers.items() if len(where) > 1])
owners = {name: where[0] for name, where in headers.items()}
for layer in LAYERS:
    if layer in sources:
        tap.check(f'{layer} includes what it may', problems(layer, sources[layer], owners))
tap.check('only src/web names WebKit', [f'{path}:{line}: {header}'
                                        for path in files('.c', '.h') if not path.startswith('src/web/')
                                        for line, header in includes(path) if library_of(header) == 'webkit'])
tap.done()
