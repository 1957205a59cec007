/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "book-fixture.h"
#include "embark-json.h"
#include "embark-webhook-book.h"
#include "test-util.h"

#define HOOK(id, extra)                                                                                      \
  "{\"_id\":\"" id                                                                                           \
  "\",\"webhook_url\":\"https://x.example/h\",\"webhook_events\":[\"Workflow Errored\"]" extra "}"

static void
set_up (Fixture *f, gconstpointer data)
{
  fixture_set_up (f, data);
  f->book = embark_webhook_book_new (f->workspace);
}

static guint
n_webhooks (Fixture *f)
{
  return g_list_model_get_n_items (G_LIST_MODEL (f->book));
}

static EmbarkWebhook *
save (Fixture *f, const char *id, const char *json, GError **error)
{
  g_autoptr (JsonNode) body = embark_json_parse (json, -1, NULL);
  g_auto (Wait) wait = { NULL };

  embark_webhook_book_save_async (f->book, id, body, NULL, wait_cb, &wait);
  return embark_webhook_book_save_finish (f->book, wait_for (&wait), error);
}

static gboolean delete (Fixture *f, const char *id, GError **error)
{
  g_auto (Wait) wait = { NULL };

  embark_webhook_book_delete_async (f->book, id, NULL, wait_cb, &wait);
  return embark_webhook_book_delete_finish (f->book, wait_for (&wait), error);
}

static void
test_round_trip (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkWebhook) made = NULL;
  g_autoptr (EmbarkWebhook) other = NULL;
  g_autoptr (EmbarkWebhook) changed = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_auto (Wait) wait = { NULL };
  guint before;

  g_assert_true (fixture_load (f, &error));
  g_assert_no_error (error);
  before = n_webhooks (f);
  made = save (f, NULL,
               "{\"webhook_url\":\"https://ops.example/hook\",\"webhook_events\":[\"Workflow Errored\"],"
               "\"webhook_headers\":{\"Authorization\":\"Bearer zzz\"},\"webhook_type\":\"custom\","
               "\"webhook_body\":\"{{event.x}}\",\"method\":\"PUT\",\"workflow_ids\":[\"w1\"],"
               "\"description\":\"Ops\",\"group\":\"night\"}",
               &error);
  g_assert_no_error (error);
  g_assert_cmpstr (embark_webhook_get_uri (made), ==, "https://ops.example/hook");
  g_assert_cmpstr (embark_webhook_get_group (made), ==, "night");
  g_assert_cmpstr (embark_webhook_get_method (made), ==, "PUT");
  g_assert_cmpstr (embark_webhook_get_body (made), ==, "{{event.x}}");
  g_assert_true (embark_webhook_get_enabled (made));
  g_assert_cmpuint (n_webhooks (f), ==, before + 1);

  wait_reset (&wait);
  embark_webhook_book_set_enabled_async (f->book, embark_webhook_get_id (made), FALSE, NULL, wait_cb, &wait);
  changed = embark_webhook_book_save_finish (f->book, wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_false (embark_webhook_get_enabled (changed));
  g_assert_cmpuint (n_webhooks (f), ==, before + 1);
  /* The other keys stay, secret or not. */
  g_assert_cmpstr (embark_webhook_get_group (changed), ==, "night");
  g_assert_nonnull (embark_webhook_get_headers (changed));

  other = save (f, NULL, "{\"webhook_url\":\"http://b.example\",\"webhook_events\":[\"Connection Expired\"]}",
                &error);
  g_assert_no_error (error);
  g_ptr_array_add (ids, (gpointer) embark_webhook_get_id (made));
  g_ptr_array_add (ids, (gpointer) embark_webhook_get_id (other));
  wait_reset (&wait);
  embark_webhook_book_set_group_async (f->book, ids, "day", NULL, wait_cb, &wait);
  g_assert_true (embark_webhook_book_set_group_finish (f->book, wait_for (&wait), &error));
  g_assert_no_error (error);
  g_assert_cmpstr (embark_webhook_get_group (embark_webhook_book_find (f->book, ids->pdata[1])), ==, "day");

  g_assert_true (delete (f, embark_webhook_get_id (made), &error));
  g_assert_no_error (error);
  g_assert_null (embark_webhook_book_find (f->book, embark_webhook_get_id (made)));
  /* 400 RESOURCE_NOT_FOUND: what is gone already is what was asked for. */
  g_assert_true (delete (f, embark_webhook_get_id (made), &error));
  g_assert_no_error (error);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint before;

  g_assert_true (fixture_load (f, &error));
  before = n_webhooks (f);
  g_assert_null (
      save (f, NULL, "{\"webhook_url\":\"https://x.example\",\"webhook_events\":[\"Nope\"]}", &error));
  g_assert_cmpstr (embark_api_error_get_server_code (error), ==, "INVALID_EVENT");
  g_assert_cmpuint (n_webhooks (f), ==, before);
  g_clear_error (&error);
  g_assert_null (save (f, "6500000000000000000000ff", "{\"is_enabled\":false}", &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_NOT_FOUND);
  g_assert_cmpuint (embark_api_error_get_status (error), ==, 400);
  g_clear_error (&error);

  embark_client_set_api_key (f->client, "tk_wrong_key_000000");
  g_assert_false (fixture_load (f, &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_UNAUTHORIZED);
  g_assert_cmpint (embark_workspace_get_key_state (f->workspace), ==, EMBARK_KEY_REFUSED);
  g_assert_cmpuint (n_webhooks (f), ==, before);
}

/* Events that are not known are kept as they came. */
static void
test_unknown_events (Fixture *f, gconstpointer data)
{
  g_autoptr (EmbarkWebhook) webhook = NULL;
  GPtrArray *events;

  canned_set (
      &f->canned, "GET", "/webhook", 200,
      "[{\"_id\":\"h1\",\"webhook_url\":\"https://x.example\",\"webhook_events\":[\"workflow-errored\","
      "\"Moon Rose\"]},{\"webhook_url\":\"no id\"}]");
  g_assert_true (fixture_load (f, NULL));
  g_assert_cmpuint (n_webhooks (f), ==, 1);
  webhook = g_list_model_get_item (G_LIST_MODEL (f->book), 0);
  events = embark_webhook_get_events (webhook);
  g_assert_cmpuint (events->len, ==, 2);
  g_assert_cmpstr (events->pdata[1], ==, "Moon Rose");
}

/* An answer that was lost is no proof that nothing was done. */
static void
test_looked_up (Fixture *f, gconstpointer data)
{
  const char *body = "{\"webhook_url\":\"https://x.example/h\",\"webhook_events\":[\"Workflow Errored\"]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkWebhook) webhook = NULL;

  canned_set (&f->canned, "GET", "/webhook", 200, "[" HOOK ("h1", "") "]");
  g_assert_true (fixture_load (f, NULL));
  canned_set (&f->canned, "POST", "/webhook", 0, "");
  g_assert_null (save (f, NULL, body, &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_LOST);
  g_clear_error (&error);
  canned_set (&f->canned, "GET", "/webhook", 200, "[" HOOK ("h1", "") "," HOOK ("h2", "") "]");
  webhook = save (f, NULL, body, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (embark_webhook_get_id (webhook), ==, "h2");
  g_assert_cmpuint (canned_count (&f->canned, "POST"), ==, 2);
}

/* Two of one id, and an answer about another one than was saved. */
static void
test_swapped (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkWebhook) webhook = NULL;

  canned_set (&f->canned, "GET", "/webhook", 200,
              "[" HOOK ("h1", "") "," HOOK ("h2", "") "," HOOK ("h1", ",\"group\":\"b\"") "]");
  g_assert_true (fixture_load (f, NULL));
  g_assert_cmpuint (n_webhooks (f), ==, 2);

  canned_set (&f->canned, "PUT", "/webhook/h1", 200, HOOK ("h2", ",\"group\":\"stolen\""));
  webhook = save (f, "h1", "{\"is_enabled\":false}", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (embark_webhook_get_id (webhook), ==, "h1");
  g_assert_null (embark_webhook_get_group (embark_webhook_book_find (f->book, "h2")));
}

static void
test_uris (void)
{
  g_autofree char *host = embark_webhook_uri_dup_host ("https://h.example:8443/secret?token=1");
  g_autofree char *none = embark_webhook_uri_dup_host ("nothing");

  g_assert_cmpstr (host, ==, "h.example:8443");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpint (embark_webhook_uri_check (""), ==, EMBARK_WEBHOOK_URI_EMPTY);
  g_assert_cmpint (embark_webhook_uri_check ("https://h.example/x"), ==, EMBARK_WEBHOOK_URI_GOOD);
  g_assert_cmpint (embark_webhook_uri_check ("HTTPS://h.example/x"), ==, EMBARK_WEBHOOK_URI_GOOD);
  g_assert_cmpint (embark_webhook_uri_check ("http://h.example"), ==, EMBARK_WEBHOOK_URI_PLAIN);
  g_assert_cmpint (embark_webhook_uri_check ("ftp://h.example"), ==, EMBARK_WEBHOOK_URI_WRONG);
  g_assert_cmpint (embark_webhook_uri_check ("h.example"), ==, EMBARK_WEBHOOK_URI_WRONG);
  g_assert_cmpint (embark_webhook_uri_check ("https:///x"), ==, EMBARK_WEBHOOK_URI_WRONG);
  g_assert_cmpuint (g_strv_length ((char **) embark_webhook_known_events ()), ==, 7);
}

#define SANDBOX(name, func)                                                                                  \
  g_test_add ("/engine/webhook-book/sandbox/" name, Fixture, "sandbox", set_up, func, fixture_tear_down)
#define CANNED(name, func)                                                                                   \
  g_test_add ("/engine/webhook-book/" name, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/webhook-book/uris", test_uris);
  CANNED ("unknown-events", test_unknown_events);
  CANNED ("looked-up", test_looked_up);
  CANNED ("swapped", test_swapped);
  SANDBOX ("round-trip", test_round_trip);
  SANDBOX ("refused", test_refused);
  return g_test_run ();
}
