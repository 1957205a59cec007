/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-curl.h"
#include "embark-json-spans.h"
#include "embark-json.h"
#include "embark-redact.h"

#define API_PREFIX "/api/v2/public"

G_DEFINE_QUARK (embark - curl - error - quark, embark_curl_error)

static void
header_free (gpointer data)
{
  EmbarkCurlHeader *header = data;

  g_free (header->name);
  g_free (header->value);
  g_free (header->variable);
  g_free (header);
}

EmbarkCurl *
embark_curl_new (const char *method, const char *uri, const char *body)
{
  EmbarkCurl *self;

  g_return_val_if_fail (method != NULL, NULL);
  g_return_val_if_fail (uri != NULL, NULL);

  self = g_new0 (EmbarkCurl, 1);
  self->method = g_strdup (method);
  self->uri = g_strdup (uri);
  self->headers = g_ptr_array_new_with_free_func (header_free);
  self->body = g_strdup (body);
  return self;
}

void
embark_curl_free (EmbarkCurl *self)
{
  if (self == NULL)
    return;
  g_free (self->method);
  g_free (self->uri);
  g_ptr_array_unref (self->headers);
  g_free (self->body);
  g_free (self);
}

/* Returns: (transfer full): @text on one line */
static char *
dup_line (const char *text)
{
  char *line = g_strdup (text);

  for (char *c = line; *c != '\0'; c++)
    if ((guchar) *c < 0x20 || *c == 0x7f)
      *c = ' ';
  return line;
}

/* Returns: (transfer full): the shell variable for what @name carries: "COBALT_COOKIE" */
static char *
dup_variable (const char *name)
{
  g_autofree char *upper = g_ascii_strup (name, -1);

  if (g_ascii_strcasecmp (name, "x-api-key") == 0)
    return g_strdup (EMBARK_CURL_KEY);
  if (g_ascii_strcasecmp (name, "Authorization") == 0)
    return g_strdup (EMBARK_CURL_TOKEN);
  for (char *c = upper; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c))
      *c = '_';
  return g_strconcat ("COBALT_", upper, NULL);
}

void
embark_curl_add_header (EmbarkCurl *self, const char *name, const char *value)
{
  EmbarkCurlHeader *header;

  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);

  header = g_new0 (EmbarkCurlHeader, 1);
  header->name = dup_line (name);
  if (embark_redact_is_secret_header (header->name))
    {
      header->variable = dup_variable (header->name);
      header->value = g_strdup (g_ascii_strcasecmp (header->name, "Authorization") == 0 ? "Bearer " : "");
    }
  else
    header->value = dup_line (value != NULL ? value : "");
  g_ptr_array_add (self->headers, header);
}

const char *
embark_curl_get_header (const EmbarkCurl *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < self->headers->len; i++)
    {
      const EmbarkCurlHeader *header = g_ptr_array_index (self->headers, i);

      if (g_ascii_strcasecmp (header->name, name) == 0)
        return header->variable == NULL ? header->value : NULL;
    }
  return NULL;
}

/* ---- printing ---- */

/* Within single quotes a shell looks at nothing but the next single quote. */
static void
append_quoted (GString *out, const char *text)
{
  g_string_append_c (out, '\'');
  for (const char *c = text; *c != '\0'; c++)
    if (*c == '\'')
      g_string_append (out, "'\\''");
    else
      g_string_append_c (out, *c);
  g_string_append_c (out, '\'');
}

static void
append_header (GString *out, const EmbarkCurlHeader *header)
{
  g_autofree char *text = NULL;

  g_string_append (out, " \\\n  -H ");
  /* A header without a value is written with a semicolon; with a colon, curl would leave it out. */
  text = header->variable == NULL && *header->value == '\0'
             ? g_strconcat (header->name, ";", NULL)
             : g_strconcat (header->name, ": ", header->value, NULL);
  append_quoted (out, text);
  if (header->variable != NULL)
    g_string_append_printf (out, "\"$%s\"", header->variable);
}

char *
embark_curl_print (const EmbarkCurl *self)
{
  GString *out = g_string_new ("curl");

  g_return_val_if_fail (self != NULL, NULL);

  if (g_str_equal (self->method, "HEAD"))
    g_string_append (out, " --head");
  else if (!g_str_equal (self->method, "GET") || self->body != NULL)
    {
      g_string_append (out, " -X ");
      append_quoted (out, self->method);
    }
  /* curl makes several addresses of one with brackets. */
  if (strpbrk (self->uri, "{}[]") != NULL)
    g_string_append (out, " --globoff");
  g_string_append (out, *self->uri == '-' ? " --url " : " ");
  append_quoted (out, self->uri);
  for (guint i = 0; i < self->headers->len; i++)
    append_header (out, g_ptr_array_index (self->headers, i));
  if (self->body != NULL)
    {
      /* The one form in which "@" at the beginning means nothing. */
      g_string_append (out, " \\\n  --data-raw ");
      append_quoted (out, self->body);
    }
  return g_string_free (out, FALSE);
}

/* ---- what it means to Cobalt ---- */

static char *
dup_segment (const char *text)
{
  return g_uri_escape_string (text != NULL ? text : "", NULL, FALSE);
}

static void
add_if (EmbarkCurl *self, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    embark_curl_add_header (self, name, value);
}

EmbarkCurl *
embark_curl_new_for_fire (const char *base_uri, EmbarkFire *fire, const char *payload, gboolean sync)
{
  const char *workflow_id, *slug;
  g_autofree char *segment = NULL;
  g_autofree char *uri = NULL;
  g_autofree char *body = NULL;
  EmbarkCurl *self;

  g_return_val_if_fail (base_uri != NULL, NULL);
  g_return_val_if_fail (EMBARK_IS_FIRE (fire), NULL);

  workflow_id = embark_fire_get_workflow_id (fire);
  slug = embark_fire_get_slug (fire);
  if (payload == NULL)
    payload = embark_fire_get_payload (fire) != NULL ? embark_fire_get_payload (fire) : "{}";
  if (workflow_id != NULL)
    {
      segment = dup_segment (workflow_id);
      uri = g_strconcat (base_uri, API_PREFIX, "/workflow/", segment, "/execute", NULL);
      body = g_strdup (payload);
    }
  else
    {
      g_autoptr (JsonNode) name = json_node_init_string (json_node_alloc (), embark_fire_get_event (fire));
      g_autofree char *quoted = embark_json_to_string (name, FALSE);

      segment = dup_segment (slug != NULL && *slug != '\0' ? slug : "trigger");
      uri = g_strconcat (base_uri, API_PREFIX, "/event/", segment, NULL);
      body = g_strconcat ("{\"event\":", quoted, ",\"payload\":", payload, "}", NULL);
    }
  self = embark_curl_new ("POST", uri, body);
  embark_curl_add_header (self, "x-api-key", NULL);
  add_if (self, "linked_account_id", embark_fire_get_account_id (fire));
  add_if (self, "config_id", embark_fire_get_config_id (fire));
  if (workflow_id != NULL)
    {
      add_if (self, "slug", slug);
      embark_curl_add_header (self, "sync_execution", sync ? "true" : "false");
    }
  embark_curl_add_header (self, "Content-Type", "application/json");
  return self;
}

void
embark_curl_fire_free (EmbarkCurlFire *self)
{
  if (self == NULL)
    return;
  g_free (self->event);
  g_free (self->workflow_id);
  g_free (self->slug);
  g_free (self->account_id);
  g_free (self->config_id);
  g_free (self->payload);
  g_free (self);
}

/* Returns: (transfer full) (nullable): the bytes of the member @name of the object @body */
static char *
dup_member (const char *body, const char *name)
{
  g_autoptr (GArray) spans = embark_json_spans_scan (body, strlen (body));

  if (spans->len == 0)
    return NULL;
  for (guint i = 1; i < spans->len; i = g_array_index (spans, EmbarkJsonSpan, i).next)
    {
      const EmbarkJsonSpan *span = &g_array_index (spans, EmbarkJsonSpan, i);
      g_autofree char *key =
          embark_json_spans_decode (body + span->key_start, span->key_end - span->key_start);

      if (g_str_equal (key, name))
        return g_strndup (body + span->start, span->end - span->start);
    }
  return NULL;
}

/* Returns: (transfer full) (nullable): the same of a string, decoded */
static char *
dup_string_member (const char *body, const char *name)
{
  g_autofree char *json = dup_member (body, name);

  return json != NULL && *json == '"' ? embark_json_spans_decode (json, strlen (json)) : NULL;
}

/* Of a body that is one. */
static void
read_event (EmbarkCurlFire *fire, const EmbarkCurl *curl, const char *slug)
{
  fire->event = dup_string_member (curl->body, "event");
  if (fire->event == NULL)
    fire->event = dup_string_member (curl->body, "trigger");
  fire->payload = dup_member (curl->body, "payload");
  if (fire->payload == NULL)
    fire->payload = g_strdup ("{}");
  fire->slug =
      g_strcmp0 (slug, "trigger") == 0 ? g_strdup (embark_curl_get_header (curl, "slug")) : g_strdup (slug);
  if (fire->config_id == NULL)
    fire->config_id = dup_string_member (curl->body, "config_id");
}

EmbarkCurlFire *
embark_curl_read_fire (const EmbarkCurl *self)
{
  g_autoptr (GUri) uri = NULL;
  g_autoptr (EmbarkCurlFire) fire = NULL;
  g_auto (GStrv) parts = NULL;
  guint n;

  g_return_val_if_fail (self != NULL, NULL);

  uri = g_uri_parse (self->uri, G_URI_FLAGS_ENCODED_PATH, NULL);
  if (uri == NULL || self->body == NULL || !embark_json_check (self->body, -1, NULL, NULL, NULL))
    return NULL;
  parts = g_strsplit (g_uri_get_path (uri), "/", -1);
  for (n = g_strv_length (parts); n > 0 && *parts[n - 1] == '\0'; n--)
    ;
  fire = g_new0 (EmbarkCurlFire, 1);
  fire->account_id = g_strdup (embark_curl_get_header (self, "linked_account_id"));
  fire->config_id = g_strdup (embark_curl_get_header (self, "config_id"));
  if (n >= 3 && g_str_equal (parts[n - 1], "execute") && g_str_equal (parts[n - 3], "workflow"))
    {
      fire->workflow_id = g_uri_unescape_string (parts[n - 2], NULL);
      fire->slug = g_strdup (embark_curl_get_header (self, "slug"));
      fire->sync = g_strcmp0 (embark_curl_get_header (self, "sync_execution"), "true") == 0;
      fire->payload = g_strdup (self->body);
      return fire->workflow_id != NULL ? g_steal_pointer (&fire) : NULL;
    }
  if (n >= 2 && g_str_equal (parts[n - 2], "event"))
    {
      g_autofree char *slug = g_uri_unescape_string (parts[n - 1], NULL);

      read_event (fire, self, slug);
    }
  else if (n >= 1 && g_str_equal (parts[n - 1], "event"))
    read_event (fire, self, "trigger");
  return fire->event != NULL ? g_steal_pointer (&fire) : NULL;
}
