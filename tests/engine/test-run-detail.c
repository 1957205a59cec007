/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One run against the sandbox, whose clock is held: followed, stopped, run again. */

#include "config.h"

#include "canned-server.h"
#include "connect-fixture.h"
#include "embark-api-error.h"
#include "embark-batch.h"
#include "embark-json.h"
#include "embark-run-detail.h"
#include "test-util.h"

#define READY  "acme-robotics"
#define PERSON "{\"first_name\":\"Ada\",\"last_name\":\"Lovelace\",\"email\":\"ada@acme.example\"}"

typedef struct
{
  Stand base;
  EmbarkRunList *list;
  EmbarkRunDetail *detail; /* (nullable) */
} Detail;

static void
detail_set_up (Detail *d, gconstpointer data)
{
  stand_set_up (&d->base, NULL);
  if (data != NULL)
    {
      g_autofree char *key =
          g_strconcat ("pk", embark_sandbox_get_api_key (d->base.sandbox.sandbox) + 2, NULL);

      embark_workspace_set_api_key (d->base.workspace, key);
    }
  d->list = embark_run_list_new (d->base.workspace, READY);
}

static void
detail_tear_down (Detail *d, gconstpointer data)
{
  if (d->detail != NULL)
    {
      embark_run_detail_set_live (d->detail, FALSE);
      stand_settle (&d->base);
      g_assert_finalize_object (d->detail);
    }
  stand_settle (&d->base);
  g_assert_finalize_object (d->list);
  stand_tear_down (&d->base, NULL);
}

static EmbarkExecution *
run (Detail *d)
{
  return embark_run_detail_get_run (d->detail);
}

static EmbarkExecutionStatus
status (Detail *d)
{
  return embark_execution_get_status (run (d));
}

static gboolean
is_listed (Detail *d)
{
  EmbarkPagedList *paged = embark_run_list_get_runs (d->list);

  return embark_paged_list_get_loaded (paged) && !embark_paged_list_get_loading (paged);
}

/* Opens the run of that place in the list. */
static void
open_run (Detail *d, guint position)
{
  g_autoptr (EmbarkExecution) listed = NULL;

  if (!is_listed (d))
    {
      embark_run_list_refresh (d->list);
      canned_until (is_listed (d));
    }
  listed = g_list_model_get_item (G_LIST_MODEL (embark_run_list_get_runs (d->list)), position);
  g_assert_nonnull (listed);
  d->detail = embark_run_detail_new (d->list, listed);
}

/* Fires an event and opens the run that comes of it. */
static void
open_new (Detail *d, double speed)
{
  const char *key = embark_sandbox_get_api_key (d->base.sandbox.sandbox);

  embark_sandbox_set_speed (d->base.sandbox.sandbox, speed);
  g_assert_cmpuint (fixture_send (&d->base.sandbox, "POST", API "/event/salesforce",
                                  "{\"event\":\"contact.created\",\"payload\":" PERSON "}", "key", key,
                                  "account", READY, NULL),
                    ==, 200);
  embark_clock_manual_advance (d->base.sandbox.clock, (guint) (200 / speed));
  open_run (d, 0);
  g_assert_cmpint (status (d), ==, EMBARK_EXECUTION_QUEUED);
}

/* Follows the run until @condition, time going on. */
#define follow_until(d, condition)                                                                           \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    while (!(condition))                                                                                     \
      {                                                                                                      \
        canned_until (embark_clock_manual_get_n_pending ((d)->base.sandbox.clock) > 0 || (condition));       \
        embark_clock_manual_advance ((d)->base.sandbox.clock, 500);                                          \
      }                                                                                                      \
  }                                                                                                          \
  G_STMT_END

static guint
n_requests (Detail *d)
{
  g_autoptr (JsonArray) requests = embark_sandbox_dup_requests (d->base.sandbox.sandbox);

  return json_array_get_length (requests);
}

/* It is followed node by node until it has ended, and then no more. */
static void
test_follow (Detail *d, gconstpointer data)
{
  guint n;

  open_new (d, 1);
  g_assert_false (embark_run_detail_get_loaded (d->detail));
  embark_run_detail_set_live (d->detail, TRUE);
  g_assert_true (embark_run_detail_get_loading (d->detail));
  follow_until (d, status (d) == EMBARK_EXECUTION_RUNNING);
  g_assert_cmpuint (embark_execution_get_nodes (run (d))->len, >, 1);
  follow_until (d, status (d) == EMBARK_EXECUTION_COMPLETED);
  /* What the list alone says is still known. */
  g_assert_cmpstr (embark_execution_get_title (run (d)), ==, "Create New Contact");

  g_assert_cmpuint (embark_clock_manual_get_n_pending (d->base.sandbox.clock), ==, 0);
  n = n_requests (d);
  embark_clock_manual_advance (d->base.sandbox.clock, 600 * 1000);
  stand_settle (&d->base);
  g_assert_cmpuint (n_requests (d), ==, n);
}

static void
test_not_live (Detail *d, gconstpointer data)
{
  guint n;

  open_new (d, 1);
  embark_run_detail_set_live (d->detail, TRUE);
  embark_run_detail_set_live (d->detail, FALSE);
  g_assert_false (embark_run_detail_get_loading (d->detail));
  stand_settle (&d->base);
  n = n_requests (d);
  embark_clock_manual_advance (d->base.sandbox.clock, 600 * 1000);
  stand_settle (&d->base);
  g_assert_cmpuint (n_requests (d), ==, n);
}

static void
test_unknown (Detail *d, gconstpointer data)
{
  g_autoptr (EmbarkExecution) stranger = embark_run_list_dup_run (d->list, "64d1fb3a8716dc5065129999", NULL);

  d->detail = embark_run_detail_new (d->list, stranger);
  embark_run_detail_refresh (d->detail);
  canned_until (embark_run_detail_get_error (d->detail) != NULL);
  g_assert_error (embark_run_detail_get_error (d->detail), EMBARK_API_ERROR, EMBARK_API_ERROR_NOT_FOUND);
  g_assert_false (embark_run_detail_get_loaded (d->detail));
  g_assert_false (embark_run_detail_get_loading (d->detail));
}

static void
test_stop (Detail *d, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  open_new (d, 0.1);
  embark_run_detail_set_live (d->detail, TRUE);
  follow_until (d, status (d) == EMBARK_EXECUTION_RUNNING);
  embark_run_detail_stop_async (d->detail, NULL, wait_cb, &wait);
  g_assert_true (embark_run_detail_stop_finish (d->detail, wait_for (&wait), &error));
  g_assert_no_error (error);
  follow_until (d, status (d) == EMBARK_EXECUTION_STOPPED);
  g_assert_cmpuint (embark_clock_manual_get_n_pending (d->base.sandbox.clock), ==, 0);
}

/* The new run is another one, known as a repetition before the platform lists it. */
static void
test_rerun (Detail *d, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *origin = NULL;
  g_autofree char *id = NULL;
  g_autoptr (EmbarkExecution) guess = NULL;

  open_new (d, 1);
  embark_run_detail_set_live (d->detail, TRUE);
  follow_until (d, status (d) == EMBARK_EXECUTION_COMPLETED);
  origin = g_strdup (embark_execution_get_id (run (d)));
  embark_run_detail_rerun_async (d->detail, NULL, wait_cb, &wait);
  id = embark_run_detail_rerun_finish (d->detail, wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (id, !=, origin);
  g_assert_true (embark_run_list_is_id (id));
  g_assert_cmpstr (embark_run_list_get_origin (d->list, id), ==, origin);
  g_assert_cmpstr (embark_run_list_get_rerun (d->list, origin), ==, id);

  guess = embark_run_list_dup_run (d->list, id, run (d));
  g_assert_cmpstr (embark_execution_get_title (guess), ==, "Create New Contact");
  wait_reset (&wait);
  g_assert_finalize_object (g_steal_pointer (&d->detail));
  d->detail = embark_run_detail_new (d->list, guess);
  embark_run_detail_set_live (d->detail, TRUE);
  /* It is not there yet, and that is no error. */
  canned_until (!embark_run_detail_get_loading (d->detail));
  g_assert_no_error (embark_run_detail_get_error (d->detail));
  follow_until (d, status (d) == EMBARK_EXECUTION_COMPLETED);
}

/* Two questions at once have one answer, that of the later one. */
static void
test_swapped (Detail *d, gconstpointer data)
{
  open_run (d, 0);
  for (guint i = 0; i < 5; i++)
    embark_run_detail_refresh (d->detail);
  canned_until (embark_run_detail_get_loaded (d->detail));
  stand_settle (&d->base);
  g_assert_false (embark_run_detail_get_loading (d->detail));
  g_assert_no_error (embark_run_detail_get_error (d->detail));
  /* One that is dropped on its way has nobody to tell. */
  embark_run_detail_refresh (d->detail);
  g_assert_finalize_object (g_steal_pointer (&d->detail));
  stand_settle (&d->base);
}

static void
test_read_only (Detail *d, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;
  guint n;

  open_run (d, 0);
  embark_workspace_set_read_only (d->base.workspace, TRUE);
  n = n_requests (d);
  embark_run_detail_rerun_async (d->detail, NULL, wait_cb, &wait);
  g_assert_null (embark_run_detail_rerun_finish (d->detail, wait_for (&wait), &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_READ_ONLY);
  g_clear_error (&error);
  wait_reset (&wait);
  embark_run_detail_stop_async (d->detail, NULL, wait_cb, &wait);
  g_assert_false (embark_run_detail_stop_finish (d->detail, wait_for (&wait), &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_READ_ONLY);
  g_assert_cmpuint (n_requests (d), ==, n);
}

static EmbarkExecutionNode *
find_batch_node (Detail *d)
{
  GPtrArray *nodes = embark_execution_get_nodes (run (d));

  for (guint i = 0; i < nodes->len; i++)
    if (embark_execution_node_get_is_batch (g_ptr_array_index (nodes, i)))
      return g_ptr_array_index (nodes, i);
  return NULL;
}

/* The batches of the first run that has any come page by page. */
static void
test_batches (Detail *d, gconstpointer data)
{
  const EmbarkRunFilter filter = { .workflow_id = SYNC_OPPORTUNITIES };
  g_autoptr (EmbarkPagedList) batches = NULL;
  g_autoptr (EmbarkBatch) batch = NULL;

  embark_run_list_set_filter (d->list, &filter);
  canned_until (is_listed (d));
  open_run (d, 0);
  embark_run_detail_refresh (d->detail);
  canned_until (embark_run_detail_get_loaded (d->detail));
  g_assert_nonnull (find_batch_node (d));
  batches = embark_run_detail_new_batches (d->detail, find_batch_node (d));
  embark_paged_list_load_more (batches);
  canned_until (embark_paged_list_get_loaded (batches));
  g_assert_no_error (embark_paged_list_get_error (batches));
  batch = g_list_model_get_item (G_LIST_MODEL (batches), 0);
  g_assert_nonnull (batch);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, data, func)                                                                               \
  g_test_add ("/run-detail/" name, Detail, data, detail_set_up, func, detail_tear_down)
  TEST ("follow", NULL, test_follow);
  TEST ("not-live", NULL, test_not_live);
  TEST ("unknown", NULL, test_unknown);
  TEST ("stop", NULL, test_stop);
  TEST ("rerun", NULL, test_rerun);
  TEST ("swapped", NULL, test_swapped);
  TEST ("read-only", "production", test_read_only);
  TEST ("batches", NULL, test_batches);
  return g_test_run ();
}
