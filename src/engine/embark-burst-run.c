/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A burst under way: what leaves when, and what comes back. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-burst-private.h"
#include "embark-client-wide.h"
#include "embark-fire-send-private.h"
#include "embark-json.h"
#include "embark-redact.h"

/* Where the platform does not say how long to wait (s): doubled each time, up to the second. */
#define WAIT_S     1
#define WAIT_MAX_S 60
/* Longer than this nobody waits with the window open. */
#define WAIT_CAP_S 3600
/* Turned away so often one after the other, it does not go on. */
#define MAX_WAITS 8

typedef struct
{
  EmbarkBurst *burst; /* (owned) */
  gint64 started;     /* monotonic µs */
  guint index;
} Shot;

EmbarkBurstEventState
embark_burst_judge (const GError *error, gboolean *ends)
{
  *ends = g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_UNAUTHORIZED)
          || g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_OFFLINE)
          || g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_READ_ONLY);
  if (embark_fire_send_is_unknown (error))
    return EMBARK_BURST_EVENT_UNKNOWN;
  if (g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_RATE_LIMITED))
    return EMBARK_BURST_EVENT_NOT_SENT;
  /* Without a status nobody answered: it did not leave, or could not even be made. */
  return embark_api_error_get_status (error) == 0 ? EMBARK_BURST_EVENT_NOT_SENT : EMBARK_BURST_EVENT_REFUSED;
}

/* No document says that the answer tells, but the runs have this word for it. */
static gboolean
is_duplicate (EmbarkReply *reply)
{
  JsonObject *object = embark_json_node_object (embark_reply_get_json (reply));
  const char *status = embark_json_get_string (object, "status", NULL);

  return status != NULL && g_ascii_strcasecmp (status, "DUPLICATE") == 0;
}

static gboolean
is_live (EmbarkBurst *self)
{
  return self->state == EMBARK_BURST_RUNNING || self->state == EMBARK_BURST_WAITING;
}

void
embark_burst_fail (EmbarkBurst *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
  if (is_live (self))
    embark_burst_set_state (self, EMBARK_BURST_STOPPING);
}

static gboolean
wait_cb (gpointer data)
{
  EmbarkBurst *self = data;

  self->wait_timer = 0;
  if (self->state == EMBARK_BURST_WAITING)
    embark_burst_set_state (self, EMBARK_BURST_RUNNING);
  embark_burst_step (self);
  return G_SOURCE_REMOVE;
}

/* Turned away for the rate. Those that were under way together meet the same trouble: it counts once. */
static void
wait (EmbarkBurst *self, const GError *error)
{
  const gint64 now = embark_clock_get_real_time (self->clock);
  gint64 seconds = embark_api_error_get_retry_after (error);

  if (!is_live (self))
    return;
  if (self->state == EMBARK_BURST_RUNNING && self->n_waits++ >= MAX_WAITS)
    {
      embark_burst_fail (self, g_error_new_literal (
                                   EMBARK_BURST_ERROR, EMBARK_BURST_ERROR_LIMITED,
                                   _ ("Cobalt went on saying that there are too many events. Try again with "
                                      "a lower rate.")));
      return;
    }
  if (seconds < 0)
    seconds = MIN (WAIT_S << (self->n_waits - 1), WAIT_MAX_S);
  seconds = CLAMP (seconds, 1, WAIT_CAP_S);
  if (self->state == EMBARK_BURST_WAITING && now + seconds * G_USEC_PER_SEC <= self->waits_until)
    return;
  self->waits_until = now + seconds * G_USEC_PER_SEC;
  embark_clock_clear (self->clock, &self->wait_timer);
  self->wait_timer = embark_clock_add_timeout (self->clock, (guint) seconds * 1000, wait_cb, self, NULL);
  embark_burst_set_state (self, EMBARK_BURST_WAITING);
}

static void
take_reply (EmbarkBurst *self, const Shot *shot, EmbarkReply *reply)
{
  const gint64 server_time = embark_reply_get_server_time (reply);

  if (server_time != 0 && !self->skew_known)
    {
      self->skew = server_time - embark_clock_get_real_time (self->clock);
      self->skew_known = TRUE;
    }
  self->n_waits = 0;
  embark_burst_set_event (self, shot->index,
                          is_duplicate (reply) ? EMBARK_BURST_EVENT_DUPLICATE : EMBARK_BURST_EVENT_ACCEPTED,
                          NULL);
}

static void
take_error (EmbarkBurst *self, const Shot *shot, const GError *error)
{
  gboolean ends;
  const EmbarkBurstEventState state = embark_burst_judge (error, &ends);
  g_autofree char *words = state != EMBARK_BURST_EVENT_UNKNOWN ? embark_redact_text (error->message) : NULL;

  embark_burst_set_event (self, shot->index, state, words);
  if (g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_RATE_LIMITED))
    wait (self, error);
  else if (ends)
    embark_burst_fail (self, g_error_copy (error));
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Shot *shot = user_data;
  g_autoptr (EmbarkBurst) self = shot->burst;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);
  const gint64 now = embark_clock_get_monotonic_time (self->clock);

  self->n_out--;
  self->unsaved = TRUE;
  if (reply != NULL || embark_api_error_get_status (error) != 0)
    embark_burst_stats_add (&self->stats, now - self->started, now - shot->started);
  if (reply != NULL)
    take_reply (self, shot, reply);
  else
    take_error (self, shot, error);
  g_free (shot);
  embark_burst_step (self);
}

static void
send_event (EmbarkBurst *self, guint index)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *payload = embark_burst_dup_event_payload (self, index, &error);
  g_autofree char *body = NULL;
  g_autoptr (EmbarkCall) call = NULL;
  Shot *shot;

  /* Each was made once before, so this does not happen. */
  if (payload == NULL)
    {
      embark_burst_set_event (self, index, EMBARK_BURST_EVENT_NOT_SENT, error->message);
      return;
    }
  call = embark_call_new (self->slug != NULL ? EMBARK_OPERATION_EVENT_FIRE : EMBARK_OPERATION_EVENT_TRIGGER);
  embark_call_set_account (call, self->account_id);
  if (self->slug != NULL)
    embark_call_set_path (call, "slug", self->slug);
  if (self->config_id != NULL && *self->config_id != '\0')
    embark_call_set_header (call, "config_id", self->config_id);
  body = g_strconcat (self->body_start, payload, "}", NULL);
  embark_call_set_body_text (call, body);

  shot = g_new (Shot, 1);
  shot->burst = g_object_ref (self);
  shot->index = index;
  shot->started = embark_clock_get_monotonic_time (self->clock);
  self->n_out++;
  embark_burst_set_event (self, index, EMBARK_BURST_EVENT_IN_FLIGHT, NULL);
  embark_client_send_async (self->client, call, self->calls, sent_cb, shot);
}

static gboolean
rate_cb (gpointer data)
{
  EmbarkBurst *self = data;

  self->rate_timer = 0;
  embark_burst_step (self);
  return G_SOURCE_REMOVE;
}

/* Each takes its share of a second, and the allowance is how many shares ahead of the clock they may be. In
 * whole microseconds, so that what waits wakes neither too early nor a turn too late. Returns: whether one
 * may leave now; else it is looked at again when it may */
static gboolean
take_token (EmbarkBurst *self)
{
  const gint64 now = embark_clock_get_monotonic_time (self->clock);
  gint64 share, early;

  if (self->rate == 0)
    return TRUE;
  share = G_USEC_PER_SEC / self->rate;
  early = self->due_at - now - (self->allowance - 1) * share;
  if (early <= 0)
    {
      self->due_at = MAX (self->due_at, now) + share;
      return TRUE;
    }
  if (self->rate_timer == 0)
    self->rate_timer =
        embark_clock_add_timeout (self->clock, (guint) ((early + 999) / 1000), rate_cb, self, NULL);
  return FALSE;
}

static void
end (EmbarkBurst *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  embark_clock_clear (self->clock, &self->rate_timer);
  embark_clock_clear (self->clock, &self->wait_timer);
  embark_clock_clear (self->clock, &self->save_timer);
  g_clear_object (&self->client);
  g_clear_object (&self->calls);
  g_clear_pointer (&self->order, g_array_unref);
  embark_burst_set_live (self, FALSE);
  embark_burst_set_state (self, EMBARK_BURST_ENDED);
  embark_burst_changed_now (self);
  if (self->error != NULL)
    g_task_return_error (task, g_error_copy (self->error));
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
send_some (EmbarkBurst *self)
{
  /* It may be switched on in the middle. */
  if (embark_client_get_read_only (embark_workspace_get_client (self->workspace)))
    {
      embark_burst_fail (self, embark_api_error_new_described (EMBARK_API_ERROR_READ_ONLY, 0, NULL, NULL,
                                                               "Read only: nothing was sent"));
      return FALSE;
    }
  while (self->n_out < self->concurrency && self->next < self->reserved && take_token (self))
    send_event (self, g_array_index (self->order, guint, self->next++));
  return TRUE;
}

void
embark_burst_step (EmbarkBurst *self)
{
  g_autoptr (EmbarkBurst) alive G_GNUC_UNUSED = g_object_ref (self);
  const guint ahead = embark_burst_get_ahead (self);

  if (self->task == NULL || self->order == NULL)
    return;
  if (self->state == EMBARK_BURST_RUNNING)
    send_some (self);
  if (is_live (self) && self->next < self->order->len)
    {
      /* While it waits nothing leaves, and should the program end, nothing is to be unknown for that. */
      if (self->state == EMBARK_BURST_WAITING && self->reserved > self->next && !self->saving)
        embark_burst_save (self, self->next);
      else if (self->state == EMBARK_BURST_RUNNING && !self->saving && self->reserved < self->order->len
               && self->reserved - self->next <= ahead / 2)
        embark_burst_save (self, MIN (self->next + ahead, self->order->len));
      else if (self->unsaved)
        embark_burst_save_soon (self);
      return;
    }
  if (self->n_out > 0)
    {
      if (self->unsaved)
        embark_burst_save_soon (self);
      return;
    }
  if (self->saving)
    return;
  if (self->last_saved)
    {
      end (self);
      return;
    }
  /* Nothing leaves any more, and the journal is told so. */
  embark_clock_clear (self->clock, &self->save_timer);
  embark_burst_set_state (self, EMBARK_BURST_STOPPING);
  self->ended_at = embark_clock_get_real_time (self->clock);
  self->last_saved = TRUE;
  embark_burst_save (self, self->next);
}

/* Those that are to be sent, and nothing else, in their order. */
static void
make_order (EmbarkBurst *self)
{
  self->order = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < self->n; i++)
    if (self->events[2 * i] == EMBARK_BURST_EVENT_NOT_SENT)
      g_array_append_val (self->order, i);
  self->next = self->reserved = self->reserving = 0;
}

static void
begin (EmbarkBurst *self)
{
  g_autoptr (JsonNode) name = json_node_init_string (json_node_alloc (), self->event);
  g_autofree char *quoted = embark_json_to_string (name, FALSE);
  const guint n_parts = (self->n + EMBARK_BURST_PART_EVENTS - 1) / EMBARK_BURST_PART_EVENTS;

  g_free (self->body_start);
  self->body_start = g_strconcat ("{\"event\":", quoted, ",\"payload\":", NULL);
  self->client = embark_client_new_wide (embark_workspace_get_client (self->workspace), self->concurrency);
  self->calls = g_cancellable_new ();
  self->due_at = embark_clock_get_monotonic_time (self->clock);
  /* Continued, it goes on behind what was there before. */
  self->started = self->due_at - (gint64) self->stats.n_seconds * self->stats.width * G_USEC_PER_SEC;
  self->ended_at = 0;
  self->n_waits = 0;
  self->unsaved = self->saving = self->last_saved = FALSE;
  if (self->first_sent_at == 0)
    self->first_sent_at = embark_clock_get_real_time (self->clock);
  /* All parts are written the first time: of what the program left in flight it then stands that it is
   * unknown. */
  g_free (self->dirty);
  self->dirty = g_new (gboolean, n_parts + 1);
  for (guint i = 0; i < n_parts; i++)
    self->dirty[i] = TRUE;
  make_order (self);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EmbarkBurst *self = EMBARK_BURST (source);
  GError *error = NULL;

  if (!embark_burst_prepare_finish (self, result, &error))
    {
      g_autoptr (GTask) task = g_steal_pointer (&self->task);

      embark_burst_set_live (self, FALSE);
      self->error = g_error_copy (error);
      embark_burst_set_state (self, self->in_journal ? EMBARK_BURST_ENDED : EMBARK_BURST_NEW);
      g_task_return_error (task, error);
      return;
    }
  begin (self);
  if (self->state == EMBARK_BURST_PREPARING)
    embark_burst_set_state (self, EMBARK_BURST_RUNNING);
  embark_burst_watch_runs (self);
  embark_burst_step (self);
}

void
embark_burst_run_async (EmbarkBurst *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (EMBARK_IS_BURST (self));
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->task, embark_burst_run_async);
  g_clear_error (&self->error);
  embark_burst_set_live (self, TRUE);
  embark_burst_set_state (self, EMBARK_BURST_PREPARING);
  embark_burst_prepare_async (self, NULL, prepared_cb, NULL);
}

gboolean
embark_burst_run_finish (EmbarkBurst *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_burst_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
embark_burst_stop (EmbarkBurst *self)
{
  g_return_if_fail (EMBARK_IS_BURST (self));

  if (self->task == NULL)
    return;
  if (self->state == EMBARK_BURST_STOPPING)
    {
      if (self->calls != NULL)
        g_cancellable_cancel (self->calls);
      return;
    }
  embark_burst_set_state (self, EMBARK_BURST_STOPPING);
  embark_burst_step (self);
}
