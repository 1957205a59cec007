/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <gio/gio.h>
#include <libsoup/soup.h>

#include "embark-response.h"

#include "embark-call-private.h"
#include "embark-classify.h"
#include "embark-json.h"
#include "embark-redact.h"
#include "embark-text.h"

/* Longer is no name of a call. */
#define MAX_HEADER 100

EmbarkResponse *
embark_response_new (void)
{
  return g_new0 (EmbarkResponse, 1);
}

void
embark_response_free (EmbarkResponse *response)
{
  g_free (response->content_type);
  g_free (response->trace_id);
  g_clear_pointer (&response->body, g_byte_array_unref);
  g_clear_pointer (&response->secrets, g_strfreev);
  g_free (response);
}

/* Returns: (transfer full) (nullable): @text without the secrets of the call, whatever their form */
static char *
hide_secrets (const EmbarkResponse *response, const char *text)
{
  g_autoptr (GString) hidden = NULL;

  if (text == NULL)
    return NULL;
  hidden = g_string_new (text);
  for (guint i = 0; response->secrets != NULL && response->secrets[i] != NULL; i++)
    {
      if (*response->secrets[i] != '\0')
        g_string_replace (hidden, response->secrets[i], EMBARK_REDACTED, 0);
    }

  return g_string_free (g_steal_pointer (&hidden), FALSE);
}

char *
embark_response_dup_header (const EmbarkResponse *response, const char *text)
{
  g_autofree char *hidden = hide_secrets (response, text);

  return embark_text_clean (hidden, MAX_HEADER);
}

static gboolean
looks_like_html (const EmbarkResponse *response)
{
  return (response->content_type != NULL && g_str_has_prefix (response->content_type, "text/html"))
         || (response->body != NULL && response->body->len > 0 && response->body->data[0] == '<');
}

/* Returns: (nullable): a text member that may be the code of an error: a word, not a sentence */
static const char *
get_code (JsonObject *object, const char *name)
{
  const char *code = embark_json_get_id (object, name);

  return code != NULL && strchr (code, ' ') == NULL ? code : NULL;
}

/* Returns: (nullable): the server's words. One service sends {"message":"Server Error","error":"what is
 * wrong"}. */
static const char *
get_message (JsonObject *object)
{
  const char *message = embark_json_get_id (object, "message");
  const char *other = embark_json_get_id (object, "error");
  JsonObject *inner = embark_json_get_object (object, "error");

  if (message == NULL)
    message = embark_json_get_id (inner, "message");
  if (other != NULL
      && (message == NULL || (strchr (other, ' ') != NULL && g_str_equal (message, "Server Error"))))
    return other;

  return message;
}

static GError *
make_refusal (EmbarkResponse *response, EmbarkCall *call, JsonNode *json)
{
  JsonObject *object = embark_json_node_object (json);
  g_autofree char *request_id = g_strdup (response->trace_id);
  g_autofree char *message = NULL, *fallback = NULL, *shown_code = NULL;
  const char *code = NULL;
  EmbarkRefusal refusal = {
    .operation = embark_call_get_operation (call),
    .status = response->status,
    .codes = { get_code (object, "error_code"), get_code (object, "error"),
               get_code (object, "http_error_type") },
    .message = get_message (object),
    .is_json = object != NULL,
    .with_token = response->with_token,
  };

  if (refusal.codes[2] == NULL)
    refusal.codes[2] = get_code (object, "error_type");
  for (gsize i = 0; i < G_N_ELEMENTS (refusal.codes) && code == NULL; i++)
    code = refusal.codes[i];
  shown_code = hide_secrets (response, code);
  if (request_id == NULL)
    request_id = embark_response_dup_header (response, embark_json_get_id (object, "request_id"));

  message = hide_secrets (response, refusal.message);
  if (message != NULL)
    return embark_api_error_new (embark_classify (&refusal), response->status, shown_code, request_id,
                                 message);
  fallback = response->status >= 300 && response->status < 400
                 ? g_strdup_printf ("HTTP %u: the server points to another address", response->status)
                 : g_strdup_printf ("HTTP %u%s", response->status,
                                    looks_like_html (response) ? " with a web page" : "");

  return embark_api_error_new_described (embark_classify (&refusal), response->status, shown_code, request_id,
                                         fallback);
}

/* A 2xx can be a refusal all the same: {"error":"…"}, or a body that names an error status. */
static gboolean
is_refusal_in_disguise (JsonNode *json)
{
  JsonObject *object = embark_json_node_object (json);

  if (object == NULL)
    return FALSE;
  if (embark_json_get_int (object, "status_code", 0) >= 400)
    return TRUE;

  return json_object_get_size (object) == 1 && embark_json_get_id (object, "error") != NULL;
}

/* Whether a workflow is executed, and what it answers waited for. */
static gboolean
waits_for_workflow (EmbarkCall *call, const EmbarkOperationRow *row)
{
  return (row->flags & EMBARK_OPERATION_FLAG_ANY_STATUS) != 0
         && g_strcmp0 (g_tree_lookup (embark_call_get_headers (call), "sync_execution"), "true") == 0;
}

/* A workflow that is executed at once answers what its Response node says, with any status (contract 13):
 * what does not have the form of the platform's own errors is that answer, and so is what names the run. */
static gboolean
is_answer_of_workflow (EmbarkCall *call, const EmbarkOperationRow *row, JsonNode *json)
{
  static const char *const own[] = { "error", "error_code", "error_type", "http_error_type", NULL };
  JsonObject *object = embark_json_node_object (json);

  if (!waits_for_workflow (call, row) || json == NULL)
    return FALSE;
  if (embark_json_get_id (object, "execution_id") != NULL)
    return TRUE;
  for (const char *const *name = own; *name != NULL; name++)
    if (embark_json_get_id (object, *name) != NULL)
      return FALSE;

  return embark_json_get_int (object, "status_code", 0) == 0;
}

static GError *
make_unreadable (EmbarkResponse *response, const GError *cause)
{
  g_autofree char *message = NULL;

  if (looks_like_html (response))
    message = g_strdup ("a web page came where JSON is due");
  else if (cause != NULL)
    message = g_strdup (cause->message);
  else
    message = g_strdup ("the answer is empty");

  return embark_api_error_new (EMBARK_API_ERROR_PROTOCOL, response->status, NULL, response->trace_id,
                               message);
}

EmbarkReply *
embark_response_read (EmbarkResponse *response, EmbarkCall *call, gint64 now, GError **error)
{
  const EmbarkOperationRow *row = embark_operation_get_row (embark_call_get_operation (call));
  gboolean success = response->status >= 200 && response->status < 300;
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (GError) cause = NULL;
  EmbarkReply *reply;

  if (response->body != NULL && response->body->len > 0)
    json = embark_json_parse_reply ((const char *) response->body->data, response->body->len, &cause);
  /* The bytes are not needed any more: a large answer does not have to be there twice. */
  if (json != NULL)
    g_clear_pointer (&response->body, g_byte_array_unref);

  if (is_answer_of_workflow (call, row, json))
    success = TRUE;
  else if (is_refusal_in_disguise (json))
    success = FALSE;
  if (!success)
    {
      GError *refusal = make_refusal (response, call, json);

      /* It may be the workflow's all the same, and is what was waited for. */
      if (waits_for_workflow (call, row))
        embark_api_error_set_answer (refusal, json);
      g_propagate_error (error, refusal);
      return NULL;
    }
  if (cause != NULL || (json == NULL && row->kind != EMBARK_RESULT_NODE))
    {
      g_propagate_error (error, make_unreadable (response, cause));
      return NULL;
    }

  reply = embark_reply_new (response->status, response->trace_id, response->server_time,
                            g_steal_pointer (&json), call, now, &cause);
  if (reply == NULL)
    g_propagate_error (error, embark_api_error_new (EMBARK_API_ERROR_PROTOCOL, response->status, NULL,
                                                    response->trace_id, cause->message));

  return reply;
}

gboolean
embark_response_is_passing (const GError *cause)
{
  return cause->domain != G_TLS_ERROR
         && !g_error_matches (cause, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND)
         && !g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED)
         && !g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

GError *
embark_response_error_from_network (const GError *cause, gboolean sent, gboolean repeatable)
{
  EmbarkApiError code = EMBARK_API_ERROR_OFFLINE;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (cause);
  if (sent && !repeatable)
    code = EMBARK_API_ERROR_LOST;
  else if (cause->domain == SOUP_SESSION_ERROR)
    code = EMBARK_API_ERROR_PROTOCOL;

  return embark_api_error_new (code, 0, NULL, NULL, cause->message);
}
