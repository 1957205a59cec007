/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-fire-follow-private.h"
#include "embark-fire-send-private.h"
#include "embark-json.h"

EmbarkFireFollow *
embark_fire_follow_new (EmbarkFireTracker *tracker,
                        EmbarkClient *client,
                        EmbarkJournal *journal,
                        EmbarkClock *clock,
                        EmbarkFire *fire)
{
  EmbarkFireFollow *self = g_rc_box_new0 (EmbarkFireFollow);

  self->tracker = tracker;
  self->client = g_object_ref (client);
  self->journal = g_object_ref (journal);
  self->clock = g_object_ref (clock);
  self->fire = g_object_ref (fire);
  self->cancellable = g_cancellable_new ();
  self->settled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->reruns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->found = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

EmbarkFireFollow *
embark_fire_follow_ref (EmbarkFireFollow *self)
{
  return g_rc_box_acquire (self);
}

static void
follow_clear (gpointer data)
{
  EmbarkFireFollow *self = data;

  g_clear_object (&self->client);
  g_clear_object (&self->journal);
  g_clear_object (&self->clock);
  g_clear_object (&self->fire);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->settled, g_hash_table_unref);
  g_clear_pointer (&self->reruns, g_hash_table_unref);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->event_id, g_free);
}

void
embark_fire_follow_unref (EmbarkFireFollow *self)
{
  g_rc_box_release_full (self, follow_clear);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* It was in the journal before it left; what is lost is how it went, and after a restart that is looked for
   * again. */
  if (!embark_journal_save_fire_finish (EMBARK_JOURNAL (source), result, &error))
    g_message ("What became of an event could not be written down: %s", error->message);
}

void
embark_fire_follow_changed (EmbarkFireFollow *self)
{
  embark_journal_save_fire_async (self->journal, self->fire, NULL, saved_cb, NULL);
  if (self->tracker != NULL)
    embark_fire_tracker_emit_changed (self->tracker, self->fire);
}

void
embark_fire_follow_end (EmbarkFireFollow *self)
{
  EmbarkFireTracker *tracker = self->tracker;

  if (tracker == NULL)
    return;
  embark_fire_follow_stop (self);
  embark_fire_tracker_drop (tracker, self);
}

void
embark_fire_follow_stop (EmbarkFireFollow *self)
{
  self->tracker = NULL;
  embark_clock_clear (self->clock, &self->timeout);
  g_cancellable_cancel (self->cancellable);
}

void
embark_fire_follow_take_time (EmbarkFireFollow *self, EmbarkReply *reply)
{
  gint64 server_time = embark_reply_get_server_time (reply);

  if (server_time == 0 || self->skew_known)
    return;
  self->skew = server_time - embark_clock_get_real_time (self->clock);
  self->skew_known = TRUE;
}

/* It is not on its way: that is the end of it. */
static void
end_refused (EmbarkFireFollow *self)
{
  embark_fire_follow_changed (self);
  embark_fire_follow_end (self);
}

static void
take_send_error (EmbarkFireFollow *self, const GError *error)
{
  embark_fire_send_take_error (self->fire, error);
  if (embark_fire_get_state (self->fire) == EMBARK_FIRE_REFUSED)
    {
      /* Without a status nobody answered: the request could not even be made. */
      if (embark_api_error_get_status (error) != 0)
        embark_fire_set_answered_at (self->fire, embark_clock_get_real_time (self->clock));
      end_refused (self);
      return;
    }
  embark_fire_follow_changed (self);
  if (self->tracker != NULL)
    embark_fire_look_start (self);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkFireFollow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);

  if (reply == NULL)
    {
      take_send_error (self, error);
      return;
    }

  embark_fire_set_answered_at (self->fire, embark_clock_get_real_time (self->clock));
  embark_fire_set_request_id (self->fire, embark_reply_get_trace_id (reply));
  embark_fire_follow_take_time (self, reply);
  embark_fire_set_state (self->fire, EMBARK_FIRE_ACCEPTED);
  embark_fire_follow_changed (self);
  if (self->tracker != NULL)
    embark_fire_look_start (self);
}

/* What was typed goes out byte for byte; only the event's name is written by us. */
static char *
dup_body (EmbarkFire *fire)
{
  g_autoptr (JsonNode) name = json_node_init_string (json_node_alloc (), embark_fire_get_event (fire));
  g_autofree char *quoted = embark_json_to_string (name, FALSE);
  const char *payload = embark_fire_get_payload (fire);

  return g_strconcat ("{\"event\":", quoted, ",\"payload\":", payload != NULL ? payload : "{}", "}", NULL);
}

static void
journaled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkFireFollow) self = user_data;
  g_autoptr (EmbarkCall) call = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;
  const char *config_id = embark_fire_get_config_id (self->fire);
  const char *slug = embark_fire_get_slug (self->fire);

  if (!embark_journal_save_fire_finish (EMBARK_JOURNAL (source), result, &error))
    {
      embark_fire_send_take_journal_error (self->fire, error);
      end_refused (self);
      return;
    }
  if (self->tracker == NULL)
    {
      embark_fire_send_refuse (self->fire, g_strdup (_ ("Nothing was sent: the window was closed first.")));
      end_refused (self);
      return;
    }

  call = embark_call_new (slug != NULL ? EMBARK_OPERATION_EVENT_FIRE : EMBARK_OPERATION_EVENT_TRIGGER);
  body = dup_body (self->fire);
  embark_call_set_account (call, embark_fire_get_account_id (self->fire));
  if (slug != NULL)
    embark_call_set_path (call, "slug", slug);
  if (config_id != NULL && *config_id != '\0')
    embark_call_set_header (call, "config_id", config_id);
  embark_call_set_body_text (call, body);
  /* Not to be cancelled: whoever goes away now would not know whether it left. */
  embark_client_send_async (self->client, call, NULL, sent_cb, embark_fire_follow_ref (self));
}

void
embark_fire_follow_send (EmbarkFireFollow *self)
{
  if (!embark_fire_send_check (self->fire))
    {
      end_refused (self);
      return;
    }
  embark_journal_save_fire_async (self->journal, self->fire, NULL, journaled_cb,
                                  embark_fire_follow_ref (self));
}

void
embark_fire_follow_look (EmbarkFireFollow *self)
{
  embark_fire_look_start (self);
}

void
embark_fire_follow_show (EmbarkFireFollow *self)
{
  self->show_only = TRUE;
  embark_fire_look_round (self);
}
