/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "journal-fixture.h"

static void
open_journal (JournalFixture *self)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  self->journal = embark_journal_new (self->path);
  embark_journal_open_async (self->journal, NULL, wait_cb, &wait);
  g_assert_true (embark_journal_open_finish (self->journal, wait_for (&wait), &error));
  g_assert_no_error (error);
}

static void
close_journal (JournalFixture *self)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  embark_journal_close_async (self->journal, wait_cb, &wait);
  g_assert_true (embark_journal_close_finish (self->journal, wait_for (&wait), &error));
  g_assert_no_error (error);
  wait_reset (&wait);
  g_assert_finalize_object (g_steal_pointer (&self->journal));
}

void
journal_fixture_set_up (JournalFixture *self, gconstpointer sql)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("embark-journal-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "journal.sqlite", NULL);
  if (sql != NULL)
    {
      sqlite3 *db = NULL;

      g_assert_cmpint (sqlite3_open (self->path, &db), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
    }
  open_journal (self);
}

void
journal_fixture_tear_down (JournalFixture *self, gconstpointer sql)
{
  close_journal (self);
  g_unlink (self->path);
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

void
journal_fixture_open_again (JournalFixture *self)
{
  close_journal (self);
  open_journal (self);
}

void
journal_fixture_forget_profile (JournalFixture *self)
{
  g_auto (Wait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  embark_journal_forget_profile_async (self->journal, "p", NULL, wait_cb, &wait);
  g_assert_true (embark_journal_forget_profile_finish (self->journal, wait_for (&wait), &error));
  g_assert_no_error (error);
}
