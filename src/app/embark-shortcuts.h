/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* EmbarkShortcuts: the keys, as a list. (GTK's own window for this is deprecated from 4.18 on.) */
#define EMBARK_TYPE_SHORTCUTS (embark_shortcuts_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkShortcuts, embark_shortcuts, EMBARK, SHORTCUTS, AdwWindow)

void embark_shortcuts_present (GtkWindow *parent);

G_END_DECLS
