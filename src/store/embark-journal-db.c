/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "embark-journal-burst-private.h"
#include "embark-journal-db-private.h"

/* "Embk": tells our file from any other SQLite database. */
#define APPLICATION_ID 0x456d626b

/* Each step brings the file from version n to n + 1. Never change one that was released: add another. */
static const char *const migrations[] = {
  "CREATE TABLE fire ("
  "  id TEXT NOT NULL PRIMARY KEY, profile_id TEXT NOT NULL, account_id TEXT NOT NULL, slug TEXT, config_id "
  "TEXT,"
  "  event TEXT NOT NULL, payload TEXT, created_at INTEGER NOT NULL, state INTEGER NOT NULL,"
  "  answered_at INTEGER NOT NULL, run_seen_at INTEGER NOT NULL, ended_at INTEGER NOT NULL, detail TEXT,"
  "  request_id TEXT, succeeded INTEGER NOT NULL) WITHOUT ROWID;"
  "CREATE INDEX fire_by_account ON fire (profile_id, account_id, created_at);"
  "CREATE TABLE fire_run ("
  "  fire_id TEXT NOT NULL REFERENCES fire (id) ON DELETE CASCADE, position INTEGER NOT NULL, run_id TEXT "
  "NOT NULL,"
  "  PRIMARY KEY (fire_id, position)) WITHOUT ROWID;"
  "CREATE TABLE attempt ("
  "  id INTEGER PRIMARY KEY, profile_id TEXT NOT NULL, account_id TEXT NOT NULL, door TEXT, hosts TEXT, code "
  "TEXT,"
  "  verdict TEXT, started_at INTEGER NOT NULL, ended_at INTEGER NOT NULL);"
  "CREATE INDEX attempt_by_account ON attempt (profile_id, account_id, started_at);"
  "CREATE TABLE milestone ("
  "  profile_id TEXT NOT NULL, account_id TEXT NOT NULL, milestone INTEGER NOT NULL, time INTEGER NOT NULL,"
  "  PRIMARY KEY (profile_id, account_id, milestone)) WITHOUT ROWID;",

  "ALTER TABLE attempt ADD COLUMN description TEXT;"
  "ALTER TABLE attempt ADD COLUMN landmark TEXT;"
  "ALTER TABLE attempt ADD COLUMN diagnosis TEXT;"
  "ALTER TABLE attempt ADD COLUMN identifier TEXT;"
  "ALTER TABLE attempt ADD COLUMN link_id TEXT;"
  "CREATE TABLE link ("
  "  id TEXT NOT NULL PRIMARY KEY, profile_id TEXT NOT NULL, account_id TEXT NOT NULL, door TEXT NOT NULL,"
  "  label TEXT, portal TEXT, issued_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, baseline INTEGER NOT "
  "NULL,"
  "  state INTEGER NOT NULL, ended_at INTEGER NOT NULL, sure INTEGER NOT NULL) WITHOUT ROWID;"
  "CREATE INDEX link_by_account ON link (profile_id, account_id, issued_at);"
  "CREATE TABLE identity ("
  "  profile_id TEXT NOT NULL, account_id TEXT NOT NULL, account_name TEXT, identifier TEXT NOT NULL, user "
  "TEXT,"
  "  org TEXT, seen_at INTEGER NOT NULL, PRIMARY KEY (profile_id, account_id)) WITHOUT ROWID;"
  "CREATE INDEX identity_by_org ON identity (profile_id, org);"
  "CREATE INDEX identity_by_user ON identity (profile_id, user);"
  "CREATE TABLE check_state ("
  "  profile_id TEXT NOT NULL, account_id TEXT NOT NULL, state INTEGER NOT NULL, checked_at INTEGER NOT NULL,"
  "  blocker TEXT, owner INTEGER NOT NULL, PRIMARY KEY (profile_id, account_id)) WITHOUT ROWID;",

  "CREATE TABLE burst ("
  "  id TEXT NOT NULL PRIMARY KEY, profile_id TEXT NOT NULL, account_id TEXT NOT NULL, slug TEXT, config_id "
  "TEXT,"
  "  event TEXT NOT NULL, payload TEXT, data_path TEXT, data_sum TEXT, seed INTEGER NOT NULL, n INTEGER NOT "
  "NULL,"
  "  created_at INTEGER NOT NULL, state INTEGER NOT NULL, ended_at INTEGER NOT NULL, reasons TEXT, latency "
  "BLOB) WITHOUT ROWID;"
  "CREATE INDEX burst_by_account ON burst (profile_id, account_id, created_at);"
  "CREATE INDEX burst_by_state ON burst (state);"
  "CREATE TABLE burst_part ("
  "  burst_id TEXT NOT NULL REFERENCES burst (id) ON DELETE CASCADE, part INTEGER NOT NULL, events BLOB NOT "
  "NULL,"
  "  PRIMARY KEY (burst_id, part)) WITHOUT ROWID;",

  "ALTER TABLE fire ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE fire ADD COLUMN workflow_id TEXT;"
  "ALTER TABLE fire ADD COLUMN dedup_key TEXT;"
  "ALTER TABLE fire ADD COLUMN repeats TEXT;"
  "CREATE TABLE kept ("
  "  id TEXT NOT NULL PRIMARY KEY, profile_id TEXT NOT NULL, kind INTEGER NOT NULL, name TEXT NOT NULL,"
  "  subject TEXT, text TEXT NOT NULL, changed_at INTEGER NOT NULL) WITHOUT ROWID;"
  "CREATE INDEX kept_by_kind ON kept (profile_id, kind, name);"
  "CREATE TABLE rerun ("
  "  profile_id TEXT NOT NULL, run_id TEXT NOT NULL, origin_id TEXT NOT NULL, time INTEGER NOT NULL,"
  "  PRIMARY KEY (profile_id, run_id)) WITHOUT ROWID;"
  "CREATE INDEX rerun_by_time ON rerun (profile_id, time);"
  "ALTER TABLE identity ADD COLUMN host TEXT;"
  "CREATE INDEX identity_by_host ON identity (profile_id, host);",
};

static void
set_error (EmbarkJournalDb *self, GError **error)
{
  int code = sqlite3_errcode (self->handle);
  const char *detail = sqlite3_errmsg (self->handle);

  if ((code & 0xff) == SQLITE_FULL)
    g_set_error_literal (error, EMBARK_JOURNAL_ERROR, EMBARK_JOURNAL_ERROR_FAILED,
                         _ ("The journal cannot be written: the disk is full."));
  else if ((code & 0xff) == SQLITE_READONLY)
    g_set_error_literal (error, EMBARK_JOURNAL_ERROR, EMBARK_JOURNAL_ERROR_FAILED,
                         _ ("The journal cannot be written: its file or folder is read-only."));
  else if ((code & 0xff) == SQLITE_NOTADB || (code & 0xff) == SQLITE_CORRUPT)
    g_set_error_literal (error, EMBARK_JOURNAL_ERROR, EMBARK_JOURNAL_ERROR_FAILED,
                         _ ("The journal’s file is damaged, or is no journal of this program."));
  else
    /* Translators: %s: what the database says, in English */
    g_set_error (error, EMBARK_JOURNAL_ERROR, EMBARK_JOURNAL_ERROR_FAILED,
                 _ ("The journal cannot be used: %s."), detail);
}

gboolean
embark_journal_db_execute (EmbarkJournalDb *self, const char *sql, GError **error)
{
  if (sqlite3_exec (self->handle, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  set_error (self, error);
  return FALSE;
}

sqlite3_stmt *
embark_journal_db_prepare (EmbarkJournalDb *self, GError **error, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL);
  va_list args;

  va_start (args, types);
  for (int i = 0; result == SQLITE_OK && types[i] != '\0'; i++)
    if (types[i] == 's')
      result = sqlite3_bind_text (statement, i + 1, va_arg (args, const char *), -1, SQLITE_TRANSIENT);
    else
      result = sqlite3_bind_int64 (statement, i + 1, va_arg (args, gint64));
  va_end (args);

  if (result != SQLITE_OK)
    {
      set_error (self, error);
      sqlite3_finalize (statement);
      return NULL;
    }
  return statement;
}

gboolean
embark_journal_db_finish (EmbarkJournalDb *self, sqlite3_stmt *statement, GError **error)
{
  int result;

  if (statement == NULL)
    return FALSE;
  result = sqlite3_step (statement);
  if (result != SQLITE_DONE)
    set_error (self, error);
  sqlite3_finalize (statement);
  return result == SQLITE_DONE;
}

gboolean
embark_journal_db_next_row (EmbarkJournalDb *self, sqlite3_stmt **statement, GError **error)
{
  int result = sqlite3_step (*statement);

  if (result == SQLITE_ROW)
    return TRUE;
  if (result != SQLITE_DONE)
    set_error (self, error);
  g_clear_pointer (statement, sqlite3_finalize);
  return FALSE;
}

const char *
embark_journal_db_column (sqlite3_stmt *statement, int index)
{
  return (const char *) sqlite3_column_text (statement, index);
}

GPtrArray *
embark_journal_db_read_all (EmbarkJournalDb *self,
                            sqlite3_stmt *statement,
                            gpointer (*read) (sqlite3_stmt *row),
                            GDestroyNotify free_record,
                            GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (free_record);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  while (embark_journal_db_next_row (self, &statement, &local))
    g_ptr_array_add (records, read (statement));
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_steal_pointer (&records);
}

gboolean
embark_journal_db_read_number (EmbarkJournalDb *self, sqlite3_stmt *statement, gint64 *number, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  *number = 0;
  while (embark_journal_db_next_row (self, &statement, &local))
    *number = sqlite3_column_int64 (statement, 0);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

void
embark_journal_db_roll_back (EmbarkJournalDb *self)
{
  sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}

static gboolean
get_pragma (EmbarkJournalDb *self, const char *sql, gint64 *value, GError **error)
{
  return embark_journal_db_read_number (self, embark_journal_db_prepare (self, error, sql, ""), value, error);
}

/* The file is made here and not by SQLite, so that it is never readable by others, not for a moment; the
 * files beside it
 * (-wal, -shm) get its mode. */
static gboolean
make_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, EMBARK_JOURNAL_ERROR, EMBARK_JOURNAL_ERROR_FAILED,
                   /* Translators: %1$s: a folder, %2$s: the system's reason */
                   _ ("The journal’s folder “%1$s” cannot be made: %2$s."), folder, g_strerror (errno));
      return FALSE;
    }

  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0 || fchmod (fd, 0600) != 0)
    {
      g_set_error (error, EMBARK_JOURNAL_ERROR, EMBARK_JOURNAL_ERROR_FAILED,
                   /* Translators: %1$s: a file, %2$s: the system's reason */
                   _ ("The journal “%1$s” cannot be opened: %2$s."), path, g_strerror (errno));
      if (fd >= 0)
        close (fd);
      return FALSE;
    }
  close (fd);
  return TRUE;
}

static gboolean
check_file (EmbarkJournalDb *self, gint64 *version, GError **error)
{
  gint64 application = 0;
  gint64 tables = 0;

  if (!get_pragma (self, "PRAGMA user_version", version, error)
      || !get_pragma (self, "PRAGMA application_id", &application, error)
      || !get_pragma (self, "SELECT count(*) FROM sqlite_schema", &tables, error))
    return FALSE;

  if (application != APPLICATION_ID && (application != 0 || tables != 0))
    {
      g_set_error_literal (error, EMBARK_JOURNAL_ERROR, EMBARK_JOURNAL_ERROR_FAILED,
                           _ ("The journal’s file belongs to another program."));
      return FALSE;
    }
  if (*version < 0 || *version > (gint64) G_N_ELEMENTS (migrations))
    {
      g_set_error_literal (error, EMBARK_JOURNAL_ERROR, EMBARK_JOURNAL_ERROR_TOO_NEW,
                           _ ("The journal was written by a later version of this program."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
migrate (EmbarkJournalDb *self, GError **error)
{
  gint64 version = 0;

  if (!check_file (self, &version, error))
    return FALSE;

  for (gsize i = (gsize) version; i < G_N_ELEMENTS (migrations); i++)
    {
      g_autofree char *mark = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                               APPLICATION_ID, (int) i + 1);

      if (!embark_journal_db_execute (self, "BEGIN IMMEDIATE", error))
        return FALSE;
      if (!embark_journal_db_execute (self, migrations[i], error)
          || !embark_journal_db_execute (self, mark, error)
          || !embark_journal_db_execute (self, "COMMIT", error))
        {
          embark_journal_db_roll_back (self);
          return FALSE;
        }
    }
  return TRUE;
}

EmbarkJournalDb *
embark_journal_db_open (const char *path, GError **error)
{
  EmbarkJournalDb *self;
  gint64 version;
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

  if (!g_str_equal (path, ":memory:") && !make_file (path, error))
    return NULL;

  self = g_new0 (EmbarkJournalDb, 1);
  if (sqlite3_open_v2 (path, &self->handle, flags, NULL) != SQLITE_OK)
    {
      set_error (self, error);
      embark_journal_db_close (self, NULL);
      return NULL;
    }

  sqlite3_busy_timeout (self->handle, 5000);
  if (!check_file (self, &version, error) /* before a foreign file is written to */
      || !embark_journal_db_execute (
          self, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON", error)
      || !migrate (self, error)
      || !embark_journal_db_finish (
          self,
          embark_journal_db_prepare (self, error, "UPDATE fire SET state = ? WHERE state = ?", "ii",
                                     (gint64) EMBARK_FIRE_UNKNOWN, (gint64) EMBARK_FIRE_SENDING),
          error)
      || !embark_journal_db_interrupt_bursts (self, error))
    {
      embark_journal_db_close (self, NULL);
      return NULL;
    }
  return self;
}

gboolean
embark_journal_db_close (EmbarkJournalDb *self, GError **error)
{
  /* The last connection to leave does the checkpoint by itself. */
  int result = sqlite3_close_v2 (self->handle);

  g_free (self);
  if (result == SQLITE_OK)
    return TRUE;
  g_set_error (error, EMBARK_JOURNAL_ERROR, EMBARK_JOURNAL_ERROR_FAILED,
               _ ("The journal cannot be closed: %s."), sqlite3_errstr (result));
  return FALSE;
}

gboolean
embark_journal_db_set_milestone (EmbarkJournalDb *self,
                                 const char *profile_id,
                                 const char *account_id,
                                 EmbarkMilestone milestone,
                                 gint64 time,
                                 GError **error)
{
  return embark_journal_db_finish (
      self,
      embark_journal_db_prepare (self, error,
                                 "INSERT INTO milestone (profile_id, account_id, milestone, time)"
                                 " VALUES (coalesce (?1, ''), coalesce (?2, ''), ?3, ?4)"
                                 " ON CONFLICT (profile_id, account_id, milestone) DO UPDATE SET time = ?4",
                                 "ssii", profile_id, account_id, (gint64) milestone, time),
      error);
}

gint64
embark_journal_db_get_milestone (EmbarkJournalDb *self,
                                 const char *profile_id,
                                 const char *account_id,
                                 EmbarkMilestone milestone,
                                 GError **error)
{
  sqlite3_stmt *statement = embark_journal_db_prepare (
      self, error, "SELECT time FROM milestone WHERE profile_id = ? AND account_id = ? AND milestone = ?",
      "ssi", profile_id, account_id, (gint64) milestone);
  gint64 time;

  return embark_journal_db_read_number (self, statement, &time, error) ? time : -1;
}

gboolean
embark_journal_db_forget_profile (EmbarkJournalDb *self, const char *profile_id, GError **error)
{
  static const char *const statements[] = {
    "DELETE FROM fire WHERE profile_id = ?",      "DELETE FROM attempt WHERE profile_id = ?",
    "DELETE FROM milestone WHERE profile_id = ?", "DELETE FROM link WHERE profile_id = ?",
    "DELETE FROM identity WHERE profile_id = ?",  "DELETE FROM check_state WHERE profile_id = ?",
    "DELETE FROM burst WHERE profile_id = ?",     "DELETE FROM kept WHERE profile_id = ?",
    "DELETE FROM rerun WHERE profile_id = ?",
  };
  gboolean ok = embark_journal_db_execute (self, "BEGIN IMMEDIATE", error);

  if (!ok)
    return FALSE;
  for (gsize i = 0; ok && i < G_N_ELEMENTS (statements); i++)
    ok = embark_journal_db_finish (
        self, embark_journal_db_prepare (self, error, statements[i], "s", profile_id), error);
  if (ok && embark_journal_db_execute (self, "COMMIT", error))
    return TRUE;
  embark_journal_db_roll_back (self);
  return FALSE;
}
