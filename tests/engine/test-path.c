/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The engine and the sandbox, which share no code, over HTTP: the whole path of one client, and its unhappy
 * twin. */

#include "config.h"

#include "canned-server.h"
#include "embark-onboarding.h"
#include "sandbox-fixture.h"
#include "test-util.h"

#define PERSON "{\"first_name\":\"Ada\",\"last_name\":\"Lovelace\",\"email\":\"ada@kestrel.example\"}"

typedef struct
{
  Fixture sandbox;
  EmbarkClient *client;
  EmbarkJournal *journal;
  EmbarkWorkspace *workspace;
  EmbarkOnboarding *onboarding;
} Path;

static void
path_set_up (Path *p, gconstpointer data)
{
  g_autoptr (EmbarkProfile) profile = NULL;
  g_autoptr (SoupSession) session = embark_session_new ();
  g_autoptr (EmbarkLinkedAccount) account = NULL;
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

  wait_reset (&wait);
  embark_workspace_check_async (p->workspace, NULL, wait_cb, &wait);
  g_assert_true (embark_workspace_check_finish (p->workspace, wait_for (&wait), &error));
  g_assert_no_error (error);
  wait_reset (&wait);
  embark_workspace_save_account_async (p->workspace, "kestrel-1", "Kestrel <b>&\"🦅", NULL, wait_cb, &wait);
  account = embark_workspace_save_account_finish (p->workspace, wait_for (&wait), &error);
  g_assert_no_error (error);
  p->onboarding = embark_onboarding_new (p->workspace, account);
}

static void
path_tear_down (Path *p, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (p->onboarding);
  g_assert_finalize_object (p->workspace);
  embark_journal_close_async (p->journal, wait_cb, &wait);
  wait_for (&wait);
  wait_reset (&wait);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (p->journal);
  g_assert_finalize_object (p->client);
  fixture_tear_down (&p->sandbox, data);
}

static const EmbarkStep *
step (Path *p, EmbarkStepId id)
{
  return embark_plan_get_step (embark_onboarding_get_plan (p->onboarding), id);
}

static void
refresh (Path *p)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  embark_onboarding_refresh_async (p->onboarding, NULL, wait_cb, &wait);
  g_assert_true (embark_onboarding_refresh_finish (p->onboarding, wait_for (&wait), &error));
  g_assert_no_error (error);
}

/* Opens the door and goes through it as the client's user would. */
static void
go_through_door (Path *p, const char *decision)
{
  EmbarkConnectionWatcher *watcher = embark_onboarding_get_watcher (p->onboarding);
  Fixture *f = &p->sandbox;
  g_auto (Wait) wait = { NULL };
  g_autoptr (EmbarkConnectLink) link = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *start = NULL;
  g_autofree char *state = NULL;
  g_autofree char *form = NULL;

  embark_connection_watcher_create_link_async (watcher, NULL, wait_cb, &wait);
  link = embark_connection_watcher_create_link_finish (watcher, wait_for (&wait), &error);
  g_assert_no_error (error);
  embark_connection_watcher_start (watcher, embark_onboarding_get_application (p->onboarding));
  g_assert_cmpint (step (p, EMBARK_STEP_CONNECT)->state, ==, EMBARK_STEP_WORKING);

  path = fixture_path (f, link->uri);
  g_strdelimit (path, "?", '\0');
  start = g_strconcat (path, "/salesforce/start", NULL);
  g_assert_cmpuint (fixture_send (f, "GET", start, NULL, NULL), ==, 303);
  g_assert_cmpuint (fixture_follow (f), ==, 200);
  state = fixture_input (f, "state");
  form = soup_form_encode ("state", state, "username", "dana@kestrel.example", "password", "x", NULL);
  g_assert_cmpuint (fixture_send (f, "POST", "/services/oauth2/login", form, NULL), ==, 303);
  fixture_decide (f, decision);
}

static void
connect_client (Path *p)
{
  go_through_door (p, "allow");
  embark_clock_manual_advance (p->sandbox.clock, 3000);
  canned_until (step (p, EMBARK_STEP_CONNECT)->state == EMBARK_STEP_DONE);
  canned_until (!embark_onboarding_get_loading (p->onboarding));
}

static gboolean
toggle (Path *p, const char *workflow, GError **error)
{
  g_auto (Wait) wait = { NULL };

  embark_onboarding_set_workflow_enabled_async (p->onboarding, workflow, TRUE, NULL, wait_cb, &wait);
  return embark_onboarding_set_workflow_enabled_finish (p->onboarding, wait_for (&wait), error);
}

static EmbarkFire *
fire_and_wait (Path *p, const char *event, const char *payload)
{
  EmbarkFire *fire = embark_onboarding_fire (p->onboarding, event, payload);

  g_assert_cmpint (step (p, EMBARK_STEP_EVENT)->state, ==, EMBARK_STEP_WORKING);
  canned_until (embark_fire_get_state (fire) != EMBARK_FIRE_SENDING);
  while (embark_fire_get_ended_at (fire) == 0 && embark_fire_get_state (fire) != EMBARK_FIRE_REFUSED)
    {
      canned_until (embark_clock_manual_get_n_pending (p->sandbox.clock) > 0
                    || embark_fire_get_ended_at (fire) != 0);
      embark_clock_manual_advance (p->sandbox.clock, 250);
    }
  return fire;
}

static void
test_whole_path (Path *p, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { NULL };
  g_autofree char *verdict = NULL;
  g_autofree char *summary = NULL;
  g_autoptr (EmbarkExecution) run = NULL;
  EmbarkFire *fire;

  refresh (p);
  g_assert_cmpstr (step (p, EMBARK_STEP_ENVIRONMENT)->label, ==, "Test key");
  g_assert_cmpstr (step (p, EMBARK_STEP_APP)->label, ==, "Live");
  g_assert_cmpint (step (p, EMBARK_STEP_ACCOUNT)->state, ==, EMBARK_STEP_DONE);
  g_assert_cmpint (step (p, EMBARK_STEP_CONNECT)->state, ==, EMBARK_STEP_READY);
  g_assert_cmpint (step (p, EMBARK_STEP_WORKFLOWS)->blocked_by, ==, EMBARK_STEP_CONNECT);

  /* A switch needs a connection, and the server says so. */
  g_assert_false (toggle (p, CREATE_CONTACT, &error));
  g_assert_cmpint (error->domain, ==, EMBARK_API_ERROR);
  g_clear_error (&error);

  connect_client (p);
  g_assert_nonnull (strstr (step (p, EMBARK_STEP_CONNECT)->reason, "dana@kestrel.example"));
  g_assert_cmpint (step (p, EMBARK_STEP_WORKFLOWS)->state, ==, EMBARK_STEP_READY);

  g_assert_true (toggle (p, CREATE_CONTACT, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (step (p, EMBARK_STEP_WORKFLOWS)->label, ==, "1 on");
  g_assert_cmpint (step (p, EMBARK_STEP_EVENT)->state, ==, EMBARK_STEP_READY);
  g_assert_cmpuint (g_list_model_get_n_items (embark_onboarding_get_events (p->onboarding)), >, 0);

  fire = fire_and_wait (p, "contact.created", PERSON);
  g_assert_cmpint (embark_fire_get_state (fire), ==, EMBARK_FIRE_RAN);
  g_assert_true (embark_fire_get_succeeded (fire));
  g_assert_cmpuint (g_strv_length ((char **) embark_fire_get_run_ids (fire)), ==, 1);
  run = g_list_model_get_item (G_LIST_MODEL (embark_fire_get_runs (fire)), 0);
  g_assert_cmpstr (embark_execution_get_title (run), ==, "Create New Contact");
  g_assert_cmpuint (embark_execution_get_nodes (run)->len, ==, 4);
  verdict = embark_fire_dup_verdict (fire);
  g_assert_true (g_str_has_prefix (verdict, "Ran: 1 run, completed in "));
  g_assert_cmpint (step (p, EMBARK_STEP_EVENT)->state, ==, EMBARK_STEP_DONE);
  g_assert_cmpint (step (p, EMBARK_STEP_HANDOVER)->state, ==, EMBARK_STEP_READY);

  embark_onboarding_mark_handover_async (p->onboarding, NULL, wait_cb, &wait);
  g_assert_true (embark_onboarding_mark_handover_finish (p->onboarding, wait_for (&wait), &error));
  g_assert_cmpuint (embark_plan_get_n_done (embark_onboarding_get_plan (p->onboarding)), ==, EMBARK_N_STEPS);
  summary = embark_onboarding_dup_summary (p->onboarding);
  g_assert_nonnull (strstr (summary, "Create New Contact: on"));
  g_assert_nonnull (strstr (summary, "dana@kestrel.example"));
  g_assert_nonnull (strstr (summary, embark_fire_get_run_ids (fire)[0]));
  g_assert_null (strstr (summary, "Lovelace"));
  g_assert_null (strstr (summary, embark_sandbox_get_api_key (p->sandbox.sandbox)));

  /* The connection is taken away: the step un-ticks itself, what was proven stays. */
  wait_reset (&wait);
  embark_onboarding_disconnect_async (p->onboarding, NULL, wait_cb, &wait);
  g_assert_true (embark_onboarding_disconnect_finish (p->onboarding, wait_for (&wait), &error));
  g_assert_no_error (error);
  g_assert_cmpint (step (p, EMBARK_STEP_CONNECT)->state, ==, EMBARK_STEP_READY);
  g_assert_cmpint (step (p, EMBARK_STEP_EVENT)->state, ==, EMBARK_STEP_DONE);
}

static void
test_failing_run (Path *p, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *verdict = NULL;
  EmbarkFire *fire;

  refresh (p);
  connect_client (p);
  g_assert_true (toggle (p, CREATE_CONTACT, &error));
  fire = fire_and_wait (p, "contact.created", "{\"first_name\":\"Ada\"}");
  g_assert_cmpint (embark_fire_get_state (fire), ==, EMBARK_FIRE_RAN);
  g_assert_false (embark_fire_get_succeeded (fire));
  verdict = embark_fire_dup_verdict (fire);
  g_assert_cmpstr (verdict, ==, "Ran: 1 run, errored");
  g_assert_cmpint (step (p, EMBARK_STEP_EVENT)->state, ==, EMBARK_STEP_ATTENTION);
  g_assert_cmpstr (step (p, EMBARK_STEP_EVENT)->label, ==, "Run failed");
}

static void
test_nothing_listens (Path *p, gconstpointer data)
{
  EmbarkFire *fire;
  g_autofree char *evidence = NULL;

  refresh (p);
  connect_client (p);
  fire = fire_and_wait (p, "contact.created", PERSON);
  g_assert_cmpint (embark_fire_get_state (fire), ==, EMBARK_FIRE_NOTHING_LISTENED);
  evidence = embark_fire_dup_evidence (fire);
  g_assert_nonnull (strstr (evidence, "no workflow is on"));
}

static void
test_unknown_event (Path *p, gconstpointer data)
{
  EmbarkFire *fire;

  refresh (p);
  connect_client (p);
  fire = fire_and_wait (p, "Contact.Created", PERSON);
  g_assert_cmpint (embark_fire_get_state (fire), ==, EMBARK_FIRE_REFUSED);
  g_assert_nonnull (embark_fire_get_detail (fire));
}

static void
test_denied (Path *p, gconstpointer data)
{
  EmbarkConnectionWatcher *watcher = embark_onboarding_get_watcher (p->onboarding);

  refresh (p);
  go_through_door (p, "deny");
  embark_clock_manual_advance (p->sandbox.clock, 3000);
  canned_until (embark_clock_manual_get_n_pending (p->sandbox.clock) > 0);
  g_assert_cmpint (embark_connection_watcher_get_state (watcher), ==, EMBARK_WATCH_WAITING);
  embark_connection_watcher_stop (watcher);
  embark_onboarding_note_attempt (p->onboarding, "embedded", "localhost", "access_denied", "denied", 1);
  g_assert_cmpstr (step (p, EMBARK_STEP_CONNECT)->label, ==, "Denied");
  refresh (p);
  g_assert_cmpstr (step (p, EMBARK_STEP_CONNECT)->label, ==, "Denied");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/path/" name, Path, NULL, path_set_up, func, path_tear_down)
  ADD ("whole", test_whole_path);
  ADD ("failing-run", test_failing_run);
  ADD ("nothing-listens", test_nothing_listens);
  ADD ("unknown-event", test_unknown_event);
  ADD ("denied", test_denied);

  return g_test_run ();
}
