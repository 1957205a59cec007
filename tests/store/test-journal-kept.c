/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the journal keeps because somebody wants it again: texts under a name, and which run repeats which. */

#include "config.h"

#include "embark-journal-kept.h"
#include "journal-fixture.h"

#define ODD "<b>&\"'; DROP TABLE kept; -- 🦅 \u202eright to left"

typedef JournalFixture Fixture;

static void
save (
    Fixture *f, const char *id, const char *profile, EmbarkKeptKind kind, const char *name, const char *text)
{
  const EmbarkKeptEntry entry = { .id = (char *) id,
                                  .profile_id = (char *) profile,
                                  .kind = kind,
                                  .name = (char *) name,
                                  .subject =
                                      (char *) (kind == EMBARK_KEPT_TEMPLATE ? "contact.created" : NULL),
                                  .text = (char *) text,
                                  .changed_at = 7 };
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  embark_journal_save_kept_async (f->journal, &entry, NULL, wait_cb, &wait);
  g_assert_true (embark_journal_save_kept_finish (f->journal, wait_for (&wait), &error));
  g_assert_no_error (error);
}

static void
forget (Fixture *f, const char *id)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  embark_journal_forget_kept_async (f->journal, id, NULL, wait_cb, &wait);
  g_assert_true (embark_journal_forget_kept_finish (f->journal, wait_for (&wait), &error));
  g_assert_no_error (error);
}

static GPtrArray *
list (Fixture *f, const char *profile, EmbarkKeptKind kind)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;
  GPtrArray *entries;

  embark_journal_list_kept_async (f->journal, profile, kind, NULL, wait_cb, &wait);
  entries = embark_journal_list_kept_finish (f->journal, wait_for (&wait), &error);
  g_assert_no_error (error);
  return entries;
}

/* What was saved is there by name after the file was closed, of this profile and kind only, text byte for
 * byte. */
static void
test_kept (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;
  EmbarkKeptEntry *entry;

  save (f, "1", "p", EMBARK_KEPT_TEMPLATE, "zebra", "{ \"n\": 1.00 }");
  save (f, "2", "p", EMBARK_KEPT_TEMPLATE, "Alpha", ODD);
  save (f, "3", "p", EMBARK_KEPT_VIEW, "Failures", "status=ERRORED");
  save (f, "4", "q", EMBARK_KEPT_TEMPLATE, "another profile's", "{}");
  journal_fixture_open_again (f);

  entries = list (f, "p", EMBARK_KEPT_TEMPLATE);
  g_assert_cmpuint (entries->len, ==, 2);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (entry->name, ==, "Alpha");
  g_assert_cmpstr (entry->text, ==, ODD);
  entry = g_ptr_array_index (entries, 1);
  g_assert_cmpstr (entry->id, ==, "1");
  g_assert_cmpstr (entry->profile_id, ==, "p");
  g_assert_cmpstr (entry->subject, ==, "contact.created");
  g_assert_cmpstr (entry->text, ==, "{ \"n\": 1.00 }");
  g_assert_cmpint (entry->changed_at, ==, 7);
  g_assert_cmpint (entry->kind, ==, EMBARK_KEPT_TEMPLATE);
}

/* The same id is the same entry under another name; what was forgotten is gone, and forgetting it again is no
 * error. */
static void
test_kept_changed (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) after = NULL;
  EmbarkKeptEntry *entry;

  save (f, "1", "p", EMBARK_KEPT_VIEW, "Failures", "a");
  save (f, "2", "p", EMBARK_KEPT_VIEW, "Today", "b");
  save (f, "1", "p", EMBARK_KEPT_VIEW, ODD, "c");
  entries = list (f, "p", EMBARK_KEPT_VIEW);
  g_assert_cmpuint (entries->len, ==, 2);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (entry->name, ==, ODD);
  g_assert_cmpstr (entry->text, ==, "c");
  g_assert_null (entry->subject);

  forget (f, "1");
  forget (f, "1");
  after = list (f, "p", EMBARK_KEPT_VIEW);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_cmpstr (((EmbarkKeptEntry *) g_ptr_array_index (after, 0))->id, ==, "2");
}

static void
save_rerun (Fixture *f, const char *run, const char *origin, gint64 time)
{
  const EmbarkRerunEntry rerun = {
    .profile_id = (char *) "p", .run_id = (char *) run, .origin_id = (char *) origin, .time = time
  };
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  embark_journal_save_rerun_async (f->journal, &rerun, NULL, wait_cb, &wait);
  g_assert_true (embark_journal_save_rerun_finish (f->journal, wait_for (&wait), &error));
  g_assert_no_error (error);
}

static GPtrArray *
list_reruns (Fixture *f, guint limit)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;
  GPtrArray *reruns;

  embark_journal_list_reruns_async (f->journal, "p", limit, NULL, wait_cb, &wait);
  reruns = embark_journal_list_reruns_finish (f->journal, wait_for (&wait), &error);
  g_assert_no_error (error);
  return reruns;
}

static void
test_reruns (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) reruns = NULL;
  EmbarkRerunEntry *rerun;

  save_rerun (f, "b", "a", 10);
  save_rerun (f, "c", "b", 20);
  save_rerun (f, "d", "a", 30);
  journal_fixture_open_again (f);

  reruns = list_reruns (f, 2);
  g_assert_cmpuint (reruns->len, ==, 2);
  rerun = g_ptr_array_index (reruns, 0);
  g_assert_cmpstr (rerun->run_id, ==, "d");
  g_assert_cmpstr (rerun->origin_id, ==, "a");
  g_assert_cmpint (rerun->time, ==, 30);
  rerun = g_ptr_array_index (reruns, 1);
  g_assert_cmpstr (rerun->run_id, ==, "c");
}

/* With its profile all of it goes. */
static void
test_forgotten (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GPtrArray) others = NULL;
  g_autoptr (GPtrArray) reruns = NULL;

  save (f, "1", "p", EMBARK_KEPT_TEMPLATE, "a", "{}");
  save (f, "2", "q", EMBARK_KEPT_TEMPLATE, "b", "{}");
  save_rerun (f, "b", "a", 10);
  journal_fixture_forget_profile (f);

  kept = list (f, "p", EMBARK_KEPT_TEMPLATE);
  others = list (f, "q", EMBARK_KEPT_TEMPLATE);
  reruns = list_reruns (f, 9);
  g_assert_cmpuint (kept->len, ==, 0);
  g_assert_cmpuint (others->len, ==, 1);
  g_assert_cmpuint (reruns->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                                  \
  g_test_add ("/journal-kept/" name, Fixture, NULL, journal_fixture_set_up, function,                        \
              journal_fixture_tear_down)
  ADD ("kept", test_kept);
  ADD ("changed", test_kept_changed);
  ADD ("reruns", test_reruns);
  ADD ("forgotten", test_forgotten);
#undef ADD
  return g_test_run ();
}
