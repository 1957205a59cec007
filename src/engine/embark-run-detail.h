/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-run-list.h"

G_BEGIN_DECLS

/**
 * EmbarkRunDetail:
 *
 * One run with its nodes: loaded, followed while it goes on, stopped, run again. Properties (notify): `run`
 * (EmbarkExecution: as listed at first, then with its nodes), `loading` (boolean: nothing of its nodes is known yet),
 * `error` (GError, nullable: the last answer was none).
 */
#define EMBARK_TYPE_RUN_DETAIL (embark_run_detail_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkRunDetail, embark_run_detail, EMBARK, RUN_DETAIL, GObject)

/* @run: as it is listed, or as little of it as its id */
EmbarkRunDetail *embark_run_detail_new (EmbarkRunList *list, EmbarkExecution *run);
EmbarkRunList *embark_run_detail_get_list (EmbarkRunDetail *self);
EmbarkExecution *embark_run_detail_get_run (EmbarkRunDetail *self);
gboolean embark_run_detail_get_loading (EmbarkRunDetail *self);
/* Returns: whether its nodes are known */
gboolean embark_run_detail_get_loaded (EmbarkRunDetail *self);
/* Returns: (transfer none) (nullable) */
const GError *embark_run_detail_get_error (EmbarkRunDetail *self);
/* Whether it asks by itself until the run has ended; %FALSE at first. */
void embark_run_detail_set_live (EmbarkRunDetail *self, gboolean live);
/* Asks at once. */
void embark_run_detail_refresh (EmbarkRunDetail *self);

/* Asks the platform to stop the run; that it has stopped is seen later. */
void embark_run_detail_stop_async (EmbarkRunDetail *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean embark_run_detail_stop_finish (EmbarkRunDetail *self, GAsyncResult *result, GError **error);
/* Starts the run again, as another one; what it does, it does once more. */
void embark_run_detail_rerun_async (EmbarkRunDetail *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
/* Returns: (transfer full) (nullable): the id of the new run, which the list remembers as a repetition of this one; ""
 * where the platform did not say it */
char *embark_run_detail_rerun_finish (EmbarkRunDetail *self, GAsyncResult *result, GError **error);

/* Returns: (transfer full): the batches (EmbarkBatch) of a batch node, in pages; nothing is loaded yet */
EmbarkPagedList *embark_run_detail_new_batches (EmbarkRunDetail *self, EmbarkExecutionNode *node);

G_END_DECLS
