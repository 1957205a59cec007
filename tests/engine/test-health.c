/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The health board: what an answer of an action means, and the board against canned answers and the sandbox.
 */

#include "config.h"

#include "book-fixture.h"
#include "embark-action.h"
#include "embark-health-private.h"
#include "embark-json.h"
#include "test-util.h"

#define EXPIRED                                                                                              \
  "{\"type\":\"salesforce\",\"reauth_required\":true,\"updatedAt\":\"2020-01-01T00:00:00.000Z\"}"
#define ACTIVE                                                                                               \
  "{\"type\":\"salesforce\",\"reauth_required\":false,\"updatedAt\":\"2020-01-01T00:00:00.000Z\"}"
#define ACCOUNT(id, integration)                                                                             \
  "{\"account_id\":\"" id "\",\"name\":\"Name of " id "\",\"integrations\":[" integration "]}"
#define PAGE(docs) "{\"docs\":[" docs "],\"totalDocs\":3,\"hasNextPage\":false}"
#define ACTIONS                                                                                              \
  "[{\"name\":\"Delete\",\"action_id\":\"delete_account\"},"                                                 \
  "{\"name\":\"Things\",\"action_id\":\"get_things\"},"                                                      \
  "{\"name\":\"Query\",\"action_id\":\"get_entity_with_soql\"}]"
#define QUERY   "/api/v2/integration-schema/salesforce/actions"
#define SUCCESS "{\"data\":{\"totalSize\":1},\"node_status\":\"Success\",\"http_status\":200}"

/* ---- which action ---- */

static GPtrArray *
actions_of (const char *const *ids)
{
  GPtrArray *actions = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"action_id\":\"%s\",\"name\":\"%s\"}", ids[i], ids[i]);
      g_autoptr (JsonNode) node = embark_json_parse (text, -1, NULL);

      g_ptr_array_add (actions, embark_action_new_from_json (node, NULL));
    }
  return actions;
}

static void
test_choose (void)
{
  static const char *const ids[] = { "create_contact",
                                     "httprequest",
                                     "get_accounts",
                                     "update_account",
                                     "get_or_create_contact",
                                     "delete_account",
                                     "list_reports",
                                     "get_entity_with_soql",
                                     "send_email",
                                     "search-and-send",
                                     "getaway_delete",
                                     "find_user",
                                     "find_and_replace",
                                     "list_purge",
                                     "search_records_then_archive",
                                     NULL };
  g_autoptr (GPtrArray) actions = actions_of (ids);
  g_autoptr (GPtrArray) chosen = embark_health_choose_actions (actions);

  /* Only what surely reads, the query first. */
  g_assert_cmpuint (chosen->len, ==, 4);
  g_assert_cmpstr (g_ptr_array_index (chosen, 0), ==, "get_entity_with_soql");
  for (guint i = 0; i < chosen->len; i++)
    g_assert_null (strstr (g_ptr_array_index (chosen, i), "create"));
  g_assert_cmpstr (g_ptr_array_index (chosen, 3), ==, "list_reports");
}

static char *
body_for (const char *parameters)
{
  g_autoptr (JsonNode) node = embark_json_parse (parameters, -1, NULL);
  g_autoptr (JsonNode) body = embark_health_make_body (node);

  return body != NULL ? embark_json_to_string (body, FALSE) : NULL;
}

static void
test_body (void)
{
  g_autofree char *query = body_for ("[{\"name\":\"q\",\"required\":true},{\"name\":\"x\"}]");
  g_autofree char *limit = body_for ("[{\"name\":\"limit\",\"required\":false}]");
  g_autofree char *unknown = body_for ("[{\"name\":\"id\",\"required\":true}]");
  g_autofree char *nothing = body_for ("{}");

  g_assert_cmpstr (query, ==, "{\"q\":\"SELECT Id FROM Organization LIMIT 1\"}");
  g_assert_cmpstr (limit, ==, "{\"limit\":\"1\"}");
  g_assert_null (unknown);
  g_assert_cmpstr (nothing, ==, "{}");
}

/* ---- what it said ---- */

static void
test_judge (void)
{
  static const struct
  {
    const char *answer;
    gboolean works;
    const char *says; /* part of the blocker */
  } cases[] = {
    { SUCCESS, TRUE, NULL },
    { "{\"data\":{}}", TRUE, NULL },
    { "{\"data\":{},\"node_status\":\"success\"}", TRUE, NULL },
    { "{\"data\":{\"errorCode\":\"ODD_CODE\",\"message\":\"Strange things\"},\"node_status\":\"Errored\"}",
      FALSE, "Strange things" },
    { "{\"data\":[{\"errorCode\":\"ODD_CODE\",\"message\":\"Strange things\"}],\"http_status\":400}", FALSE,
      "Strange things" },
    { "{\"data\":{\"errors\":[{\"statusCode\":\"ODD_CODE\",\"message\":\"Strange "
      "things\"}]},\"http_status\":500}",
      FALSE, "Strange things" },
    { "{\"data\":{\"error\":\"odd_code\",\"error_description\":\"Strange things\"},\"http_status\":401}",
      FALSE, "Strange things" },
    { "{\"data\":null,\"node_status\":\"Errored\"}", FALSE, "did not say why" },
    { "{\"data\":{\"message\":\"bad\\u202e\\u0007words\"},\"node_status\":\"Errored\"}", FALSE, "badwords" },
    { "[]", FALSE, "cannot be understood" },
    { "\"x\"", FALSE, "cannot be understood" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = embark_json_parse (cases[i].answer, -1, NULL);
      g_auto (EmbarkHealthFinding) finding = { 0 };

      g_test_message ("%s", cases[i].answer);
      embark_health_judge (node, &finding);
      g_assert_cmpint (finding.works, ==, cases[i].works);
      if (cases[i].says == NULL)
        g_assert_null (finding.blocker);
      else
        g_assert_nonnull (strstr (finding.blocker, cases[i].says));
    }
}

/* ---- the board ---- */

static gboolean
load (Fixture *f)
{
  embark_health_board_load (f->book);
  g_assert_true (embark_health_board_get_loading (f->book));
  canned_until (!embark_health_board_get_loading (f->book));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  return embark_health_board_get_error (f->book) == NULL;
}

static EmbarkHealthRow *
row_of (Fixture *f, const char *id)
{
  EmbarkHealthRow *row = embark_health_board_find (f->book, id);

  g_assert_nonnull (row);
  return row;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  fixture_set_up (f, data);
  f->book = embark_health_board_new (f->workspace);
}

static void
test_list (Fixture *f, gconstpointer data)
{
  EmbarkHealthRow *first;

  canned_set (&f->canned, "GET", "/linked-account", 200,
              PAGE (ACCOUNT ("a", ACTIVE) "," ACCOUNT ("b", EXPIRED) "," ACCOUNT ("c", "")));
  g_assert_true (load (f));
  g_assert_cmpuint (g_list_model_get_n_items (f->book), ==, 3);
  first = row_of (f, "a");
  g_assert_cmpint (embark_health_row_get_health (first), ==, EMBARK_HEALTH_CONNECTED);
  g_assert_cmpint (embark_health_row_get_owner (first), ==, -1);
  g_assert_null (embark_health_row_get_blocker (first));
  g_assert_cmpint (embark_health_row_get_health (row_of (f, "b")), ==, EMBARK_HEALTH_EXPIRED);
  g_assert_cmpint (embark_health_row_get_owner (row_of (f, "b")), ==, EMBARK_OWNER_CLIENT_USER);
  g_assert_cmpint (embark_health_row_get_health (row_of (f, "c")), ==, EMBARK_HEALTH_NOT_CONNECTED);
  g_assert_cmpuint (embark_health_board_get_count (f->book, EMBARK_HEALTH_EXPIRED), ==, 1);
  g_assert_true (embark_health_row_matches (first, "name of a"));
  g_assert_false (embark_health_row_matches (first, "name of b"));

  /* Rows stay the same objects; what is gone goes. */
  canned_set (&f->canned, "GET", "/linked-account", 200, PAGE (ACCOUNT ("d", "") "," ACCOUNT ("a", EXPIRED)));
  g_assert_true (load (f));
  g_assert_cmpuint (g_list_model_get_n_items (f->book), ==, 2);
  g_assert_true (row_of (f, "a") == first);
  g_assert_cmpint (embark_health_row_get_health (first), ==, EMBARK_HEALTH_EXPIRED);
  g_assert_null (embark_health_board_find (f->book, "b"));
  g_assert_cmpuint (embark_health_board_get_count (f->book, EMBARK_HEALTH_EXPIRED), ==, 1);

  /* An error leaves what is there. */
  canned_set (&f->canned, "GET", "/linked-account", 404, "{\"error\":\"X\",\"message\":\"no\"}");
  g_assert_false (load (f));
  g_assert_cmpuint (g_list_model_get_n_items (f->book), ==, 2);
}

static GPtrArray *
all_rows (Fixture *f)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (f->book); i++)
    g_ptr_array_add (rows, g_list_model_get_item (f->book, i));
  return rows;
}

static gboolean
probe (Fixture *f, GCancellable *cancellable, guint *n_unanswered, GError **error)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GPtrArray) rows = all_rows (f);

  embark_health_board_probe_async (f->book, rows, cancellable, wait_cb, &wait);
  while (wait.result == NULL)
    {
      canned_until (wait.result != NULL || embark_clock_manual_get_n_pending (f->canned.clock) > 0);
      if (wait.result == NULL)
        embark_clock_manual_advance (f->canned.clock, 200);
    }
  return embark_health_board_probe_finish (f->book, wait.result, n_unanswered, error);
}

static void
answer_actions (Fixture *f, const char *execute)
{
  canned_set (&f->canned, "GET", QUERY, 200, ACTIONS);
  canned_set (&f->canned, "GET", QUERY "/get_entity_with_soql", 200, "[{\"name\":\"q\",\"required\":true}]");
  canned_set (&f->canned, "POST", QUERY "/get_entity_with_soql/execute", 200, execute);
}

static void
test_probe (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n_unanswered = 99;

  canned_set (&f->canned, "GET", "/linked-account", 200,
              PAGE (ACCOUNT ("a", ACTIVE) "," ACCOUNT ("b", ACTIVE) "," ACCOUNT ("c", "")));
  answer_actions (f, SUCCESS);
  g_assert_true (load (f));
  g_assert_true (probe (f, NULL, &n_unanswered, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_unanswered, ==, 0);
  g_assert_cmpuint (canned_count (&f->canned, "POST"), ==, 2);
  g_assert_cmpstr (canned_body (&f->canned, "POST", QUERY "/get_entity_with_soql/execute"), ==,
                   "{\"q\":\"SELECT Id FROM Organization LIMIT 1\"}");
  g_assert_cmpint (embark_health_row_get_health (row_of (f, "a")), ==, EMBARK_HEALTH_PROVED);
  g_assert_false (embark_health_row_get_checking (row_of (f, "a")));
  g_assert_cmpint (embark_health_row_get_checked_at (row_of (f, "a")), >, 0);
  g_assert_cmpint (embark_health_row_get_health (row_of (f, "c")), ==, EMBARK_HEALTH_NOT_CONNECTED);

  /* What Cobalt does not answer says nothing of the connection. */
  canned_set (&f->canned, "POST", QUERY "/get_entity_with_soql/execute", 500, "{\"message\":\"oops\"}");
  g_assert_true (probe (f, NULL, &n_unanswered, &error));
  g_assert_cmpuint (n_unanswered, ==, 2);
  g_assert_cmpint (embark_health_row_get_health (row_of (f, "a")), ==, EMBARK_HEALTH_PROVED);

  canned_set (&f->canned, "POST", QUERY "/get_entity_with_soql/execute", 200,
              "{\"data\":{\"errorCode\":\"ODD\",\"message\":\"Gone\"},\"node_status\":\"Errored\",\"http_"
              "status\":401}");
  g_assert_true (probe (f, NULL, &n_unanswered, &error));
  g_assert_cmpint (embark_health_row_get_health (row_of (f, "a")), ==, EMBARK_HEALTH_BROKEN);
  g_assert_nonnull (embark_health_row_get_blocker (row_of (f, "a")));
}

/* Five a second, whatever the number; a stop is a stop. */
static void
test_rate (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Wait) wait = { NULL };
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  GString *docs = g_string_new ("{\"docs\":[");
  guint sent;

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (docs, "%s{\"account_id\":\"n%u\",\"integrations\":[" ACTIVE "]}",
                            i > 0 ? "," : "", i);
  g_string_append (docs, "],\"hasNextPage\":false}");
  canned_set (&f->canned, "GET", "/linked-account", 200, docs->str);
  g_string_free (docs, TRUE);
  answer_actions (f, SUCCESS);
  g_assert_true (load (f));

  rows = all_rows (f);
  embark_health_board_probe_async (f->book, rows, cancellable, wait_cb, &wait);
  g_assert_true (embark_health_board_get_probing (f->book));
  canned_until (embark_clock_manual_get_n_pending (f->canned.clock) > 0);
  for (guint i = 0; i < 10; i++)
    canned_advance (&f->canned, 200, wait.result != NULL);
  canned_until (embark_health_board_get_n_probed (f->book) >= 10);
  sent = canned_count (&f->canned, "POST");
  g_assert_cmpuint (sent, >=, 10);
  g_assert_cmpuint (sent, <=, 12);
  g_assert_cmpuint (embark_health_board_get_n_to_probe (f->book), ==, 40);

  g_cancellable_cancel (cancellable);
  canned_until (wait.result != NULL);
  g_assert_false (embark_health_board_probe_finish (f->book, wait.result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (canned_count (&f->canned, "POST"), <=, sent + 2);
  g_assert_false (embark_health_board_get_probing (f->book));
  g_assert_false (embark_health_row_get_checking (row_of (f, "n39")));
}

/* Nothing is done in a client's Salesforce when no action surely reads. */
static void
test_no_action (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  canned_set (&f->canned, "GET", "/linked-account", 200, PAGE (ACCOUNT ("a", ACTIVE)));
  canned_set (&f->canned, "GET", QUERY, 200,
              "[{\"action_id\":\"delete_account\"},{\"action_id\":\"httprequest\"}]");
  g_assert_true (load (f));
  g_assert_false (probe (f, NULL, NULL, &error));
  g_assert_error (error, EMBARK_HEALTH_ERROR, EMBARK_HEALTH_ERROR_NO_ACTION);
  g_assert_cmpuint (canned_count (&f->canned, "POST"), ==, 0);
}

/* One account that is refused does not keep the others from being probed. */
static void
test_refused_first (Fixture *f, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  canned_set (&f->canned, "GET", "/linked-account", 200,
              PAGE (ACCOUNT ("a", ACTIVE) "," ACCOUNT ("b", ACTIVE)));
  g_assert_true (load (f));
  answer_actions (f, SUCCESS);
  canned_set (&f->canned, "GET", QUERY, 400, "{\"error\":\"X\",\"message\":\"not connected\"}");
  rows = all_rows (f);
  embark_health_board_probe_async (f->book, rows, NULL, wait_cb, &wait);
  canned_until (canned_count (&f->canned, "GET " QUERY) == 1);
  canned_set (&f->canned, "GET", QUERY, 200, ACTIONS);
  while (wait.result == NULL)
    {
      canned_until (wait.result != NULL || embark_clock_manual_get_n_pending (f->canned.clock) > 0);
      if (wait.result == NULL)
        embark_clock_manual_advance (f->canned.clock, 200);
    }
  g_assert_true (embark_health_board_probe_finish (f->book, wait.result, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (embark_health_row_get_health (row_of (f, "b")), ==, EMBARK_HEALTH_PROVED);
}

/* Where all are refused it is not asked for ever. */
static void
test_refused_all (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  canned_set (&f->canned, "GET", "/linked-account", 200,
              PAGE (ACCOUNT ("a", ACTIVE) "," ACCOUNT ("b", ACTIVE)));
  g_assert_true (load (f));
  canned_set (&f->canned, "GET", QUERY, 400, "{\"error\":\"X\",\"message\":\"not connected\"}");
  g_assert_false (probe (f, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (canned_count (&f->canned, "GET " QUERY), ==, 2);
  g_assert_false (embark_health_board_get_probing (f->book));
}

/* What was found is known the next day, until somebody signs in anew. */
static void
test_recall (Fixture *f, gconstpointer data)
{
  g_autoptr (EmbarkHealthBoard) other = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *fresh = NULL;
  g_autofree char *later = NULL;

  canned_set (&f->canned, "GET", "/linked-account", 200, PAGE (ACCOUNT ("a", ACTIVE)));
  answer_actions (f, "{\"data\":{\"message\":\"Gone\"},\"http_status\":401}");
  g_assert_true (load (f));
  g_assert_true (probe (f, NULL, NULL, &error));

  other = embark_health_board_new (f->workspace);
  embark_health_board_load (other);
  canned_until (!embark_health_board_get_loading (other));
  g_assert_cmpint (embark_health_row_get_health (embark_health_board_find (other, "a")), ==,
                   EMBARK_HEALTH_BROKEN);
  g_assert_nonnull (strstr (embark_health_row_get_blocker (embark_health_board_find (other, "a")), "Gone"));

  later = canned_time (&f->canned, 60000);
  fresh = g_strdup_printf (PAGE ("{\"account_id\":\"a\",\"integrations\":[{\"type\":\"salesforce\","
                                 "\"updatedAt\":\"%s\"}]}"),
                           later);
  canned_set (&f->canned, "GET", "/linked-account", 200, fresh);
  embark_health_board_load (other);
  canned_until (!embark_health_board_get_loading (other));
  g_assert_cmpint (embark_health_row_get_health (embark_health_board_find (other, "a")), ==,
                   EMBARK_HEALTH_CONNECTED);
}

/* ---- against the sandbox ---- */

static void
made_cb (GObject *source, GAsyncResult *result, gpointer n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = embark_client_send_finish (EMBARK_CLIENT (source), result, &error);

  g_assert_no_error (error);
  g_assert_nonnull (reply);
  ++*(guint *) n;
}

static void
test_pages (Fixture *f, gconstpointer data)
{
  const guint n_more = 130;
  guint n_made = 0;

  for (guint i = 0; i < n_more; i++)
    {
      g_autoptr (EmbarkCall) call = embark_call_new (EMBARK_OPERATION_ACCOUNT_UPSERT);
      g_autofree char *body = g_strdup_printf ("{\"account_id\":\"more-%u\"}", i);

      embark_call_set_body_text (call, body);
      embark_client_send_async (f->client, call, NULL, made_cb, &n_made);
    }
  canned_until (n_made == n_more);
  g_assert_true (load (f));
  g_assert_true (embark_health_board_get_loaded (f->book));
  g_assert_cmpint (embark_health_board_get_total (f->book), ==, g_list_model_get_n_items (f->book));
  g_assert_cmpuint (g_list_model_get_n_items (f->book), >, n_more);
  g_assert_nonnull (embark_health_board_find (f->book, "more-129"));
}

static void
test_truly (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonArray) requests = NULL;
  guint n_proved;

  g_assert_true (load (f));
  g_assert_true (probe (f, NULL, NULL, &error));
  g_assert_no_error (error);
  n_proved = embark_health_board_get_count (f->book, EMBARK_HEALTH_PROVED);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  n_proved = embark_health_board_get_count (f->book, EMBARK_HEALTH_PROVED);
  g_assert_cmpuint (n_proved, >, 0);
  g_assert_cmpuint (embark_health_board_get_count (f->book, EMBARK_HEALTH_CONNECTED), ==, 0);

  /* Only reading was done. */
  requests = embark_sandbox_dup_requests (f->sandbox);
  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);

      if (g_str_equal (json_object_get_string_member (request, "method"), "POST"))
        g_assert_nonnull (strstr (json_object_get_string_member (request, "path"), "/actions/get_"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/health/choose", test_choose);
  g_test_add_func ("/health/body", test_body);
  g_test_add_func ("/health/judge", test_judge);
  g_test_add ("/health/list", Fixture, NULL, set_up, test_list, fixture_tear_down);
  g_test_add ("/health/probe", Fixture, NULL, set_up, test_probe, fixture_tear_down);
  g_test_add ("/health/rate", Fixture, NULL, set_up, test_rate, fixture_tear_down);
  g_test_add ("/health/no-action", Fixture, NULL, set_up, test_no_action, fixture_tear_down);
  g_test_add ("/health/refused-first", Fixture, NULL, set_up, test_refused_first, fixture_tear_down);
  g_test_add ("/health/refused-all", Fixture, NULL, set_up, test_refused_all, fixture_tear_down);
  g_test_add ("/health/recall", Fixture, NULL, set_up, test_recall, fixture_tear_down);
  g_test_add ("/health/pages", Fixture, "sandbox", set_up, test_pages, fixture_tear_down);
  g_test_add ("/health/truly", Fixture, "sandbox", set_up, test_truly, fixture_tear_down);
  return g_test_run ();
}
