/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-request.h"

#include "embark-api-error.h"
#include "embark-call-private.h"

/* Longer ids and tokens are no ids: servers refuse such lines anyway. */
#define MAX_HEADER 16384

typedef struct
{
  SoupMessageHeaders *headers; /* (unowned) */
  gboolean valid;
} HeaderCopy;

static void
set_failed (GError **error, EmbarkApiError code, const char *message)
{
  g_propagate_error (error, embark_api_error_new (code, 0, NULL, NULL, message));
}

/* Returns: whether a header can carry @value and nothing beside it */
static gboolean
is_header_value (const char *value)
{
  gsize length = strlen (value);

  for (gsize i = 0; i < length; i++)
    {
      if ((guchar) value[i] < 0x20 || value[i] == 0x7f)
        return FALSE;
    }

  return length > 0 && length <= MAX_HEADER;
}

/* Appends @value to @path, percent-encoded once. An empty segment, or one that an address takes for a step
 * up, would reach another resource than the one that was meant. */
static gboolean
append_segment (GString *path, const char *value, GError **error)
{
  if (value == NULL || *value == '\0' || strcmp (value, ".") == 0 || strcmp (value, "..") == 0)
    {
      set_failed (error, EMBARK_API_ERROR_INVALID, "an identifier is empty or cannot be part of an address");
      return FALSE;
    }
  g_string_append_uri_escaped (path, value, NULL, FALSE);

  return TRUE;
}

static gboolean
append_path (GString *uri, const char *template, EmbarkCall *call, GError **error)
{
  for (const char *p = template; *p != '\0';)
    {
      const char *close = *p == '{' ? strchr (p, '}') : NULL;
      g_autofree char *name = NULL;

      if (close == NULL)
        {
          g_string_append_c (uri, *p++);
          continue;
        }
      name = g_strndup (p + 1, (gsize) (close - p - 1));
      if (!append_segment (uri, embark_call_get_path (call, name), error))
        return FALSE;
      p = close + 1;
    }

  return TRUE;
}

static gboolean
append_parameter (gpointer name, gpointer value, gpointer data)
{
  GString *uri = data;

  g_string_append_c (uri, strchr (uri->str, '?') != NULL ? '&' : '?');
  g_string_append_uri_escaped (uri, name, NULL, FALSE);
  g_string_append_c (uri, '=');
  g_string_append_uri_escaped (uri, value, NULL, FALSE);

  return FALSE;
}

static gboolean
copy_header (gpointer name, gpointer value, gpointer data)
{
  HeaderCopy *copy = data;

  copy->valid = is_header_value (name) && is_header_value (value);
  if (copy->valid)
    soup_message_headers_replace (copy->headers, name, value);

  return !copy->valid;
}

static gboolean
set_key (SoupMessageHeaders *headers, const char *api_key, GError **error)
{
  if (api_key == NULL)
    {
      set_failed (error, EMBARK_API_ERROR_UNAUTHORIZED, "no API key is set");
      return FALSE;
    }
  if (!is_header_value (api_key))
    {
      set_failed (error, EMBARK_API_ERROR_UNAUTHORIZED, "the API key has characters that no key has");
      return FALSE;
    }
  soup_message_headers_replace (headers, "x-api-key", api_key);

  return TRUE;
}

static gboolean
set_bearer (SoupMessageHeaders *headers, const char *token, GError **error)
{
  g_autofree char *value = NULL;

  if (token == NULL)
    {
      set_failed (error, EMBARK_API_ERROR_TOKEN, "no session token is set");
      return FALSE;
    }
  value = g_strconcat ("Bearer ", token, NULL);
  soup_message_headers_replace (headers, "Authorization", value);

  return TRUE;
}

static gboolean
set_auth (SoupMessageHeaders *headers,
          const EmbarkOperationRow *row,
          EmbarkCall *call,
          const char *api_key,
          gboolean with_key,
          GError **error)
{
  const char *account = embark_call_get_account (call);
  gboolean account_header = row->auth == EMBARK_AUTH_KEY_ACCOUNT
                            || (row->auth == EMBARK_AUTH_KEY_ACCOUNT_MAYBE && account != NULL)
                            || (row->auth == EMBARK_AUTH_BEARER_KEY && with_key);

  if (row->auth == EMBARK_AUTH_NONE)
    return TRUE;
  if (row->auth == EMBARK_AUTH_BEARER || (row->auth == EMBARK_AUTH_BEARER_KEY && !with_key))
    return set_bearer (headers, embark_call_get_token (call), error);
  if (!set_key (headers, api_key, error))
    return FALSE;
  if (!account_header)
    return TRUE;
  if (account == NULL || !is_header_value (account))
    {
      set_failed (error, EMBARK_API_ERROR_INVALID,
                  "the linked account's identifier is missing or has control characters");
      return FALSE;
    }
  soup_message_headers_replace (headers, "linked_account_id", account);

  return TRUE;
}

GBytes *
embark_request_dup_body (EmbarkCall *call)
{
  const EmbarkOperationRow *row = embark_operation_get_row (embark_call_get_operation (call));
  GBytes *body = embark_call_get_body (call);

  if (g_str_equal (row->method, "GET") || g_str_equal (row->method, "DELETE")
      || (row->flags & EMBARK_OPERATION_FLAG_NO_BODY) != 0)
    return NULL;
  return body != NULL ? g_bytes_ref (body) : g_bytes_new_static ("{}", 2);
}

static GUri *
make_uri (const char *base_uri, const EmbarkOperationRow *row, EmbarkCall *call, GError **error)
{
  g_autoptr (GString) text = g_string_new (base_uri);
  const char *account = embark_call_get_account (call);
  GUri *uri;

  g_string_append (text, (row->flags & EMBARK_OPERATION_FLAG_ACTIONS) != 0 ? EMBARK_API_ACTIONS_PREFIX
                                                                           : EMBARK_API_PREFIX);
  if (!append_path (text, row->path, call, error))
    return NULL;
  g_tree_foreach (embark_call_get_query (call), append_parameter, text);
  if ((row->flags & EMBARK_OPERATION_FLAG_ACCOUNT_QUERY) != 0 && account != NULL)
    append_parameter ((gpointer) "linked_account_id", (gpointer) account, text);
  uri = g_uri_parse (text->str, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL)
    set_failed (error, EMBARK_API_ERROR_INVALID, "the address of the API cannot be used");

  return uri;
}

SoupMessage *
embark_request_new (
    const char *base_uri, const char *api_key, EmbarkCall *call, gboolean with_key, GError **error)
{
  const EmbarkOperationRow *row = embark_operation_get_row (embark_call_get_operation (call));
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GBytes) body = NULL;
  HeaderCopy copy = { NULL, TRUE };

  if (base_uri == NULL)
    {
      set_failed (error, EMBARK_API_ERROR_INVALID, "the address of the API cannot be used");
      return NULL;
    }
  uri = make_uri (base_uri, row, call, error);
  if (uri == NULL)
    return NULL;

  message = soup_message_new_from_uri (row->method, uri);
  /* IDEMPOTENT lets the connection be used again; whether libsoup sends again by itself goes by the method
   * alone, and a POST it does not. */
  soup_message_set_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_IDEMPOTENT);
  copy.headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (copy.headers, "Accept", "application/json");
  g_tree_foreach (embark_call_get_headers (call), copy_header, &copy);
  if (!copy.valid)
    {
      set_failed (error, EMBARK_API_ERROR_INVALID, "a header is empty or has control characters");
      return NULL;
    }
  if (!set_auth (copy.headers, row, call, api_key, with_key, error))
    return NULL;
  body = embark_request_dup_body (call);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", body);

  return g_steal_pointer (&message);
}
