/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "sandbox-fixture.h"

/* 2026-06-15 12:00:00 UTC */
#define NOON (G_GINT64_CONSTANT (1781524800) * G_USEC_PER_SEC)

void
fixture_set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->clock = embark_clock_manual_new (NOON);
  f->sandbox = embark_sandbox_new (EMBARK_CLOCK (f->clock), 7);
  g_assert_true (embark_sandbox_listen (f->sandbox, 0, &error));
  g_assert_no_error (error);
  f->session = soup_session_new ();
}

static void
forget (Fixture *f)
{
  g_clear_pointer (&f->text, g_free);
  g_clear_pointer (&f->json, json_node_unref);
  g_clear_object (&f->message);
  g_clear_error (&f->error);
  f->status = 0;
}

void
fixture_tear_down (Fixture *f, gconstpointer data)
{
  forget (f);
  soup_session_abort (f->session);
  g_clear_object (&f->session);
  embark_sandbox_close (f->sandbox);
  /* What the server started is let go of in the main context. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (f->sandbox);
  g_assert_finalize_object (f->clock);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;
  g_autoptr (GBytes) bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &f->error);

  if (bytes == NULL)
    {
      f->text = g_strdup ("");
      return;
    }
  /* An empty answer has no data at all. */
  f->text = g_bytes_get_size (bytes) > 0
                ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes))
                : g_strdup ("");
  f->status = soup_message_get_status (f->message);
  f->json = sandbox_json_parse (f->text, strlen (f->text), NULL);
}

void
fixture_send_message (Fixture *f, SoupMessage *message)
{
  forget (f);
  f->message = message;
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_session_send_and_read_async (f->session, message, G_PRIORITY_DEFAULT, NULL, sent_cb, f);
}

gboolean
fixture_wait (Fixture *f)
{
  while (f->text == NULL)
    g_main_context_iteration (NULL, TRUE);
  return f->error == NULL;
}

static void
add_header (Fixture *f, SoupMessage *message, const char *name, const char *value)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autofree char *bearer = g_strconcat ("Bearer ", value, NULL);

  if (g_str_equal (name, "key"))
    soup_message_headers_replace (headers, "x-api-key", value);
  else if (g_str_equal (name, "bearer"))
    soup_message_headers_replace (headers, "Authorization", bearer);
  else if (g_str_equal (name, "account"))
    soup_message_headers_replace (headers, "linked_account_id", value);
  else
    soup_message_headers_replace (headers, name, value);
}

static SoupMessage *
make_message (Fixture *f, const char *method, const char *path, const char *body)
{
  g_autofree char *uri = g_str_has_prefix (path, "http")
                             ? g_strdup (path)
                             : g_strconcat (embark_sandbox_get_base_uri (f->sandbox), path, NULL);
  SoupMessage *message = soup_message_new (method, uri);
  g_autoptr (GBytes) bytes = NULL;

  g_assert_nonnull (message);
  if (body != NULL)
    {
      gboolean json = body[0] != '\0' && strchr ("{[\"", body[0]) != NULL;

      bytes = g_bytes_new (body, strlen (body));
      soup_message_set_request_body_from_bytes (
          message, json ? "application/json" : SOUP_FORM_MIME_TYPE_URLENCODED, bytes);
    }
  return message;
}

guint
fixture_send (Fixture *f, const char *method, const char *path, const char *body, ...)
{
  SoupMessage *message = make_message (f, method, path, body);
  const char *name;
  va_list args;

  va_start (args, body);
  while ((name = va_arg (args, const char *)) != NULL)
    add_header (f, message, name, va_arg (args, const char *));
  va_end (args);

  fixture_send_message (f, message);
  if (!fixture_wait (f))
    g_test_message ("%s %s: %s", method, path, f->error->message);
  return f->status;
}

guint
fixture_call (Fixture *f, const char *method, const char *path, const char *body)
{
  return fixture_send (f, method, path, body, "key", embark_sandbox_get_api_key (f->sandbox), "account",
                       ACCOUNT, NULL);
}

JsonObject *
fixture_object (Fixture *f)
{
  g_assert_nonnull (f->json);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (f->json));
  return json_node_get_object (f->json);
}

JsonArray *
fixture_array (Fixture *f)
{
  g_assert_nonnull (f->json);
  g_assert_true (JSON_NODE_HOLDS_ARRAY (f->json));
  return json_node_get_array (f->json);
}

const char *
fixture_header (Fixture *f, const char *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (f->message), name);
}

char *
fixture_token (Fixture *f, const char *account)
{
  g_autofree char *body = g_strdup_printf ("{\"linked_account_id\":\"%s\"}", account);

  g_assert_cmpuint (fixture_send (f, "POST", API "/session-token?force_refresh=true", body, "key",
                                  embark_sandbox_get_api_key (f->sandbox), NULL),
                    ==, 200);
  return g_strdup (sandbox_str (fixture_object (f), "token"));
}

char *
fixture_path (Fixture *f, const char *uri)
{
  const char *base = embark_sandbox_get_base_uri (f->sandbox);

  g_assert_nonnull (uri);
  return g_strdup (g_str_has_prefix (uri, base) ? uri + strlen (base) : uri);
}

char *
fixture_portal (Fixture *f, const char *account)
{
  g_autofree char *token = fixture_token (f, account);
  g_autofree char *path = g_strconcat (API "/connect-url?linked_account_id=", account, NULL);

  g_assert_cmpuint (fixture_send (f, "POST", path, "{}", "bearer", token, NULL), ==, 200);
  return fixture_path (f, sandbox_str (fixture_object (f), "hosted_url"));
}

char *
fixture_input (Fixture *f, const char *name)
{
  g_autofree char *start = g_strdup_printf ("name=\"%s\" value=\"", name);
  const char *at = strstr (f->text, start);

  g_assert_nonnull (at);
  at += strlen (start);
  return g_strndup (at, strcspn (at, "\""));
}

guint
fixture_follow (Fixture *f)
{
  g_autofree char *path = fixture_path (f, fixture_header (f, "Location"));

  return fixture_send (f, "GET", path, NULL, NULL);
}

guint
fixture_sign_in (Fixture *f, const char *account, const char *username)
{
  g_autofree char *portal = fixture_portal (f, account);
  g_autofree char *start = g_strconcat (portal, "/salesforce/start", NULL);
  g_autofree char *state = NULL;
  g_autofree char *form = NULL;

  g_assert_cmpuint (fixture_send (f, "GET", start, NULL, NULL), ==, 303);
  if (fixture_follow (f) != 200)
    return f->status;
  state = fixture_input (f, "state");
  form = soup_form_encode ("state", state, "username", username, "password", "x", NULL);
  return fixture_send (f, "POST", "/services/oauth2/login", form, NULL);
}

guint
fixture_decide (Fixture *f, const char *decision)
{
  g_autofree char *state = NULL;
  g_autofree char *ticket = NULL;
  g_autofree char *form = NULL;

  g_assert_cmpuint (fixture_follow (f), ==, 200);
  state = fixture_input (f, "state");
  ticket = fixture_input (f, "ticket");
  form = soup_form_encode ("state", state, "ticket", ticket, "decision", decision, NULL);
  g_assert_cmpuint (fixture_send (f, "POST", "/setup/secur/RemoteAccessAuthorizationPage.apexp", form, NULL),
                    ==, 303);
  return fixture_follow (f);
}

void
fixture_connect (Fixture *f, const char *account, const char *username)
{
  g_assert_cmpuint (fixture_sign_in (f, account, username), ==, 303);
  g_assert_cmpuint (fixture_decide (f, "allow"), ==, 303);
}

void
fixture_enable (Fixture *f, const char *account, const char *workflow)
{
  const char *key = embark_sandbox_get_api_key (f->sandbox);
  g_autofree char *path = g_strdup_printf (API "/slug/salesforce/config/%s/workflows/%s", account, workflow);

  g_assert_cmpuint (fixture_send (f, "POST", API "/config", "{\"slug\":\"salesforce\"}", "key", key,
                                  "account", account, NULL),
                    ==, 200);
  g_assert_cmpuint (
      fixture_send (f, "PATCH", path, "{\"enabled\":true}", "key", key, "account", account, NULL), ==, 200);
}

JsonArray *
fixture_fire (Fixture *f, const char *event, const char *payload, guint ms)
{
  g_autofree char *body = g_strdup_printf ("{\"event\":\"%s\",\"payload\":%s}", event, payload);

  g_assert_cmpuint (fixture_call (f, "POST", API "/event/salesforce", body), ==, 200);
  g_assert_cmpstr (sandbox_str (fixture_object (f), "message"), ==, "Webhook Fired Success");
  embark_clock_manual_advance (f->clock, ms);
  g_assert_cmpuint (fixture_call (f, "GET", API "/execution", NULL), ==, 200);
  return sandbox_arr (fixture_object (f), "docs");
}
