/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What comes late, lost, twice or from somebody else. */

#include "config.h"

#include "canned-server.h"
#include "embark-fire-tracker.h"
#include "embark-journal-kept.h"
#include "embark-json.h"
#include "test-util.h"

#define EVENT    "contact.created"
#define ACCEPTED "{\"message\":\"Webhook Fired Success\"}"
#define NO_RUNS  "{\"docs\":[],\"hasNextPage\":false}"

typedef struct
{
  Canned canned;
  EmbarkFireTracker *tracker;
  EmbarkFire *fire;
} Fixture;

static EmbarkFire *
make_fire (Fixture *f, const char *slug, const char *payload)
{
  return embark_fire_new (NULL, "p", "a", slug, "a", EVENT, payload,
                          embark_clock_get_real_time (EMBARK_CLOCK (f->canned.clock)));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  canned_set_up (&f->canned, data);
  canned_set (&f->canned, "POST", "/event/salesforce", 200, ACCEPTED);
  canned_set (&f->canned, "POST", "/event/trigger", 200, ACCEPTED);
  canned_set (&f->canned, "GET", "/execution", 200, NO_RUNS);
  f->tracker = embark_fire_tracker_new (f->canned.client, f->canned.journal, EMBARK_CLOCK (f->canned.clock));
  f->fire = make_fire (f, "salesforce", "{\"id\":7}");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->tracker);
  canned_tear_down (&f->canned, data);
  g_assert_finalize_object (f->fire);
}

/* Lists runs "r1", "r2"… of one occurrence with these statuses, and answers each. */
static void
set_runs (Fixture *f, const char *const *statuses)
{
  g_autoptr (GString) docs = g_string_new ("{\"docs\":[");
  g_autofree char *time = canned_time (&f->canned, 0);

  for (guint i = 0; statuses[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/execution/r%u", i + 1);
      g_autofree char *run = g_strdup_printf (
          "{\"_id\":\"r%u\",\"status\":\"%s\",\"associated_event_id\":\"e\",\"linked_account_id\":\"a\","
          "\"config_id\":\"a\",\"createdAt\":\"%s\",\"associated_workflow\":{\"_id\":\"w\",\"name\":\"W\"},"
          "\"trigger_application_event\":\"" EVENT "\",\"nodes\":[]}",
          i + 1, statuses[i], time);

      g_string_append_printf (docs, "%s%s", i > 0 ? "," : "", run);
      canned_set (&f->canned, "GET", path, 200, run);
    }
  g_string_append (docs, "]}");
  canned_set (&f->canned, "GET", "/execution", 200, docs->str);
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
send (Fixture *f)
{
  embark_fire_tracker_send (f->tracker, f->fire);
  canned_until (pending (f));
}

/* As life would go on: in steps, with answers in between. */
static void
pass (Fixture *f, guint ms)
{
  for (guint i = 0; i < ms && pending (f); i += 500)
    canned_advance (
        &f->canned, 500,
        !embark_fire_may_change (f->fire, embark_clock_get_real_time (EMBARK_CLOCK (f->canned.clock))));
}

static void
pass_to_verdict (Fixture *f)
{
  for (guint i = 0; i < 100 && embark_fire_get_ended_at (f->fire) == 0; i++)
    canned_advance (&f->canned, 500, embark_fire_get_ended_at (f->fire) != 0);
  g_assert_cmpint (embark_fire_get_ended_at (f->fire), !=, 0);
}

static EmbarkFire *
read_journal (Fixture *f)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GPtrArray) fires = NULL;

  embark_journal_list_fires_async (f->canned.journal, "p", "a", 10, NULL, wait_cb, &wait);
  fires = embark_journal_list_fires_finish (f->canned.journal, wait_for (&wait), NULL);
  g_assert_cmpuint (fires->len, ==, 1);
  return g_object_ref (g_ptr_array_index (fires, 0));
}

/* A server that takes a minute to start the run: the verdict is corrected, also in the journal. */
static void
test_late (Fixture *f, gconstpointer data)
{
  static const char *const runs[] = { "COMPLETED", NULL };
  g_autofree char *evidence = NULL;
  g_autoptr (EmbarkFire) kept = NULL;

  send (f);
  pass (f, 60000);
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_NOTHING_LISTENED);
  g_assert_cmpint (embark_fire_get_ended_at (f->fire), !=, 0);
  g_assert_true (pending (f));
  kept = read_journal (f);
  g_assert_cmpint (embark_fire_get_state (kept), ==, EMBARK_FIRE_NOTHING_LISTENED);
  g_clear_object (&kept);

  set_runs (f, runs);
  for (guint i = 0; i < 20 && state (f) != EMBARK_FIRE_RAN; i++)
    canned_advance (&f->canned, 500, FALSE);
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_RAN);
  g_assert_cmpint (embark_fire_get_ended_at (f->fire), ==, 0);
  pass_to_verdict (f);
  g_assert_true (embark_fire_get_succeeded (f->fire));
  g_assert_false (pending (f));
  evidence = embark_fire_dup_evidence (f->fire);
  g_assert_nonnull (strstr (evidence, "came late"));
  g_assert_cmpuint (canned_count (&f->canned, "POST"), ==, 1);
  kept = read_journal (f);
  g_assert_cmpint (embark_fire_get_state (kept), ==, EMBARK_FIRE_RAN);
}

/* It is asked slowly, and not for ever. */
static void
test_limit (Fixture *f, gconstpointer data)
{
  gint64 ended_at;
  guint n;

  send (f);
  pass (f, EMBARK_FIRE_RUN_DEADLINE_MS + 5000);
  ended_at = embark_fire_get_ended_at (f->fire);
  g_assert_cmpint (ended_at, >, 0);
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_NOTHING_LISTENED);
  n = canned_count (&f->canned, "GET /execution?");
  pass (f, EMBARK_FIRE_LATE_LIMIT_MS + 20000);
  g_assert_false (pending (f));
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_NOTHING_LISTENED);
  g_assert_cmpint (embark_fire_get_ended_at (f->fire), ==, ended_at);
  g_assert_cmpuint (canned_count (&f->canned, "GET /execution?") - n, <, 60);
  g_assert_cmpuint (canned_count (&f->canned, "GET /execution?") - n, >, 20);
}

/* Another program takes up what the first one left, and does not ask again what the answer is. */
static void
test_taken_up (Fixture *f, gconstpointer data)
{
  static const char *const runs[] = { "COMPLETED", NULL };

  embark_fire_set_state (f->fire, EMBARK_FIRE_NOTHING_LISTENED);
  embark_fire_set_detail (f->fire, "why");
  embark_clock_manual_advance (f->canned.clock, 60000);
  embark_fire_set_ended_at (f->fire, embark_fire_get_created_at (f->fire) + 1);
  embark_fire_tracker_follow (f->tracker, f->fire);
  canned_until (pending (f));
  g_assert_cmpstr (embark_fire_get_detail (f->fire), ==, "why");
  set_runs (f, runs);
  for (guint i = 0; i < 40 && state (f) != EMBARK_FIRE_RAN; i++)
    canned_advance (&f->canned, 500, FALSE);
  pass_to_verdict (f);
  g_assert_true (embark_fire_get_succeeded (f->fire));
  g_assert_cmpuint (canned_count (&f->canned, "POST"), ==, 0);
}

/* The answer was lost, and yet it arrived. */
static void
test_lost (Fixture *f, gconstpointer data)
{
  static const char *const runs[] = { "COMPLETED", NULL };
  g_autofree char *evidence = NULL;

  canned_set (&f->canned, "POST", "/event/salesforce", 0, NULL);
  send (f);
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_UNKNOWN);
  set_runs (f, runs);
  pass_to_verdict (f);
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_RAN);
  evidence = embark_fire_dup_evidence (f->fire);
  g_assert_nonnull (strstr (evidence, "did arrive"));
  g_assert_cmpuint (canned_count (&f->canned, "POST"), ==, 1);
}

/* Of an event whose answer was lost, a run that does not name its event proves nothing. */
static void
test_lost_maybe (Fixture *f, gconstpointer data)
{
  g_autofree char *time = canned_time (&f->canned, 0);
  g_autofree char *list =
      g_strdup_printf ("{\"docs\":[{\"_id\":\"r1\",\"status\":\"COMPLETED\",\"createdAt\":\"%s\"}]}", time);

  canned_set (&f->canned, "POST", "/event/salesforce", 0, NULL);
  canned_set (&f->canned, "GET", "/execution", 200, list);
  send (f);
  pass_to_verdict (f);
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_UNKNOWN);
  g_assert_cmpuint (g_strv_length ((char **) embark_fire_get_run_ids (f->fire)), ==, 0);
}

static void
test_ends (Fixture *f, gconstpointer data)
{
  static const char *const runs[] = { "COMPLETED", "ERRORED", "STOPPED", "DUPLICATE", "TIMED_OUT", NULL };
  g_autofree char *verdict = NULL;

  canned_set (&f->canned, "GET", "/workflow/w", 200, "{\"_id\":\"w\",\"name\":\"W\"}");
  send (f);
  set_runs (f, runs);
  pass_to_verdict (f);
  verdict = embark_fire_dup_verdict (f->fire);
  g_assert_cmpstr (verdict, ==, "Ran: 5 runs, 1 errored, 1 timed out, 1 stopped, 1 dropped as duplicate");
  g_assert_false (embark_fire_get_succeeded (f->fire));
}

/* A run that was started again from here is no consequence of the event that was fired meanwhile. */
static void
test_rerun (Fixture *f, gconstpointer data)
{
  static const char *const runs[] = { "COMPLETED", NULL };
  const EmbarkRerunEntry rerun = {
    .profile_id = (char *) "p", .run_id = (char *) "r1", .origin_id = (char *) "r0", .time = 1
  };
  g_auto (Wait) wait = { NULL };

  embark_journal_save_rerun_async (f->canned.journal, &rerun, NULL, wait_cb, &wait);
  g_assert_true (embark_journal_save_rerun_finish (f->canned.journal, wait_for (&wait), NULL));
  send (f);
  set_runs (f, runs);
  pass_to_verdict (f);
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_NOTHING_LISTENED);
}

/* Without an application it goes to all of them, which is said. */
static void
test_everywhere (Fixture *f, gconstpointer data)
{
  g_autoptr (EmbarkFire) everywhere = make_fire (f, NULL, "{}");
  g_autofree char *warning = embark_fire_dup_warning (everywhere);

  g_assert_null (embark_fire_dup_warning (f->fire));
  g_assert_nonnull (strstr (warning, "every workflow"));
  embark_fire_tracker_send (f->tracker, everywhere);
  canned_until (pending (f));
  g_assert_cmpuint (canned_count (&f->canned, "POST /event/trigger"), ==, 1);
  g_assert_cmpuint (canned_count (&f->canned, "POST"), ==, 1);
  embark_fire_tracker_stop (f->tracker);
}

/* What it repeats is told where the journal knows it: by the key of the workflow, else by the whole payload.
 */
static void
test_duplicate (Fixture *f, gconstpointer data)
{
  const gboolean by_key = data != NULL;
  static const char *const runs[] = { "DUPLICATE", NULL };
  g_autoptr (EmbarkFire) earlier =
      make_fire (f, "salesforce", by_key ? "{\"id\":7,\"x\":1}" : "{ \"id\": 7 }");
  g_autoptr (EmbarkFire) other = make_fire (f, "salesforce", "{\"id\":8}");
  g_autofree char *evidence = NULL;

  if (by_key)
    canned_set (&f->canned, "GET", "/workflow/w", 200,
                "{\"_id\":\"w\",\"name\":\"W\",\"settings\":{\"dedup_key\":\"{event:id}\"}}");
  embark_fire_set_state (earlier, EMBARK_FIRE_RAN);
  embark_fire_set_state (other, EMBARK_FIRE_RAN);
  embark_journal_save_fire_async (f->canned.journal, earlier, NULL, NULL, NULL);
  embark_journal_save_fire_async (f->canned.journal, other, NULL, NULL, NULL);
  send (f);
  set_runs (f, runs);
  pass_to_verdict (f);
  g_assert_cmpint (state (f), ==, EMBARK_FIRE_DUPLICATE);
  g_assert_cmpstr (embark_fire_get_repeats (f->fire), ==, embark_fire_get_id (earlier));
  g_assert_cmpstr (embark_fire_get_dedup_key (f->fire), ==, by_key ? "id" : NULL);
  evidence = embark_fire_dup_evidence (f->fire);
  g_assert_nonnull (strstr (evidence, by_key ? "“id” is the same" : "the same payload"));
}

/* Only the value at the key is another one; no other byte changes. */
static void
test_fresh (void)
{
  static const struct
  {
    const char *payload;
    const char *key;
    const char *before; /* (nullable): there is no such place */
    const char *after;
  } rows[] = {
    { "{\"id\":7, \"n\":1.10}", "id", "{\"id\":", ", \"n\":1.10}" },
    { " { \"a\" : \"x\" }\n", "a", " { \"a\" : \"", "\" }\n" },
    { "{\"o\":{\"id\":\"a\\\"}b\"},\"id\":1}", "o.id", "{\"o\":{\"id\":\"", "\"},\"id\":1}" },
    { "{\"x\":[{\"id\":1},\"}\"],\"id\":{\"y\":[1,2]}}", "id", "{\"x\":[{\"id\":1},\"}\"],\"id\":\"", "\"}" },
    { "{\"\\u0069d\":null,\"b\":true}", "id", "{\"\\u0069d\":\"", "\",\"b\":true}" },
    { "{\"id\":1}", "other", NULL, NULL },
    { "{\"id\":1}", "id.x", NULL, NULL },
    { "[1]", "id", NULL, NULL },
    { "{\"id\":", "id", NULL, NULL },
    { "{}", "id", NULL, NULL },
    { "{\"id\":1}", NULL, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (EmbarkFire) fire = embark_fire_new (NULL, "p", "a", "s", "a", EVENT, rows[i].payload, 1);
      g_autofree char *fresh = NULL;

      g_test_message ("%s", rows[i].payload);
      embark_fire_set_dedup_key (fire, rows[i].key);
      fresh = embark_fire_dup_fresh_payload (fire);
      if (rows[i].before == NULL)
        {
          g_assert_null (fresh);
          continue;
        }
      g_assert_true (g_str_has_prefix (fresh, rows[i].before));
      g_assert_true (g_str_has_suffix (fresh, rows[i].after));
      g_assert_true (embark_json_check (fresh, -1, NULL, NULL, NULL));
      g_assert_cmpstr (fresh, !=, rows[i].payload);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func, data) g_test_add ("/fire-late/" name, Fixture, data, set_up, func, tear_down)
  ADD ("late", test_late, NULL);
  ADD ("limit", test_limit, NULL);
  ADD ("taken-up", test_taken_up, NULL);
  ADD ("lost", test_lost, NULL);
  ADD ("lost-maybe", test_lost_maybe, NULL);
  ADD ("ends", test_ends, NULL);
  ADD ("rerun", test_rerun, NULL);
  ADD ("everywhere", test_everywhere, NULL);
  ADD ("duplicate-payload", test_duplicate, NULL);
  ADD ("duplicate-key", test_duplicate, GINT_TO_POINTER (TRUE));
  g_test_add_func ("/fire-late/fresh", test_fresh);

  return g_test_run ();
}
