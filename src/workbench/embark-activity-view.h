/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-activity.h"

G_BEGIN_DECLS

/**
 * EmbarkActivityView:
 *
 * Every call to the platform and every attempt to connect, the newest first, and the one that is chosen with all that is
 * known of it. Actions `activity.only-failures`, `activity.only-changes`, `activity.hide-polling` (boolean), `activity.clear`,
 * `activity.export`, `activity.show-all`, `activity.to-top`.
 */
#define EMBARK_TYPE_ACTIVITY_VIEW (embark_activity_view_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkActivityView, embark_activity_view, EMBARK, ACTIVITY_VIEW, AdwBin)

/* @workspace: (nullable) */
void embark_activity_view_set_workspace (EmbarkActivityView *self, EmbarkWorkspace *workspace);
/* Returns: (nullable): what it shows */
EmbarkActivity *embark_activity_view_get_activity (EmbarkActivityView *self);
/* Returns: (transfer none): the entries that the filter lets through */
GListModel *embark_activity_view_get_shown (EmbarkActivityView *self);
/* Writes the calls that are shown to @file as an HTTP Archive, and says so. */
void embark_activity_view_export (EmbarkActivityView *self, GFile *file);
void embark_activity_view_set_narrow (EmbarkActivityView *self, gboolean narrow);

G_END_DECLS
