/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the journal keeps of bursts. */

#include "config.h"

#include <string.h>

#include "embark-journal-burst.h"
#include "journal-fixture.h"

#define ODD "<b>&\"'; DROP TABLE burst; -- 🦅"

typedef JournalFixture Fixture;

static void
add_part (EmbarkBurstEntry *entry, guint number, const char *bytes)
{
  const EmbarkBurstPart part = { .number = number, .bytes = g_bytes_new (bytes, strlen (bytes)) };

  g_array_append_val (entry->parts, part);
}

static EmbarkBurstEntry *
make (const char *id, gint64 created_at)
{
  EmbarkBurstEntry *entry = embark_burst_entry_new ();

  entry->id = g_strdup (id);
  entry->profile_id = g_strdup ("p");
  entry->account_id = g_strdup ("a");
  entry->event = g_strdup (ODD);
  entry->payload = g_strdup ("{\"x\":\"" ODD "\"}");
  entry->data_path = g_strdup ("/x/" ODD);
  entry->data_sum = g_strdup ("sum");
  entry->seed = G_MAXUINT32;
  entry->n = 700;
  entry->created_at = created_at;
  add_part (entry, 0, "\1\1");
  add_part (entry, 1, "\2\2");
  return entry;
}

static gboolean
add (Fixture *f, EmbarkBurstEntry *entry, GError **error)
{
  g_auto (Wait) wait = { NULL };

  embark_journal_add_burst_async (f->journal, entry, NULL, wait_cb, &wait);
  return embark_journal_add_burst_finish (f->journal, wait_for (&wait), error);
}

static gboolean
update (Fixture *f, EmbarkBurstEntry *entry, GError **error)
{
  g_auto (Wait) wait = { NULL };

  embark_journal_update_burst_async (f->journal, entry, NULL, wait_cb, &wait);
  return embark_journal_update_burst_finish (f->journal, wait_for (&wait), error);
}

static GPtrArray *
list (Fixture *f, guint limit)
{
  g_auto (Wait) wait = { NULL };
  GPtrArray *entries;

  embark_journal_list_bursts_async (f->journal, "p", "a", limit, NULL, wait_cb, &wait);
  entries = embark_journal_list_bursts_finish (f->journal, wait_for (&wait), NULL);
  g_assert_nonnull (entries);
  return entries;
}

static void
assert_part (EmbarkBurstEntry *entry, guint index, const char *wanted)
{
  const EmbarkBurstPart *part = &g_array_index (entry->parts, EmbarkBurstPart, index);
  g_autoptr (GBytes) bytes = g_bytes_new (wanted, strlen (wanted));

  g_assert_cmpuint (part->number, ==, index);
  g_assert_true (g_bytes_equal (part->bytes, bytes));
}

static void
test_round (Fixture *f, gconstpointer data)
{
  EmbarkBurstEntry *change = make ("one", 1);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  EmbarkBurstEntry *entry;

  g_assert_true (add (f, make ("one", 1), &error));
  g_assert_true (add (f, make ("two", 2), &error));
  g_assert_true (add (f, make ("three", 3), &error));
  /* Only the second part, and what changes. */
  g_array_remove_index (change->parts, 0);
  g_array_index (change->parts, EmbarkBurstPart, 0).number = 1;
  change->state = EMBARK_BURST_ENTRY_ENDED;
  change->ended_at = 77;
  change->reasons = g_strdup ("no\nnever");
  change->latency = g_bytes_new_static ("abc", 3);
  g_clear_pointer (&change->event, g_free);
  g_assert_true (update (f, change, &error));
  g_assert_no_error (error);

  journal_fixture_open_again (f);
  entries = list (f, 2);
  g_assert_cmpuint (entries->len, ==, 2);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (entry->id, ==, "three");
  /* It was running when the file was closed. */
  g_assert_cmpint (entry->state, ==, EMBARK_BURST_ENTRY_INTERRUPTED);
  g_clear_pointer (&entries, g_ptr_array_unref);

  entries = list (f, 10);
  entry = g_ptr_array_index (entries, 2);
  g_assert_cmpstr (entry->id, ==, "one");
  g_assert_cmpint (entry->state, ==, EMBARK_BURST_ENTRY_ENDED);
  g_assert_cmpint (entry->ended_at, ==, 77);
  g_assert_cmpstr (entry->event, ==, ODD);
  g_assert_cmpstr (entry->payload, ==, "{\"x\":\"" ODD "\"}");
  g_assert_cmpstr (entry->reasons, ==, "no\nnever");
  g_assert_cmpuint (entry->seed, ==, G_MAXUINT32);
  g_assert_cmpuint (entry->n, ==, 700);
  g_assert_null (entry->slug);
  g_assert_cmpuint (g_bytes_get_size (entry->latency), ==, 3);
  g_assert_cmpuint (entry->parts->len, ==, 2);
  assert_part (entry, 0, "\1\1");
  assert_part (entry, 1, "\2\2");
}

static void
test_one (Fixture *f, gconstpointer data)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) others = NULL;

  g_assert_true (add (f, make ("one", 1), NULL));
  embark_journal_get_burst_async (f->journal, "p", "one", NULL, wait_cb, &wait);
  entries = embark_journal_get_burst_finish (f->journal, wait_for (&wait), NULL);
  g_assert_cmpuint (entries->len, ==, 1);
  wait_reset (&wait);
  embark_journal_get_burst_async (f->journal, "other", "one", NULL, wait_cb, &wait);
  others = embark_journal_get_burst_finish (f->journal, wait_for (&wait), NULL);
  g_assert_cmpuint (others->len, ==, 0);
}

/* A second one of its id is refused, and so is a change of one that is gone; then nothing of it is written.
 */
static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  EmbarkBurstEntry *entry;

  g_assert_true (add (f, make ("one", 1), &error));
  entry = make ("one", 2);
  add_part (entry, 2, "\3\3");
  g_assert_false (add (f, entry, &error));
  g_assert_error (error, EMBARK_JOURNAL_ERROR, EMBARK_JOURNAL_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (update (f, make ("gone", 1), &error));
  g_assert_error (error, EMBARK_JOURNAL_ERROR, EMBARK_JOURNAL_ERROR_FAILED);
  entries = list (f, 10);
  g_assert_cmpuint (entries->len, ==, 1);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpuint (entry->parts->len, ==, 2);

  journal_fixture_forget_profile (f);
  g_clear_pointer (&entries, g_ptr_array_unref);
  entries = list (f, 10);
  g_assert_cmpuint (entries->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func)                                                                                      \
  g_test_add ("/journal-burst/" name, Fixture, NULL, journal_fixture_set_up, func, journal_fixture_tear_down)
  ADD ("round", test_round);
  ADD ("one", test_one);
  ADD ("refused", test_refused);

  return g_test_run ();
}
