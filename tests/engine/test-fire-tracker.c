/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "canned-server.h"
#include "embark-fire-tracker.h"
#include "test-util.h"

#define EVENT   "contact.created"
#define PAYLOAD "{ \"n\": 1.10,\n \"n2\":1234567890123456789, \"ü\":\"\\u00e9\" }"

typedef struct
{
  Canned canned;
  EmbarkFireTracker *tracker;
  EmbarkFire *fire;
  guint n_changed;
} Fixture;

static void
changed_cb (EmbarkFireTracker *tracker, EmbarkFire *fire, gpointer data)
{
  ((Fixture *) data)->n_changed++;
}

static EmbarkFire *
make_fire (Fixture *f, const char *event, const char *payload)
{
  return embark_fire_new (NULL, "p", "a", "salesforce", "a", event, payload,
                          embark_clock_get_real_time (EMBARK_CLOCK (f->canned.clock)));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  canned_set_up (&f->canned, data);
  canned_set (&f->canned, "POST", "/event/salesforce", 200, "{\"message\":\"Webhook Fired Success\"}");
  canned_set (&f->canned, "GET", "/execution", 200, "{\"docs\":[],\"hasNextPage\":false}");
  f->tracker = embark_fire_tracker_new (f->canned.client, f->canned.journal, EMBARK_CLOCK (f->canned.clock));
  g_signal_connect (f->tracker, "changed", G_CALLBACK (changed_cb), f);
  f->fire = make_fire (f, EVENT, PAYLOAD);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->tracker);
  /* The last writes hold it until they are done. */
  canned_tear_down (&f->canned, data);
  g_assert_finalize_object (f->fire);
}

static void
set_runs (Fixture *f, const char *status, const char *event_id, const char *ids, ...)
{
  g_autoptr (GString) docs = g_string_new ("{\"docs\":[");
  g_autofree char *time = canned_time (&f->canned, 0);
  g_autofree char *end = NULL;
  va_list args;

  va_start (args, ids);
  for (const char *id = ids; id != NULL; id = va_arg (args, const char *))
    {
      g_autofree char *one = g_strdup_printf (
          "{\"_id\":\"%s\",\"status\":\"%s\",\"associated_event_id\":\"%s\",\"linked_account_id\":\"a\","
          "\"config_id\":\"a\",\"createdAt\":\"%s\",\"associated_workflow\":{\"_id\":\"w\",\"name\":\"Create "
          "%s\"},\"associated_trigger_application\":{\"origin_trigger\":{\"name\":\"" EVENT "\"}}}",
          id, status, event_id, time, id);

      g_string_append_printf (docs, "%s%s", docs->str[docs->len - 1] == '[' ? "" : ",", one);
    }
  va_end (args);
  end = g_strconcat (docs->str, "],\"hasNextPage\":false}", NULL);
  canned_set (&f->canned, "GET", "/execution", 200, end);
}

/* As v3's sample: neither id nor time, but nodes. */
static void
set_run (Fixture *f, const char *id, const char *status)
{
  g_autofree char *path = g_strconcat ("/execution/", id, NULL);
  g_autofree char *json = g_strdup_printf ("{\"name\":\"Execution\",\"status\":\"%s\",\"nodes\":[{\"node_"
                                           "id\":\"1\",\"node_name\":\"Start\",\"node_type\":\"start\","
                                           "\"node_status\":\"Success\"}]}",
                                           status);

  canned_set (&f->canned, "GET", path, 200, json);
}

static EmbarkFireState
state (Fixture *f)
{
  return embark_fire_get_state (f->fire);
}

static gboolean
pending (Fixture *f)
{
  return embark_clock_manual_get_n_pending (f->canned.clock) > 0;
}

static void
send_accepted (Fixture *f)
{
  embark_fire_tracker_send (f->tracker, f->fire);
  g_assert_cmpuint (canned_count (&f->canned, "POST"), ==, 0); /* the journal comes first */
  canned_until (state (f) != EMBARK_FIRE_SENDING);
  g_assert_cmpstr (embark_fire_get_detail (f->fire), ==, NULL);
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_ACCEPTED);
  g_assert_true (pending (f));
}

/* Moves the clock on by @ms in steps, as life would. */
static void
pass (Fixture *f, guint ms)
{
  for (guint i = 0; i < ms && embark_fire_get_ended_at (f->fire) == 0; i += 500)
    canned_advance (&f->canned, 500, embark_fire_get_ended_at (f->fire) != 0);
}

static EmbarkFire *
read_journal (Fixture *f)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GPtrArray) fires = NULL;
  g_autoptr (GError) error = NULL;

  embark_journal_list_fires_async (f->canned.journal, "p", "a", 10, NULL, wait_cb, &wait);
  fires = embark_journal_list_fires_finish (f->canned.journal, wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fires->len, ==, 1);
  return g_object_ref (g_ptr_array_index (fires, 0));
}

static void
test_ran (Fixture *f, gconstpointer data)
{
  GListModel *runs = G_LIST_MODEL (embark_fire_get_runs (f->fire));
  g_autoptr (EmbarkExecution) run = NULL;
  g_autoptr (EmbarkFire) kept = NULL;
  g_autofree char *verdict = NULL;
  const char *list;

  send_accepted (f);
  g_assert_cmpstr (canned_body (&f->canned, "POST", "/event/salesforce"), ==,
                   "{\"event\":\"" EVENT "\",\"payload\":" PAYLOAD "}");
  g_assert_cmpstr (canned_header (&f->canned, "POST", "/event/salesforce", "linked_account_id"), ==, "a");
  g_assert_cmpstr (canned_header (&f->canned, "POST", "/event/salesforce", "config_id"), ==, "a");
  g_assert_cmpstr (embark_fire_get_request_id (f->fire), ==, "trace-1");
  g_assert_cmpint (embark_fire_get_answered_at (f->fire), >=, embark_fire_get_created_at (f->fire));

  /* 0.5 s: nothing yet; 1 s later: it runs. */
  canned_advance (&f->canned, 500, FALSE);
  g_assert_cmpuint (canned_count (&f->canned, "GET /execution?"), ==, 1);
  list = canned_find (&f->canned, "GET /execution?");
  g_assert_nonnull (strstr (list, "start_date=20"));
  g_assert_null (strstr (list, "status="));
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_ACCEPTED);
  set_runs (f, "RUNNING", "e1", "r1", NULL);
  set_run (f, "r1", "RUNNING");
  canned_advance_quietly (&f->canned, 999);
  g_assert_cmpuint (canned_count (&f->canned, "GET /execution?"), ==, 1);
  canned_advance (&f->canned, 1, FALSE);
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_RAN);
  g_assert_cmpuint (g_list_model_get_n_items (runs), ==, 1);
  g_assert_cmpint (embark_fire_get_run_seen_at (f->fire), >, 0);
  g_assert_cmpint (embark_fire_get_ended_at (f->fire), ==, 0);

  set_runs (f, "COMPLETED", "e1", "r1", NULL);
  set_run (f, "r1", "COMPLETED");
  pass (f, 10000);
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_RAN);
  g_assert_true (embark_fire_get_succeeded (f->fire));
  g_assert_cmpint (embark_fire_get_ended_at (f->fire), >, 0);
  g_assert_false (pending (f));

  /* The list's title and the single answer's nodes, in one record. */
  run = g_list_model_get_item (runs, 0);
  g_assert_cmpstr (embark_execution_get_title (run), ==, "Create r1");
  g_assert_cmpint (embark_execution_get_created_at (run), >, 0);
  g_assert_cmpuint (embark_execution_get_nodes (run)->len, ==, 1);

  verdict = embark_fire_dup_verdict (f->fire);
  g_assert_true (g_str_has_prefix (verdict, "Ran: 1 run, completed in "));
  g_assert_cmpuint (canned_count (&f->canned, "POST"), ==, 1);
  g_assert_cmpuint (f->n_changed, >=, 3);
  kept = read_journal (f);
  g_assert_cmpint (embark_fire_get_state (kept), ==, EMBARK_FIRE_RAN);
  g_assert_true (embark_fire_get_succeeded (kept));
  g_assert_cmpstr (embark_fire_get_run_ids (kept)[0], ==, "r1");
}

static EmbarkSilence
silence_cb (gpointer data)
{
  return EMBARK_SILENCE_NO_WORKFLOW;
}

static void
test_nothing_listened (Fixture *f, gconstpointer data)
{
  g_autofree char *verdict = NULL;
  g_autofree char *evidence = NULL;
  g_autoptr (EmbarkFire) kept = NULL;

  embark_fire_tracker_set_silence_func (f->tracker, silence_cb, NULL);
  send_accepted (f);
  pass (f, EMBARK_FIRE_RUN_DEADLINE_MS - 1000);
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_ACCEPTED);
  pass (f, 5000);
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_NOTHING_LISTENED);
  g_assert_false (embark_fire_get_succeeded (f->fire));
  verdict = embark_fire_dup_verdict (f->fire);
  evidence = embark_fire_dup_evidence (f->fire);
  g_assert_cmpstr (verdict, ==, "Nothing listened");
  g_assert_nonnull (strstr (evidence, "no workflow is on"));
  kept = read_journal (f);
  g_assert_cmpint (embark_fire_get_state (kept), ==, EMBARK_FIRE_NOTHING_LISTENED);
}

static void
test_duplicate (Fixture *f, gconstpointer data)
{
  send_accepted (f);
  set_runs (f, "DUPLICATE", "e1", "r1", NULL);
  set_run (f, "r1", "DUPLICATE");
  canned_advance (&f->canned, 500, FALSE);
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_ACCEPTED);
  pass (f, 8000);
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_DUPLICATE);
  g_assert_false (embark_fire_get_succeeded (f->fire));
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autofree char *verdict = NULL;
  g_autoptr (EmbarkFire) kept = NULL;

  canned_set (&f->canned, "POST", "/event/salesforce", 404,
              "{\"status_code\":404,\"error_code\":\"INVALID_EVENT\",\"message\":\"Trigger not found\"}");
  embark_fire_tracker_send (f->tracker, f->fire);
  canned_until (state (f) != EMBARK_FIRE_SENDING);
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_REFUSED);
  verdict = embark_fire_dup_verdict (f->fire);
  g_assert_cmpstr (verdict, ==, "Refused: “Trigger not found”");
  g_assert_cmpint (embark_fire_get_answered_at (f->fire), >, 0);
  g_assert_cmpstr (embark_fire_get_request_id (f->fire), ==, "trace-1");
  g_assert_false (pending (f));
  kept = read_journal (f);
  g_assert_cmpint (embark_fire_get_state (kept), ==, EMBARK_FIRE_REFUSED);
}

static void
test_offline (Fixture *f, gconstpointer data)
{
  g_autofree char *verdict = NULL;

  soup_server_disconnect (f->canned.server);
  g_clear_object (&f->canned.server);
  embark_fire_tracker_send (f->tracker, f->fire);
  canned_until (state (f) != EMBARK_FIRE_SENDING);
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_REFUSED);
  g_assert_cmpint (embark_fire_get_answered_at (f->fire), ==, 0);
  g_assert_nonnull (strstr (embark_fire_get_detail (f->fire), "nothing was sent"));
  verdict = embark_fire_dup_verdict (f->fire);
  g_assert_cmpstr (verdict, ==, "Nothing was sent");
}

/* @data: whether a run shows that it left after all */
static void
test_lost (Fixture *f, gconstpointer data)
{
  const gboolean ran = GPOINTER_TO_INT (data);

  canned_set (&f->canned, "POST", "/event/salesforce", 0, NULL);
  embark_fire_tracker_send (f->tracker, f->fire);
  canned_until (pending (f));
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_UNKNOWN);
  if (ran)
    {
      set_runs (f, "COMPLETED", "e1", "r1", NULL);
      set_run (f, "r1", "COMPLETED");
    }
  pass (f, EMBARK_FIRE_RUN_DEADLINE_MS + 5000);
  g_assert_cmpint (state (f), ==, ran ? EMBARK_FIRE_RAN : EMBARK_FIRE_UNKNOWN);
  g_assert_cmpint (embark_fire_get_succeeded (f->fire), ==, ran);
  g_assert_cmpint (embark_fire_get_ended_at (f->fire), >, 0);
  g_assert_cmpuint (canned_count (&f->canned, "POST"), ==, 1);
}

static void
test_poll_errors (Fixture *f, gconstpointer data)
{
  send_accepted (f);
  canned_set (&f->canned, "GET", "/execution", 500, "{\"message\":\"oops\"}");
  /* A server that does not answer says nothing about what listened, however long it takes. */
  for (guint i = 0; i < 20; i++)
    canned_advance (&f->canned, 5000, FALSE);
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_ACCEPTED);
  g_assert_cmpuint (canned_count (&f->canned, "GET /execution?"), <, 15); /* and it is asked less and less */
  set_runs (f, "ERRORED", "e1", "r1", NULL);
  set_run (f, "r1", "ERRORED");
  pass (f, 40000);
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_RAN);
  g_assert_false (embark_fire_get_succeeded (f->fire));
}

static void
test_several_runs (Fixture *f, gconstpointer data)
{
  g_autofree char *verdict = NULL;

  send_accepted (f);
  set_runs (f, "COMPLETED", "e1", "r1", NULL);
  set_run (f, "r1", "COMPLETED");
  set_run (f, "r2", "ERRORED");
  canned_advance (&f->canned, 500, FALSE);
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_RAN);
  /* The second shows up within the lookout. */
  set_runs (f, "COMPLETED", "e1", "r1", "r2", NULL);
  pass (f, 10000);
  g_assert_cmpuint (g_strv_length ((char **) embark_fire_get_run_ids (f->fire)), ==, 2);
  g_assert_false (embark_fire_get_succeeded (f->fire));
  verdict = embark_fire_dup_verdict (f->fire);
  g_assert_cmpstr (verdict, ==, "Ran: 2 runs, 1 errored");
}

static void
test_bad_journal (Fixture *f, gconstpointer data)
{
  g_autoptr (EmbarkJournal) journal = embark_journal_new ("/dev/null/journal.sqlite");
  EmbarkFireTracker *tracker =
      embark_fire_tracker_new (f->canned.client, journal, EMBARK_CLOCK (f->canned.clock));

  embark_fire_tracker_send (tracker, f->fire);
  canned_until (state (f) != EMBARK_FIRE_SENDING);
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_REFUSED);
  g_assert_nonnull (strstr (embark_fire_get_detail (f->fire), "Nothing was sent"));
  g_assert_cmpuint (f->canned.requests->len, ==, 0);
  g_assert_finalize_object (tracker);
}

static void
test_bad_payload (Fixture *f, gconstpointer data)
{
  static const char *const payloads[] = { "", "{", "{} ,\"event\":\"other\"", "{\"a\":1,\"a\":2}", "NaN" };

  for (gsize i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      g_autoptr (EmbarkFire) fire = make_fire (f, EVENT, payloads[i]);

      embark_fire_tracker_send (f->tracker, fire);
      g_assert_cmpint (embark_fire_get_state (fire), ==, EMBARK_FIRE_REFUSED);
    }
  g_assert_cmpuint (f->canned.requests->len, ==, 0);
}

static void
test_names_are_data (Fixture *f, gconstpointer data)
{
  g_autoptr (EmbarkFire) fire = make_fire (f, "a\"b\\c\n", "[]");

  embark_fire_tracker_send (f->tracker, fire);
  canned_until (pending (f));
  g_assert_cmpstr (canned_body (&f->canned, "POST", "/event/salesforce"), ==,
                   "{\"event\":\"a\\\"b\\\\c\\n\",\"payload\":[]}");
  embark_fire_tracker_stop (f->tracker);
}

/* Two fires of one event within a second: each gets the run of its own occurrence. */
static void
test_two_at_once (Fixture *f, gconstpointer data)
{
  g_autoptr (EmbarkFire) second = NULL;
  g_autofree char *time = NULL;
  g_autofree char *json = NULL;

  send_accepted (f);
  embark_clock_manual_advance (f->canned.clock, 100);
  second = make_fire (f, EVENT, "{}");
  embark_fire_tracker_send (f->tracker, second);
  canned_until (embark_fire_get_state (second) == EMBARK_FIRE_ACCEPTED);
  time = canned_time (&f->canned, 0);
  json = g_strdup_printf (
      "{\"docs\":[{\"_id\":\"r2\",\"status\":\"COMPLETED\",\"associated_event_id\":\"e2\",\"createdAt\":\"%"
      "s\","
      "\"associated_trigger_application\":{\"origin_trigger\":{\"name\":\"" EVENT "\"}}},"
      "{\"_id\":\"r1\",\"status\":\"COMPLETED\",\"associated_event_id\":\"e1\",\"createdAt\":\"2%s\","
      "\"associated_trigger_application\":{\"origin_trigger\":{\"name\":\"" EVENT "\"}}}]}",
      time, time + 1);
  canned_set (&f->canned, "GET", "/execution", 200, json);
  set_run (f, "r1", "COMPLETED");
  set_run (f, "r2", "COMPLETED");
  for (guint i = 0; i < 20; i++)
    canned_advance (&f->canned, 500,
                    embark_fire_get_ended_at (f->fire) != 0 && embark_fire_get_ended_at (second) != 0);
  g_assert_true (embark_fire_get_succeeded (f->fire));
  g_assert_true (embark_fire_get_succeeded (second));
  g_assert_cmpuint (g_strv_length ((char **) embark_fire_get_run_ids (f->fire)), ==, 1);
  g_assert_cmpuint (g_strv_length ((char **) embark_fire_get_run_ids (second)), ==, 1);
  g_assert_cmpstr (embark_fire_get_run_ids (f->fire)[0], !=, embark_fire_get_run_ids (second)[0]);
}

/* As above where the platform does not name the occurrence: the time decides, also within the tolerance. */
static void
test_two_by_time (Fixture *f, gconstpointer data)
{
  g_autoptr (EmbarkFire) second = NULL;
  g_autofree char *first_time = NULL;
  g_autofree char *second_time = NULL;
  g_autofree char *json = NULL;

  send_accepted (f);
  first_time = canned_time (&f->canned, 200);
  pass (f, 2000);
  second = make_fire (f, EVENT, "{}");
  second_time = canned_time (&f->canned, 200);
  json =
      g_strdup_printf ("{\"docs\":[{\"_id\":\"r2\",\"status\":\"COMPLETED\",\"createdAt\":\"%s\","
                       "\"associated_trigger_application\":{\"origin_trigger\":{\"name\":\"" EVENT "\"}}},"
                       "{\"_id\":\"r1\",\"status\":\"COMPLETED\",\"createdAt\":\"%s\","
                       "\"associated_trigger_application\":{\"origin_trigger\":{\"name\":\"" EVENT "\"}}}]}",
                       second_time, first_time);
  embark_fire_tracker_send (f->tracker, second);
  canned_until (embark_fire_get_state (second) == EMBARK_FIRE_ACCEPTED);
  canned_set (&f->canned, "GET", "/execution", 200, json);
  set_run (f, "r1", "COMPLETED");
  set_run (f, "r2", "COMPLETED");
  /* The second asks first. */
  for (guint i = 0; i < 20; i++)
    canned_advance (&f->canned, 500,
                    embark_fire_get_ended_at (f->fire) != 0 && embark_fire_get_ended_at (second) != 0);
  g_assert_cmpuint (g_strv_length ((char **) embark_fire_get_run_ids (f->fire)), ==, 1);
  g_assert_cmpstr (embark_fire_get_run_ids (f->fire)[0], ==, "r1");
  g_assert_cmpuint (g_strv_length ((char **) embark_fire_get_run_ids (second)), ==, 1);
  g_assert_cmpstr (embark_fire_get_run_ids (second)[0], ==, "r2");
}

/* The page is closed with the event in the air: what became of it is written down all the same. */
static void
test_gone_in_the_air (Fixture *f, gconstpointer data)
{
  EmbarkFireTracker *tracker =
      embark_fire_tracker_new (f->canned.client, f->canned.journal, EMBARK_CLOCK (f->canned.clock));
  g_autoptr (EmbarkFire) kept = NULL;

  embark_fire_tracker_send (tracker, f->fire);
  canned_until (canned_count (&f->canned, "POST") == 1);
  g_assert_finalize_object (tracker);
  canned_until (state (f) != EMBARK_FIRE_SENDING);
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_ACCEPTED);
  g_assert_false (pending (f));
  kept = read_journal (f);
  g_assert_cmpint (embark_fire_get_state (kept), ==, EMBARK_FIRE_ACCEPTED);

  /* And another program takes up where this one left. */
  set_runs (f, "COMPLETED", "e1", "r1", NULL);
  set_run (f, "r1", "COMPLETED");
  embark_fire_tracker_follow (f->tracker, kept);
  embark_fire_tracker_follow (f->tracker, kept);
  canned_until (pending (f));
  for (guint i = 0; i < 10; i++)
    canned_advance (&f->canned, 2000, embark_fire_get_ended_at (kept) != 0);
  g_assert_true (embark_fire_get_succeeded (kept));
  g_assert_cmpuint (canned_count (&f->canned, "POST"), ==, 1);
}

static void
test_stopped_before (Fixture *f, gconstpointer data)
{
  embark_fire_tracker_send (f->tracker, f->fire);
  embark_fire_tracker_stop (f->tracker);
  canned_until (state (f) != EMBARK_FIRE_SENDING);
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_REFUSED);
  g_assert_cmpuint (f->canned.requests->len, ==, 0);
}

static void
test_load_runs (Fixture *f, gconstpointer data)
{
  const char *const ids[] = { "r1", "gone", NULL };
  GListModel *runs = G_LIST_MODEL (embark_fire_get_runs (f->fire));

  embark_fire_set_state (f->fire, EMBARK_FIRE_RAN);
  embark_fire_set_run_ids (f->fire, ids);
  embark_fire_set_ended_at (f->fire, 5);
  set_run (f, "r1", "COMPLETED");
  canned_set (&f->canned, "GET", "/execution/gone", 404,
              "{\"error_code\":\"RESOURCE_NOT_FOUND\",\"message\":\"Execution not found\"}");
  embark_fire_tracker_load_runs (f->tracker, f->fire);
  canned_until (g_list_model_get_n_items (runs) == 1
                && canned_count (&f->canned, "GET /execution/gone") == 1);
  g_assert_cmpint (embark_fire_get_ended_at (f->fire), ==, 5);
  g_assert_cmpuint (canned_count (&f->canned, "GET /execution?"), ==, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* A run that was under way when the program ended is no longer kept by the server: nothing is left to ask
 * for. */
static void
test_runs_gone (Fixture *f, gconstpointer data)
{
  const char *const ids[] = { "gone", NULL };
  g_autofree char *evidence = NULL;
  g_autofree char *verdict = NULL;

  embark_fire_set_state (f->fire, EMBARK_FIRE_RAN);
  embark_fire_set_run_ids (f->fire, ids);
  canned_set (&f->canned, "GET", "/execution/gone", 404,
              "{\"error_code\":\"RESOURCE_NOT_FOUND\",\"message\":\"Execution not found\"}");
  embark_fire_tracker_follow (f->tracker, f->fire);
  canned_until (embark_fire_get_ended_at (f->fire) != 0 || pending (f));
  g_assert_cmpint (embark_fire_get_ended_at (f->fire), !=, 0);
  g_assert_false (pending (f));
  g_assert_false (embark_fire_get_succeeded (f->fire));
  evidence = embark_fire_dup_evidence (f->fire);
  g_assert_nonnull (strstr (evidence, "no longer has the runs"));
  verdict = embark_fire_dup_verdict (f->fire);
  g_assert_cmpstr (verdict, ==, "Ran: 1 run, not listed any more");
}

/* What could not even be asked was not answered. */
static void
test_no_key (Fixture *f, gconstpointer data)
{
  g_autofree char *verdict = NULL;

  embark_client_set_api_key (f->canned.client, NULL);
  embark_fire_tracker_send (f->tracker, f->fire);
  canned_until (state (f) != EMBARK_FIRE_SENDING);
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_REFUSED);
  g_assert_cmpint (embark_fire_get_answered_at (f->fire), ==, 0);
  g_assert_cmpuint (f->canned.requests->len, ==, 0);
  verdict = embark_fire_dup_verdict (f->fire);
  g_assert_cmpstr (verdict, ==, "Nothing was sent");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func, data) g_test_add ("/fire-tracker/" name, Fixture, data, set_up, func, tear_down)
  ADD ("ran", test_ran, NULL);
  ADD ("nothing-listened", test_nothing_listened, NULL);
  ADD ("duplicate", test_duplicate, NULL);
  ADD ("refused", test_refused, NULL);
  ADD ("offline", test_offline, NULL);
  ADD ("lost", test_lost, GINT_TO_POINTER (FALSE));
  ADD ("lost-and-ran", test_lost, GINT_TO_POINTER (TRUE));
  ADD ("poll-errors", test_poll_errors, NULL);
  ADD ("several-runs", test_several_runs, NULL);
  ADD ("bad-journal", test_bad_journal, NULL);
  ADD ("bad-payload", test_bad_payload, NULL);
  ADD ("names-are-data", test_names_are_data, NULL);
  ADD ("two-at-once", test_two_at_once, NULL);
  ADD ("two-by-time", test_two_by_time, NULL);
  ADD ("gone-in-the-air", test_gone_in_the_air, NULL);
  ADD ("stopped-before", test_stopped_before, NULL);
  ADD ("load-runs", test_load_runs, NULL);
  ADD ("runs-gone", test_runs_gone, NULL);
  ADD ("no-key", test_no_key, NULL);

  return g_test_run ();
}
