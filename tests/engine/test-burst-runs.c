/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The runs of a burst, and bursts with data, against the sandbox in the same clock. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "embark-burst.h"
#include "sandbox-fixture.h"
#include "test-util.h"

#define EVENT "contact.created"

typedef struct
{
  Fixture sandbox;
  SoupSession *session;
  EmbarkClient *client;
  EmbarkJournal *journal;
  EmbarkWorkspace *workspace;
} Field;

static void
field_set_up (Field *f, gconstpointer data)
{
  g_autoptr (EmbarkProfile) profile = NULL;
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  /* The first thing that a test does is two minutes earlier. */
  f->sandbox.clock = embark_clock_manual_new (g_get_real_time () - 120 * G_USEC_PER_SEC);
  f->sandbox.sandbox = embark_sandbox_new (EMBARK_CLOCK (f->sandbox.clock), 7);
  f->sandbox.session = soup_session_new ();
  g_assert_true (embark_sandbox_listen (f->sandbox.sandbox, 0, &error));
  f->session = embark_session_new ();
  f->client = embark_client_new (embark_sandbox_get_base_uri (f->sandbox.sandbox), f->session,
                                 EMBARK_CLOCK (f->sandbox.clock));
  embark_client_set_api_key (f->client, embark_sandbox_get_api_key (f->sandbox.sandbox));
  f->journal = embark_journal_new (":memory:");
  embark_journal_open_async (f->journal, NULL, wait_cb, &wait);
  g_assert_true (embark_journal_open_finish (f->journal, wait_for (&wait), &error));
  profile = embark_profile_new ("p", "Kestrel", embark_client_get_base_uri (f->client));
  f->workspace = embark_workspace_new (profile, f->client, f->journal, EMBARK_CLOCK (f->sandbox.clock));
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
field_tear_down (Field *f, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };

  settle ();
  g_assert_finalize_object (f->workspace);
  embark_journal_close_async (f->journal, wait_cb, &wait);
  wait_for (&wait);
  wait_reset (&wait);
  settle ();
  g_assert_finalize_object (f->journal);
  soup_session_abort (f->session);
  settle ();
  g_assert_finalize_object (f->client);
  g_clear_object (&f->session);
  fixture_tear_down (&f->sandbox, data);
}

static gboolean
run (EmbarkBurst *burst, GError **error)
{
  g_auto (Wait) wait = { NULL };

  embark_burst_run_async (burst, wait_cb, &wait);
  return embark_burst_run_finish (burst, wait_for (&wait), error);
}

static EmbarkBurst *
make (Field *s, const char *payload, guint n)
{
  EmbarkBurst *burst = embark_burst_new (s->workspace, ACCOUNT, "salesforce", NULL, EVENT);

  embark_burst_set_payload (burst, payload);
  embark_burst_set_n (burst, n);
  embark_burst_set_rate (burst, 0, 1);
  return burst;
}

/* Lets the clock run until nobody looks for runs any more. Returns: how many milliseconds that took */
static guint
watch (Field *s, EmbarkBurst *burst)
{
  guint ms = 0;

  while (embark_burst_get_watching (burst))
    {
      /* Whoever waits for an answer waits for no clock: what is asked for is answered before the clock goes
       * on. */
      settle ();
      while (embark_clock_manual_get_n_pending (s->sandbox.clock) == 0 && embark_burst_get_watching (burst))
        g_main_context_iteration (NULL, TRUE);
      embark_clock_manual_advance (s->sandbox.clock, 500);
      ms += 500;
    }
  return ms;
}

static void
test_by_status (Field *s, gconstpointer data)
{
  g_autoptr (EmbarkBurst) early = NULL;
  g_autoptr (EmbarkBurst) burst = NULL;
  g_autoptr (GError) error = NULL;

  fixture_connect (&s->sandbox, ACCOUNT, "dana@kestrel.example");
  fixture_enable (&s->sandbox, ACCOUNT, CREATE_CONTACT);
  /* An earlier one, whose runs are not counted with those of the later. */
  early = make (s, "{\"email\":\"{{email}}\",\"last_name\":\"L\"}", 3);
  g_assert_true (run (early, &error));
  embark_burst_unwatch_runs (early);
  embark_clock_manual_advance (s->sandbox.clock, 120000);

  /* More than one page; of every event without a name the run fails. */
  burst = make (s, "{\"email\":\"{{email}}\",\"last_name\":\"L\",\"n\":{{n}}}", 230);
  g_assert_true (run (burst, &error));
  g_assert_no_error (error);
  g_assert_true (embark_burst_get_watching (burst));
  watch (s, burst);
  g_assert_cmpuint (embark_burst_get_n_runs (burst), ==, 230);
  g_assert_cmpuint (embark_burst_count_runs (burst, EMBARK_EXECUTION_COMPLETED)
                        + embark_burst_count_runs (burst, EMBARK_EXECUTION_ERRORED)
                        + embark_burst_count_runs (burst, EMBARK_EXECUTION_TIMED_OUT),
                    ==, 230);
  g_assert_cmpuint (embark_burst_count_runs (burst, EMBARK_EXECUTION_QUEUED), ==, 0);
  g_assert_cmpuint (embark_burst_count_runs (burst, EMBARK_EXECUTION_RUNNING), ==, 0);
  g_assert_false (embark_burst_get_runs_cut (burst));
}

/* Nothing listens: the looking ends, and nothing asks any more. */
static void
test_silence (Field *s, gconstpointer data)
{
  g_autoptr (EmbarkBurst) burst = make (s, "{}", 3);
  g_autoptr (GError) error = NULL;

  g_assert_true (run (burst, &error));
  watch (s, burst);
  g_assert_cmpuint (embark_burst_get_n_runs (burst), ==, 0);
}

/* Whoever looks away does not ask, and may look again. */
static void
test_look_away (Field *s, gconstpointer data)
{
  g_autoptr (EmbarkBurst) burst = NULL;
  g_autoptr (GError) error = NULL;

  embark_clock_manual_advance (s->sandbox.clock, 120000);
  fixture_connect (&s->sandbox, ACCOUNT, "dana@kestrel.example");
  fixture_enable (&s->sandbox, ACCOUNT, CREATE_CONTACT);
  burst = make (s, "{\"email\":\"{{email}}\",\"last_name\":\"L\"}", 5);
  g_assert_true (run (burst, &error));
  embark_burst_unwatch_runs (burst);
  settle ();
  g_assert_false (embark_burst_get_watching (burst));
  embark_clock_manual_advance (s->sandbox.clock, 60000);
  settle ();
  g_assert_cmpuint (embark_burst_get_n_runs (burst), ==, 0);
  embark_burst_watch_runs (burst);
  watch (s, burst);
  g_assert_cmpuint (embark_burst_get_n_runs (burst), ==, 5);
}

static GFile *
write_file (const char *text)
{
  g_autoptr (GFileIOStream) stream = NULL;
  GFile *file = g_file_new_tmp ("embark-burst-XXXXXX", &stream, NULL);

  g_assert_nonnull (file);
  g_assert_true (
      g_file_replace_contents (file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, NULL));
  return file;
}

/* The payloads that the sandbox got, in any order. Returns: (transfer full) (element-type utf8) */
static GPtrArray *
get_payloads (Field *s)
{
  g_autoptr (JsonArray) requests = embark_sandbox_dup_requests (s->sandbox.sandbox);
  GPtrArray *payloads = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonNode *payload = json_object_get_member (json_array_get_object_element (requests, i), "payload");

      if (payload != NULL)
        g_ptr_array_add (payloads, sandbox_json_print (payload, FALSE));
    }
  return payloads;
}

static void
test_data (Field *s, gconstpointer data)
{
  g_autoptr (GFile) file = write_file ("name,age\nAda,36\n\"Gr\"\"ace\",85\nEdsger,72\n");
  g_autoptr (EmbarkBurst) burst = make (s, "{\"who\":\"{{row.name}}\",\"n\":{{n}}}", 0);
  g_autoptr (GPtrArray) payloads = NULL;
  g_autoptr (GError) error = NULL;

  embark_burst_set_data (burst, file);
  g_assert_true (run (burst, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (embark_burst_get_n (burst), ==, 3);
  payloads = get_payloads (s);
  g_assert_cmpuint (payloads->len, ==, 3);
  g_assert_true (
      g_ptr_array_find_with_equal_func (payloads, "{\"who\":\"Gr\\\"ace\",\"n\":2}", g_str_equal, NULL));
  g_file_delete (file, NULL, NULL);
}

static void
test_bad_data (Field *s, gconstpointer data)
{
  g_autoptr (GFile) file = write_file ("name\nAda\n");
  g_autoptr (EmbarkBurst) burst = make (s, "{\"who\":\"{{row.nmae}}\"}", 0);
  g_autoptr (EmbarkBurst) broken = make (s, "{\"who\":{{name}} x}", 2);
  g_autoptr (GPtrArray) payloads = NULL;
  g_autoptr (GError) error = NULL;

  embark_burst_set_data (burst, file);
  g_assert_false (run (burst, &error));
  g_assert_error (error, EMBARK_BURST_ERROR, EMBARK_BURST_ERROR_PAYLOAD);
  g_assert_nonnull (strstr (error->message, "Event 1"));
  g_clear_error (&error);
  g_assert_false (run (broken, &error));
  g_assert_error (error, EMBARK_BURST_ERROR, EMBARK_BURST_ERROR_PAYLOAD);
  payloads = get_payloads (s);
  g_assert_cmpuint (payloads->len, ==, 0);
  /* It can be put right. */
  g_clear_error (&error);
  embark_burst_set_payload (burst, "{\"who\":\"{{row.name}}\"}");
  g_assert_true (run (burst, &error));
  g_file_delete (file, NULL, NULL);
}

/* Continued from the journal, with the same events; but not when the file became another. */
static void
test_continued (Field *s, gconstpointer data)
{
  g_autoptr (GFile) file = write_file ("[{\"a\":1},{\"a\":2},{\"a\":3}]");
  g_autoptr (EmbarkBurst) burst = make (s, "{\"a\":{{row.a}},\"id\":\"{{uuid}}\"}", 0);
  g_autoptr (EmbarkBurst) loaded = NULL;
  g_autoptr (GPtrArray) payloads = NULL;
  g_autofree char *wanted = NULL;
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *id = g_strdup (embark_burst_get_id (burst));

  embark_burst_set_data (burst, file);
  embark_sandbox_fail_next (s->sandbox.sandbox, "POST", "/event", 429, 1);
  embark_burst_set_concurrency (burst, 1);
  embark_burst_run_async (burst, wait_cb, &wait);
  while (embark_burst_get_state (burst) != EMBARK_BURST_WAITING)
    g_main_context_iteration (NULL, TRUE);
  embark_clock_manual_advance (s->sandbox.clock, 1000);
  g_assert_true (embark_burst_run_finish (burst, wait_for (&wait), &error));
  wanted = embark_burst_dup_event_payload (burst, 0, NULL);
  embark_burst_unwatch_runs (burst);
  settle ();
  wait_reset (&wait);
  g_assert_finalize_object (g_steal_pointer (&burst));

  embark_burst_load_async (s->workspace, id, NULL, wait_cb, &wait);
  loaded = embark_burst_load_finish (s->workspace, wait_for (&wait), &error);
  g_assert_cmpuint (embark_burst_get_count (loaded, EMBARK_BURST_EVENT_NOT_SENT), ==, 1);
  g_file_replace_contents (file, "[{\"a\":9}]", 9, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, NULL);
  g_assert_false (run (loaded, &error));
  g_assert_error (error, EMBARK_BURST_ERROR, EMBARK_BURST_ERROR_CHANGED);
  g_clear_error (&error);
  g_file_replace_contents (file, "[{\"a\":1},{\"a\":2},{\"a\":3}]", 25, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                           NULL, NULL);
  g_assert_true (run (loaded, &error));
  g_assert_no_error (error);
  payloads = get_payloads (s);
  g_assert_cmpuint (payloads->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (payloads, 2), ==, wanted);
  g_file_delete (file, NULL, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/burst/" name, Field, NULL, field_set_up, func, field_tear_down)
  ADD ("runs/by-status", test_by_status);
  ADD ("runs/silence", test_silence);
  ADD ("runs/look-away", test_look_away);
  ADD ("data", test_data);
  ADD ("data/bad", test_bad_data);
  ADD ("data/continued", test_continued);

  return g_test_run ();
}
