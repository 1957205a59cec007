#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No widget that is deprecated at the new end of the range or missing at the old one.

The compiler sees neither of them in a .ui file, and the old end does not know what the new one deprecates.
"""
import re

from lintlib import Tap, bare_c, files, find, read

DEPRECATED = '''
AdwLeaflet AdwFlap AdwSqueezer AdwViewSwitcherTitle AdwMessageDialog AdwAboutWindow AdwPreferencesWindow
GtkMessageDialog GtkDialog GtkFileChooser\\w* GtkTreeView\\w* GtkIconView GtkListStore GtkTreeStore GtkTreeModel\\w*
GtkTreeSelection GtkCell\\w+ GtkComboBox\\w* GtkEntryCompletion GtkInfoBar GtkStatusbar GtkLockButton GtkVolumeButton
GtkAssistant\\w* GtkColorChooser\\w* GtkFontChooser\\w* GtkAppChooser\\w* GtkColorButton GtkFontButton GtkStyleContext
GtkShortcutsWindow GtkShortcutsSection GtkShortcutsGroup GtkShortcutsShortcut
'''.split()
TOO_NEW = '''
AdwBanner AdwAboutDialog AdwAlertDialog AdwBottomSheet AdwBreakpoint\\w* AdwButtonRow AdwDialog AdwInlineViewSwitcher
AdwMultiLayoutView AdwNavigation\\w+ AdwOverlaySplitView AdwPreferencesDialog AdwSpinner\\w* AdwSpinRow AdwSwitchRow
AdwTabOverview AdwToolbarView AdwToggle\\w* AdwWrapBox AdwLayout\\w* AdwSwipeActionRow
GtkAlertDialog GtkColorDialog\\w* GtkFileDialog GtkFileLauncher GtkFontDialog\\w* GtkUriLauncher GtkGraphicsOffload
'''.split()
CALLS = r'''\b(
gtk_widget_(show|hide|get_allocation|get_allocated_\w+|translate_coordinates|get_style_context)|gtk_show_uri\w*|
gtk_css_provider_load_from_data|gtk_style_context_(?!add_provider_for_display|remove_provider_for_display)\w+|
gtk_gesture_set_sequence_state|gtk_(image|picture)_\w*pixbuf|gtk_picture_[sg]et_keep_aspect_ratio|
gtk_application_window_set_help_overlay|gdk_x11_\w+|adw_(action|expander)_row_[sg]et_icon_name|
adw_expander_row_add_action|adw_show_about_window|soup_server_(un)?pause_message|
webkit_settings_\w*(dns_prefetching|hyperlink_auditing|offline_web_application_cache)
)\s*\('''.replace('\n', '')


def prefix(name):
    """GtkTreeView\\w* → gtk_tree_view\\w*_"""
    snake = re.sub(r'(?<=[a-z])(?=[A-Z])', '_', name.replace('\\w', '~')).lower().replace('~', '\\w')
    return snake if snake.endswith(('*', '+')) else snake + '_'


# The functions of a style context are judged one by one, in CALLS: one of them is not deprecated.
IN_CODE = rf'\b(?:(?:{"|".join(DEPRECATED)})\b|(?:{"|".join(prefix(n) for n in DEPRECATED if n != "GtkStyleContext")}))'

tap = Tap()
ui = {path: read(path) for path in files('.ui', under='src')}
code = {path: bare_c(read(path)) for path in files('.c', '.h') if not path.startswith('src/compat/')}
for what, names in ('deprecated', DEPRECATED), ('missing in GTK 4.8 and libadwaita 1.2', TOO_NEW):
    pattern = rf'\b(class|parent|type)="({"|".join(names)})"|<(property|type)[^>]*>({"|".join(names)})<'
    tap.check(f'no .ui file names a type that is {what}',
              [hit for path, text in ui.items() for hit in find(pattern, text, path)])
tap.check('no code names a deprecated type outside src/compat',
          [hit for path, text in code.items() for hit in find(IN_CODE, text, path)])
tap.check('no code calls a deprecated function outside src/compat',
          [hit for path, text in code.items() for hit in find(CALLS, text, path)])
tap.check('no style sheet uses variables or media queries, which GTK 4.8 does not read',
          [hit for path in files('.css', under='src/ui') + files('.css', under='src/flow')
           for hit in find(r'\bvar\s*\(|@media\b|^\s*--', read(path), path)])
tap.done()
