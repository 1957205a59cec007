/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rounds of a fire: ask for the list, take what is its own, ask for each run that has not ended,
 * conclude, wait. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-fire-follow-private.h"
#include "embark-journal-kept.h"

#define PAGE_SIZE  100
#define MAX_PAGES  5
#define MAX_RERUNS 200

static gboolean
timeout_cb (gpointer user_data)
{
  g_autoptr (EmbarkFireFollow) self = embark_fire_follow_ref (user_data);

  self->timeout = 0;
  embark_fire_look_round (self);
  return G_SOURCE_REMOVE;
}

/* 0.5, 1, 1.5 and then every 2 s; slower for what drags on, for runs that may come late, and for a server
 * that does not answer. */
static guint
get_interval (EmbarkFireFollow *self)
{
  const gint64 elapsed = embark_clock_get_monotonic_time (self->clock) - self->since;
  const gint64 age = embark_clock_get_real_time (self->clock) - embark_fire_get_created_at (self->fire);
  guint interval = MIN (500 * (self->n_rounds + 1), 2000);

  if (elapsed > 600 * G_USEC_PER_SEC || (self->late && age > 120 * G_USEC_PER_SEC))
    interval = 15000;
  else if (elapsed > 120 * G_USEC_PER_SEC || self->late)
    interval = 5000;
  return MIN (interval << MIN (self->n_failures, 4), 15000);
}

void
embark_fire_look_schedule (EmbarkFireFollow *self)
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

  /* A verdict on silence stands until a late run corrects it. */
  self->late =
      embark_fire_get_ended_at (self->fire) != 0 && embark_fire_get_state (self->fire) != EMBARK_FIRE_RAN;
  /* It is asked again, so what ended the asking once is over. */
  if ((embark_fire_get_state (self->fire) != EMBARK_FIRE_RAN && !self->late)
      || embark_fire_is_bar_sentence (embark_fire_get_detail (self->fire)))
    embark_fire_set_detail (self->fire, NULL);
  self->since = now;
  self->last_new_run = now;
  self->deadline_at = now + MAX (EMBARK_FIRE_RUN_DEADLINE_MS * G_GINT64_CONSTANT (1000) - age, 0);
  if (embark_fire_get_state (self->fire) == EMBARK_FIRE_RAN || age > 1000 * 1000)
    embark_fire_look_round (self); /* read from the journal: what is to be seen is there already */
  else
    embark_fire_look_schedule (self);
}

static void
answered (EmbarkFireFollow *self)
{
  if (--self->pending == 0 && self->tracker != NULL)
    embark_fire_follow_conclude (self);
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
      if (embark_fire_follow_put_run (self, run))
        {
          if (self->show_only)
            embark_fire_tracker_emit_changed (self->tracker, self->fire);
          else
            embark_fire_follow_changed (self);
        }
    }
  else if (g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_NOT_FOUND))
    {
      /* Logs are kept for a while only; and one that was executed directly is named before it can be read. */
      if (embark_fire_get_workflow_id (self->fire) == NULL
          || g_list_model_get_n_items (G_LIST_MODEL (embark_fire_get_runs (self->fire))) > 0
          || embark_clock_get_monotonic_time (self->clock) >= self->deadline_at)
        g_hash_table_add (self->settled, g_strdup (run_id));
    }
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
take_found (EmbarkFireFollow *self)
{
  embark_fire_follow_take_found (self);
  if (self->tracker != NULL)
    ask_for_runs (self);
}

static void
reruns_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkFireFollow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reruns = embark_journal_list_reruns_finish (EMBARK_JOURNAL (source), result, &error);

  if (self->tracker == NULL)
    return;
  /* Without them a run that was started again could be taken for a consequence; with no journal nothing could
   * be fired at all. */
  for (guint i = 0; reruns != NULL && i < reruns->len; i++)
    g_hash_table_add (self->reruns, g_strdup (((EmbarkRerunEntry *) g_ptr_array_index (reruns, i))->run_id));
  take_found (self);
  if (self->tracker != NULL)
    answered (self);
}

/* A run that somebody started again from here looks like a consequence of the last event: the journal tells
 * which these are. */
static void
take_listed (EmbarkFireFollow *self)
{
  const char *profile_id = embark_fire_get_profile_id (self->fire);

  if (!embark_fire_follow_finds_new (self) || profile_id == NULL)
    {
      take_found (self);
      return;
    }
  self->pending++;
  embark_journal_list_reruns_async (self->journal, profile_id, MAX_RERUNS, self->cancellable, reruns_cb,
                                    embark_fire_follow_ref (self));
}

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
        g_ptr_array_extend (self->found, embark_reply_get_records (reply),
                            (GCopyFunc) (gpointer) g_object_ref, NULL);
      if (embark_reply_get_has_more (reply) && self->page < MAX_PAGES)
        ask_for_list (self);
      else
        {
          self->listed = TRUE;
          take_listed (self);
        }
    }
  else
    {
      self->barred = embark_fire_get_bar_sentence (error);
      if (self->barred == NULL)
        ask_for_runs (self);
    }
  if (self->tracker != NULL)
    answered (self);
}

static void
ask_for_list (EmbarkFireFollow *self)
{
  g_autoptr (EmbarkCall) call = embark_call_new (EMBARK_OPERATION_EXECUTION_LIST);
  const EmbarkRunWindow window = embark_fire_follow_get_window (self);
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
  g_ptr_array_set_size (self->found, 0);
  self->barred = NULL;
  if (self->show_only)
    ask_for_runs (self);
  else
    ask_for_list (self);
  answered (self);
}
