/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a row says of @item. @name and @caption: (out) (transfer full): @caption may be set to %NULL */
typedef void (*EmbarkNameWords) (gpointer item, char **name, char **caption);

/* Returns: (transfer full): makes rows of a name and, small below it, a caption */
GtkListItemFactory *embark_name_factory_new (EmbarkNameWords words);

G_END_DECLS
