/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rounds of a fire: ask for the list, ask for each run that has not ended, conclude, wait. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-fire-follow-private.h"
#include "embark-json.h"

#define PAGE_SIZE 100
#define MAX_PAGES 5
/* Runs of one event come close together: this long after the newest one no other is expected. */
#define LOOKOUT_US (3 * G_USEC_PER_SEC)
/* A list that does not say what started a run is believed after this long. */
#define MAYBE_US (6 * G_USEC_PER_SEC)
/* The server may be several machines, and a Date header has no fractions. */
#define TOLERANCE_US (2 * G_USEC_PER_SEC)
/* With no Date header the clocks may differ by this much. */
#define BLIND_TOLERANCE_US (60 * G_USEC_PER_SEC)

static void conclude (EmbarkFireFollow *self);

static gboolean
timeout_cb (gpointer user_data)
{
  g_autoptr (EmbarkFireFollow) self = embark_fire_follow_ref (user_data);

  self->timeout = 0;
  embark_fire_look_round (self);
  return G_SOURCE_REMOVE;
}

/* 0.5, 1, 1.5 and then every 2 s; slower for what drags on, and for a server that does not answer. */
static guint
get_interval (EmbarkFireFollow *self)
{
  const gint64 elapsed = embark_clock_get_monotonic_time (self->clock) - self->since;
  guint interval = MIN (500 * (self->n_rounds + 1), 2000);

  if (elapsed > 600 * G_USEC_PER_SEC)
    interval = 15000;
  else if (elapsed > 120 * G_USEC_PER_SEC)
    interval = 5000;
  return MIN (interval << MIN (self->n_failures, 4), 15000);
}

static void
schedule (EmbarkFireFollow *self)
{
  embark_clock_clear (self->clock, &self->timeout);
  self->timeout =
      embark_clock_add_timeout (self->clock, get_interval (self), timeout_cb, embark_fire_follow_ref (self),
                                (GDestroyNotify) embark_fire_follow_unref);
}

void
embark_fire_look_start (EmbarkFireFollow *self)
{
  const gint64 now = embark_clock_get_monotonic_time (self->clock);
  const gint64 began =
      MAX (embark_fire_get_answered_at (self->fire), embark_fire_get_created_at (self->fire));
  const gint64 age = MAX (embark_clock_get_real_time (self->clock) - began, 0);

  /* It is asked again, so what ended the asking once is over. */
  if (embark_fire_get_state (self->fire) != EMBARK_FIRE_RAN
      || embark_fire_is_bar_sentence (embark_fire_get_detail (self->fire)))
    embark_fire_set_detail (self->fire, NULL);
  self->since = now;
  self->last_new_run = now;
  self->deadline_at = now + MAX (EMBARK_FIRE_RUN_DEADLINE_MS * G_GINT64_CONSTANT (1000) - age, 0);
  if (embark_fire_get_state (self->fire) == EMBARK_FIRE_RAN || age > 1000 * 1000)
    embark_fire_look_round (self); /* read from the journal: what is to be seen is there already */
  else
    schedule (self);
}

static EmbarkExecution *
find_run (EmbarkFireFollow *self, const char *id, guint *position)
{
  GListModel *runs = G_LIST_MODEL (embark_fire_get_runs (self->fire));

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr (EmbarkExecution) run = g_list_model_get_item (runs, i);

      if (g_strcmp0 (embark_execution_get_id (run), id) == 0)
        {
          *position = i;
          return g_steal_pointer (&run);
        }
    }
  return NULL;
}

/* Puts @run into the list, or what is new of it. Returns: whether anything changed */
static gboolean
put_run (EmbarkFireFollow *self, EmbarkExecution *run)
{
  GListStore *runs = embark_fire_get_runs (self->fire);
  guint position = 0;
  g_autoptr (EmbarkExecution) old = find_run (self, embark_execution_get_id (run), &position);
  g_autoptr (EmbarkExecution) merged = NULL;

  if (old == NULL)
    {
      g_list_store_append (runs, run);
      return TRUE;
    }

  merged = embark_execution_merge (old, run);
  if (json_node_equal (embark_execution_get_json (old), embark_execution_get_json (merged)))
    return FALSE;
  g_list_store_splice (runs, position, 1, (gpointer *) &merged, 1);
  return TRUE;
}

static gboolean
has_run_id (EmbarkFire *fire, const char *id)
{
  return g_strv_contains (embark_fire_get_run_ids (fire), id);
}

static void
add_run_id (EmbarkFire *fire, const char *id)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  g_strv_builder_addv (builder, (const char **) embark_fire_get_run_ids (fire));
  g_strv_builder_add (builder, id);
  ids = g_strv_builder_end (builder);
  embark_fire_set_run_ids (fire, (const char *const *) ids);
}

/* A run that was not known yet is one of this fire's. */
static void
add_run (EmbarkFireFollow *self, EmbarkExecution *run, EmbarkMatch match)
{
  const char *id = embark_execution_get_id (run);
  const char *event_id = embark_execution_get_event_id (run);

  self->last_new_run = embark_clock_get_monotonic_time (self->clock);
  if (self->event_id == NULL && event_id != NULL && *event_id != '\0')
    self->event_id = g_strdup (event_id);
  embark_fire_tracker_claim (self->tracker, self->fire, id);
  add_run_id (self->fire, id);
  put_run (self, run);

  if (embark_fire_get_run_seen_at (self->fire) == 0)
    embark_fire_set_run_seen_at (self->fire, embark_clock_get_real_time (self->clock));
  if (match == EMBARK_MATCH_MAYBE)
    embark_fire_set_detail (
        self->fire, _ ("Cobalt does not say which event started this run; it was taken for its time and "
                       "its linked account."));
  if (embark_execution_get_status (run) != EMBARK_EXECUTION_DUPLICATE)
    embark_fire_set_state (self->fire, EMBARK_FIRE_RAN);
  embark_fire_follow_changed (self);
}

static EmbarkRunWindow
get_window (EmbarkFireFollow *self)
{
  return (EmbarkRunWindow){
    .event = embark_fire_get_event (self->fire),
    .config_id = embark_fire_get_config_id (self->fire),
    .account_id = embark_fire_get_account_id (self->fire),
    .event_id = self->event_id,
    .sent_at = embark_fire_get_created_at (self->fire),
    .skew = self->skew,
    .tolerance = self->skew_known ? TOLERANCE_US : BLIND_TOLERANCE_US,
  };
}

static int
compare_age (gconstpointer a, gconstpointer b)
{
  gint64 x = embark_execution_get_created_at (*(EmbarkExecution **) a);
  gint64 y = embark_execution_get_created_at (*(EmbarkExecution **) b);

  return x < y ? -1 : x > y;
}

static void
take_listed (EmbarkFireFollow *self, GPtrArray *records)
{
  const gboolean believe = embark_clock_get_monotonic_time (self->clock) - self->since >= MAYBE_US;
  /* Oldest first: the first match tells the event's id, by which the others are known. */
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (records, (GCopyFunc) (gpointer) g_object_ref, NULL);

  g_ptr_array_set_free_func (sorted, g_object_unref);
  g_ptr_array_sort (sorted, compare_age);
  for (guint i = 0; i < sorted->len; i++)
    {
      EmbarkExecution *run = g_ptr_array_index (sorted, i);
      const EmbarkRunWindow window = get_window (self);
      EmbarkMatch match;

      if (has_run_id (self->fire, embark_execution_get_id (run)))
        {
          if (!g_hash_table_contains (self->settled, embark_execution_get_id (run)) && put_run (self, run))
            embark_fire_follow_changed (self);
          if (self->tracker == NULL) /* whoever heard of it ended the looking */
            return;
          continue;
        }
      match = embark_run_window_match (&window, run);
      if (match == EMBARK_MATCH_NO || (match == EMBARK_MATCH_MAYBE && !believe)
          || embark_fire_tracker_is_taken (self->tracker, self, run))
        continue;
      add_run (self, run, match);
      if (self->tracker == NULL)
        return;
    }
}

static void
answered (EmbarkFireFollow *self)
{
  if (--self->pending == 0 && self->tracker != NULL)
    conclude (self);
}

typedef struct
{
  EmbarkFireFollow *follow; /* (owned) */
  char *run_id;             /* (owned) */
} RunRequest;

static void
run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RunRequest *request = user_data;
  g_autoptr (EmbarkFireFollow) self = request->follow;
  g_autofree char *run_id = request->run_id;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);
  EmbarkExecution *run = reply != NULL ? embark_reply_get_record (reply) : NULL;

  g_free (request);
  if (self->tracker == NULL)
    return;

  if (run != NULL)
    {
      embark_fire_follow_take_time (self, reply);
      if (embark_execution_status_is_terminal (embark_execution_get_status (run)))
        g_hash_table_add (self->settled, g_strdup (run_id));
      if (put_run (self, run))
        {
          if (self->show_only)
            embark_fire_tracker_emit_changed (self->tracker, self->fire);
          else
            embark_fire_follow_changed (self);
        }
    }
  else if (g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_NOT_FOUND))
    g_hash_table_add (self->settled, g_strdup (run_id)); /* logs are kept for a while only */
  else if (self->barred == NULL)
    self->barred = embark_fire_get_bar_sentence (error);

  if (self->tracker != NULL)
    answered (self);
}

/* Asks for every run that is not known to the end. */
static void
ask_for_runs (EmbarkFireFollow *self)
{
  g_auto (GStrv) ids = g_strdupv ((char **) embark_fire_get_run_ids (self->fire));

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (EmbarkCall) call = NULL;
      RunRequest *request;

      if (g_hash_table_contains (self->settled, ids[i]))
        continue;
      call = embark_call_new (EMBARK_OPERATION_EXECUTION_GET);
      embark_call_set_account (call, embark_fire_get_account_id (self->fire));
      embark_call_set_path (call, "execution", ids[i]);
      request = g_new0 (RunRequest, 1);
      request->follow = embark_fire_follow_ref (self);
      request->run_id = g_strdup (ids[i]);
      self->pending++;
      embark_client_send_async (self->client, call, self->cancellable, run_cb, request);
    }
}

static char *
dup_iso_time (gint64 us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S") : NULL;

  return text != NULL ? g_strdup_printf ("%s.%03dZ", text, (int) (us / 1000 % 1000)) : NULL;
}

static void ask_for_list (EmbarkFireFollow *self);

static void
list_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkFireFollow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);

  if (self->tracker == NULL)
    return;

  if (reply != NULL)
    {
      embark_fire_follow_take_time (self, reply);
      if (embark_reply_get_records (reply) != NULL)
        take_listed (self, embark_reply_get_records (reply));
      if (self->tracker == NULL)
        return;
      if (embark_reply_get_has_more (reply) && self->page < MAX_PAGES)
        ask_for_list (self);
      else
        self->listed = TRUE;
    }

  else
    self->barred = embark_fire_get_bar_sentence (error);

  if ((reply == NULL && self->barred == NULL) || self->listed)
    ask_for_runs (self);
  answered (self);
}

static void
ask_for_list (EmbarkFireFollow *self)
{
  g_autoptr (EmbarkCall) call = embark_call_new (EMBARK_OPERATION_EXECUTION_LIST);
  const EmbarkRunWindow window = get_window (self);
  g_autofree char *start = dup_iso_time (window.sent_at + window.skew - window.tolerance);

  self->page++;
  self->pending++;
  embark_call_set_account (call, window.account_id);
  embark_call_set_query_int (call, "page", self->page);
  embark_call_set_query_int (call, "limit", PAGE_SIZE);
  embark_call_set_query (call, "start_date", start);
  embark_client_send_async (self->client, call, self->cancellable, list_cb, embark_fire_follow_ref (self));
}

void
embark_fire_look_round (EmbarkFireFollow *self)
{
  self->page = 0;
  self->pending = 1;
  self->listed = FALSE;
  self->barred = NULL;
  if (self->show_only)
    ask_for_runs (self);
  else
    ask_for_list (self);
  answered (self);
}

typedef struct
{
  guint n;
  guint n_open;
  guint n_completed;
  guint n_duplicate;
  gint64 last_completed_at;
} Tally;

static Tally
count_runs (EmbarkFireFollow *self)
{
  GListModel *runs = G_LIST_MODEL (embark_fire_get_runs (self->fire));
  Tally tally = { .n = g_list_model_get_n_items (runs) };

  for (guint i = 0; i < tally.n; i++)
    {
      g_autoptr (EmbarkExecution) run = g_list_model_get_item (runs, i);
      const EmbarkExecutionStatus status = embark_execution_get_status (run);

      tally.n_open += !g_hash_table_contains (self->settled, embark_execution_get_id (run));
      tally.n_completed += status == EMBARK_EXECUTION_COMPLETED;
      tally.n_duplicate += status == EMBARK_EXECUTION_DUPLICATE;
      tally.last_completed_at = MAX (tally.last_completed_at, embark_execution_get_completed_at (run));
    }
  return tally;
}

static void
give_verdict_on_runs (EmbarkFireFollow *self, const Tally *tally)
{
  const gint64 now = embark_clock_get_real_time (self->clock);
  const gint64 completed_at = tally->last_completed_at - self->skew;
  gboolean by_server = tally->last_completed_at > 0 && self->skew_known && completed_at <= now
                       && completed_at >= embark_fire_get_created_at (self->fire);

  if (tally->n_duplicate == tally->n)
    embark_fire_set_state (self->fire, EMBARK_FIRE_DUPLICATE);
  else
    embark_fire_set_state (self->fire, EMBARK_FIRE_RAN);
  embark_fire_set_succeeded (self->fire,
                             tally->n_completed > 0 && tally->n_completed + tally->n_duplicate == tally->n);
  embark_fire_set_ended_at (self->fire, by_server ? completed_at : now);
  embark_fire_follow_changed (self);
}

/* Whether every run that is known by its id is no longer on the server: there is nothing more to wait for. */
static gboolean
are_runs_gone (EmbarkFireFollow *self, const Tally *tally)
{
  const char *const *ids = embark_fire_get_run_ids (self->fire);

  for (gsize i = 0; ids[i] != NULL; i++)
    if (!g_hash_table_contains (self->settled, ids[i]))
      return FALSE;
  return ids[0] != NULL && tally->n == 0;
}

/* A deleted account or a revoked key stays so: the fire is left without a verdict, until it is followed
 * again. */
static void
give_up (EmbarkFireFollow *self)
{
  /* Of a run that was seen, how it was found is worth more. */
  if (embark_fire_get_state (self->fire) == EMBARK_FIRE_RAN && embark_fire_get_detail (self->fire) != NULL)
    return;
  embark_fire_set_detail (self->fire, self->barred);
  embark_fire_follow_changed (self);
}

/* No run came, and the time in which one could have is over. */
static void
give_verdict_on_silence (EmbarkFireFollow *self)
{
  if (embark_fire_get_state (self->fire) == EMBARK_FIRE_ACCEPTED)
    {
      g_autofree char *why = embark_silence_dup_sentence (embark_fire_tracker_ask_silence (self->tracker));

      embark_fire_set_detail (self->fire, why);
      embark_fire_set_state (self->fire, EMBARK_FIRE_NOTHING_LISTENED);
    }
  embark_fire_set_ended_at (self->fire, embark_clock_get_real_time (self->clock));
  embark_fire_follow_changed (self);
}

/* Every answer of a round came, or failed: is there a verdict? */
static void
conclude (EmbarkFireFollow *self)
{
  g_autoptr (EmbarkFireFollow) alive G_GNUC_UNUSED = embark_fire_follow_ref (self);
  const gint64 now = embark_clock_get_monotonic_time (self->clock);
  const Tally tally = count_runs (self);
  gboolean verdict = self->show_only;

  self->n_rounds++;
  self->n_failures = self->listed ? 0 : self->n_failures + 1;

  if (!verdict && tally.n > 0 && tally.n_open == 0 && now - self->last_new_run >= LOOKOUT_US)
    {
      give_verdict_on_runs (self, &tally);
      verdict = TRUE;
    }
  else if (!verdict && are_runs_gone (self, &tally))
    {
      embark_fire_set_detail (self->fire, embark_fire_get_gone_sentence ());
      embark_fire_set_ended_at (self->fire, embark_clock_get_real_time (self->clock));
      embark_fire_follow_changed (self);
      verdict = TRUE;
    }
  /* Only a list that came after the deadline shows that there is nothing. */
  else if (!verdict && g_strv_length ((char **) embark_fire_get_run_ids (self->fire)) == 0 && self->listed
           && now >= self->deadline_at)
    {
      give_verdict_on_silence (self);
      verdict = TRUE;
    }
  else if (!verdict && self->barred != NULL)
    give_up (self);

  if (self->tracker == NULL)
    return;
  if (verdict || self->barred != NULL)
    embark_fire_follow_end (self);
  else
    schedule (self);
}
