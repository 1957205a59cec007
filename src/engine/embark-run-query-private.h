/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a list of runs asks the server. */

#pragma once

#include "embark-run-list.h"

G_BEGIN_DECLS

/* A paged list's own, since a view may hold that longer than there is anything else. */
typedef struct
{
  EmbarkClient *client; /* (owned) */
  EmbarkClock *clock;   /* (owned) */
  char *account_id;     /* (owned) */
  char *run_id;         /* (owned) (nullable) */
  char *source;         /* (owned) (nullable): of the filter, as the next */
  char *workflow_id;    /* (owned) (nullable) */
  EmbarkRunFilter filter;
} EmbarkRunQuery;

void embark_run_query_free (gpointer data);
/* Returns: (transfer full) */
EmbarkCall *embark_run_query_new_call (EmbarkRunQuery *source, guint page, guint limit);
/* The functions of a paged list. */
void embark_run_query_load (gpointer data, guint page, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer callback_data);
EmbarkPage *embark_run_query_load_finish (gpointer data, GAsyncResult *result, GError **error);
/* Returns: whether @run is one that was asked for, for a server that does not filter */
gboolean embark_run_query_matches (EmbarkRunQuery *source, EmbarkExecution *run);

G_END_DECLS
