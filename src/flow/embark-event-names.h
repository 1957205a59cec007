/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Returns: (transfer full): makes a label with the name of each EmbarkEvent; names may be long */
GtkListItemFactory *embark_event_names_factory_new (void);

G_END_DECLS
