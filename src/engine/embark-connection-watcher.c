/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-connect-link-private.h"

struct _EmbarkConnectionWatcher
{
  GObject parent_instance;

  EmbarkClient *client; /* (owned) */
  EmbarkClock *clock;   /* (owned) */
  char *account_id;     /* (owned) */
  char *slug;           /* (owned) */

  EmbarkWatchState state;
  EmbarkApplication *baseline;    /* (owned) (nullable) */
  EmbarkApplication *application; /* (owned) (nullable) */
  gint64 started_at;
  gint64 started_monotonic;
  GError *error; /* (owned) (nullable) */
  guint timeout;
  gboolean hidden;
  gboolean aside;
  GCancellable *poll; /* (owned) (nullable): the poll under way */
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_APPLICATION,
  PROP_STARTED_AT,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkConnectionWatcher, embark_connection_watcher, G_TYPE_OBJECT)

/**
 * embark_connection_is_new:
 * @baseline: (nullable): what the application looked like before the door was opened
 * @now: what it looks like now
 *
 * Somebody who was connected before looks connected all the while a reconnect goes on: then only a change is
 * a success.
 */
gboolean
embark_connection_is_new (EmbarkApplication *baseline, EmbarkApplication *now)
{
  if (now == NULL || !embark_application_get_connected (now))
    return FALSE;
  if (baseline == NULL || !embark_application_get_connected (baseline))
    return !embark_application_get_reauth_required (now);

  if (embark_application_get_reauth_required (baseline) && !embark_application_get_reauth_required (now))
    return TRUE;
  return embark_application_get_connected_at (now) != 0 && !embark_application_get_reauth_required (now)
         && embark_application_get_connected_at (now) != embark_application_get_connected_at (baseline);
}

static void
set_state (EmbarkConnectionWatcher *self, EmbarkWatchState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* Takes @error. */
static void
set_error (EmbarkConnectionWatcher *self, GError *error)
{
  if (self->error == NULL && error == NULL)
    return;
  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
stop_polling (EmbarkConnectionWatcher *self)
{
  if (self->clock != NULL)
    embark_clock_clear (self->clock, &self->timeout);
  if (self->poll != NULL)
    g_cancellable_cancel (self->poll);
  g_clear_object (&self->poll);
}

static void
embark_connection_watcher_dispose (GObject *object)
{
  EmbarkConnectionWatcher *self = EMBARK_CONNECTION_WATCHER (object);

  stop_polling (self);
  g_clear_object (&self->client);
  g_clear_object (&self->clock);
  g_clear_object (&self->baseline);
  g_clear_object (&self->application);

  G_OBJECT_CLASS (embark_connection_watcher_parent_class)->dispose (object);
}

static void
embark_connection_watcher_finalize (GObject *object)
{
  EmbarkConnectionWatcher *self = EMBARK_CONNECTION_WATCHER (object);

  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->slug, g_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (embark_connection_watcher_parent_class)->finalize (object);
}

static void
embark_connection_watcher_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkConnectionWatcher *self = EMBARK_CONNECTION_WATCHER (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case PROP_APPLICATION:
      g_value_set_object (value, self->application);
      break;
    case PROP_STARTED_AT:
      g_value_set_int64 (value, self->started_at);
      break;
    case PROP_ERROR:
      g_value_set_pointer (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_connection_watcher_class_init (EmbarkConnectionWatcherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = embark_connection_watcher_dispose;
  object_class->finalize = embark_connection_watcher_finalize;
  object_class->get_property = embark_connection_watcher_get_property;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, EMBARK_WATCH_IDLE, EMBARK_WATCH_CONNECTED,
                                             EMBARK_WATCH_IDLE, read);
  properties[PROP_APPLICATION] =
      g_param_spec_object ("application", NULL, NULL, EMBARK_TYPE_APPLICATION, read);
  properties[PROP_STARTED_AT] = g_param_spec_int64 ("started-at", NULL, NULL, 0, G_MAXINT64, 0, read);
  properties[PROP_ERROR] = g_param_spec_pointer ("error", NULL, NULL, read);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_connection_watcher_init (EmbarkConnectionWatcher *self)
{
}

EmbarkConnectionWatcher *
embark_connection_watcher_new (EmbarkClient *client,
                               EmbarkClock *clock,
                               const char *account_id,
                               const char *slug)
{
  EmbarkConnectionWatcher *self;

  g_return_val_if_fail (EMBARK_IS_CLIENT (client), NULL);
  g_return_val_if_fail (EMBARK_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (account_id != NULL && slug != NULL, NULL);

  self = g_object_new (EMBARK_TYPE_CONNECTION_WATCHER, NULL);
  self->client = g_object_ref (client);
  self->clock = g_object_ref (clock);
  self->account_id = g_strdup (account_id);
  self->slug = g_strdup (slug);
  return self;
}

static void poll_application (EmbarkConnectionWatcher *self);

static gboolean
timeout_cb (gpointer user_data)
{
  EmbarkConnectionWatcher *self = user_data;

  self->timeout = 0;
  poll_application (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (EmbarkConnectionWatcher *self)
{
  const gint64 elapsed = embark_clock_get_monotonic_time (self->clock) - self->started_monotonic;
  guint interval = 3000;

  if (self->hidden || self->aside || elapsed >= 600 * G_USEC_PER_SEC)
    interval = 15000;
  else if (elapsed >= 120 * G_USEC_PER_SEC)
    interval = 6000;
  embark_clock_clear (self->clock, &self->timeout);
  self->timeout = embark_clock_add_timeout (self->clock, interval, timeout_cb, self, NULL);
}

static void
polled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);
  g_autoptr (EmbarkConnectionWatcher) self = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* stopped, or gone */

  self = g_object_ref (EMBARK_CONNECTION_WATCHER (user_data));
  g_clear_object (&self->poll);
  if (reply != NULL)
    {
      g_set_object (&self->application, embark_reply_get_record (reply));
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_APPLICATION]);
    }
  set_error (self, g_steal_pointer (&error));
  if (self->state != EMBARK_WATCH_WAITING)
    return; /* somebody who heard of it stopped */

  if (reply != NULL && embark_connection_is_new (self->baseline, self->application))
    set_state (self, EMBARK_WATCH_CONNECTED);
  else if (g_error_matches (self->error, EMBARK_API_ERROR, EMBARK_API_ERROR_ACCOUNT))
    {
      /* Nobody can connect what is not there any more. */
      stop_polling (self);
      set_state (self, EMBARK_WATCH_IDLE);
    }
  else if (self->poll == NULL)
    schedule (self);
}

static void
poll_application (EmbarkConnectionWatcher *self)
{
  g_autoptr (EmbarkCall) call = NULL;

  if (self->poll != NULL)
    return;
  embark_clock_clear (self->clock, &self->timeout);
  self->poll = g_cancellable_new ();
  call = embark_call_new (EMBARK_OPERATION_APPLICATION_GET);
  embark_call_set_account (call, self->account_id);
  embark_call_set_path (call, "slug", self->slug);
  embark_client_send_async (self->client, call, self->poll, polled_cb, self);
}

static void
start (EmbarkConnectionWatcher *self, EmbarkApplication *baseline, gboolean aside)
{
  stop_polling (self);
  self->aside = aside;
  g_set_object (&self->baseline, baseline);
  set_error (self, NULL);
  self->started_at = embark_clock_get_real_time (self->clock);
  self->started_monotonic = embark_clock_get_monotonic_time (self->clock);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STARTED_AT]);
  set_state (self, EMBARK_WATCH_WAITING);
  schedule (self);
}

void
embark_connection_watcher_start (EmbarkConnectionWatcher *self, EmbarkApplication *baseline)
{
  g_return_if_fail (EMBARK_IS_CONNECTION_WATCHER (self));

  start (self, baseline, FALSE);
}

void
embark_connection_watcher_start_aside (EmbarkConnectionWatcher *self, EmbarkApplication *baseline)
{
  g_return_if_fail (EMBARK_IS_CONNECTION_WATCHER (self));

  start (self, baseline, TRUE);
}

gboolean
embark_connection_watcher_get_aside (EmbarkConnectionWatcher *self)
{
  g_return_val_if_fail (EMBARK_IS_CONNECTION_WATCHER (self), FALSE);

  return self->aside;
}

void
embark_connection_watcher_poll_now (EmbarkConnectionWatcher *self)
{
  g_return_if_fail (EMBARK_IS_CONNECTION_WATCHER (self));

  if (self->state == EMBARK_WATCH_WAITING)
    poll_application (self);
}

void
embark_connection_watcher_set_visible (EmbarkConnectionWatcher *self, gboolean visible)
{
  g_return_if_fail (EMBARK_IS_CONNECTION_WATCHER (self));

  if (self->hidden == !visible)
    return;
  self->hidden = !visible;
  if (visible)
    embark_connection_watcher_poll_now (self);
  else if (self->timeout != 0)
    schedule (self); /* else an answer is on its way, or nothing is waited for */
}

void
embark_connection_watcher_stop (EmbarkConnectionWatcher *self)
{
  g_return_if_fail (EMBARK_IS_CONNECTION_WATCHER (self));

  stop_polling (self);
  set_state (self, EMBARK_WATCH_IDLE);
}

EmbarkWatchState
embark_connection_watcher_get_state (EmbarkConnectionWatcher *self)
{
  g_return_val_if_fail (EMBARK_IS_CONNECTION_WATCHER (self), EMBARK_WATCH_IDLE);

  return self->state;
}

EmbarkApplication *
embark_connection_watcher_get_application (EmbarkConnectionWatcher *self)
{
  g_return_val_if_fail (EMBARK_IS_CONNECTION_WATCHER (self), NULL);

  return self->application;
}

gint64
embark_connection_watcher_get_started_at (EmbarkConnectionWatcher *self)
{
  g_return_val_if_fail (EMBARK_IS_CONNECTION_WATCHER (self), 0);

  return self->started_at;
}

const GError *
embark_connection_watcher_get_error (EmbarkConnectionWatcher *self)
{
  g_return_val_if_fail (EMBARK_IS_CONNECTION_WATCHER (self), NULL);

  return self->error;
}

static void
minted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  EmbarkConnectLink *link = embark_connect_link_mint_finish (result, &error);

  if (link != NULL)
    g_task_return_pointer (task, link, (GDestroyNotify) embark_connect_link_free);
  else
    g_task_return_error (task, error);
}

void
embark_connection_watcher_create_branded_link_async (EmbarkConnectionWatcher *self,
                                                     const char *name,
                                                     const char *color,
                                                     const char *background,
                                                     GCancellable *cancellable,
                                                     GAsyncReadyCallback callback,
                                                     gpointer user_data)
{
  GTask *task;

  g_return_if_fail (EMBARK_IS_CONNECTION_WATCHER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_connection_watcher_create_link_async);
  embark_connect_link_mint_async (self->client, self->account_id, name, color, background, cancellable,
                                  minted_cb, task);
}

void
embark_connection_watcher_create_link_async (EmbarkConnectionWatcher *self,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data)
{
  embark_connection_watcher_create_branded_link_async (self, NULL, NULL, NULL, cancellable, callback,
                                                       user_data);
}

EmbarkConnectLink *
embark_connection_watcher_create_link_finish (EmbarkConnectionWatcher *self,
                                              GAsyncResult *result,
                                              GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_connection_watcher_create_link_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
embark_connection_watcher_revoke_link (EmbarkConnectionWatcher *self, EmbarkConnectLink *link)
{
  g_return_if_fail (EMBARK_IS_CONNECTION_WATCHER (self));
  g_return_if_fail (link != NULL);

  if (link->token != NULL)
    embark_connect_link_revoke_token (self->client, link->token);
}
