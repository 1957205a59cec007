/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-workspace.h"

G_BEGIN_DECLS

/**
 * EmbarkActivityEntry:
 *
 * A call to the platform or an attempt to connect. Immutable.
 */
#define EMBARK_TYPE_ACTIVITY_ENTRY (embark_activity_entry_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkActivityEntry, embark_activity_entry, EMBARK, ACTIVITY_ENTRY, GObject)

/* Returns: (transfer none) (nullable): the call, %NULL for an attempt */
EmbarkExchange *embark_activity_entry_get_exchange (EmbarkActivityEntry *self);
/* Returns: (transfer none) (nullable): the attempt, %NULL for a call */
const EmbarkAttempt *embark_activity_entry_get_attempt (EmbarkActivityEntry *self);
/* Returns: (transfer none): what of @path tells it from others, for a list */
const char *embark_activity_entry_shorten (const char *path);
/* Returns: µs since 1970 */
gint64 embark_activity_entry_get_started_at (EmbarkActivityEntry *self);
/* Returns: whether there was no answer, a refusal, or nobody connected because of an error */
gboolean embark_activity_entry_get_failed (EmbarkActivityEntry *self);
/* Returns: whether it changes something; attempts do */
gboolean embark_activity_entry_get_changes (EmbarkActivityEntry *self);
/* Returns: whether it is one of a row: the same was read less than a minute before, and ended the same way */
gboolean embark_activity_entry_get_repeats (EmbarkActivityEntry *self);
/* @text: (nullable): casefolded. Returns: whether path, method, status, trace id or, of an attempt, door, hosts, code or
 * verdict have it */
gboolean embark_activity_entry_has_text (EmbarkActivityEntry *self, const char *text);

/* Returns: (transfer full) (nullable): the call as a command for a POSIX shell, without secrets; %NULL for an attempt.
 * What is no more known of its body is left out. */
char *embark_activity_entry_dup_curl (EmbarkActivityEntry *self);

/**
 * EmbarkActivity:
 *
 * The calls of a workspace and the attempts to connect of its profile, newest first: a list of EmbarkActivityEntry.
 * Property `error` (GError, nullable, notifies): why the attempts could not be read.
 */
#define EMBARK_TYPE_ACTIVITY (embark_activity_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkActivity, embark_activity, EMBARK, ACTIVITY, GObject)

EmbarkActivity *embark_activity_new (EmbarkWorkspace *workspace);
EmbarkWorkspace *embark_activity_get_workspace (EmbarkActivity *self);
/* Reads the attempts from the journal: what is new in it comes into the list. */
void embark_activity_refresh (EmbarkActivity *self);
/* Returns: (nullable): why the attempts could not be read */
const GError *embark_activity_get_error (EmbarkActivity *self);
/* Forgets all calls. Attempts stay in the journal, but those up to now are not listed here any more. */
void embark_activity_clear (EmbarkActivity *self);

G_END_DECLS
