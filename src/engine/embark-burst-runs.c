/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The runs of a burst, counted by status. Which run is of which event nobody says, so they are counted and no
 * more. */

#include "config.h"

#include "embark-burst-private.h"
#include "embark-fire-tracker.h"

#define PAGE_SIZE 100
#define MAX_PAGES 60
/* As for one event: the server may be several machines, and a Date header has no fractions. */
#define TOLERANCE_US       (2 * G_USEC_PER_SEC)
#define BLIND_TOLERANCE_US (60 * G_USEC_PER_SEC)
/* A run may begin so long after the last event. */
#define LATE_US (60 * G_USEC_PER_SEC)
/* All that are known have ended, and for this long there was no other: where each event has one, and where
 * not. */
#define SETTLED_US      (10 * G_USEC_PER_SEC)
#define LATE_SETTLED_US (60 * G_USEC_PER_SEC)
/* Nothing changed for this long: it is not waited for. */
#define PATIENCE_US (120 * G_USEC_PER_SEC)
#define N_STATUSES  (EMBARK_EXECUTION_DUPLICATE + 1)

struct _EmbarkBurstRuns
{
  grefcount count;           /* the burst's, and one of each answer that is waited for */
  EmbarkBurst *burst;        /* (unowned) (nullable): NULL once it is gone */
  EmbarkClient *client;      /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GHashTable *known;         /* (owned) (element-type utf8 EmbarkExecutionStatus) */
  GHashTable *seen;          /* (owned) (element-type utf8): in this round, of those that had not ended */
  guint counts[N_STATUSES];
  guint n_open;
  guint page;
  guint n_rounds;
  guint n_failures;
  guint timer;
  gboolean watching;
  gboolean cut;
  gint64 changed_at; /* monotonic µs */
};

static void ask (EmbarkBurstRuns *self);

static void
stop (EmbarkBurstRuns *self)
{
  self->watching = FALSE;
  embark_clock_clear (self->burst->clock, &self->timer);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
runs_unref (EmbarkBurstRuns *self)
{
  if (!g_ref_count_dec (&self->count))
    return;
  g_clear_object (&self->client);
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->seen);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkBurstRuns, runs_unref)

void
embark_burst_runs_free (EmbarkBurstRuns *self)
{
  if (self->watching)
    stop (self);
  self->burst = NULL;
  runs_unref (self);
}

static gboolean
timer_cb (gpointer data)
{
  EmbarkBurstRuns *self = data;

  self->timer = 0;
  self->page = 0;
  g_hash_table_remove_all (self->seen);
  ask (self);
  return G_SOURCE_REMOVE;
}

/* 1, 2, 3… and then every 5 s; slower for a server that does not answer. */
static guint
get_interval (EmbarkBurstRuns *self)
{
  return MIN (MIN (1000 * (self->n_rounds + 1), 5000) << MIN (self->n_failures, 3), 30000);
}

static void
end_round (EmbarkBurstRuns *self)
{
  EmbarkBurst *burst = self->burst;
  const gint64 quiet = embark_clock_get_monotonic_time (burst->clock) - self->changed_at;
  const gboolean complete = g_hash_table_size (self->known) >= burst->counts[EMBARK_BURST_EVENT_ACCEPTED];
  const gint64 settled = complete ? SETTLED_US : LATE_SETTLED_US;

  self->n_rounds++;
  if (burst->task == NULL && (quiet >= PATIENCE_US || (self->n_open == 0 && quiet >= settled)))
    {
      stop (self);
      embark_burst_changed_now (burst);
      return;
    }
  self->timer = embark_clock_add_timeout (burst->clock, get_interval (self), timer_cb, self, NULL);
}

static gint64
get_start (EmbarkBurst *burst)
{
  return burst->first_sent_at + burst->skew - (burst->skew_known ? TOLERANCE_US : BLIND_TOLERANCE_US);
}

static gboolean
belongs (EmbarkBurstRuns *self, EmbarkExecution *run)
{
  EmbarkBurst *burst = self->burst;
  const EmbarkRunWindow window = {
    .event = burst->event,
    .config_id = burst->config_id,
    .account_id = burst->account_id,
    .sent_at = burst->first_sent_at,
    .skew = burst->skew,
    .tolerance = burst->skew_known ? TOLERANCE_US : BLIND_TOLERANCE_US,
  };

  return embark_run_window_match (&window, run) != EMBARK_MATCH_NO
         && (burst->ended_at == 0
             || embark_execution_get_created_at (run) <= burst->ended_at + burst->skew + LATE_US);
}

static void
count (EmbarkBurstRuns *self, EmbarkExecutionStatus status, int by)
{
  self->counts[status] += (guint) by;
  if (!embark_execution_status_is_terminal (status))
    self->n_open += (guint) by;
}

/* Returns: whether it is one that was not known */
static gboolean
take_run (EmbarkBurstRuns *self, EmbarkExecution *run)
{
  const EmbarkExecutionStatus status = embark_execution_get_status (run);
  gpointer old;
  gboolean is_new = !g_hash_table_lookup_extended (self->known, embark_execution_get_id (run), NULL, &old);

  if (!is_new)
    {
      if (!embark_execution_status_is_terminal ((EmbarkExecutionStatus) GPOINTER_TO_INT (old)))
        g_hash_table_add (self->seen, g_strdup (embark_execution_get_id (run)));
      if (GPOINTER_TO_INT (old) == (int) status)
        return FALSE;
      count (self, (EmbarkExecutionStatus) GPOINTER_TO_INT (old), -1);
    }
  count (self, status, 1);
  g_hash_table_insert (self->known, g_strdup (embark_execution_get_id (run)), GINT_TO_POINTER (status));
  if (is_new && !embark_execution_status_is_terminal (status))
    g_hash_table_add (self->seen, g_strdup (embark_execution_get_id (run)));
  self->changed_at = embark_clock_get_monotonic_time (self->burst->clock);
  embark_burst_changed (self->burst);
  return is_new;
}

/* Returns: whether the next page may have something: there were new ones, or some that had not ended were not
 * met yet */
static gboolean
take_page (EmbarkBurstRuns *self, GPtrArray *records)
{
  guint n_new = 0;

  for (guint i = 0; i < records->len; i++)
    {
      EmbarkExecution *run = g_ptr_array_index (records, i);

      if (belongs (self, run))
        n_new += take_run (self, run);
    }
  return n_new > 0 || g_hash_table_size (self->seen) < self->n_open;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkBurstRuns) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);

  /* Nobody wants to know any more, or somebody does again and asked anew. */
  if (self->burst == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->n_failures = reply != NULL ? 0 : self->n_failures + 1;
  if (reply != NULL && embark_reply_get_records (reply) != NULL
      && take_page (self, embark_reply_get_records (reply)) && embark_reply_get_has_more (reply))
    {
      self->cut = self->page >= MAX_PAGES;
      if (!self->cut)
        {
          ask (self);
          return;
        }
    }
  end_round (self);
}

static void
ask (EmbarkBurstRuns *self)
{
  EmbarkBurst *burst = self->burst;
  g_autoptr (EmbarkCall) call = embark_call_new (EMBARK_OPERATION_EXECUTION_LIST);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (get_start (burst) / G_USEC_PER_SEC);
  g_autofree char *start = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S.000Z") : NULL;

  self->page++;
  g_ref_count_inc (&self->count);
  embark_call_set_account (call, burst->account_id);
  embark_call_set_query_int (call, "page", self->page);
  embark_call_set_query_int (call, "limit", PAGE_SIZE);
  embark_call_set_query (call, "start_date", start);
  embark_client_send_async (self->client, call, self->cancellable, listed_cb, self);
}

void
embark_burst_watch_runs (EmbarkBurst *self)
{
  EmbarkBurstRuns *runs;

  g_return_if_fail (EMBARK_IS_BURST (self));

  if (self->runs == NULL)
    {
      runs = self->runs = g_new0 (EmbarkBurstRuns, 1);
      g_ref_count_init (&runs->count);
      runs->burst = self;
      runs->client = g_object_ref (embark_workspace_get_client (self->workspace));
      runs->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      runs->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    }
  runs = self->runs;
  if (runs->watching || self->first_sent_at == 0)
    return;
  runs->watching = TRUE;
  runs->n_rounds = runs->n_failures = 0;
  runs->cancellable = g_cancellable_new ();
  runs->changed_at = embark_clock_get_monotonic_time (self->clock);
  runs->timer = embark_clock_add_timeout (self->clock, get_interval (runs), timer_cb, runs, NULL);
}

void
embark_burst_unwatch_runs (EmbarkBurst *self)
{
  g_return_if_fail (EMBARK_IS_BURST (self));

  if (self->runs != NULL && self->runs->watching)
    stop (self->runs);
}

gboolean
embark_burst_get_watching (EmbarkBurst *self)
{
  g_return_val_if_fail (EMBARK_IS_BURST (self), FALSE);

  return self->runs != NULL && self->runs->watching;
}

guint
embark_burst_get_n_runs (EmbarkBurst *self)
{
  g_return_val_if_fail (EMBARK_IS_BURST (self), 0);

  return self->runs != NULL ? g_hash_table_size (self->runs->known) : 0;
}

guint
embark_burst_count_runs (EmbarkBurst *self, EmbarkExecutionStatus status)
{
  g_return_val_if_fail (EMBARK_IS_BURST (self), 0);
  g_return_val_if_fail ((guint) status < N_STATUSES, 0);

  return self->runs != NULL ? self->runs->counts[status] : 0;
}

gboolean
embark_burst_get_runs_cut (EmbarkBurst *self)
{
  g_return_val_if_fail (EMBARK_IS_BURST (self), FALSE);

  return self->runs != NULL && self->runs->cut;
}
