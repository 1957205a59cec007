/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-workspace.h"

G_BEGIN_DECLS

/* EmbarkSavedView: a filter under a name. Immutable. */
#define EMBARK_TYPE_SAVED_VIEW (embark_saved_view_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkSavedView, embark_saved_view, EMBARK, SAVED_VIEW, GObject)

const char *embark_saved_view_get_name (EmbarkSavedView *self);
/* Returns: the filter, as the list that it is of writes it */
const char *embark_saved_view_get_text (EmbarkSavedView *self);

/**
 * EmbarkSavedViews:
 *
 * The views (EmbarkSavedView) of a list that were saved in this profile, by name: a GListModel over the journal. What is
 * changed is seen at once and kept in order. Signal `failed` (GError): something could not be kept.
 */
#define EMBARK_TYPE_SAVED_VIEWS (embark_saved_views_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkSavedViews, embark_saved_views, EMBARK, SAVED_VIEWS, GObject)

/* Begins to read them. @subject: which list: "runs" */
EmbarkSavedViews *embark_saved_views_new (EmbarkWorkspace *workspace, const char *subject);
/* One of the same name is replaced. @name: not only blanks */
void embark_saved_views_save (EmbarkSavedViews *self, const char *name, const char *text);
/* Another view of the new name is replaced. */
void embark_saved_views_rename (EmbarkSavedViews *self, EmbarkSavedView *view, const char *name);
/* It can be put back with embark_saved_views_undo_delete() until another one is deleted. */
void embark_saved_views_delete (EmbarkSavedViews *self, EmbarkSavedView *view);
/* Returns: (transfer none) (nullable): what was deleted last */
EmbarkSavedView *embark_saved_views_get_deleted (EmbarkSavedViews *self);
void embark_saved_views_undo_delete (EmbarkSavedViews *self);

G_END_DECLS
