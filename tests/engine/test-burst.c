/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bursts against the sandbox, and what the journal has of them. */

#include "config.h"

#include <sqlite3.h>

#include "burst-fixture.h"
#include "embark-journal-burst.h"
#include "test-util.h"

#define COUNT(burst, state) embark_burst_get_count (burst, EMBARK_BURST_EVENT_##state)

static void
fault (Range *r, const char *body)
{
  g_autoptr (JsonNode) answer = range_control (r, "POST", "fault", body);

  g_assert_nonnull (answer);
}

static void
count_cb (EmbarkBurst *burst, guint *n)
{
  (*n)++;
}

static void
test_all (Range *r, gconstpointer data)
{
  g_autoptr (EmbarkBurst) burst = range_make (r, 600, "all");
  g_autoptr (EmbarkBurst) loaded = NULL;
  g_autoptr (GArray) log = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = g_strdup (embark_burst_get_id (burst));
  guint n_changes = 0, n, seconds, sum = 0;
  const guint32 *buckets;

  g_signal_connect (burst, "changed", G_CALLBACK (count_cb), &n_changes);
  embark_burst_set_concurrency (burst, 16);
  g_assert_true (range_run (burst, &error));
  g_assert_no_error (error);
  g_assert_cmpint (embark_burst_get_state (burst), ==, EMBARK_BURST_ENDED);
  g_assert_cmpuint (COUNT (burst, ACCEPTED), ==, 600);
  log = range_get_log (r, "all", 600, 200);
  g_assert_cmpuint (range_sum (log), ==, 600);
  /* The clock stands still: of all that changed only the end was told. */
  g_assert_cmpuint (n_changes, ==, 1);
  buckets = embark_burst_get_throughput (burst, &n, &seconds);
  for (guint i = 0; i < n; i++)
    sum += buckets[i];
  g_assert_cmpuint (sum, ==, 600);
  embark_burst_unwatch_runs (burst);
  g_assert_finalize_object (g_steal_pointer (&burst));

  range_reopen (r);
  loaded = range_load (r, id);
  g_assert_cmpint (embark_burst_get_state (loaded), ==, EMBARK_BURST_ENDED);
  g_assert_cmpuint (COUNT (loaded, ACCEPTED), ==, 600);
  range_check (r, loaded, "all");
  /* There is nothing left to be sent. */
  g_assert_true (range_run (loaded, &error));
  range_check (r, loaded, "all");
}

static void
test_rate (Range *r, gconstpointer data)
{
  g_autoptr (EmbarkBurst) burst = range_make (r, 12, "rate");
  gboolean done;

  embark_burst_set_rate (burst, EMBARK_BURST_DEFAULT_RATE, EMBARK_BURST_DEFAULT_ALLOWANCE);
  embark_burst_set_concurrency (burst, 64);
  range_start (burst, &done);
  range_until (COUNT (burst, ACCEPTED) == 5);
  for (guint i = 5; i < 12; i++)
    {
      embark_clock_manual_advance (r->clock, 49);
      range_settle ();
      g_assert_cmpuint (COUNT (burst, NOT_SENT), ==, 12 - i);
      embark_clock_manual_advance (r->clock, 1);
      range_until (COUNT (burst, ACCEPTED) == i + 1);
    }
  range_until (done);
  range_check (r, burst, "rate");
}

static void
test_stop (Range *r, gconstpointer data)
{
  g_autoptr (EmbarkBurst) burst = range_make (r, 150, "stop");
  g_autoptr (GError) error = NULL;
  gboolean done;
  guint accepted, in_flight;

  range_start (burst, &done);
  range_until (COUNT (burst, ACCEPTED) >= 10);
  accepted = COUNT (burst, ACCEPTED);
  in_flight = COUNT (burst, IN_FLIGHT);
  g_assert_cmpuint (in_flight, <=, EMBARK_BURST_DEFAULT_CONCURRENCY);
  embark_burst_stop (burst);
  g_assert_cmpint (embark_burst_get_state (burst), ==, EMBARK_BURST_STOPPING);
  range_until (done);
  g_assert_cmpuint (COUNT (burst, ACCEPTED), ==, accepted + in_flight);
  g_assert_cmpuint (COUNT (burst, NOT_SENT), ==, 150 - accepted - in_flight);
  g_assert_null (embark_burst_get_error (burst));
  range_check (r, burst, "stop");

  /* By somebody's wish it goes on with the others. */
  g_assert_true (range_run (burst, &error));
  g_assert_cmpuint (COUNT (burst, ACCEPTED), ==, 150);
  range_check (r, burst, "stop");
}

static void
test_stop_twice (Range *r, gconstpointer data)
{
  g_autoptr (EmbarkBurst) burst = range_make (r, 50, "twice");
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;

  fault (r, "{\"path\":\"/event\",\"count\":50,\"delay_ms\":600000}");
  range_start (burst, &done);
  range_until (COUNT (burst, IN_FLIGHT) == 4);
  embark_burst_stop (burst);
  range_settle ();
  g_assert_false (done);
  g_assert_cmpuint (COUNT (burst, IN_FLIGHT), ==, 4);
  embark_burst_stop (burst);
  range_until (done);
  g_assert_cmpuint (COUNT (burst, UNKNOWN), ==, 4);
  g_assert_cmpuint (COUNT (burst, NOT_SENT), ==, 46);
  /* Whether the four had reached the server nobody knows, so its delay is taken back and not counted. */
  answer = range_control (r, "POST", "reset", "{}");
  g_assert_true (range_run (burst, &error));
  g_assert_cmpuint (COUNT (burst, UNKNOWN), ==, 4);
  g_assert_cmpuint (COUNT (burst, ACCEPTED), ==, 46);
  range_check (r, burst, "twice");
}

/* Stopped before it began: nothing leaves. */
static void
test_stop_at_once (Range *r, gconstpointer data)
{
  g_autoptr (EmbarkBurst) burst = range_make (r, 50, "once");
  gboolean done;

  range_start (burst, &done);
  embark_burst_stop (burst);
  range_until (done);
  g_assert_cmpuint (COUNT (burst, NOT_SENT), ==, 50);
  range_check (r, burst, "once");
}

static void
test_lost (Range *r, gconstpointer data)
{
  g_autoptr (EmbarkBurst) burst = range_make (r, 100, "lost");
  g_autoptr (GArray) log = NULL;
  g_autoptr (GError) error = NULL;

  fault (r, "{\"path\":\"/event\",\"count\":3,\"drop\":true}");
  fault (r, "{\"path\":\"/event\",\"count\":2,\"cut\":true}");
  fault (r, "{\"path\":\"/event\",\"count\":2,\"malformed\":true}");
  g_assert_true (range_run (burst, &error));
  g_assert_cmpuint (COUNT (burst, UNKNOWN), ==, 7);
  g_assert_cmpuint (COUNT (burst, ACCEPTED), ==, 93);
  log = range_get_log (r, "lost", 100, 0);
  /* A malformed answer is a fault's own, and no event reaches the list with it. */
  g_assert_cmpuint (range_sum (log), ==, 98);
  g_assert_true (range_run (burst, &error));
  g_assert_cmpuint (COUNT (burst, UNKNOWN), ==, 7);
  range_check (r, burst, "lost");
}

static guint
count_in_journal (Range *r, const char *id, guint state)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GPtrArray) entries = NULL;
  EmbarkBurstEntry *entry;
  guint n = 0;

  embark_journal_get_burst_async (r->journal, "p", id, NULL, wait_cb, &wait);
  entries = embark_journal_get_burst_finish (r->journal, wait_for (&wait), NULL);
  g_assert_cmpuint (entries->len, ==, 1);
  entry = g_ptr_array_index (entries, 0);
  for (guint i = 0; i < entry->parts->len; i++)
    {
      gsize length;
      const guint8 *bytes =
          g_bytes_get_data (g_array_index (entry->parts, EmbarkBurstPart, i).bytes, &length);

      for (gsize j = 0; j < length; j += 2)
        n += bytes[j] == state;
    }
  return n;
}

static void
test_limited (Range *r, gconstpointer data)
{
  g_autoptr (EmbarkBurst) burst = range_make (r, 40, "limited");
  g_autoptr (GArray) log = NULL;
  G_GNUC_UNUSED g_autoptr (GArray) turned_away = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;

  fault (r, "{\"path\":\"/event\",\"status\":429,\"retry_after\":7}");
  embark_burst_set_concurrency (burst, 1);
  range_start (burst, &done);
  range_until (embark_burst_get_state (burst) == EMBARK_BURST_WAITING);
  g_assert_cmpint (embark_burst_get_waits_until (burst), ==,
                   embark_clock_get_real_time (EMBARK_CLOCK (r->clock)) + 7 * G_USEC_PER_SEC);
  g_assert_cmpuint (COUNT (burst, IN_FLIGHT), ==, 0);
  /* While it waits nothing is under way, and the journal says so. */
  range_until (count_in_journal (r, embark_burst_get_id (burst), EMBARK_BURST_EVENT_IN_FLIGHT) == 0);
  g_assert_cmpuint (COUNT (burst, NOT_SENT), ==, 40);
  embark_clock_manual_advance (r->clock, 6999);
  range_settle ();
  g_assert_cmpint (embark_burst_get_state (burst), ==, EMBARK_BURST_WAITING);
  embark_clock_manual_advance (r->clock, 1);
  range_until (done);
  g_assert_cmpuint (COUNT (burst, NOT_SENT), ==, 1);
  g_assert_cmpuint (COUNT (burst, ACCEPTED), ==, 39);
  g_assert_cmpstr (embark_burst_get_event_words (burst, 0), ==, "This fault was asked for");
  log = range_get_log (r, "limited", 40, 0);
  g_assert_cmpuint (range_sum (log), ==, 39);

  g_assert_true (range_run (burst, &error));
  g_assert_cmpuint (COUNT (burst, ACCEPTED), ==, 40);
  g_assert_null (embark_burst_get_event_words (burst, 0));
  range_check (r, burst, "limited");
}

static void
test_always_limited (Range *r, gconstpointer data)
{
  g_autoptr (EmbarkBurst) burst = range_make (r, 40, "always");
  gboolean done;

  fault (r, "{\"path\":\"/event\",\"status\":429,\"count\":1000}");
  embark_burst_set_concurrency (burst, 2);
  range_start (burst, &done);
  while (!done)
    {
      range_until (done || embark_burst_get_state (burst) == EMBARK_BURST_WAITING);
      embark_clock_manual_advance (r->clock, 60000);
    }
  g_assert_error (embark_burst_get_error (burst), EMBARK_BURST_ERROR, EMBARK_BURST_ERROR_LIMITED);
  g_assert_cmpuint (COUNT (burst, NOT_SENT), ==, 40);
}

static void
test_refused (Range *r, gconstpointer data)
{
  g_autoptr (EmbarkBurst) burst = range_make (r, 60, "refused");
  g_autoptr (EmbarkBurst) loaded = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = g_strdup (embark_burst_get_id (burst));
  guint n_words = 0;

  fault (r, "{\"path\":\"/event\",\"status\":400,\"count\":2}");
  fault (r, "{\"path\":\"/event\",\"status\":502,\"count\":1}");
  fault (r, "{\"path\":\"/event\",\"status\":200,\"count\":1,\"body\":{\"status\":\"DUPLICATE\"}}");
  g_assert_true (range_run (burst, &error));
  g_assert_cmpuint (COUNT (burst, REFUSED), ==, 2);
  g_assert_cmpuint (COUNT (burst, UNKNOWN), ==, 1);
  g_assert_cmpuint (COUNT (burst, DUPLICATE), ==, 1);
  embark_burst_unwatch_runs (burst);
  g_assert_finalize_object (g_steal_pointer (&burst));

  range_reopen (r);
  loaded = range_load (r, id);
  g_assert_cmpuint (COUNT (loaded, REFUSED), ==, 2);
  g_assert_cmpuint (COUNT (loaded, DUPLICATE), ==, 1);
  for (guint i = 0; i < 60; i++)
    if (embark_burst_get_event_state (loaded, i) == EMBARK_BURST_EVENT_REFUSED)
      {
        g_assert_cmpstr (embark_burst_get_event_words (loaded, i), ==, "This fault was asked for");
        n_words++;
      }
  g_assert_cmpuint (n_words, ==, 2);
}

static void
test_unauthorized (Range *r, gconstpointer data)
{
  g_autoptr (EmbarkBurst) burst = range_make (r, 100, "key");
  g_autoptr (GError) error = NULL;

  embark_client_set_api_key (r->client, "tk_ffffffffffffffffffffffffffffffff");
  g_assert_false (range_run (burst, &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_UNAUTHORIZED);
  g_assert_cmpuint (COUNT (burst, REFUSED), >, 0);
  g_assert_cmpuint (COUNT (burst, REFUSED), <=, 4);
  g_assert_cmpuint (COUNT (burst, NOT_SENT), ==, 100 - COUNT (burst, REFUSED));
}

static void
test_offline (Range *r, gconstpointer data)
{
  g_autoptr (EmbarkBurst) burst = range_make (r, 100, "offline");
  g_autoptr (GError) error = NULL;

  g_subprocess_force_exit (r->process);
  g_assert_true (g_subprocess_wait (r->process, NULL, NULL));
  g_assert_false (range_run (burst, &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_OFFLINE);
  g_assert_cmpuint (COUNT (burst, NOT_SENT), ==, 100);
}

static void
test_read_only (Range *r, gconstpointer data)
{
  g_autoptr (EmbarkBurst) burst = range_make (r, 100, "read-only");
  g_autofree char *key = g_strconcat ("p", r->key + 1, NULL);
  g_autoptr (GError) error = NULL;

  embark_client_set_api_key (r->client, key);
  embark_client_set_read_only (r->client, TRUE);
  g_assert_false (range_run (burst, &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_READ_ONLY);
  g_assert_cmpuint (COUNT (burst, NOT_SENT), ==, 100);
  range_check (r, burst, "read-only");
}

/* What cannot be noted down is not sent. */
static void
test_no_journal (Range *r, gconstpointer data)
{
  g_autoptr (EmbarkBurst) burst = range_make (r, 100, "none");
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  embark_journal_close_async (r->journal, wait_cb, &wait);
  wait_for (&wait);
  g_assert_false (range_run (burst, &error));
  g_assert_error (error, EMBARK_JOURNAL_ERROR, EMBARK_JOURNAL_ERROR_FAILED);
  g_assert_cmpuint (COUNT (burst, NOT_SENT), ==, 100);
  range_check (r, burst, "none");
}

/* Every event that left stands in the file as more than not sent. */
static void
assert_written (sqlite3 *db, EmbarkBurst *burst)
{
  sqlite3_stmt *rows = NULL;
  const guint8 *bytes;

  g_assert_cmpint (sqlite3_prepare_v2 (db, "SELECT events FROM burst_part WHERE part = 0", -1, &rows, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (rows), ==, SQLITE_ROW);
  bytes = sqlite3_column_blob (rows, 0);
  g_assert_cmpint (sqlite3_column_bytes (rows, 0), ==, 2 * embark_burst_get_n (burst));
  for (guint i = 0; i < embark_burst_get_n (burst); i++)
    if (embark_burst_get_event_state (burst, i) != EMBARK_BURST_EVENT_NOT_SENT)
      g_assert_cmpuint (bytes[2 * i], !=, EMBARK_BURST_EVENT_NOT_SENT);
  g_assert_cmpint (sqlite3_finalize (rows), ==, SQLITE_OK);
}

/* The journal is slow: no more leaves than it knows of. */
static void
test_journal_first (Range *r, gconstpointer data)
{
  g_autoptr (EmbarkBurst) burst = range_make (r, 150, "first");
  sqlite3 *db = NULL;
  gboolean done;

  range_start (burst, &done);
  range_until (COUNT (burst, ACCEPTED) >= 10);
  g_assert_cmpint (sqlite3_open (r->journal_path, &db), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 60000);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  range_until (COUNT (burst, IN_FLIGHT) == 0);
  g_assert_cmpuint (COUNT (burst, NOT_SENT), >, 0);
  assert_written (db, burst);
  g_assert_cmpint (sqlite3_exec (db, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  range_until (done);
  g_assert_cmpuint (COUNT (burst, ACCEPTED), ==, 150);
  range_check (r, burst, "first");
}

/* The profile is forgotten in the middle: it ends, and what it had sent is known to it. */
static void
test_forgotten (Range *r, gconstpointer data)
{
  g_autoptr (EmbarkBurst) burst = range_make (r, 300, "forgotten");
  g_auto (Wait) wait = { NULL };
  gboolean done;

  range_start (burst, &done);
  range_until (COUNT (burst, ACCEPTED) >= 10);
  embark_journal_forget_profile_async (r->journal, "p", NULL, wait_cb, &wait);
  range_until (done);
  g_assert_error (embark_burst_get_error (burst), EMBARK_JOURNAL_ERROR, EMBARK_JOURNAL_ERROR_FAILED);
  g_assert_cmpuint (COUNT (burst, NOT_SENT), >, 0);
  range_check (r, burst, "forgotten");
}

/* The list has the one that runs, and not a second one of its name. */
static void
test_live (Range *r, gconstpointer data)
{
  g_autoptr (EmbarkBurst) burst = range_make (r, 200, "live");
  g_autoptr (EmbarkBurst) listed = NULL;
  gboolean done;

  range_start (burst, &done);
  range_until (COUNT (burst, ACCEPTED) >= 1);
  listed = range_load (r, NULL);
  g_assert_true (listed == burst);
  range_until (done);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/burst/" name, Range, NULL, range_set_up, func, range_tear_down)
  ADD ("all", test_all);
  ADD ("rate", test_rate);
  ADD ("stop", test_stop);
  ADD ("stop-twice", test_stop_twice);
  ADD ("stop-at-once", test_stop_at_once);
  ADD ("lost", test_lost);
  ADD ("limited", test_limited);
  ADD ("always-limited", test_always_limited);
  ADD ("refused", test_refused);
  ADD ("unauthorized", test_unauthorized);
  ADD ("offline", test_offline);
  ADD ("read-only", test_read_only);
  ADD ("no-journal", test_no_journal);
  ADD ("journal-first", test_journal_first);
  ADD ("forgotten", test_forgotten);
  ADD ("live", test_live);

  return g_test_run ();
}
