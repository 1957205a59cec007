/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-execution.h"
#include "embark-workspace.h"

G_BEGIN_DECLS

#define EMBARK_BURST_DEFAULT_RATE        20 /* events a second, and */
#define EMBARK_BURST_DEFAULT_ALLOWANCE   5  /* at once: what the platform documents (contract 3.3) */
#define EMBARK_BURST_DEFAULT_CONCURRENCY 4
#define EMBARK_BURST_MAX_CONCURRENCY     64
#define EMBARK_BURST_MAX_EVENTS          100000

#define EMBARK_BURST_ERROR (embark_burst_error_quark ())
GQuark embark_burst_error_quark (void);
typedef enum
{
  EMBARK_BURST_ERROR_DATA,    /* the file with the data cannot be used */
  EMBARK_BURST_ERROR_PAYLOAD, /* an event cannot be made of the payload */
  EMBARK_BURST_ERROR_CHANGED, /* the file is not what it was when the burst began */
  EMBARK_BURST_ERROR_LIMITED, /* the platform went on saying that there are too many */
} EmbarkBurstError;

/**
 * EmbarkBurstEventState:
 * @EMBARK_BURST_EVENT_NOT_SENT: never left; also one that the platform turned away for its rate (429)
 * @EMBARK_BURST_EVENT_IN_FLIGHT: in the journal as such; it may or may not have left
 * @EMBARK_BURST_EVENT_ACCEPTED: the platform took it
 * @EMBARK_BURST_EVENT_DUPLICATE: the platform said that it had it already
 * @EMBARK_BURST_EVENT_REFUSED: the platform said no
 * @EMBARK_BURST_EVENT_UNKNOWN: the answer was lost, or the program ended first; never sent again
 *
 * The numbers are kept in the journal: never renumber.
 */
typedef enum
{
  EMBARK_BURST_EVENT_NOT_SENT = 0,
  EMBARK_BURST_EVENT_IN_FLIGHT = 1,
  EMBARK_BURST_EVENT_ACCEPTED = 2,
  EMBARK_BURST_EVENT_DUPLICATE = 3,
  EMBARK_BURST_EVENT_REFUSED = 4,
  EMBARK_BURST_EVENT_UNKNOWN = 5,
  EMBARK_BURST_N_EVENT_STATES,
} EmbarkBurstEventState;

/**
 * EmbarkBurstState:
 * @EMBARK_BURST_NEW: nothing was done yet
 * @EMBARK_BURST_PREPARING: the data is read, and every event is made once to see that it can be
 * @EMBARK_BURST_RUNNING: events leave
 * @EMBARK_BURST_WAITING: the platform said that there are too many; see embark_burst_get_waits_until()
 * @EMBARK_BURST_STOPPING: nothing leaves any more; what is in flight is waited for
 * @EMBARK_BURST_ENDED: nothing is under way; what was not sent may be sent by running it again
 * @EMBARK_BURST_INTERRUPTED: the same, after the program ended in the middle
 */
typedef enum
{
  EMBARK_BURST_NEW,
  EMBARK_BURST_PREPARING,
  EMBARK_BURST_RUNNING,
  EMBARK_BURST_WAITING,
  EMBARK_BURST_STOPPING,
  EMBARK_BURST_ENDED,
  EMBARK_BURST_INTERRUPTED,
} EmbarkBurstState;

/**
 * EmbarkBurst:
 *
 * Many events of one name for one linked account. Each is in the journal before it leaves, and none is ever sent a second
 * time: what was in flight when the program ended is unknown and stays so. Properties: `state` (int: EmbarkBurstState,
 * notifies at once), `n` (guint: how many events). Signal `changed`: counts, latencies or runs are others; at most ten
 * times a second, and once more at the end.
 */
#define EMBARK_TYPE_BURST (embark_burst_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkBurst, embark_burst, EMBARK, BURST, GObject)

/* @slug: (nullable): %NULL for all applications; @config_id: (nullable) */
EmbarkBurst *embark_burst_new (EmbarkWorkspace *workspace, const char *account_id, const char *slug,
                               const char *config_id, const char *event);
const char *embark_burst_get_id (EmbarkBurst *self);
const char *embark_burst_get_account_id (EmbarkBurst *self);
const char *embark_burst_get_event (EmbarkBurst *self);
/* Returns: microseconds since 1970; 0: not yet, or not known */
gint64 embark_burst_get_created_at (EmbarkBurst *self);
gint64 embark_burst_get_ended_at (EmbarkBurst *self);

/* What follows is set before the burst runs; rate and concurrency may be set again before it is continued. */

/* @payload: (nullable): JSON with variables (embark-template.h); {{row.COLUMN}} is of the data. %NULL or empty: each row of
 * the data is sent itself */
void embark_burst_set_payload (EmbarkBurst *self, const char *payload);
const char *embark_burst_get_payload (EmbarkBurst *self);
/* @file: (nullable): a table with a line of column names, or a JSON array of objects: a row for each event, from the start
 * again when there are more events than rows */
void embark_burst_set_data (EmbarkBurst *self, GFile *file);
/* Returns: (transfer none) (nullable) */
GFile *embark_burst_get_data (EmbarkBurst *self);
/* @n: 0: one for each row of the data */
void embark_burst_set_n (EmbarkBurst *self, guint n);
guint embark_burst_get_n (EmbarkBurst *self);
/* Of everything that is made up; by default a random one. */
void embark_burst_set_seed (EmbarkBurst *self, guint32 seed);
/* @rate: events a second at most, 0: as many as go; @allowance: how many may leave at once */
void embark_burst_set_rate (EmbarkBurst *self, guint rate, guint allowance);
guint embark_burst_get_rate (EmbarkBurst *self);
void embark_burst_set_concurrency (EmbarkBurst *self, guint concurrency);
guint embark_burst_get_concurrency (EmbarkBurst *self);

/* Reads the data and makes every event once, to see that it can be. Done by running it, too. */
void embark_burst_prepare_async (EmbarkBurst *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean embark_burst_prepare_finish (EmbarkBurst *self, GAsyncResult *result, GError **error);

/**
 * embark_burst_run_async:
 *
 * Sends every event that is NOT_SENT, and ends when nothing is in flight any more: all are sent, it was stopped, or
 * something makes going on senseless (then it fails with that). 429: what was turned away is NOT_SENT and is left so
 * (contract 3.1: an event is never sent again by itself); the others wait as long as the platform says. A refused key, a
 * server that cannot be reached and a client that may only read end it. To continue it, run it again.
 */
void embark_burst_run_async (EmbarkBurst *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_burst_run_finish (EmbarkBurst *self, GAsyncResult *result, GError **error);
/* Nothing leaves any more, and what is in flight is waited for; the second time it is not, and becomes UNKNOWN. */
void embark_burst_stop (EmbarkBurst *self);

EmbarkBurstState embark_burst_get_state (EmbarkBurst *self);
/* Returns: microseconds since 1970 until which the platform wants no more events; 0: it does not say so */
gint64 embark_burst_get_waits_until (EmbarkBurst *self);
/* Returns: (nullable): why it ended before all were sent, unless it was stopped */
const GError *embark_burst_get_error (EmbarkBurst *self);
guint embark_burst_get_count (EmbarkBurst *self, EmbarkBurstEventState state);
/* Returns: milliseconds within which @percent (50, 90…) of the answers came, to some 3 %; 100: the longest, exactly; 0
 * when there were none */
double embark_burst_get_latency (EmbarkBurst *self, double percent);
/* Returns: (transfer none) (array length=n): answers in each @seconds since it began; valid until the main loop turns */
const guint32 *embark_burst_get_throughput (EmbarkBurst *self, guint *n, guint *seconds);

/* Of event @index, from 0 */
EmbarkBurstEventState embark_burst_get_event_state (EmbarkBurst *self, guint index);
/* Returns: (nullable): why event @index was refused or turned away, in the platform's words */
const char *embark_burst_get_event_words (EmbarkBurst *self, guint index);
/* Returns: (transfer full) (nullable): the payload of event @index, made again; the burst must be prepared */
char *embark_burst_dup_event_payload (EmbarkBurst *self, guint index, GError **error);

/* Of the data, which is known once the burst is prepared. */
guint embark_burst_get_n_rows (EmbarkBurst *self);
/* Returns: (transfer full) (nullable): row @row of the data as JSON */
char *embark_burst_dup_row (EmbarkBurst *self, guint row);

/* Looks for the runs of the burst and counts them by status, until all have ended or nothing changes for a while. Begins
 * by itself when the burst runs. */
void embark_burst_watch_runs (EmbarkBurst *self);
void embark_burst_unwatch_runs (EmbarkBurst *self);
gboolean embark_burst_get_watching (EmbarkBurst *self);
guint embark_burst_get_n_runs (EmbarkBurst *self);
guint embark_burst_count_runs (EmbarkBurst *self, EmbarkExecutionStatus status);
/* Returns: whether there were more runs than are looked at */
gboolean embark_burst_get_runs_cut (EmbarkBurst *self);

/* The bursts of an account, newest first, from the journal. */
void embark_burst_list_async (EmbarkWorkspace *workspace, const char *account_id, guint limit, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (element-type EmbarkBurst) */
GPtrArray *embark_burst_list_finish (EmbarkWorkspace *workspace, GAsyncResult *result, GError **error);
/* One of them, by its id. */
void embark_burst_load_async (EmbarkWorkspace *workspace, const char *id, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (nullable): %NULL without an error when there is none of that id */
EmbarkBurst *embark_burst_load_finish (EmbarkWorkspace *workspace, GAsyncResult *result, GError **error);

G_END_DECLS
