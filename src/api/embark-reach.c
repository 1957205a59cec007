/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <libsoup/soup.h>

#include "embark-reach.h"
#include "embark-task.h"
#include "embark-text.h"

#define DEADLINE_MS 15000
#define MAX_WORDS   300

void
embark_reach_free (EmbarkReach *self)
{
  g_free (self->words);
  g_free (self);
}

typedef struct _Knock Knock;
struct _Knock
{
  SoupSession *session;   /* (owned) */
  SoupMessage *message;   /* (owned) */
  EmbarkClock *clock;     /* (owned) */
  GCancellable *deadline; /* (owned): also cancelled by the caller's */
  gulong cancelled_id;
  guint timeout;
};

static void
knock_clear (Knock *self)
{
  embark_clock_clear (self->clock, &self->timeout);
  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->message);
  g_clear_object (&self->clock);
  g_clear_object (&self->deadline);
}

EMBARK_DEFINE_TASK_DATA (Knock, knock)

static gint64
server_time (SoupMessage *message)
{
  const char *date = soup_message_headers_get_one (soup_message_get_response_headers (message), "Date");
  g_autoptr (GDateTime) time = date != NULL ? soup_date_time_new_from_http_string (date) : NULL;

  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Knock *self = embark_task_get_knock (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  EmbarkReach *reach;

  embark_clock_clear (self->clock, &self->timeout);
  if (self->cancelled_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_id);
  self->cancelled_id = 0;
  if (g_task_return_error_if_cancelled (task))
    return;

  reach = g_new0 (EmbarkReach, 1);
  if (stream != NULL)
    {
      reach->status = soup_message_get_status (self->message);
      reach->server_time = server_time (self->message);
    }
  else
    {
      reach->tls = error->domain == G_TLS_ERROR;
      reach->words = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                         ? g_strdup ("No answer in time")
                         : embark_text_clean (error->message, MAX_WORDS);
    }
  g_task_return_pointer (task, reach, (GDestroyNotify) embark_reach_free);
}

static gboolean
late_cb (gpointer user_data)
{
  Knock *self = user_data;

  self->timeout = 0;
  g_cancellable_cancel (self->deadline);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static SoupSession *
make_session (void)
{
  SoupSession *session = soup_session_new_with_options ("user-agent", "Embark/" EMBARK_VERSION, "timeout",
                                                        DEADLINE_MS / 1000, NULL);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  return session;
}

void
embark_reach_async (const char *address,
                    EmbarkClock *clock,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Knock *self;

  g_return_if_fail (address != NULL);
  g_return_if_fail (EMBARK_IS_CLOCK (clock));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_reach_async);
  self = knock_new ();
  self->clock = g_object_ref (clock);
  embark_task_set_knock (task, self);
  if (g_task_return_error_if_cancelled (task))
    return;
  self->message = soup_message_new (SOUP_METHOD_GET, address);
  if (self->message == NULL)
    {
      EmbarkReach *reach = g_new0 (EmbarkReach, 1);

      reach->words = g_strdup ("No web address");
      g_task_return_pointer (task, reach, (GDestroyNotify) embark_reach_free);
      return;
    }
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  self->session = make_session ();
  self->deadline = g_cancellable_new ();
  self->timeout = embark_clock_add_timeout (clock, DEADLINE_MS, late_cb, self, NULL);
  if (cancellable != NULL)
    self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                g_object_ref (self->deadline), g_object_unref);
  soup_session_send_async (self->session, self->message, G_PRIORITY_DEFAULT, self->deadline, sent_cb,
                           g_object_ref (task));
}

EmbarkReach *
embark_reach_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_reach_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
