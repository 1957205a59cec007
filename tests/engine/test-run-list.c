/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of runs against the sandbox, whose clock is held. */

#include "config.h"

#include "canned-server.h"
#include "connect-fixture.h"
#include "embark-run-list.h"
#include "test-util.h"

#define READY  "acme-robotics"
#define PERSON "{\"first_name\":\"Ada\",\"last_name\":\"Lovelace\",\"email\":\"ada@acme.example\"}"

typedef struct
{
  Stand base;
  EmbarkRunList *list;
} List;

static EmbarkRunList *
open_list (List *l, const char *account)
{
  return embark_run_list_new (l->base.workspace, account);
}

static void
list_set_up (List *l, gconstpointer data)
{
  stand_set_up (&l->base, NULL);
  if (data != NULL)
    embark_sandbox_set_large (l->base.sandbox.sandbox, EMBARK_SANDBOX_LARGE);
  l->list = open_list (l, READY);
}

static void
list_tear_down (List *l, gconstpointer data)
{
  embark_run_list_set_live (l->list, FALSE);
  stand_settle (&l->base);
  g_assert_finalize_object (l->list);
  stand_tear_down (&l->base, NULL);
}

static GListModel *
runs (List *l)
{
  return G_LIST_MODEL (embark_run_list_get_runs (l->list));
}

static guint
count (List *l)
{
  return g_list_model_get_n_items (runs (l));
}

static gboolean
is_loaded (List *l)
{
  EmbarkPagedList *paged = embark_run_list_get_runs (l->list);

  return embark_paged_list_get_loaded (paged) && !embark_paged_list_get_loading (paged);
}

static void
load (List *l)
{
  embark_run_list_refresh (l->list);
  canned_until (is_loaded (l));
}

static guint
n_requests (List *l)
{
  g_autoptr (JsonArray) requests = embark_sandbox_dup_requests (l->base.sandbox.sandbox);

  return json_array_get_length (requests);
}

/* Returns: whether the last request had @name in its query */
static gboolean
was_asked_for (List *l, const char *name)
{
  g_autoptr (JsonArray) requests = embark_sandbox_dup_requests (l->base.sandbox.sandbox);
  JsonObject *last = json_array_get_object_element (requests, json_array_get_length (requests) - 1);
  JsonArray *names = json_object_get_array_member (last, "query");

  for (guint i = 0; i < json_array_get_length (names); i++)
    if (g_str_equal (json_array_get_string_element (names, i), name))
      return TRUE;
  return FALSE;
}

static void
fire (List *l)
{
  g_assert_cmpuint (fixture_send (&l->base.sandbox, "POST", API "/event/salesforce",
                                  "{\"event\":\"contact.created\",\"payload\":" PERSON "}", "key",
                                  embark_sandbox_get_api_key (l->base.sandbox.sandbox), "account", READY,
                                  NULL),
                    ==, 200);
}

/* A hundred thousand: so many are said, and a page at a time is asked for, none twice. */
static void
test_pages (List *l, gconstpointer data)
{
  EmbarkPagedList *paged = embark_run_list_get_runs (l->list);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  load (l);
  g_assert_cmpint (embark_run_list_get_total (l->list), >=, 100000);
  g_assert_cmpuint (count (l), ==, 100);
  for (guint page = 2; page <= 4; page++)
    {
      embark_paged_list_load_more (paged);
      canned_until (is_loaded (l));
      g_assert_cmpuint (count (l), ==, page * 100);
    }
  for (guint i = 0; i < count (l); i++)
    {
      g_autoptr (EmbarkExecution) run = g_list_model_get_item (runs (l), i);

      g_assert_true (g_hash_table_add (ids, g_strdup (embark_execution_get_id (run))));
    }
}

/* The server filters, and what it filtered is what was asked for. */
static void
test_filters (List *l, gconstpointer data)
{
  const EmbarkRunFilter filter = {
    .status = EMBARK_EXECUTION_ERRORED, .source = "Event", .workflow_id = CREATE_CONTACT, .hours = 24 * 365
  };
  const EmbarkRunFilter recent = { .hours = 1 };
  static const char *const names[] = { "status", "execution_source", "workflow_id", "start_date" };
  guint all, before;

  load (l);
  all = count (l);
  g_assert_cmpuint (all, >, 1);
  embark_run_list_set_filter (l->list, &filter);
  canned_until (is_loaded (l));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_true (was_asked_for (l, names[i]));
  g_assert_cmpuint (count (l), <, all);
  g_assert_cmpuint (count (l), >, 0);
  for (guint i = 0; i < count (l); i++)
    {
      g_autoptr (EmbarkExecution) run = g_list_model_get_item (runs (l), i);

      g_assert_cmpint (embark_execution_get_status (run), ==, EMBARK_EXECUTION_ERRORED);
      g_assert_cmpstr (embark_execution_get_workflow_id (run), ==, CREATE_CONTACT);
      g_assert_true (embark_run_list_matches (l->list, run));
    }

  /* The same again is no question. */
  before = n_requests (l);
  embark_run_list_set_filter (l->list, &filter);
  g_assert_true (is_loaded (l));
  g_assert_cmpuint (n_requests (l), ==, before);
  embark_run_list_set_filter (l->list, &recent);
  canned_until (is_loaded (l));
  g_assert_cmpuint (count (l), <, all);
}

static void
test_id (List *l, gconstpointer data)
{
  g_autoptr (EmbarkExecution) second = NULL;
  g_autoptr (EmbarkExecution) found = NULL;

  load (l);
  second = g_list_model_get_item (runs (l), 1);
  g_assert_true (embark_run_list_is_id (embark_execution_get_id (second)));
  g_assert_false (embark_run_list_is_id ("contact.created"));
  embark_run_list_set_run_id (l->list, embark_execution_get_id (second));
  canned_until (is_loaded (l));
  g_assert_cmpuint (count (l), ==, 1);
  found = g_list_model_get_item (runs (l), 0);
  g_assert_cmpstr (embark_execution_get_id (found), ==, embark_execution_get_id (second));
  embark_run_list_set_run_id (l->list, NULL);
  canned_until (is_loaded (l));
  g_assert_cmpuint (count (l), >, 1);
}

/* What was asked for first answers last, and is no answer any more. */
static void
test_swapped (List *l, gconstpointer data)
{
  const EmbarkRunFilter errored = { .status = EMBARK_EXECUTION_ERRORED };
  const EmbarkRunFilter completed = { .status = EMBARK_EXECUTION_COMPLETED };

  load (l);
  embark_run_list_set_filter (l->list, &errored);
  embark_run_list_set_filter (l->list, &completed);
  embark_run_list_set_filter (l->list, &errored);
  embark_run_list_set_filter (l->list, &completed);
  canned_until (is_loaded (l));
  stand_settle (&l->base);
  g_assert_cmpuint (count (l), >, 0);
  for (guint i = 0; i < count (l); i++)
    {
      g_autoptr (EmbarkExecution) run = g_list_model_get_item (runs (l), i);

      g_assert_cmpint (embark_execution_get_status (run), ==, EMBARK_EXECUTION_COMPLETED);
    }
}

static EmbarkExecutionStatus
first_status (List *l)
{
  g_autoptr (EmbarkExecution) run = g_list_model_get_item (runs (l), 0);

  return embark_execution_get_status (run);
}

/* Moves time on until the list asked once more. Returns: how long that took, in ms */
static guint
wait_asked (List *l)
{
  const gint64 asked_at = embark_run_list_get_asked_at (l->list);
  guint passed = 0;

  while (embark_run_list_get_asked_at (l->list) == asked_at)
    {
      embark_clock_manual_advance (l->base.sandbox.clock, 500);
      passed += 500;
      canned_until (embark_clock_manual_get_n_pending (l->base.sandbox.clock) > 0);
    }
  return passed;
}

/* While it is live, new runs come by themselves and go on; it asks less often while nothing happens, and not
 * at all when nobody looks. */
static void
test_live (List *l, gconstpointer data)
{
  guint before, quiet = 0, n;

  embark_run_list_set_live (l->list, TRUE);
  canned_until (is_loaded (l));
  before = count (l);
  g_assert_cmpuint (wait_asked (l), ==, 5000);
  for (guint i = 0; i < 12; i++)
    quiet = wait_asked (l);
  g_assert_cmpuint (quiet, >, 5000);

  fire (l);
  wait_asked (l);
  g_assert_cmpuint (count (l), >, before);
  while (!embark_execution_status_is_terminal (first_status (l)))
    g_assert_cmpuint (wait_asked (l), <=, 2000);
  g_assert_cmpint (first_status (l), ==, EMBARK_EXECUTION_COMPLETED);
  g_assert_cmpint (embark_run_list_get_total (l->list), ==, count (l));

  embark_run_list_set_live (l->list, FALSE);
  n = n_requests (l);
  g_assert_cmpuint (embark_clock_manual_get_n_pending (l->base.sandbox.clock), ==, 0);
  embark_clock_manual_advance (l->base.sandbox.clock, 3600 * 1000);
  stand_settle (&l->base);
  g_assert_cmpuint (n_requests (l), ==, n);
}

/* What cannot be asked for is said, what was loaded stays, and it goes on trying. */
static void
test_trouble (List *l, gconstpointer data)
{
  guint before;

  embark_run_list_set_live (l->list, TRUE);
  canned_until (is_loaded (l));
  before = count (l);
  embark_sandbox_fail_next (l->base.sandbox.sandbox, "GET", "/execution", 403, 1);
  embark_run_list_refresh (l->list);
  canned_until (embark_run_list_get_poll_error (l->list) != NULL);
  g_assert_cmpuint (count (l), ==, before);
  wait_asked (l);
  g_assert_null (embark_run_list_get_poll_error (l->list));
}

/* Which run repeats which is known after a restart too, both ways, and of the newest repetition. */
static void
test_lineage (List *l, gconstpointer data)
{
  embark_run_list_note_rerun (l->list, "origin", "first");
  embark_clock_manual_advance (l->base.sandbox.clock, 1000);
  embark_run_list_note_rerun (l->list, "origin", "second");
  stand_settle (&l->base);
  g_assert_finalize_object (l->list);

  l->list = open_list (l, READY);
  g_assert_null (embark_run_list_get_origin (l->list, "first"));
  canned_until (embark_run_list_get_origin (l->list, "first") != NULL);
  g_assert_cmpstr (embark_run_list_get_origin (l->list, "first"), ==, "origin");
  g_assert_cmpstr (embark_run_list_get_origin (l->list, "second"), ==, "origin");
  g_assert_cmpstr (embark_run_list_get_rerun (l->list, "origin"), ==, "second");
  g_assert_null (embark_run_list_get_origin (l->list, "origin"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, data, func) g_test_add ("/run-list/" name, List, data, list_set_up, func, list_tear_down)
  TEST ("pages", "large", test_pages);
  TEST ("filters", NULL, test_filters);
  TEST ("id", NULL, test_id);
  TEST ("swapped", NULL, test_swapped);
  TEST ("live", NULL, test_live);
  TEST ("trouble", NULL, test_trouble);
  TEST ("lineage", NULL, test_lineage);
  return g_test_run ();
}
