/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "embark-journal.h"
#include "test-util.h"

#define ODD "<b>&\"'; DROP TABLE fire; -- 🦅 \u202eright to left"

typedef struct
{
  char *folder; /* (owned) */
  char *path;   /* (owned) */
  EmbarkJournal *journal;
} Fixture;

static gboolean
open_journal (EmbarkJournal *journal, GError **error)
{
  g_auto (Wait) wait = { NULL };

  embark_journal_open_async (journal, NULL, wait_cb, &wait);
  return embark_journal_open_finish (journal, wait_for (&wait), error);
}

static void
close_journal (EmbarkJournal *journal)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  embark_journal_close_async (journal, wait_cb, &wait);
  g_assert_true (embark_journal_close_finish (journal, wait_for (&wait), &error));
  g_assert_no_error (error);
}

static gboolean
save (EmbarkJournal *journal, EmbarkFire *fire, GError **error)
{
  g_auto (Wait) wait = { NULL };

  embark_journal_save_fire_async (journal, fire, NULL, wait_cb, &wait);
  return embark_journal_save_fire_finish (journal, wait_for (&wait), error);
}

static GPtrArray *
list (EmbarkJournal *journal, const char *account, guint limit)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;
  GPtrArray *fires;

  embark_journal_list_fires_async (journal, "p", account, limit, NULL, wait_cb, &wait);
  fires = embark_journal_list_fires_finish (journal, wait_for (&wait), &error);
  g_assert_no_error (error);
  return fires;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_build_filename (g_get_user_data_dir (), "embark", NULL);
  f->path = g_build_filename (f->folder, "journal.sqlite", NULL);
  f->journal = embark_journal_new (f->path);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  close_journal (f->journal);
  g_assert_finalize_object (f->journal);
  g_free (f->folder);
  g_free (f->path);
}

static EmbarkFire *
make_fire (const char *account, gint64 created_at)
{
  return embark_fire_new (NULL, "p", account, "salesforce", account, "contact.created", "{\"a\":1.10}",
                          created_at);
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  ++*(guint *) user_data;
}

static void
test_fire (void)
{
  EmbarkFire *fire = make_fire ("a", 5);
  const char *const ids[] = { "r1", "r2", NULL };
  guint notified = 0;

  g_signal_connect (fire, "notify", G_CALLBACK (count_cb), &notified);
  embark_fire_set_state (fire, EMBARK_FIRE_SENDING);
  embark_fire_set_detail (fire, NULL);
  embark_fire_set_run_ids (fire, NULL);
  embark_fire_set_succeeded (fire, FALSE);
  embark_fire_set_ended_at (fire, 0);
  g_assert_cmpuint (notified, ==, 0);
  embark_fire_set_state (fire, EMBARK_FIRE_RAN);
  embark_fire_set_detail (fire, "x");
  embark_fire_set_run_ids (fire, ids);
  embark_fire_set_run_ids (fire, ids);
  embark_fire_set_succeeded (fire, 7);
  embark_fire_set_ended_at (fire, 9);
  g_assert_cmpuint (notified, ==, 5);
  g_assert_true (embark_fire_get_succeeded (fire));
  g_assert_true (g_uuid_string_is_valid (embark_fire_get_id (fire)));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (embark_fire_get_runs (fire))), ==, 0);
  g_assert_finalize_object (fire);
}

static void
test_round_trip (Fixture *f, gconstpointer data)
{
  g_autoptr (EmbarkFire) fire = embark_fire_new (NULL, "p", ODD, ODD, ODD, ODD, ODD, 1700000000000000);
  g_autoptr (EmbarkFire) other = make_fire ("other", 1);
  g_autoptr (GPtrArray) fires = NULL;
  g_autoptr (GError) error = NULL;
  const char *const runs[] = { "r1", ODD, NULL };
  EmbarkFire *read;
  GStatBuf info;

  g_assert_true (open_journal (f->journal, &error));
  g_assert_no_error (error);
  g_assert_true (save (f->journal, other, &error));
  embark_fire_set_workflow_id (fire, ODD);
  g_assert_true (save (f->journal, fire, &error));
  embark_fire_set_state (fire, EMBARK_FIRE_RAN);
  embark_fire_set_answered_at (fire, 2);
  embark_fire_set_run_seen_at (fire, 3);
  embark_fire_set_ended_at (fire, 4);
  embark_fire_set_detail (fire, ODD);
  embark_fire_set_request_id (fire, "trace");
  embark_fire_set_run_ids (fire, runs);
  embark_fire_set_succeeded (fire, TRUE);
  embark_fire_set_dedup_key (fire, ODD);
  embark_fire_set_repeats (fire, "earlier");
  g_assert_true (save (f->journal, fire, &error));
  g_assert_no_error (error);

  fires = list (f->journal, ODD, 10);
  g_assert_cmpuint (fires->len, ==, 1);
  read = g_ptr_array_index (fires, 0);
  g_assert_cmpstr (embark_fire_get_id (read), ==, embark_fire_get_id (fire));
  g_assert_cmpstr (embark_fire_get_event (read), ==, ODD);
  g_assert_cmpstr (embark_fire_get_payload (read), ==, ODD);
  g_assert_cmpint (embark_fire_get_state (read), ==, EMBARK_FIRE_RAN);
  g_assert_cmpint (embark_fire_get_created_at (read), ==, 1700000000000000);
  g_assert_cmpint (embark_fire_get_answered_at (read), ==, 2);
  g_assert_cmpint (embark_fire_get_run_seen_at (read), ==, 3);
  g_assert_cmpint (embark_fire_get_ended_at (read), ==, 4);
  g_assert_cmpstr (embark_fire_get_detail (read), ==, ODD);
  g_assert_cmpstr (embark_fire_get_request_id (read), ==, "trace");
  g_assert_true (g_strv_equal (embark_fire_get_run_ids (read), runs));
  g_assert_true (embark_fire_get_succeeded (read));
  g_assert_cmpstr (embark_fire_get_dedup_key (read), ==, ODD);
  g_assert_cmpstr (embark_fire_get_repeats (read), ==, "earlier");
  g_assert_cmpstr (embark_fire_get_workflow_id (read), ==, ODD);
  g_assert_false (embark_fire_get_pinned (read));

  g_assert_cmpint (g_stat (f->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (f->folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
}

static void
test_newest_first (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) fires = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (open_journal (f->journal, &error));
  for (int i = 1; i <= 5; i++)
    {
      g_autoptr (EmbarkFire) fire = make_fire ("many", i);

      g_assert_true (save (f->journal, fire, &error));
    }
  fires = list (f->journal, "many", 3);
  g_assert_cmpuint (fires->len, ==, 3);
  g_assert_cmpint (embark_fire_get_created_at (g_ptr_array_index (fires, 0)), ==, 5);
  g_assert_cmpint (embark_fire_get_created_at (g_ptr_array_index (fires, 2)), ==, 3);
}

static void
pin (EmbarkJournal *journal, EmbarkFire *fire, gboolean pinned)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  embark_journal_pin_fire_async (journal, embark_fire_get_id (fire), pinned, NULL, wait_cb, &wait);
  g_assert_true (embark_journal_pin_fire_finish (journal, wait_for (&wait), &error));
  g_assert_no_error (error);
}

static gint64
count (EmbarkJournal *journal, const char *account)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;
  gint64 n;

  embark_journal_count_fires_async (journal, "p", account, NULL, wait_cb, &wait);
  n = embark_journal_count_fires_finish (journal, wait_for (&wait), &error);
  g_assert_no_error (error);
  return n;
}

/* Pages meet without a gap or a repetition, also where several were fired in one microsecond; what is pinned
 * comes with the first, and following a fire does not take its pin away. */
static void
test_pages (Fixture *f, gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (EmbarkFire) oldest = make_fire ("many", 1);
  g_autoptr (EmbarkFire) last = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (open_journal (f->journal, &error));
  g_assert_true (save (f->journal, oldest, &error));
  for (int i = 0; i < 9; i++)
    {
      g_autoptr (EmbarkFire) fire = make_fire ("many", 2 + i / 3);

      g_assert_true (save (f->journal, fire, &error));
    }
  g_assert_cmpint (count (f->journal, "many"), ==, 10);
  g_assert_cmpint (count (f->journal, "none"), ==, 0);

  pin (f->journal, oldest, TRUE);
  g_assert_true (save (f->journal, oldest, &error)); /* whoever has it in hand does not know of the pin */
  first = list (f->journal, "many", 4);
  g_assert_cmpuint (first->len, ==, 5);
  g_assert_true (embark_fire_get_pinned (g_ptr_array_index (first, 4)));
  g_assert_false (embark_fire_get_pinned (g_ptr_array_index (first, 3)));

  for (guint i = 0; i < 4; i++)
    g_hash_table_add (seen, g_strdup (embark_fire_get_id (g_ptr_array_index (first, i))));
  last = g_object_ref (g_ptr_array_index (first, 3));
  for (guint page = 0; page < 4; page++)
    {
      g_auto (Wait) wait = { NULL };
      g_autoptr (GPtrArray) fires = NULL;

      embark_journal_list_older_fires_async (f->journal, last, 2, NULL, wait_cb, &wait);
      fires = embark_journal_list_older_fires_finish (f->journal, wait_for (&wait), &error);
      g_assert_no_error (error);
      g_assert_cmpuint (fires->len, ==, page < 3 ? 2 : 0);
      for (guint i = 0; i < fires->len; i++)
        g_assert_true (g_hash_table_add (seen, g_strdup (embark_fire_get_id (g_ptr_array_index (fires, i)))));
      if (fires->len > 0)
        g_set_object (&last, g_ptr_array_index (fires, fires->len - 1));
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, 10);

  pin (f->journal, oldest, FALSE);
  g_clear_pointer (&first, g_ptr_array_unref);
  first = list (f->journal, "many", 4);
  g_assert_cmpuint (first->len, ==, 4);
}

/* The program is gone between the journal and the answer: the next one must not believe that nothing
 * happened. */
static void
test_crash (Fixture *f, gconstpointer data)
{
  EmbarkJournal *next = embark_journal_new (f->path);
  g_autoptr (EmbarkFire) sending = make_fire ("crash", 1);
  g_autoptr (EmbarkFire) refused = make_fire ("crash", 2);
  g_autoptr (GPtrArray) fires = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (open_journal (f->journal, &error));
  embark_fire_set_state (refused, EMBARK_FIRE_REFUSED);
  g_assert_true (save (f->journal, sending, &error));
  g_assert_true (save (f->journal, refused, &error));

  /* Not closed: as after kill -9, what is there is in the write-ahead log only. */
  g_assert_true (open_journal (next, &error));
  g_assert_no_error (error);
  fires = list (next, "crash", 10);
  g_assert_cmpuint (fires->len, ==, 2);
  g_assert_cmpint (embark_fire_get_state (g_ptr_array_index (fires, 0)), ==, EMBARK_FIRE_REFUSED);
  g_assert_cmpint (embark_fire_get_state (g_ptr_array_index (fires, 1)), ==, EMBARK_FIRE_UNKNOWN);
  close_journal (next);
  g_assert_finalize_object (next);
}

static void
test_attempts (Fixture *f, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (GError) error = NULL;
  EmbarkAttempt attempt = {
    (char *) "p", (char *) "a", (char *) "embedded", (char *) "x → y", NULL, (char *) "cancelled", 1, 2
  };
  EmbarkAttempt *newest;

  g_assert_true (open_journal (f->journal, &error));
  embark_journal_add_attempt_async (f->journal, &attempt, NULL, wait_cb, &wait);
  g_assert_true (embark_journal_add_attempt_finish (f->journal, wait_for (&wait), &error));
  wait_reset (&wait);
  attempt.code = (char *) "access_denied";
  attempt.verdict = (char *) "denied";
  attempt.started_at = 3;
  embark_journal_add_attempt_async (f->journal, &attempt, NULL, wait_cb, &wait);
  g_assert_true (embark_journal_add_attempt_finish (f->journal, wait_for (&wait), &error));
  wait_reset (&wait);

  embark_journal_list_attempts_async (f->journal, "p", "a", 10, NULL, wait_cb, &wait);
  attempts = embark_journal_list_attempts_finish (f->journal, wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (attempts->len, ==, 2);
  newest = g_ptr_array_index (attempts, 0);
  g_assert_cmpstr (newest->code, ==, "access_denied");
  g_assert_cmpstr (newest->verdict, ==, "denied");
  g_assert_cmpstr (newest->hosts, ==, "x → y");
  g_assert_null (((EmbarkAttempt *) g_ptr_array_index (attempts, 1))->code);
}

static gint64
get_handover (EmbarkJournal *journal)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;
  gint64 time;

  embark_journal_get_milestone_async (journal, "p", "a", EMBARK_MILESTONE_HANDOVER, NULL, wait_cb, &wait);
  time = embark_journal_get_milestone_finish (journal, wait_for (&wait), &error);
  g_assert_no_error (error);
  return time;
}

static void
test_milestone_and_forget (Fixture *f, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (EmbarkFire) fire = make_fire ("a", 1);
  g_autoptr (GPtrArray) fires = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (open_journal (f->journal, &error));
  g_assert_cmpint (get_handover (f->journal), ==, 0);
  for (gint64 time = 7; time <= 8; time++)
    {
      wait_reset (&wait);
      embark_journal_set_milestone_async (f->journal, "p", "a", EMBARK_MILESTONE_HANDOVER, time, NULL,
                                          wait_cb, &wait);
      g_assert_true (embark_journal_set_milestone_finish (f->journal, wait_for (&wait), &error));
      g_assert_cmpint (get_handover (f->journal), ==, time);
    }

  g_assert_true (save (f->journal, fire, &error));
  wait_reset (&wait);
  embark_journal_forget_profile_async (f->journal, "p", NULL, wait_cb, &wait);
  g_assert_true (embark_journal_forget_profile_finish (f->journal, wait_for (&wait), &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_handover (f->journal), ==, 0);
  fires = list (f->journal, "a", 10);
  g_assert_cmpuint (fires->len, ==, 0);
}

static void
make_database (const char *folder, const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
test_bad_files (Fixture *f, gconstpointer data)
{
  g_autofree char *foreign = g_build_filename (f->folder, "foreign.sqlite", NULL);
  g_autofree char *newer = g_build_filename (f->folder, "newer.sqlite", NULL);
  g_autofree char *text = g_build_filename (f->folder, "text.sqlite", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_length, after_length;
  const struct
  {
    const char *path;
    EmbarkJournalError code;
  } rows[] = {
    { foreign, EMBARK_JOURNAL_ERROR_FAILED },
    { newer, EMBARK_JOURNAL_ERROR_TOO_NEW },
    { text, EMBARK_JOURNAL_ERROR_FAILED },
    { "/dev/null/embark/journal.sqlite",
      EMBARK_JOURNAL_ERROR_FAILED }, /* root may write to any folder, not below a file */
    { "/proc/embark/journal.sqlite", EMBARK_JOURNAL_ERROR_FAILED },
    { g_get_user_data_dir (), EMBARK_JOURNAL_ERROR_FAILED },
  };

  make_database (f->folder, foreign, "CREATE TABLE t (a); PRAGMA user_version = 1");
  make_database (f->folder, newer,
                 "CREATE TABLE t (a); PRAGMA application_id = 0x456d626b; PRAGMA user_version = 99");
  g_assert_true (
      g_file_set_contents (text, "this is no database, however long it may be: 0123456789", -1, NULL));
  g_assert_true (g_file_get_contents (foreign, &before, &before_length, NULL));

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      EmbarkJournal *journal = embark_journal_new (rows[i].path);
      g_autoptr (EmbarkFire) fire = make_fire ("a", 1);
      g_autoptr (GError) error = NULL;

      g_assert_false (open_journal (journal, &error));
      g_assert_error (error, EMBARK_JOURNAL_ERROR, (int) rows[i].code);
      g_assert_cmpuint (strlen (error->message), >, 20);
      g_clear_error (&error);
      /* And what follows says the same instead of hanging. */
      g_assert_false (save (journal, fire, &error));
      g_assert_error (error, EMBARK_JOURNAL_ERROR, (int) rows[i].code);
      g_assert_finalize_object (journal);
    }

  g_assert_true (g_file_get_contents (foreign, &after, &after_length, NULL));
  g_assert_cmpmem (before, before_length, after, after_length);
  g_assert_true (open_journal (f->journal, NULL));
}

static void
test_order_and_close (Fixture *f, gconstpointer data)
{
  g_autoptr (EmbarkFire) fire = make_fire ("order", 1);
  g_auto (Wait) opened = { NULL };
  g_auto (Wait) saved = { NULL };
  g_auto (Wait) closed = { NULL };
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_auto (Wait) refused = { NULL };
  g_autoptr (GError) error = NULL;

  /* All at once, without waiting: they are done in order. */
  g_cancellable_cancel (cancelled);
  embark_journal_open_async (f->journal, NULL, wait_cb, &opened);
  embark_journal_save_fire_async (f->journal, fire, cancelled, wait_cb, &refused);
  embark_journal_save_fire_async (f->journal, fire, NULL, wait_cb, &saved);
  embark_journal_close_async (f->journal, wait_cb, &closed);
  embark_fire_set_state (fire, EMBARK_FIRE_UNKNOWN); /* after the copy was taken */
  g_assert_true (embark_journal_open_finish (f->journal, wait_for (&opened), &error));
  g_assert_false (embark_journal_save_fire_finish (f->journal, wait_for (&refused), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (embark_journal_save_fire_finish (f->journal, wait_for (&saved), &error));
  g_assert_true (embark_journal_close_finish (f->journal, wait_for (&closed), &error));
  g_assert_no_error (error);

  g_assert_false (save (f->journal, fire, &error));
  g_assert_error (error, EMBARK_JOURNAL_ERROR, EMBARK_JOURNAL_ERROR_FAILED);
  g_assert_false (g_file_test (f->path, G_FILE_TEST_IS_DIR));
}

/* What was read for somebody who went meanwhile is nobody's. */
static void
test_gone (Fixture *f, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };
  g_auto (Wait) milestone = { NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (GError) error = NULL;

  embark_journal_list_attempts_async (f->journal, "p", "a", 10, cancellable, wait_cb, &wait);
  embark_journal_get_milestone_async (f->journal, "p", "a", EMBARK_MILESTONE_HANDOVER, cancellable, wait_cb,
                                      &milestone);
  g_cancellable_cancel (cancellable);
  attempts = embark_journal_list_attempts_finish (f->journal, wait_for (&wait), &error);
  g_assert_null (attempts);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpint (embark_journal_get_milestone_finish (f->journal, wait_for (&milestone), &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/fire/properties", test_fire);
  g_test_add ("/journal/round-trip", Fixture, NULL, set_up, test_round_trip, tear_down);
  g_test_add ("/journal/newest-first", Fixture, NULL, set_up, test_newest_first, tear_down);
  g_test_add ("/journal/pages", Fixture, NULL, set_up, test_pages, tear_down);
  g_test_add ("/journal/crash", Fixture, NULL, set_up, test_crash, tear_down);
  g_test_add ("/journal/attempts", Fixture, NULL, set_up, test_attempts, tear_down);
  g_test_add ("/journal/gone", Fixture, NULL, set_up, test_gone, tear_down);
  g_test_add ("/journal/milestone-and-forget", Fixture, NULL, set_up, test_milestone_and_forget, tear_down);
  g_test_add ("/journal/bad-files", Fixture, NULL, set_up, test_bad_files, tear_down);
  g_test_add ("/journal/order-and-close", Fixture, NULL, set_up, test_order_and_close, tear_down);

  return g_test_run ();
}
