/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How an entry of the activity is said in words. */

#pragma once

#include "embark-activity.h"
#include "embark-chip.h"

G_BEGIN_DECLS

/* Returns: (transfer full): "GET /linked-account", "Sign-in in the browser" */
char *embark_activity_dup_title (EmbarkActivityEntry *entry);
/* Returns: (transfer full): how it ended, in a word: "200", "No answer", "Connected" */
char *embark_activity_dup_result (EmbarkActivityEntry *entry);
EmbarkTone embark_activity_get_tone (EmbarkActivityEntry *entry);
/* Returns: (transfer full): "14:41:07 · 184 ms · 2.1 kB" */
char *embark_activity_dup_facts (EmbarkActivityEntry *entry);
/* Returns: (transfer full) (nullable): what is to be said of a body that is not there as it was */
char *embark_activity_dup_body_note (EmbarkRecorded how, gsize size);

G_END_DECLS
