/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bursts in a list view: what event, when, how far. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Returns: (transfer full): for items that are EmbarkBurst; a row follows its burst while it is shown */
GtkListItemFactory *embark_burst_row_new_factory (void);

G_END_DECLS
