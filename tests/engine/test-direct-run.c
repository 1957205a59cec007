/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Workflows that are executed directly: against the sandbox, and against answers that it does not give. */

#include "config.h"

#include <string.h>

#include "canned-server.h"
#include "embark-direct-run.h"
#include "embark-json.h"
#include "sandbox-fixture.h"
#include "test-util.h"

typedef struct
{
  Fixture sandbox;
  EmbarkClient *client;
  EmbarkJournal *journal;
  EmbarkWorkspace *workspace;
  EmbarkFireTracker *tracker;
  char *workflow; /* published; it gives back what it is given */
} Path;

/* ---- a workflow of the account's own ---- */

static void
make_workflow (Path *p)
{
  Fixture *f = &p->sandbox;
  g_autofree char *token = NULL;
  g_autofree char *path = NULL;

  g_assert_cmpuint (fixture_call (f, "POST", API "/workflow", "{\"name\":\"Echo\"}"), ==, 200);
  path = g_strconcat (API "/workflow/", sandbox_str (sandbox_obj (fixture_object (f), "workflow"), "_id"),
                      "/publish", NULL);
  token = fixture_token (f, ACCOUNT);
  g_assert_cmpuint (fixture_send (f, "PUT", path, "{\"published\":true}", "bearer", token, NULL), ==, 200);
  p->workflow = g_strdup (sandbox_str (fixture_object (f), "_id"));
}

static void
path_set_up (Path *p, gconstpointer data)
{
  g_autoptr (EmbarkProfile) profile = NULL;
  g_autoptr (SoupSession) session = embark_session_new ();
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  p->sandbox.clock = embark_clock_manual_new (g_get_real_time ());
  p->sandbox.sandbox = embark_sandbox_new (EMBARK_CLOCK (p->sandbox.clock), 7);
  p->sandbox.session = soup_session_new ();
  g_assert_true (embark_sandbox_listen (p->sandbox.sandbox, 0, &error));
  p->client = embark_client_new (embark_sandbox_get_base_uri (p->sandbox.sandbox), session,
                                 EMBARK_CLOCK (p->sandbox.clock));
  embark_client_set_api_key (p->client, embark_sandbox_get_api_key (p->sandbox.sandbox));
  p->journal = embark_journal_new (":memory:");
  embark_journal_open_async (p->journal, NULL, wait_cb, &wait);
  g_assert_true (embark_journal_open_finish (p->journal, wait_for (&wait), &error));
  profile = embark_profile_new ("p", "Kestrel", embark_client_get_base_uri (p->client));
  p->workspace = embark_workspace_new (profile, p->client, p->journal, EMBARK_CLOCK (p->sandbox.clock));
  p->tracker = embark_fire_tracker_new (p->client, p->journal, EMBARK_CLOCK (p->sandbox.clock));
  make_workflow (p);
}

static void
path_tear_down (Path *p, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };

  embark_fire_tracker_stop (p->tracker);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&p->tracker);
  g_clear_object (&p->workspace);
  embark_journal_close_async (p->journal, wait_cb, &wait);
  wait_for (&wait);
  wait_reset (&wait);
  g_clear_object (&p->journal);
  g_clear_object (&p->client);
  g_free (p->workflow);
  fixture_tear_down (&p->sandbox, data);
}

/* Returns: (transfer full): answered */
static EmbarkDirectRun *
execute (Path *p, const char *workflow, const char *payload, gboolean sync, gboolean wrapped)
{
  const EmbarkDirectOrder order = { .account_id = ACCOUNT,
                                    .workflow_id = workflow,
                                    .slug = "salesforce",
                                    .payload = payload,
                                    .sync = sync,
                                    .wrapped = wrapped };
  EmbarkDirectRun *run = embark_direct_run_start (p->workspace, p->tracker, &order);

  g_assert_true (embark_direct_run_get_running (run));
  canned_until (!embark_direct_run_get_running (run));
  return run;
}

static char *
dup_answer (EmbarkDirectRun *run)
{
  return embark_json_to_string (embark_direct_run_get_answer (run), FALSE);
}

/* Returns: (transfer full): the fire as the journal has it */
static EmbarkFire *
dup_journaled (EmbarkJournal *journal, const char *account, EmbarkFire *fire)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GPtrArray) fires = NULL;
  g_autoptr (GError) error = NULL;

  embark_journal_list_fires_async (journal, "p", account, 100, NULL, wait_cb, &wait);
  fires = embark_journal_list_fires_finish (journal, wait_for (&wait), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < fires->len; i++)
    if (g_strcmp0 (embark_fire_get_id (g_ptr_array_index (fires, i)), embark_fire_get_id (fire)) == 0)
      return g_object_ref (g_ptr_array_index (fires, i));
  return NULL;
}

/* ---- the sandbox ---- */

static guint
n_open (EmbarkFire *a, EmbarkFire *b)
{
  return (embark_fire_get_ended_at (a) == 0) + (embark_fire_get_ended_at (b) == 0);
}

/* It is known at once which run it is, and it is followed to its end; two at once stay apart. */
static void
test_async (Path *p, gconstpointer data)
{
  const guint n_others = embark_clock_manual_get_n_pending (p->sandbox.clock);
  g_autoptr (EmbarkDirectRun) run = execute (p, p->workflow, "{\"a\":1.50}", FALSE, FALSE);
  g_autoptr (EmbarkDirectRun) other = execute (p, p->workflow, "{\"a\":2}", FALSE, TRUE);
  EmbarkFire *fire = embark_direct_run_get_fire (run), *twin = embark_direct_run_get_fire (other);
  g_autoptr (EmbarkFire) kept = NULL;

  g_assert_cmpuint (embark_direct_run_get_status (run), ==, 200);
  g_assert_nonnull (embark_direct_run_get_run_id (run));
  g_assert_null (embark_direct_run_get_answer (run));
  g_assert_cmpint (embark_fire_get_state (fire), ==, EMBARK_FIRE_RAN);
  g_assert_cmpstr (embark_fire_get_run_ids (fire)[0], ==, embark_direct_run_get_run_id (run));
  g_assert_cmpstr (embark_fire_get_workflow_id (fire), ==, p->workflow);
  g_assert_cmpstr (embark_fire_get_event (fire), ==, "");
  while (n_open (fire, twin) > 0)
    {
      /* Each of them waits for its next round, or has ended. */
      canned_until (embark_clock_manual_get_n_pending (p->sandbox.clock) >= n_others + n_open (fire, twin));
      if (n_open (fire, twin) > 0)
        embark_clock_manual_advance (p->sandbox.clock, 500);
    }
  g_assert_true (embark_fire_get_succeeded (fire));
  g_assert_true (g_str_has_prefix (embark_fire_get_detail (fire), "Cobalt named this run"));
  g_assert_cmpuint (g_strv_length ((char **) embark_fire_get_run_ids (fire)), ==, 1);
  g_assert_cmpuint (g_strv_length ((char **) embark_fire_get_run_ids (twin)), ==, 1);
  g_assert_cmpstr (embark_fire_get_run_ids (fire)[0], !=, embark_fire_get_run_ids (twin)[0]);
  kept = dup_journaled (p->journal, ACCOUNT, fire);
  g_assert_cmpstr (embark_fire_get_workflow_id (kept), ==, p->workflow);
  g_assert_cmpstr (embark_fire_get_payload (kept), ==, "{\"a\":1.50}");
  g_assert_cmpint (embark_fire_get_state (kept), ==, EMBARK_FIRE_RAN);
}

static void
test_sync (Path *p, gconstpointer data)
{
  g_autoptr (EmbarkDirectRun) run = execute (p, p->workflow, "{\"a\":1}", TRUE, FALSE);
  g_autoptr (EmbarkDirectRun) wrapped = execute (p, p->workflow, "{\"a\":2}", TRUE, TRUE);
  g_autofree char *answer = dup_answer (run);
  g_autofree char *other = dup_answer (wrapped);

  g_assert_cmpuint (embark_direct_run_get_status (run), ==, 200);
  g_assert_cmpstr (answer, ==, "{\"a\":1}");
  g_assert_cmpstr (other, ==, "{\"a\":2}");
  g_assert_false (embark_direct_run_get_errored (run));
  g_assert_nonnull (embark_direct_run_get_run_id (run));
  g_assert_cmpint (embark_direct_run_get_duration (run), >=, 0);
}

/* A Response node may say anything: it is shown, and is no error of ours. */
static void
test_any_status (Path *p, gconstpointer data)
{
  static const guint statuses[] = { 201, 400, 401, 404, 418, 422, 429, 500, 502, 503 };
  Fixture *f = &p->sandbox;
  g_autofree char *path = g_strconcat (API "/workflow/", p->workflow, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *settings =
          g_strdup_printf ("{\"settings\":{\"workflow_response\":{\"status_code\":%u}}}", statuses[i]);
      g_autoptr (EmbarkDirectRun) run = NULL;
      g_autofree char *answer = NULL;

      g_assert_cmpuint (fixture_send (f, "PUT", path, settings, "key",
                                      embark_sandbox_get_api_key (f->sandbox), "account", ACCOUNT, NULL),
                        ==, 200);
      run = execute (p, p->workflow, "{\"error\":\"mine\"}", TRUE, FALSE);
      answer = dup_answer (run);
      g_assert_cmpuint (embark_direct_run_get_status (run), ==, statuses[i]);
      g_assert_cmpstr (answer, ==, "{\"error\":\"mine\"}");
      g_assert_cmpint (embark_fire_get_state (embark_direct_run_get_fire (run)), ==, EMBARK_FIRE_RAN);
    }
  /* Each was executed once. */
  g_assert_cmpuint (fixture_call (f, "GET", API "/execution?execution_type=SYNC", NULL), ==, 200);
  g_assert_cmpint (sandbox_int (fixture_object (f), "totalDocs"), ==, G_N_ELEMENTS (statuses));
}

/* One that fails says so, and not by its status. */
static void
test_errored (Path *p, gconstpointer data)
{
  g_autoptr (EmbarkDirectRun) run = execute (p, CREATE_CONTACT, "{}", TRUE, FALSE);

  g_assert_cmpuint (embark_direct_run_get_status (run), ==, 200);
  g_assert_true (embark_direct_run_get_errored (run));
  g_assert_nonnull (embark_json_get_object (embark_json_node_object (embark_direct_run_get_answer (run)),
                                            "execution_error"));
  g_assert_cmpint (embark_fire_get_state (embark_direct_run_get_fire (run)), ==, EMBARK_FIRE_RAN);
}

static void
test_refused (Path *p, gconstpointer data)
{
  g_autoptr (EmbarkDirectRun) run = execute (p, "no-such-workflow", "{}", FALSE, FALSE);
  EmbarkFire *fire = embark_direct_run_get_fire (run);

  g_assert_cmpint (embark_fire_get_state (fire), ==, EMBARK_FIRE_REFUSED);
  g_assert_nonnull (embark_fire_get_detail (fire));
  g_assert_cmpint (embark_fire_get_answered_at (fire), >, 0);
  g_assert_null (embark_direct_run_get_run_id (run));
}

static void
test_lists (Path *p, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GPtrArray) workflows = NULL;
  g_autoptr (EmbarkRequestStructure) structure = NULL;
  g_autoptr (GError) error = NULL;
  gboolean found = FALSE;

  embark_direct_workflows_load_async (p->workspace, ACCOUNT, NULL, wait_cb, &wait);
  workflows = embark_direct_workflows_load_finish (p->workspace, wait_for (&wait), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < workflows->len; i++)
    found |= g_str_equal (embark_workflow_info_get_id (g_ptr_array_index (workflows, i)), p->workflow);
  g_assert_true (found);
  wait_reset (&wait);
  embark_request_structure_load_async (p->workspace, ACCOUNT, CREATE_CONTACT, NULL, wait_cb, &wait);
  structure = embark_request_structure_load_finish (p->workspace, wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (structure->sample, "last_name"));
  g_assert_null (structure->schema);
}

/* ---- answers that the sandbox does not give ---- */

#define EXECUTE "/workflow/w-1/execute"

/* Returns: (transfer full): answered */
static EmbarkDirectRun *
execute_canned (Canned *canned, const char *payload, gboolean sync)
{
  g_autoptr (EmbarkProfile) profile =
      embark_profile_new ("p", "P", embark_client_get_base_uri (canned->client));
  g_autoptr (EmbarkWorkspace) workspace =
      embark_workspace_new (profile, canned->client, canned->journal, EMBARK_CLOCK (canned->clock));
  const EmbarkDirectOrder order = {
    .account_id = "a-1", .workflow_id = "w-1", .slug = "salesforce", .payload = payload, .sync = sync
  };
  EmbarkDirectRun *run = embark_direct_run_start (workspace, NULL, &order);

  canned_until (!embark_direct_run_get_running (run));
  return run;
}

/* The answer is lost: nobody knows, and it is not sent again. */
static void
test_lost (Canned *canned, gconstpointer data)
{
  for (guint sync = 0; sync < 2; sync++)
    {
      g_autoptr (EmbarkDirectRun) run = NULL;
      g_autoptr (EmbarkFire) kept = NULL;

      canned_set (canned, "POST", EXECUTE, 0, NULL);
      run = execute_canned (canned, "{}", sync == 1);
      g_assert_cmpint (embark_fire_get_state (embark_direct_run_get_fire (run)), ==, EMBARK_FIRE_UNKNOWN);
      g_assert_true ((embark_fire_get_detail (embark_direct_run_get_fire (run)) != NULL) == (sync == 1));
      g_assert_cmpuint (canned_count (canned, "POST " EXECUTE), ==, sync + 1);
      kept = dup_journaled (canned->journal, "a-1", embark_direct_run_get_fire (run));
      g_assert_cmpint (embark_fire_get_state (kept), ==, EMBARK_FIRE_UNKNOWN);
    }
}

static const struct
{
  guint status;
  const char *json;
  gboolean sync;
  EmbarkFireState state;
  const char *answer; /* (nullable) */
  const char *run_id; /* (nullable) */
} answers[] = {
  { 200, "{\"message\":\"Workflow execution started\",\"execution_id\":\"r-1\"}", FALSE, EMBARK_FIRE_RAN,
    NULL, "r-1" },
  { 200, "{\"execution_id\":\"r-1\",\"return_value\":null,\"status_code\":200}", TRUE, EMBARK_FIRE_RAN,
    "null", "r-1" },
  { 422, "{\"execution_id\":\"r-1\",\"return_value\":[1],\"status_code\":422}", TRUE, EMBARK_FIRE_RAN, "[1]",
    "r-1" },
  /* The Response node's body alone; its id is no run's. */
  { 200, "{\"id\":\"003\"}", TRUE, EMBARK_FIRE_RAN, "{\"id\":\"003\"}", NULL },
  { 418, "{\"teapot\":true}", TRUE, EMBARK_FIRE_RAN, "{\"teapot\":true}", NULL },
  /* What may be the platform's refusal or the workflow's answer is both told and shown. */
  { 429, "{\"error\":\"quota\"}", TRUE, EMBARK_FIRE_REFUSED, "{\"error\":\"quota\"}", NULL },
  { 401, "{\"message\":\"Invalid Credentials\",\"error\":\"SERVER_ERROR\",\"status_code\":401}", TRUE,
    EMBARK_FIRE_REFUSED,
    "{\"message\":\"Invalid Credentials\",\"error\":\"SERVER_ERROR\",\"status_code\":401}", NULL },
  { 500, "{\"message\":\"x\",\"error_code\":\"SERVER_ERROR\"}", FALSE, EMBARK_FIRE_REFUSED, NULL, NULL },
  { 502, "<html>bad gateway</html>", TRUE, EMBARK_FIRE_UNKNOWN, NULL, NULL },
  { 504, "{\"message\":\"timeout\",\"error\":\"x\"}", FALSE, EMBARK_FIRE_UNKNOWN, NULL, NULL },
  { 200, "not JSON", FALSE, EMBARK_FIRE_UNKNOWN, NULL, NULL },
};

static void
test_answers (Canned *canned, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (EmbarkDirectRun) run = NULL;
      g_autofree char *answer = NULL;

      canned_set (canned, "POST", EXECUTE, answers[i].status, answers[i].json);
      run = execute_canned (canned, "{\"a\":1.50}", answers[i].sync);
      g_test_message ("%u %s", answers[i].status, answers[i].json);
      answer = embark_direct_run_get_answer (run) != NULL ? dup_answer (run) : NULL;
      g_assert_cmpint (embark_fire_get_state (embark_direct_run_get_fire (run)), ==, answers[i].state);
      g_assert_cmpuint (embark_direct_run_get_status (run), ==, answers[i].status);
      g_assert_cmpstr (answer, ==, answers[i].answer);
      g_assert_cmpstr (embark_direct_run_get_run_id (run), ==, answers[i].run_id);
      if (answers[i].state == EMBARK_FIRE_RAN && answers[i].run_id == NULL)
        {
          g_autofree char *verdict = embark_fire_dup_verdict (embark_direct_run_get_fire (run));

          g_assert_cmpstr (verdict, ==,
                           answers[i].status < 400 ? "Ran, and answered" : "Ran, and answered with an error");
        }
      g_assert_cmpuint (canned_count (canned, "POST " EXECUTE), ==, i + 1);
      g_assert_cmpstr (canned_body (canned, "POST", EXECUTE), ==, "{\"a\":1.50}");
      g_assert_cmpstr (canned_header (canned, "POST", EXECUTE, "slug"), ==, "salesforce");
    }
}

/* What cannot be written down first is not sent; nor is what is no JSON. */
static void
test_journal_first (Canned *canned, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (EmbarkDirectRun) run = NULL;
  g_autoptr (EmbarkDirectRun) other = NULL;

  canned_set (canned, "POST", EXECUTE, 200, "{}");
  other = execute_canned (canned, "{\"a\":}", FALSE);
  g_assert_cmpint (embark_fire_get_state (embark_direct_run_get_fire (other)), ==, EMBARK_FIRE_REFUSED);
  embark_journal_close_async (canned->journal, wait_cb, &wait);
  g_assert_true (embark_journal_close_finish (canned->journal, wait_for (&wait), NULL));
  run = execute_canned (canned, "{}", FALSE);
  g_assert_cmpint (embark_fire_get_state (embark_direct_run_get_fire (run)), ==, EMBARK_FIRE_REFUSED);
  g_assert_cmpint (embark_fire_get_answered_at (embark_direct_run_get_fire (run)), ==, 0);
  g_assert_cmpuint (canned_count (canned, "POST " EXECUTE), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/direct-run/async", Path, NULL, path_set_up, test_async, path_tear_down);
  g_test_add ("/direct-run/sync", Path, NULL, path_set_up, test_sync, path_tear_down);
  g_test_add ("/direct-run/any-status", Path, NULL, path_set_up, test_any_status, path_tear_down);
  g_test_add ("/direct-run/errored", Path, NULL, path_set_up, test_errored, path_tear_down);
  g_test_add ("/direct-run/refused", Path, NULL, path_set_up, test_refused, path_tear_down);
  g_test_add ("/direct-run/lists", Path, NULL, path_set_up, test_lists, path_tear_down);
  g_test_add ("/direct-run/lost", Canned, NULL, canned_set_up, test_lost, canned_tear_down);
  g_test_add ("/direct-run/answers", Canned, NULL, canned_set_up, test_answers, canned_tear_down);
  g_test_add ("/direct-run/journal-first", Canned, NULL, canned_set_up, test_journal_first, canned_tear_down);
  return g_test_run ();
}
