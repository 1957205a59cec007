/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-client.h"

#include "embark-exchange-private.h"
#include "embark-glib.h"
#include "embark-send-private.h"

struct _EmbarkClient
{
  GObject parent_instance;

  char *base_uri; /* (owned) (nullable): NULL when what was given is no address; then every call fails */
  SoupSession *session; /* (owned) */
  EmbarkClock *clock;   /* (owned) */
  char *api_key;        /* (owned) (nullable) */
  gboolean read_only;
  EmbarkShelf *shelf; /* (owned) */
};

enum
{
  EXCHANGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkClient, embark_client, G_TYPE_OBJECT)

static void
forget_key (EmbarkClient *self)
{
  if (self->api_key != NULL)
    explicit_bzero (self->api_key, strlen (self->api_key));
  g_clear_pointer (&self->api_key, g_free);
}

static void
embark_client_finalize (GObject *object)
{
  EmbarkClient *self = EMBARK_CLIENT (object);

  forget_key (self);
  g_free (self->base_uri);
  g_clear_object (&self->session);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->shelf, embark_shelf_unref);

  G_OBJECT_CLASS (embark_client_parent_class)->finalize (object);
}

static void
embark_client_class_init (EmbarkClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_client_finalize;

  /**
   * EmbarkClient::exchange:
   * @exchange: an #EmbarkExchange
   *
   * A call, or one attempt of it, ended.
   */
  signals[EXCHANGE] = g_signal_new ("exchange", EMBARK_TYPE_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, EMBARK_TYPE_EXCHANGE);
}

static void
embark_client_init (EmbarkClient *self)
{
  self->shelf = embark_shelf_new (EMBARK_EXCHANGE_MAX_BODIES);
}

EmbarkClient *
embark_client_new (const char *base_uri, SoupSession *session, EmbarkClock *clock)
{
  EmbarkClient *self;

  g_return_val_if_fail (base_uri != NULL, NULL);
  g_return_val_if_fail (SOUP_IS_SESSION (session), NULL);
  g_return_val_if_fail (EMBARK_IS_CLOCK (clock), NULL);

  self = g_object_new (EMBARK_TYPE_CLIENT, NULL);
  self->base_uri = embark_client_normalize_base_uri (base_uri, NULL);
  self->session = g_object_ref (session);
  self->clock = g_object_ref (clock);

  return self;
}

/* Returns: (nullable): the address, %NULL when what was given is none */
const char *
embark_client_get_base_uri (EmbarkClient *self)
{
  g_return_val_if_fail (EMBARK_IS_CLIENT (self), NULL);

  return self->base_uri;
}

void
embark_client_set_api_key (EmbarkClient *self, const char *api_key)
{
  g_autofree char *copy = NULL;

  g_return_if_fail (EMBARK_IS_CLIENT (self));

  copy = api_key != NULL ? g_strstrip (g_strdup (api_key)) : NULL;
  forget_key (self);
  if (copy != NULL && *copy != '\0')
    self->api_key = g_steal_pointer (&copy);
}

gboolean
embark_client_has_api_key (EmbarkClient *self)
{
  g_return_val_if_fail (EMBARK_IS_CLIENT (self), FALSE);

  return self->api_key != NULL;
}

const char *
embark_client_get_key_environment (EmbarkClient *self)
{
  g_return_val_if_fail (EMBARK_IS_CLIENT (self), NULL);

  if (self->api_key != NULL && g_str_has_prefix (self->api_key, "tk"))
    return "test";

  return self->api_key != NULL && g_str_has_prefix (self->api_key, "pk") ? "production" : NULL;
}

void
embark_client_set_read_only (EmbarkClient *self, gboolean read_only)
{
  g_return_if_fail (EMBARK_IS_CLIENT (self));

  self->read_only = read_only;
}

gboolean
embark_client_get_read_only (EmbarkClient *self)
{
  g_return_val_if_fail (EMBARK_IS_CLIENT (self), FALSE);

  return self->read_only && g_strcmp0 (embark_client_get_key_environment (self), "production") == 0;
}

SoupSession *
embark_client_get_session (EmbarkClient *self)
{
  return self->session;
}

EmbarkClock *
embark_client_get_clock (EmbarkClient *self)
{
  return self->clock;
}

const char *
embark_client_get_api_key (EmbarkClient *self)
{
  return self->api_key;
}

EmbarkShelf *
embark_client_get_shelf (EmbarkClient *self)
{
  return self->shelf;
}

gboolean
embark_client_is_watched (EmbarkClient *self)
{
  return g_signal_has_handler_pending (self, signals[EXCHANGE], 0, FALSE);
}

void
embark_client_emit_exchange (EmbarkClient *self, EmbarkExchange *exchange)
{
  g_signal_emit (self, signals[EXCHANGE], 0, exchange);
}

void
embark_client_send_async (EmbarkClient *self,
                          EmbarkCall *call,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;

  g_return_if_fail (EMBARK_IS_CLIENT (self));
  g_return_if_fail (EMBARK_IS_CALL (call));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_client_send_async);
  /* Here and nowhere else, so that no page can forget it. */
  if (embark_client_get_read_only (self) && embark_call_changes (call))
    {
      g_task_return_error (task, embark_api_error_new_described (EMBARK_API_ERROR_READ_ONLY, 0, NULL, NULL,
                                                                 "Read only: nothing was sent"));
      g_object_unref (task);
      return;
    }
  embark_send_start (task, call);
}

EmbarkReply *
embark_client_send_finish (EmbarkClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_client_send_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
