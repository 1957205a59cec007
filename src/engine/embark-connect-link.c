/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-connect-link-private.h"
#include "embark-host.h"
#include "embark-json.h"
#include "embark-task.h"

void
embark_connect_link_free (EmbarkConnectLink *self)
{
  if (self->uri != NULL)
    explicit_bzero (self->uri, strlen (self->uri));
  g_free (self->uri);
  g_clear_object (&self->token);
  g_free (self);
}

/* Longer than any connect address: a QR code holds less than half of it. */
#define MAX_ADDRESS 8192

typedef struct _LinkRequest LinkRequest;
struct _LinkRequest
{
  char *account_id;          /* (owned) */
  char *branding[3];         /* (owned) (nullable): name, colour, background */
  EmbarkSessionToken *token; /* (owned) (nullable) */
};

static void
link_request_clear (LinkRequest *self)
{
  g_clear_pointer (&self->account_id, g_free);
  for (gsize i = 0; i < G_N_ELEMENTS (self->branding); i++)
    g_clear_pointer (&self->branding[i], g_free);
  g_clear_object (&self->token);
}

EMBARK_DEFINE_TASK_DATA (LinkRequest, link_request)

void
embark_connect_link_revoke_token (EmbarkClient *client, EmbarkSessionToken *token)
{
  g_autoptr (EmbarkCall) call = embark_call_new (EMBARK_OPERATION_SESSION_TOKEN_REVOKE);

  embark_call_set_token (call, token);
  embark_client_send_async (client, call, NULL, NULL, NULL);
}

/* As RFC 3986 wants it. A line break would write on in the mail that takes the address along, and what turns
 * the line around would show another host. */
static gboolean
is_plain (const char *text)
{
  gsize length = 0;

  while (length <= MAX_ADDRESS && g_ascii_isgraph (text[length]))
    length++;
  return length <= MAX_ADDRESS && text[length] == '\0';
}

/* The address is a credential, and a person will type a password where it leads: unencrypted to this machine
 * only, and no host in disguise. The browser would open anything. */
static gboolean
is_connect_address (const char *text)
{
  g_autoptr (GUri) uri = text != NULL && is_plain (text) ? g_uri_parse (text, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0' || g_uri_get_userinfo (uri) != NULL)
    return FALSE;
  if (g_str_equal (g_uri_get_scheme (uri), "https"))
    return TRUE;
  if (!g_str_equal (g_uri_get_scheme (uri), "http"))
    return FALSE;
  return embark_host_is_loopback (host);
}

static void
connect_url_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LinkRequest *request = embark_task_get_link_request (task);
  g_autoptr (EmbarkConnectLink) link = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);
  JsonNode *json = reply != NULL ? embark_reply_get_json (reply) : NULL;
  const char *uri = NULL;

  if (json != NULL && JSON_NODE_HOLDS_OBJECT (json))
    uri = embark_json_get_string (json_node_get_object (json), "hosted_url", NULL);
  if (reply != NULL && !is_connect_address (uri))
    error = embark_api_error_new (EMBARK_API_ERROR_PROTOCOL, embark_reply_get_status (reply), NULL,
                                  embark_reply_get_trace_id (reply), "The answer has no connect address");
  if (error != NULL)
    {
      /* Nobody will come through this door: do not leave it open. */
      embark_connect_link_revoke_token (EMBARK_CLIENT (source), request->token);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  link = g_new0 (EmbarkConnectLink, 1);
  link->uri = g_strdup (uri);
  link->token = g_object_ref (request->token);
  link->expires_at = embark_session_token_get_expires_at (request->token);
  g_task_return_pointer (task, g_steal_pointer (&link), (GDestroyNotify) embark_connect_link_free);
}

/* The contract's answer does not say whose token it is. Where one does, a client must not be sent to the
 * portal of another. */
static gboolean
is_of_another (EmbarkReply *reply, const char *account_id)
{
  static const char *const members[] = { "linked_account_id", "account_id" };
  JsonObject *object = embark_json_node_object (embark_reply_get_json (reply));

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *told = embark_json_get_id (object, members[i]);

      if (told != NULL && !g_str_equal (told, account_id))
        return TRUE;
    }
  return FALSE;
}

static void
token_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  LinkRequest *request = embark_task_get_link_request (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);
  g_autoptr (EmbarkCall) call = NULL;

  if (reply == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  request->token = g_object_ref (embark_reply_get_record (reply));
  if (is_of_another (reply, request->account_id))
    {
      embark_connect_link_revoke_token (EMBARK_CLIENT (source), request->token);
      g_task_return_error (
          task, embark_api_error_new (EMBARK_API_ERROR_PROTOCOL, embark_reply_get_status (reply), NULL,
                                      embark_reply_get_trace_id (reply),
                                      "The answer is of another linked account than was asked for"));
      return;
    }
  call = embark_call_new (EMBARK_OPERATION_CONNECT_URL);
  embark_call_set_account (call, request->account_id);
  embark_call_set_token (call, request->token);
  embark_call_set_branding (call, request->branding[0], request->branding[1], request->branding[2]);
  embark_client_send_async (EMBARK_CLIENT (source), call, cancellable, connect_url_cb,
                            g_steal_pointer (&task));
}

void
embark_connect_link_mint_async (EmbarkClient *client,
                                const char *account_id,
                                const char *name,
                                const char *color,
                                const char *background,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  const char *branding[] = { name, color, background };
  g_autoptr (GTask) task = NULL;
  g_autoptr (EmbarkCall) call = NULL;
  g_autoptr (JsonNode) body = NULL;
  JsonObject *object = json_object_new ();
  LinkRequest *request = link_request_new ();

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_connect_link_mint_async);
  request->account_id = g_strdup (account_id);
  for (gsize i = 0; i < G_N_ELEMENTS (branding); i++)
    request->branding[i] = g_strdup (branding[i]);
  embark_task_set_link_request (task, request);

  /* A token of its own, so that revoking it closes this door and no other (contract section 6). */
  call = embark_call_new (EMBARK_OPERATION_SESSION_TOKEN);
  json_object_set_string_member (object, "linked_account_id", account_id);
  body = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (body, object);
  embark_call_set_query (call, "force_refresh", "true");
  embark_call_set_body (call, body);
  embark_client_send_async (client, call, cancellable, token_cb, g_steal_pointer (&task));
}

EmbarkConnectLink *
embark_connect_link_mint_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_connect_link_mint_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
