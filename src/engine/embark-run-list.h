/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-execution.h"
#include "embark-workspace.h"

G_BEGIN_DECLS

/* What is asked for. The server filters; whether it did is checked by embark_run_list_matches(). */
typedef struct
{
  EmbarkExecutionStatus status; /* UNKNOWN: any */
  const char *source;           /* (nullable): "API_CALL", "SCHEDULE" or "Event" */
  const char *workflow_id;      /* (nullable) */
  guint hours;                  /* not older than; 0: any age */
} EmbarkRunFilter;

/**
 * EmbarkRunList:
 *
 * The runs of one linked account, newest first, page by page, and while it is live what is new of them: the newest page is
 * asked for again and again, oftener while something runs and less often while nothing happens. Also knows which run
 * repeats which, since the platform does not say it, and keeps it in the journal. Properties (notify): `asked-at` (int64),
 * `filter` (pointer), `poll-error` (GError pointer), `lineage` (object: more is known of which run repeats which).
 */
#define EMBARK_TYPE_RUN_LIST (embark_run_list_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkRunList, embark_run_list, EMBARK, RUN_LIST, GObject)

EmbarkRunList *embark_run_list_new (EmbarkWorkspace *workspace, const char *account_id);
EmbarkWorkspace *embark_run_list_get_workspace (EmbarkRunList *self);
const char *embark_run_list_get_account_id (EmbarkRunList *self);
/* Returns: (transfer none): the runs (EmbarkExecution) that were loaded */
EmbarkPagedList *embark_run_list_get_runs (EmbarkRunList *self);
/* Returns: how many there are by the last answer, -1 while unknown */
gint64 embark_run_list_get_total (EmbarkRunList *self);

/* Begins anew with another filter; one like the present one changes nothing. */
void embark_run_list_set_filter (EmbarkRunList *self, const EmbarkRunFilter *filter);
/* Looks on the server for the run of that id alone. @id: (nullable): %NULL for all again */
void embark_run_list_set_run_id (EmbarkRunList *self, const char *id);
/* Returns: whether @run is one that was asked for */
gboolean embark_run_list_matches (EmbarkRunList *self, EmbarkExecution *run);
/* Asks at once: for the first page when there is none yet, else for what is new. */
void embark_run_list_refresh (EmbarkRunList *self);

/* Whether it asks by itself; %FALSE at first. Not live it asks nothing and waits for nothing. */
void embark_run_list_set_live (EmbarkRunList *self, gboolean live);
gboolean embark_run_list_get_live (EmbarkRunList *self);
/* Returns: when the server last answered, microseconds since 1970; 0 for never */
gint64 embark_run_list_get_asked_at (EmbarkRunList *self);
/* Returns: (transfer none) (nullable): why what is new could not be asked for; it goes on trying */
const GError *embark_run_list_get_poll_error (EmbarkRunList *self);

/* What was learnt of a run elsewhere. */
void embark_run_list_note (EmbarkRunList *self, EmbarkExecution *run);
/* @id was started as a rerun of @origin. */
void embark_run_list_note_rerun (EmbarkRunList *self, const char *origin, const char *id);
/* Returns: (nullable): the run that @id repeats, as far as it was started from here */
const char *embark_run_list_get_origin (EmbarkRunList *self, const char *id);
/* Returns: (nullable): the newest run that repeats @id, as far as it was started here */
const char *embark_run_list_get_rerun (EmbarkRunList *self, const char *id);
/* Returns: (transfer full) (nullable): the run of that id as it is listed, else as little as is known of it. @origin:
 * (nullable): the run that it may repeat */
EmbarkExecution *embark_run_list_dup_run (EmbarkRunList *self, const char *id, EmbarkExecution *origin);

/* Returns: whether the workflow, the event or the id of @run has @folded in it, which is case-folded. @folded: (nullable):
 * %NULL is in all */
gboolean embark_run_list_has_text (EmbarkExecution *run, const char *folded);
/* Returns: whether @text looks like the id of a run */
gboolean embark_run_list_is_id (const char *text);

G_END_DECLS
