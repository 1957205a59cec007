/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-health-row.h"
#include "embark-workspace.h"

G_BEGIN_DECLS

#define EMBARK_HEALTH_ERROR (embark_health_error_quark ())
GQuark embark_health_error_quark (void);
typedef enum
{
  EMBARK_HEALTH_ERROR_NO_ACTION, /* the platform offers nothing that only reads */
} EmbarkHealthError;

/**
 * EmbarkHealthBoard:
 *
 * How the connections of all linked accounts of a profile stand: a GListModel of EmbarkHealthRow in the server's order.
 * What Cobalt says comes with the list of accounts; whether it is true only a probe tells, which is made on demand and
 * remembered in the journal.
 *
 * Properties (notify): `loading` (boolean), `loaded` (boolean: the whole list came once), `total` (int64, -1: not
 * told), `probing` (boolean), `n-probed` and `n-to-probe` (uint), `waiting` (boolean: for what passes by itself).
 * Signal `counts-changed`: how many rows stand how, at most once a turn of the main loop, and not while the list grows.
 */
#define EMBARK_TYPE_HEALTH_BOARD (embark_health_board_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkHealthBoard, embark_health_board, EMBARK, HEALTH_BOARD, GObject)

EmbarkHealthBoard *embark_health_board_new (EmbarkWorkspace *workspace);
EmbarkWorkspace *embark_health_board_get_workspace (EmbarkHealthBoard *self);

/* Reads all pages of linked accounts, one after the other; rows that are there stay the same objects. Does nothing while
 * it is under way. What is not listed any more goes when the last page came. */
void embark_health_board_load (EmbarkHealthBoard *self);
gboolean embark_health_board_get_loading (EmbarkHealthBoard *self);
gboolean embark_health_board_get_loaded (EmbarkHealthBoard *self);
gint64 embark_health_board_get_total (EmbarkHealthBoard *self);
/* Returns: (transfer none) (nullable): why the list is not whole; load() goes on from there */
const GError *embark_health_board_get_error (EmbarkHealthBoard *self);
guint embark_health_board_get_count (EmbarkHealthBoard *self, EmbarkHealth health);
/* Returns: (transfer none) (nullable) */
EmbarkHealthRow *embark_health_board_find (EmbarkHealthBoard *self, const char *account_id);

/**
 * embark_health_board_probe_async:
 * @rows: (element-type EmbarkHealthRow): rows of this board; those that are not connected are left out
 *
 * Has Cobalt do one thing in each account's Salesforce that only reads (contract section 13, Actions), two at a time and
 * five a second. An answer of Salesforce is what counts: a call that Cobalt itself did not answer says nothing of the
 * connection and leaves its row as it was. One probe at a time.
 */
void embark_health_board_probe_async (EmbarkHealthBoard *self, GPtrArray *rows, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
/* @n_unanswered: (out) (optional): how many Cobalt did not answer
 * Returns: whether all were asked; what was found before an error or a cancel stays */
gboolean embark_health_board_probe_finish (EmbarkHealthBoard *self, GAsyncResult *result, guint *n_unanswered,
                                           GError **error);
gboolean embark_health_board_get_probing (EmbarkHealthBoard *self);
guint embark_health_board_get_n_probed (EmbarkHealthBoard *self);
guint embark_health_board_get_n_to_probe (EmbarkHealthBoard *self);
gboolean embark_health_board_get_waiting (EmbarkHealthBoard *self);
/* Returns: whether a probe says anything of @row: somebody has signed in, as far as Cobalt knows */
gboolean embark_health_board_can_probe (EmbarkHealthRow *row);

G_END_DECLS
