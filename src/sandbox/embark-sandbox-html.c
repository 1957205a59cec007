/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pages: templates of the resource with values put in, escaped unless they are markup of our own. */

#include "config.h"

#include <string.h>

#include "embark-sandbox-private.h"
#include "sandbox-pages.h"

#define PREFIX "/dev/embark/Embark/sandbox/"

GBytes *
sandbox_resource (const char *name)
{
  g_autofree char *path = g_strconcat (PREFIX, name, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_resource_lookup_data (embark_sandbox_pages_get_resource (), path,
                                          G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (bytes == NULL)
    g_error ("%s", error->message);
  return bytes;
}

char *
sandbox_escape (const char *text)
{
  return g_markup_escape_text (text != NULL ? text : "", -1);
}

char *
sandbox_initials (const char *name)
{
  GString *initials = g_string_new (NULL);
  gboolean start = TRUE;
  guint count = 0;

  for (const char *p = name != NULL ? name : ""; *p != '\0' && count < 2; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (start && g_unichar_isalnum (c))
        {
          g_string_append_unichar (initials, g_unichar_toupper (c));
          count++;
        }
      start = !g_unichar_isalnum (c);
    }
  if (count == 0)
    g_string_append_c (initials, '#');
  return g_string_free (initials, FALSE);
}

/* One pass: what a value brings in is not looked at again. */
static char *
fill (const char *name, GHashTable *values)
{
  g_autoptr (GBytes) bytes = sandbox_resource (name);
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *template = g_strndup (data, length);
  GString *page = g_string_sized_new (length * 2);
  const char *at = template;
  const char *open;

  while ((open = strstr (at, "{{")) != NULL)
    {
      const char *close = strstr (open, "}}");
      gboolean raw = open[2] == '&';
      g_autofree char *key = NULL;
      const char *value;

      g_assert (close != NULL);
      key = g_strndup (open + 2 + (raw ? 1 : 0), (gsize) (close - open) - 2 - (raw ? 1 : 0));
      value = g_hash_table_lookup (values, key);
      g_string_append_len (page, at, open - at);
      if (raw)
        g_string_append (page, value != NULL ? value : "");
      else
        {
          g_autofree char *escaped = sandbox_escape (value);

          g_string_append (page, escaped);
        }
      at = close + 2;
    }
  g_string_append (page, at);
  return g_string_free (page, FALSE);
}

static GHashTable *
collect (va_list args)
{
  GHashTable *values = g_hash_table_new (g_str_hash, g_str_equal);
  const char *key;

  while ((key = va_arg (args, const char *)) != NULL)
    g_hash_table_insert (values, (gpointer) key, va_arg (args, char *));
  return values;
}

char *
sandbox_render (const char *name, ...)
{
  g_autoptr (GHashTable) values = NULL;
  va_list args;

  va_start (args, name);
  values = collect (args);
  va_end (args);
  return fill (name, values);
}

static void
set_page_headers (SandboxRequest *request, gboolean framed)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  g_autofree char *policy = NULL;

  policy =
      g_strdup_printf ("default-src 'none'; style-src 'nonce-%s'; script-src 'nonce-%s'; connect-src 'self'; "
                       "img-src data:; form-action 'self'; frame-ancestors %s; base-uri 'none'",
                       request->nonce, request->nonce, framed ? "'self'" : "'none'");
  soup_message_headers_replace (headers, "Content-Security-Policy", policy);
  soup_message_headers_replace (headers, "X-Frame-Options", framed ? "SAMEORIGIN" : "DENY");
}

void
sandbox_reply_html (EmbarkSandbox *self, SandboxRequest *request, guint status, const char *name, ...)
{
  g_autoptr (GHashTable) values = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GBytes) style = sandbox_resource ("style.css");
  g_autofree char *theme = NULL;
  g_autofree char *bar = NULL;
  g_autofree char *styles = NULL;
  g_autofree char *style_text = g_strndup (g_bytes_get_data (style, NULL), g_bytes_get_size (style));
  va_list args;

  va_start (args, name);
  values = collect (args);
  va_end (args);

  g_free (request->nonce);
  request->nonce = sandbox_random_hex (16);
  g_hash_table_insert (values, (gpointer) "nonce", request->nonce);
  g_hash_table_insert (values, (gpointer) "company", (gpointer) sandbox_theme_company (self, request));
  bar = sandbox_render ("dashboard-bar.html", NULL);
  g_hash_table_insert (values, (gpointer) "bar", bar);
  body = fill (name, values);
  g_hash_table_insert (values, (gpointer) "body", body);
  theme = sandbox_theme_style (self, request);
  styles = g_strconcat (style_text, theme, NULL);
  g_hash_table_insert (values, (gpointer) "style", styles);
  /* The portal may stand in a page of its owner (contract 16.1); sign-in pages never do. */
  set_page_headers (request, g_strcmp0 (g_hash_table_lookup (values, "look"), "portal") == 0);
  sandbox_reply_text (request, status, "text/html; charset=utf-8", fill ("layout.html", values));
}

void
sandbox_reply_notice (
    EmbarkSandbox *self, SandboxRequest *request, guint status, const char *title, const char *text)
{
  sandbox_reply_html (self, request, status, "notice.html", "title", title, "text", text, "look", "portal",
                      NULL);
}
