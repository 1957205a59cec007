/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-activity.h"

G_BEGIN_DECLS

/**
 * EmbarkActivityPane:
 *
 * One call with its request and answer, or one attempt to connect. Signal `back`. Action `activity.copy-curl`.
 */
#define EMBARK_TYPE_ACTIVITY_PANE (embark_activity_pane_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkActivityPane, embark_activity_pane, EMBARK, ACTIVITY_PANE, AdwBin)

/* @entry: (nullable) */
void embark_activity_pane_set_entry (EmbarkActivityPane *self, EmbarkActivityEntry *entry);
EmbarkActivityEntry *embark_activity_pane_get_entry (EmbarkActivityPane *self);
void embark_activity_pane_set_narrow (EmbarkActivityPane *self, gboolean narrow);
/* Returns: whether bodies are still on their way into the pane */
gboolean embark_activity_pane_get_loading (EmbarkActivityPane *self);

G_END_DECLS
