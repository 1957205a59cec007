/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One request: what came, and the ways to answer it. */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "embark-sandbox-private.h"

static void
make_valid (GHashTable *table)
{
  GHashTableIter iter;
  gpointer value;

  /* Form decoding gives any bytes; everything behind this point is text. */
  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (!g_utf8_validate (value, -1, NULL))
      g_hash_table_iter_replace (&iter, g_utf8_make_valid (value, -1));
}

/* soup_form_decode() keeps name and value in one block that belongs to the name, so values cannot be
 * replaced. */
static GHashTable *
decode_form (const char *text)
{
  g_autoptr (GHashTable) decoded = soup_form_decode (text);
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_hash_table_iter_init (&iter, decoded);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_hash_table_insert (table, g_utf8_make_valid (name, -1), g_strdup (value));
  make_valid (table);
  return table;
}

SandboxRequest *
sandbox_request_new (SoupServerMessage *message)
{
  SandboxRequest *request = g_new0 (SandboxRequest, 1);
  GUri *uri = soup_server_message_get_uri (message);
  g_auto (GStrv) parts = NULL;

  request->message = message;
  request->method = soup_server_message_get_method (message);
  request->path = g_strdup (g_uri_get_path (uri));
  request->segments = g_ptr_array_new_with_free_func (g_free);
  request->query = decode_form (g_uri_get_query (uri) != NULL ? g_uri_get_query (uri) : "");
  request->parameters = g_hash_table_new (g_str_hash, g_str_equal);
  request->record = json_object_new ();
  request->auth = "none";

  parts = g_strsplit (request->path, "/", 64);
  for (guint i = 1; parts[0] != NULL && parts[i] != NULL; i++)
    {
      char *segment = g_uri_unescape_string (parts[i], NULL);

      if (segment == NULL || !g_utf8_validate (segment, -1, NULL))
        {
          g_free (segment);
          segment = g_strdup ("\xef\xbf\xbd");
        }
      g_ptr_array_add (request->segments, segment);
    }
  /* A trailing slash is tolerated. */
  while (request->segments->len > 0
         && *(char *) g_ptr_array_index (request->segments, request->segments->len - 1) == '\0')
    g_ptr_array_set_size (request->segments, (int) request->segments->len - 1);
  return request;
}

void
sandbox_request_free (SandboxRequest *request)
{
  g_clear_pointer (&request->past_run, json_object_unref);
  g_free (request->path);
  g_ptr_array_unref (request->segments);
  g_hash_table_unref (request->query);
  g_clear_pointer (&request->form, g_hash_table_unref);
  g_clear_pointer (&request->body, json_node_unref);
  g_hash_table_unref (request->parameters);
  g_free (request->account_id);
  g_clear_pointer (&request->claims, json_object_unref);
  g_free (request->token);
  g_free (request->nonce);
  json_object_unref (request->record);
  g_free (request);
}

static GHashTable *
decode_multipart (SoupMessageHeaders *headers, GBytes *bytes)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (SoupMultipart) multipart = soup_multipart_new_from_message (headers, bytes);

  for (int i = 0; multipart != NULL && i < soup_multipart_get_length (multipart); i++)
    {
      g_autofree char *disposition = NULL;
      g_autoptr (GHashTable) values = NULL;
      SoupMessageHeaders *part_headers;
      GBytes *part = NULL;
      gsize length = 0;
      const char *data;

      if (!soup_multipart_get_part (multipart, i, &part_headers, &part)
          || !soup_message_headers_get_content_disposition (part_headers, &disposition, &values)
          || g_hash_table_lookup (values, "name") == NULL)
        continue;
      data = g_bytes_get_data (part, &length);
      g_hash_table_insert (table, g_strdup (g_hash_table_lookup (values, "name")),
                           g_utf8_make_valid (data != NULL ? data : "", (gssize) length));
    }
  return table;
}

gboolean
sandbox_request_read_body (SandboxRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  SoupMessageBody *message_body = soup_server_message_get_request_body (request->message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const char *data;
  gsize length = 0;

  /* Bodies on GET and DELETE mean nothing (contract 17, row 14). */
  if (message_body->length == 0 || g_str_equal (request->method, "GET")
      || g_str_equal (request->method, "HEAD") || g_str_equal (request->method, "DELETE"))
    return TRUE;

  bytes = soup_message_body_flatten (message_body);
  data = g_bytes_get_data (bytes, &length);
  if (g_strcmp0 (type, SOUP_FORM_MIME_TYPE_URLENCODED) == 0)
    {
      text = g_strndup (data, length);
      request->form = decode_form (text);
      return TRUE;
    }
  if (g_strcmp0 (type, SOUP_FORM_MIME_TYPE_MULTIPART) == 0)
    {
      request->form = decode_multipart (headers, bytes);
      return TRUE;
    }

  request->body = sandbox_json_parse (data, length, &error);
  if (request->body == NULL)
    {
      sandbox_reply_error (request, 400, "VALIDATION_ERROR", "The body is not JSON: %s", error->message);
      return FALSE;
    }
  return TRUE;
}

const char *
sandbox_request_header (SandboxRequest *request, const char *name)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *value = soup_message_headers_get_one (headers, name);

  return value != NULL && *value != '\0' && g_utf8_validate (value, -1, NULL) ? value : NULL;
}

char *
sandbox_request_cookie (SandboxRequest *request, const char *name)
{
  const char *header = sandbox_request_header (request, "Cookie");
  g_auto (GStrv) pairs = g_strsplit (header != NULL ? header : "", ";", 64);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      const char *pair = g_strstrip (pairs[i]);

      if (g_str_has_prefix (pair, name) && pair[strlen (name)] == '=')
        return g_strdup (pair + strlen (name) + 1);
    }
  return NULL;
}

void
sandbox_set_cookie (SandboxRequest *request, const char *name, const char *value, guint max_age)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  g_autoptr (GString) cookie = g_string_new (NULL);

  g_string_append_printf (cookie, "%s=%s; Path=/; HttpOnly; SameSite=Lax", name, value);
  if (max_age > 0)
    g_string_append_printf (cookie, "; Max-Age=%u", max_age);
  soup_message_headers_append (headers, "Set-Cookie", cookie->str);
}

const char *
sandbox_request_query (SandboxRequest *request, const char *name)
{
  const char *value = g_hash_table_lookup (request->query, name);

  return value != NULL && *value != '\0' ? value : NULL;
}

const char *
sandbox_request_form (SandboxRequest *request, const char *name)
{
  return request->form != NULL ? g_hash_table_lookup (request->form, name) : NULL;
}

const char *
sandbox_request_parameter (SandboxRequest *request, const char *name)
{
  return g_hash_table_lookup (request->parameters, name);
}

JsonObject *
sandbox_request_object (SandboxRequest *request)
{
  return request->body != NULL && JSON_NODE_HOLDS_OBJECT (request->body)
             ? json_node_get_object (request->body)
             : NULL;
}

void
sandbox_reply_text (SandboxRequest *request, guint status, const char *type, char *text)
{
  soup_server_message_set_status (request->message, status, NULL);
  soup_server_message_set_response (request->message, type, SOUP_MEMORY_TAKE, text, strlen (text));
}

void
sandbox_reply_node (SandboxRequest *request, guint status, JsonNode *node)
{
  sandbox_reply_text (request, status, "application/json; charset=utf-8", sandbox_json_print (node, FALSE));
  json_node_unref (node);
}

void
sandbox_reply_object (SandboxRequest *request, JsonObject *object)
{
  sandbox_reply_node (request, 200, sandbox_node_object (object));
}

void
sandbox_reply_array (SandboxRequest *request, JsonArray *array)
{
  sandbox_reply_node (request, 200, sandbox_node_array (array));
}

void
sandbox_reply_redirect (SandboxRequest *request, const char *location)
{
  soup_server_message_set_redirect (request->message, 303, location);
}

static const char *
error_type (guint status, const char *code)
{
  static const struct
  {
    guint status;
    const char *type;
  } types[] = {
    { 400, "BAD_REQUEST" },         { 401, "UNAUTHORIZED" },        { 403, "FORBIDDEN" },
    { 404, "NOT_FOUND" },           { 405, "METHOD_NOT_ALLOWED" },  { 413, "PAYLOAD_TOO_LARGE" },
    { 421, "MISDIRECTED_REQUEST" }, { 429, "TOO_MANY_REQUESTS" },   { 501, "NOT_IMPLEMENTED" },
    { 502, "BAD_GATEWAY" },         { 503, "SERVICE_UNAVAILABLE" }, { 504, "GATEWAY_TIMEOUT" },
  };

  if (g_strcmp0 (code, "EXTERNAL_API_FAILURE") == 0)
    return "EXTERNAL_API_ERROR";
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].status == status)
      return types[i].type;
  return "INTERNAL_SERVER_ERROR";
}

void
sandbox_reply_error (SandboxRequest *request, guint status, const char *code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  if (request->route != NULL && (request->route->flags & SANDBOX_PAGE) != 0)
    {
      sandbox_reply_notice (NULL, request, status, status == 404 ? "Page not found" : "This did not work",
                            message);
      return;
    }

  status = sandbox_style_status (request, status);
  sandbox_reply_node (
      request, status,
      sandbox_node_object (sandbox_style_error (request, status, error_type (status, code), code, message)));
}

static guint
positive (const char *text, guint fallback, guint limit)
{
  guint64 value = 0;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 1, limit, &value, NULL))
    return fallback;
  return (guint) value;
}

void
sandbox_request_page (SandboxRequest *request, gsize *first, gsize *limit)
{
  *limit = positive (sandbox_request_query (request, "limit"), 10, 100);
  *first = (gsize) (positive (sandbox_request_query (request, "page"), 1, 1000000) - 1) * *limit;
}

void
sandbox_reply_page_of (SandboxRequest *request, JsonArray *docs, JsonObject *extra)
{
  guint total = json_array_get_length (docs);
  JsonArray *slice = json_array_new ();
  gsize first, limit;

  sandbox_request_page (request, &first, &limit);
  for (gsize i = first; i < total && i < first + limit; i++)
    json_array_add_element (slice, json_node_copy (json_array_get_element (docs, (guint) i)));
  json_array_unref (docs);
  sandbox_reply_slice (request, slice, total, extra);
}

void
sandbox_reply_slice (SandboxRequest *request, JsonArray *slice, guint total, JsonObject *extra)
{
  guint limit = positive (sandbox_request_query (request, "limit"), 10, 100);
  guint page = positive (sandbox_request_query (request, "page"), 1, 1000000);
  guint pages = MAX (1, (total + limit - 1) / limit);
  gsize first = (gsize) (page - 1) * limit;
  JsonObject *reply;

  reply =
      sandbox_object ("a:docs", slice, "i:totalDocs", (int) total, "i:limit", (int) limit, "i:totalPages",
                      (int) pages, "i:page", (int) page, "i:pagingCounter", (int) MIN (first + 1, G_MAXINT),
                      "b:hasPrevPage", page > 1, "b:hasNextPage", page < pages, NULL);
  json_object_set_member (reply, "prevPage",
                          page > 1 ? json_node_init_int (json_node_alloc (), page - 1)
                                   : json_node_new (JSON_NODE_NULL));
  json_object_set_member (reply, "nextPage",
                          page < pages ? json_node_init_int (json_node_alloc (), page + 1)
                                       : json_node_new (JSON_NODE_NULL));
  if (extra != NULL)
    json_object_set_object_member (reply, "schema", extra);
  sandbox_reply_object (request, reply);
}
