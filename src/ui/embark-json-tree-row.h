/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows of a tree of JSON. Inside src/ui. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Returns: (transfer full): makes rows for a GtkTreeListModel of EmbarkJsonItem */
GtkListItemFactory *embark_json_tree_row_new_factory (void);

G_END_DECLS
