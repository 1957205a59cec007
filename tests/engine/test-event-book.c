/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "book-fixture.h"
#include "embark-event-book.h"
#include "embark-json.h"
#include "test-util.h"

#define EVENTS "/application/event"
#define ONE    "[{\"_id\":\"e1\",\"name\":\"deal.won\",\"response\":[{\"key\":\"event\",\"type\":\"text\"}]}]"
#define TWO                                                                                                  \
  "[{\"_id\":\"e1\",\"name\":\"deal.won\",\"response\":[]},{\"_id\":\"e2\",\"name\":\"deal.lost\","          \
  "\"response\":[]}]"

static void
set_up (Fixture *f, gconstpointer data)
{
  fixture_set_up (f, data);
  f->book = embark_event_book_new (f->workspace);
}

static guint
n_events (Fixture *f)
{
  return g_list_model_get_n_items (G_LIST_MODEL (f->book));
}

static EmbarkEvent *
save (Fixture *f, const char *id, const char *name, const char *sample, JsonNode *schema, GError **error)
{
  g_auto (Wait) wait = { NULL };

  embark_event_book_save_async (f->book, id, name, sample, schema, NULL, wait_cb, &wait);
  return embark_event_book_save_finish (f->book, wait_for (&wait), error);
}

static gboolean delete (Fixture *f, const char *id, GError **error)
{
  g_auto (Wait) wait = { NULL };

  embark_event_book_delete_async (f->book, id, NULL, wait_cb, &wait);
  return embark_event_book_delete_finish (f->book, wait_for (&wait), error);
}

static void
count_cb (GListModel *model, guint position, guint removed, guint added, guint *n)
{
  (*n)++;
}

/* ---- the sandbox ---- */

static void
test_round_trip (Fixture *f, gconstpointer data)
{
  const char *sample = "{\n  \"email\": \"a@x.example\",\n  \"n\": 1.50\n}";
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkEvent) made = NULL;
  g_autoptr (EmbarkEvent) renamed = NULL;
  g_autofree char *text = NULL;
  g_autofree char *id = NULL;
  guint before;

  g_assert_true (fixture_load (f, &error));
  g_assert_no_error (error);
  g_assert_true (embark_book_get_loaded (EMBARK_BOOK (f->book)));
  before = n_events (f);
  g_assert_cmpuint (before, >, 0);
  g_assert_cmpint (embark_workspace_get_key_state (f->workspace), ==, EMBARK_KEY_ACCEPTED);

  made = save (f, NULL, "invoice.paid <b>&\"🦅", sample, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (embark_event_get_name (made), ==, "invoice.paid <b>&\"🦅");
  g_assert_nonnull (embark_event_get_id (made));
  g_assert_cmpuint (n_events (f), ==, before + 1);
  g_assert_true (embark_event_book_find_name (f->book, "invoice.paid <b>&\"🦅") == made);
  id = g_strdup (embark_event_get_id (made));

  renamed = save (f, id, "Invoice.Paid", "{\"total\":7}", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (embark_event_get_id (renamed), ==, id);
  g_assert_cmpuint (n_events (f), ==, before + 1);
  text = embark_event_dup_sample (renamed);
  g_assert_nonnull (strstr (text, "\"total\": 7"));

  g_assert_true (delete (f, id, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_events (f), ==, before);
  /* What is gone already is what was asked for. */
  g_assert_true (delete (f, id, &error));
  g_assert_no_error (error);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkEvent) first = NULL;
  guint before;

  g_assert_true (fixture_load (f, &error));
  before = n_events (f);
  first = g_list_model_get_item (G_LIST_MODEL (f->book), 0);
  g_assert_null (save (f, NULL, embark_event_get_name (first), "{}", NULL, &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "already exists"));
  g_assert_cmpstr (embark_api_error_get_server_code (error), ==, "INVALID_EVENT_ID");
  g_assert_nonnull (embark_api_error_get_request_id (error));
  g_assert_cmpuint (n_events (f), ==, before);
  g_clear_error (&error);

  g_assert_null (save (f, "6500000000000000000000ff", "x", "{}", NULL, &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_EVENT);
  g_clear_error (&error);

  /* What is no JSON never leaves. */
  g_assert_null (save (f, NULL, "x", "{\"a\":}", NULL, &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL);
  g_assert_cmpuint (n_events (f), ==, before);
}

static void
test_wrong_key (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  embark_client_set_api_key (f->client, "tk_wrong_key_000000");
  g_assert_false (fixture_load (f, &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_UNAUTHORIZED);
  g_assert_false (embark_book_get_loaded (EMBARK_BOOK (f->book)));
  g_assert_nonnull (embark_book_get_error (EMBARK_BOOK (f->book)));
  g_assert_cmpint (embark_workspace_get_key_state (f->workspace), ==, EMBARK_KEY_REFUSED);
}

/* ---- canned answers ---- */

static void
test_names (Fixture *f, gconstpointer data)
{
  canned_set (&f->canned, "GET", EVENTS, 200, TWO);
  g_assert_true (fixture_load (f, NULL));
  g_assert_cmpint (embark_event_book_check_name (f->book, "deal.won", NULL), ==, EMBARK_EVENT_NAME_TAKEN);
  g_assert_cmpint (embark_event_book_check_name (f->book, "deal.won", "e1"), ==, EMBARK_EVENT_NAME_GOOD);
  g_assert_cmpint (embark_event_book_check_name (f->book, "deal.won", "e2"), ==, EMBARK_EVENT_NAME_TAKEN);
  g_assert_cmpint (embark_event_book_check_name (f->book, "Deal.Won", NULL), ==, EMBARK_EVENT_NAME_SIMILAR);
  g_assert_cmpint (embark_event_book_check_name (f->book, " deal.won", NULL), ==, EMBARK_EVENT_NAME_SPACE);
  g_assert_cmpint (embark_event_book_check_name (f->book, " \t", NULL), ==, EMBARK_EVENT_NAME_EMPTY);
  g_assert_cmpint (embark_event_book_check_name (f->book, "", NULL), ==, EMBARK_EVENT_NAME_EMPTY);
  g_assert_cmpint (embark_event_book_check_name (f->book, "deal.new", NULL), ==, EMBARK_EVENT_NAME_GOOD);
}

/* Register 14: a string first, the object once after a 400 about it. */
static void
test_sample_forms (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkEvent) event = NULL;
  g_autoptr (JsonNode) schema = embark_json_parse ("{\"type\":\"object\"}", -1, NULL);
  g_autoptr (JsonNode) body = NULL;

  canned_set (&f->canned, "POST", EVENTS, 200, TWO);
  event = save (f, NULL, "deal.lost", "{ \"a\": 1.50 }", schema, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (embark_event_get_id (event), ==, "e2");
  body = embark_json_parse (canned_body (&f->canned, "POST", EVENTS), -1, NULL);
  g_assert_cmpstr (embark_json_get_string (json_node_get_object (body), "response", NULL), ==,
                   "{ \"a\": 1.50 }");
  g_assert_nonnull (embark_json_get_object (json_node_get_object (body), "json_schema"));

  canned_set (&f->canned, "POST", EVENTS, 400, "{\"message\":\"response must be of type object\"}");
  g_assert_null (save (f, NULL, "deal.open", "{\"a\":1}", NULL, &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_INVALID);
  g_assert_cmpstr (embark_api_error_get_request_id (error), ==, "trace-1");
  g_assert_cmpuint (canned_count (&f->canned, "POST " EVENTS), ==, 3);
  g_clear_pointer (&body, json_node_unref);
  body = embark_json_parse (canned_body (&f->canned, "POST", EVENTS), -1, NULL);
  g_assert_nonnull (embark_json_get_object (json_node_get_object (body), "response"));
}

static void
test_no_second_try (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  canned_set (&f->canned, "POST", EVENTS, 400, "{\"message\":\"Trigger with name response already exists\"}");
  g_assert_null (save (f, NULL, "response", "{}", NULL, &error));
  g_assert_cmpuint (canned_count (&f->canned, "POST " EVENTS), ==, 1);
  g_clear_error (&error);
  canned_set (&f->canned, "POST", EVENTS, 500, "{\"message\":\"response failed\"}");
  g_assert_null (save (f, NULL, "x", "{}", NULL, &error));
  g_assert_cmpuint (canned_count (&f->canned, "POST " EVENTS), ==, 2);
}

/* An answer that was lost, or that is no list, is no proof that nothing was done. */
static void
test_looked_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkEvent) event = NULL;

  canned_set (&f->canned, "GET", EVENTS, 200, TWO);
  canned_set (&f->canned, "POST", EVENTS, 0, "");
  event = save (f, NULL, "deal.lost", "{}", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (embark_event_get_id (event), ==, "e2");
  g_assert_cmpuint (canned_count (&f->canned, "POST"), ==, 1);

  g_assert_null (save (f, NULL, "deal.other", "{}", NULL, &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_LOST);
  g_clear_error (&error);
  g_clear_object (&event);

  canned_set (&f->canned, "PUT", EVENTS "/e2", 200, "{\"_id\":\"e2\",\"name\":\"deal.lost\"}");
  event = save (f, "e2", "deal.lost", "{}", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (embark_event_get_id (event), ==, "e2");
  g_clear_object (&event);

  /* The server said yes and did nothing. */
  canned_set (&f->canned, "PUT", EVENTS "/e2", 200, TWO);
  g_assert_null (save (f, "e2", "deal.gone", "{}", NULL, &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL);
  g_clear_error (&error);
  canned_set (&f->canned, "DELETE", EVENTS "/e2", 200, TWO);
  g_assert_false (delete (f, "e2", &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL);
}

/* A list that was asked for before a change is older than it, and is asked for again. */
static void
test_old_list (Fixture *f, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  canned_set (&f->canned, "GET", EVENTS, 200, TWO);
  canned_set (&f->canned, "DELETE", EVENTS "/e2", 200, ONE);
  g_assert_true (fixture_load (f, NULL));
  /* The client waits before it asks a server again that is busy: until then the list is on its way. */
  canned_set (&f->canned, "GET", EVENTS, 503, "{\"message\":\"busy\"}");
  embark_book_load_async (EMBARK_BOOK (f->book), NULL, wait_cb, &wait);
  canned_until (embark_clock_manual_get_n_pending (f->canned.clock) > 0);
  g_assert_true (delete (f, "e2", &error));
  canned_set (&f->canned, "GET", EVENTS, 200, ONE);
  embark_clock_manual_advance (f->canned.clock, 5000);
  g_assert_true (embark_book_load_finish (EMBARK_BOOK (f->book), wait_for (&wait), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_events (f), ==, 1);
  g_assert_cmpuint (canned_count (&f->canned, "GET " EVENTS), ==, 4);
}

/* A list that did not change leaves what is shown of it alone; one that fails too. */
static void
test_unchanged (Fixture *f, gconstpointer data)
{
  guint n = 0;

  canned_set (&f->canned, "GET", EVENTS, 200, TWO);
  g_signal_connect (f->book, "items-changed", G_CALLBACK (count_cb), &n);
  g_assert_true (fixture_load (f, NULL));
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (fixture_load (f, NULL));
  g_assert_cmpuint (n, ==, 1);
  canned_set (&f->canned, "GET", EVENTS, 500, "{\"message\":\"oops\"}");
  g_assert_false (fixture_load (f, NULL));
  g_assert_cmpuint (n_events (f), ==, 2);
  g_assert_error (embark_book_get_error (EMBARK_BOOK (f->book)), EMBARK_API_ERROR, EMBARK_API_ERROR_SERVER);
  canned_set (&f->canned, "GET", EVENTS, 200, ONE);
  g_assert_true (fixture_load (f, NULL));
  g_assert_null (embark_book_get_error (EMBARK_BOOK (f->book)));
  g_assert_cmpuint (n, ==, 2);
  g_signal_handlers_disconnect_by_func (f->book, count_cb, &n);
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  canned_set (&f->canned, "GET", EVENTS, 200, TWO);
  embark_book_load_async (EMBARK_BOOK (f->book), cancellable, wait_cb, &wait);
  g_cancellable_cancel (cancellable);
  g_assert_false (embark_book_load_finish (EMBARK_BOOK (f->book), wait_for (&wait), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (embark_book_get_loading (EMBARK_BOOK (f->book)));
  g_assert_null (embark_book_get_error (EMBARK_BOOK (f->book)));
}

#define SANDBOX(name, func)                                                                                  \
  g_test_add ("/engine/event-book/sandbox/" name, Fixture, "sandbox", set_up, func, fixture_tear_down)
#define CANNED(name, func)                                                                                   \
  g_test_add ("/engine/event-book/" name, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  SANDBOX ("round-trip", test_round_trip);
  SANDBOX ("refused", test_refused);
  SANDBOX ("wrong-key", test_wrong_key);
  CANNED ("names", test_names);
  CANNED ("sample-forms", test_sample_forms);
  CANNED ("no-second-try", test_no_second_try);
  CANNED ("looked-up", test_looked_up);
  CANNED ("old-list", test_old_list);
  CANNED ("unchanged", test_unchanged);
  CANNED ("cancelled", test_cancelled);
  return g_test_run ();
}
