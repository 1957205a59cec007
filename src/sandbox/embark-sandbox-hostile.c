/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pages that misbehave, for whatever shows pages of strangers (/__sandbox/hostile/; the index lists them).
 * They have no policy of their own that would tame them, and need no key, since a view has none. */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "embark-sandbox-private.h"

#define BASE          "/__sandbox/hostile/"
#define HUGE_TITLE    (1024 * 1024)
#define MAX_REDIRECTS 1000
#define MAX_DEPTH     10

typedef struct
{
  const char *name;
  const char *title;
  const char *what;
} Hostile;

/* With a page "hostile-NAME.html" each, but for those that perform() answers alone. */
static const Hostile pages[] = {
  { "popups", "Popups", "opens windows without end, asked or not" },
  { "alerts", "Alerts", "says something in a dialog again and again" },
  { "alert-loop", "Alerts in a loop", "the same, and never lets go" },
  { "beforeunload", "Before leaving", "asks to stay" },
  { "huge-title", NULL, "has a title of a megabyte" },
  { "title-storm", "0", "changes its title as fast as it can" },
  { "direction", "\u202emoc.ecrofselas.nigol\u202c \u2066\u200f login.salesforce.com",
    "overrides the direction of its title" },
  { "push-state", "Addresses", "floods the history with addresses" },
  { "redirects", NULL, "redirects as often as ?left= says, or 30 times" },
  { "redirect", NULL, "redirects to ?to= http, file, javascript, data or app, ?by= header, script or meta" },
  { "endless", NULL, "begins and never ends" },
  { "endless-part", "Endless part", "waits for a picture that never ends" },
  { "deep", "Windows in windows", "opens a window from a window, ?level= deep" },
  { "blank", "New windows", "has links for new windows" },
  { "frame", "Frame", "shows ?page= of this server in a frame" },
  { "basic-auth", NULL, "asks for a name and password as HTTP does" },
  { "download", NULL, "is a file, not a page" },
  { "download-self", "Download", "starts a download by itself" },
  { "file-chooser", "Files", "wants a file" },
  { "closing", "Closing", "opens a window that closes itself" },
  { "closed", "Closed", "closes itself" },
  { "cookies", "Cookies", "leaves cookies and reads them back" },
  { "permissions", "Permissions", "wants the camera, the place and to notify" },
};

static void
reply_open (SandboxRequest *request, guint status, const char *title, const char *body)
{
  g_autoptr (GBytes) style = sandbox_resource ("style.css");
  g_autofree char *text = g_strndup (g_bytes_get_data (style, NULL), g_bytes_get_size (style));

  sandbox_reply_text (request, status, "text/html; charset=utf-8",
                      sandbox_render ("layout.html", "title", title, "look", "cloud", "nonce", "", "style",
                                      text, "body", body, NULL));
}

static guint
number (SandboxRequest *request, const char *name, guint fallback, guint most)
{
  const char *text = sandbox_request_query (request, name);
  guint64 value = fallback;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 0, most, &value, NULL))
    value = fallback;
  return (guint) value;
}

/* As it stands: libsoup's own function takes only addresses that it understands. */
static void
reply_location (SandboxRequest *request, const char *location)
{
  soup_server_message_set_status (request->message, 302, NULL);
  soup_message_headers_replace (soup_server_message_get_response_headers (request->message), "Location",
                                location);
}

static void
reply_redirects (SandboxRequest *request)
{
  guint left = number (request, "left", 30, MAX_REDIRECTS);
  g_autofree char *location = g_strdup_printf (BASE "redirects?left=%u", left - 1);

  if (left == 0)
    reply_open (request, 200, "The end", "<main><section class=\"card\"><h1>The end</h1></section></main>");
  else
    reply_location (request, location);
}

static void
reply_redirect (SandboxRequest *request)
{
  static const struct
  {
    const char *name;
    const char *address;
  } places[] = {
    { "http", "http://plain.example/login" },
    { "file", "file:///etc/passwd" },
    { "javascript", "javascript:document.title='run'" },
    { "data", "data:text/html,<title>run</title>" },
    { "app", "embark-test:open" },
  };
  const char *to = sandbox_request_query (request, "to");
  const char *by = sandbox_request_query (request, "by");
  const char *address = places[0].address;
  g_autofree char *escaped = NULL;
  g_autofree char *body = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_strcmp0 (to, places[i].name) == 0)
      address = places[i].address;
  escaped = sandbox_escape (address);
  if (g_strcmp0 (by, "script") == 0)
    body = g_strdup_printf ("<main><a id=\"away\" href=\"%s\">Away</a></main>"
                            "<script>location.href = document.getElementById('away').href;</script>",
                            escaped);
  else if (g_strcmp0 (by, "meta") == 0)
    body = g_strdup_printf ("<meta http-equiv=\"refresh\" content=\"0; url=%s\"><main>Away</main>", escaped);
  if (body != NULL)
    reply_open (request, 200, "Redirect", body);
  else
    reply_location (request, address);
}

/* The head and the beginning of a page; that it is not complete keeps the connection open. */
static void
reply_endless (SandboxRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  g_autofree char *filler = NULL;
  g_autofree char *begin = NULL;

  soup_server_message_set_status (request->message, 200, NULL);
  soup_message_headers_set_content_type (headers, "text/html; charset=utf-8", NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  /* A browser shows nothing before it has got this much. */
  filler = g_strnfill (4096, ' ');
  begin = g_strconcat (
      "<!doctype html><meta charset=\"utf-8\"><title>Endless</title><p>There is more to come…</p>", filler,
      NULL);
  soup_message_body_append (soup_server_message_get_response_body (request->message), SOUP_MEMORY_COPY, begin,
                            strlen (begin));
}

static void
reply_basic_auth (SandboxRequest *request)
{
  gboolean sent = sandbox_request_header (request, "Authorization") != NULL;

  json_object_set_boolean_member (request->record, "authorization_sent", sent);
  if (!sent)
    soup_message_headers_replace (soup_server_message_get_response_headers (request->message),
                                  "WWW-Authenticate", "Basic realm=\"login.salesforce.com\"");
  reply_open (request, sent ? 200 : 401, sent ? "A password came" : "Unauthorized",
              sent ? "<main><h1>A password came</h1></main>" : "<main><h1>Unauthorized</h1></main>");
}

static void
reply_download (SandboxRequest *request)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (request->message),
                                "Content-Disposition", "attachment; filename=\"../../invoice.pdf.sh\"");
  sandbox_reply_text (request, 200, "application/octet-stream", g_strdup ("#!/bin/sh\n"));
}

/* Which came, which were sent along; what was read back stands on the page, by name alone. */
static void
set_cookies (SandboxRequest *request)
{
  g_autofree char *id = sandbox_random_hex (8);

  sandbox_set_cookie (request, "hostile_kept", id, 24 * 60 * 60);
  sandbox_set_cookie (request, "hostile_visit", id, 0);
}

/* Returns: whether the page @name needs no template, and was answered */
static gboolean
perform (SandboxRequest *request, const char *name)
{
  if (g_str_equal (name, "redirects"))
    reply_redirects (request);
  else if (g_str_equal (name, "redirect"))
    reply_redirect (request);
  else if (g_str_equal (name, "endless"))
    reply_endless (request);
  else if (g_str_equal (name, "basic-auth"))
    reply_basic_auth (request);
  else if (g_str_equal (name, "download"))
    reply_download (request);
  else
    return FALSE;
  return TRUE;
}

static void
reply_page (SandboxRequest *request, const Hostile *page)
{
  guint level = number (request, "level", 3, MAX_DEPTH);
  const char *frame = sandbox_request_query (request, "page");
  g_autofree char *template = g_strconcat ("hostile-", page->name, ".html", NULL);
  g_autofree char *huge = page->title == NULL ? g_strnfill (HUGE_TITLE, 'W') : NULL;
  g_autofree char *next = g_strdup_printf ("%u", level > 0 ? level - 1 : 0);
  g_autofree char *kept = sandbox_request_cookie (request, "hostile_kept");
  g_autofree char *body = NULL;

  /* Of this server only. */
  if (frame == NULL || frame[0] != '/' || frame[1] == '/' || strchr (frame, '\\') != NULL)
    frame = BASE "blank";
  body = sandbox_render (template, "title", page->title, "next", next, "open", level > 0 ? "1" : "", "frame",
                         frame, "seen", kept != NULL ? "You have been here before" : "This is a first visit",
                         NULL);
  if (g_str_equal (page->name, "cookies"))
    set_cookies (request);
  reply_open (request, 200, huge != NULL ? huge : page->title, body);
}

void
sandbox_hostile_page (EmbarkSandbox *self, SandboxRequest *request)
{
  const char *name = sandbox_request_parameter (request, "page");

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (pages[i].name, name))
      {
        if (!perform (request, name))
          reply_page (request, &pages[i]);
        return;
      }
  sandbox_reply_error (request, 404, "SERVER_ERROR", "There is no hostile page of that name");
}

void
sandbox_hostile_index (EmbarkSandbox *self, SandboxRequest *request)
{
  g_autoptr (GString) list = g_string_new ("<main><h1>Hostile pages</h1><dl class=\"facts\">");

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    g_string_append_printf (list, "<dt><a href=\"" BASE "%s\">%s</a></dt><dd>%s</dd>", pages[i].name,
                            pages[i].name, pages[i].what);
  g_string_append (list, "</dl></main>");
  reply_open (request, 200, "Hostile pages", list->str);
}
