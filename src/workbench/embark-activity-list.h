/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Returns: (transfer full): the factory of the rows: how it ended, what it was, when and how long */
GtkListItemFactory *embark_activity_list_new_factory (void);

/**
 * EmbarkActivityFollow:
 *
 * Keeps a list that grows at its top where somebody reads in it. As long as its top is shown, and the pointer is not over
 * it, what is new comes into sight; else what is looked at stays where it is. Property `n-new` (uint, notifies): entries
 * above, not seen yet.
 */
#define EMBARK_TYPE_ACTIVITY_FOLLOW (embark_activity_follow_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkActivityFollow, embark_activity_follow, EMBARK, ACTIVITY_FOLLOW, GObject)

/* @scrolled: with the list in it; @model: what the list shows. Both are held until it is disposed of. */
EmbarkActivityFollow *embark_activity_follow_new (GtkScrolledWindow *scrolled, GListModel *model);
guint embark_activity_follow_get_n_new (EmbarkActivityFollow *self);
/* Shows the top, and follows from there. */
void embark_activity_follow_to_top (EmbarkActivityFollow *self);

G_END_DECLS
