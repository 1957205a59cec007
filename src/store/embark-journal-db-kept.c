/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the journal keeps of texts under a name and of reruns. */

#include "config.h"

#include "embark-journal-db-private.h"
#include "embark-journal-kept-private.h"

gboolean
embark_journal_db_save_kept (EmbarkJournalDb *self, const EmbarkKeptEntry *entry, GError **error)
{
  return embark_journal_db_finish (
      self,
      embark_journal_db_prepare (
          self, error,
          "INSERT INTO kept (id, profile_id, kind, name, subject, text, changed_at)"
          " VALUES (?1, coalesce (?2, ''), ?3, coalesce (?4, ''), ?5, coalesce (?6, ''), ?7)"
          " ON CONFLICT (id) DO UPDATE SET name = coalesce (?4, ''), subject = ?5, text = coalesce (?6, ''),"
          " changed_at = ?7",
          "ssisssi", entry->id, entry->profile_id, (gint64) entry->kind, entry->name, entry->subject,
          entry->text, entry->changed_at),
      error);
}

gboolean
embark_journal_db_forget_kept (EmbarkJournalDb *self, const char *id, GError **error)
{
  return embark_journal_db_finish (
      self, embark_journal_db_prepare (self, error, "DELETE FROM kept WHERE id = ?", "s", id), error);
}

static gpointer
read_kept (sqlite3_stmt *row)
{
  const EmbarkKeptEntry entry = {
    .id = embark_journal_db_field (row, 0),
    .profile_id = embark_journal_db_field (row, 1),
    .kind = (EmbarkKeptKind) sqlite3_column_int (row, 2),
    .name = embark_journal_db_field (row, 3),
    .subject = embark_journal_db_field (row, 4),
    .text = embark_journal_db_field (row, 5),
    .changed_at = sqlite3_column_int64 (row, 6),
  };

  return embark_kept_entry_copy (&entry);
}

GPtrArray *
embark_journal_db_list_kept (EmbarkJournalDb *self,
                             const char *profile_id,
                             EmbarkKeptKind kind,
                             GError **error)
{
  sqlite3_stmt *rows =
      embark_journal_db_prepare (self, error,
                                 "SELECT id, profile_id, kind, name, subject, text, changed_at FROM kept"
                                 " WHERE profile_id = ? AND kind = ? ORDER BY name COLLATE NOCASE, name, id",
                                 "si", profile_id, (gint64) kind);

  return embark_journal_db_read_all (self, rows, read_kept, (GDestroyNotify) embark_kept_entry_free, error);
}

gboolean
embark_journal_db_save_rerun (EmbarkJournalDb *self, const EmbarkRerunEntry *rerun, GError **error)
{
  return embark_journal_db_finish (
      self,
      embark_journal_db_prepare (self, error,
                                 "INSERT OR REPLACE INTO rerun (profile_id, run_id, origin_id, time)"
                                 " VALUES (coalesce (?, ''), coalesce (?, ''), coalesce (?, ''), ?)",
                                 "sssi", rerun->profile_id, rerun->run_id, rerun->origin_id, rerun->time),
      error);
}

static gpointer
read_rerun (sqlite3_stmt *row)
{
  const EmbarkRerunEntry rerun = {
    .profile_id = embark_journal_db_field (row, 0),
    .run_id = embark_journal_db_field (row, 1),
    .origin_id = embark_journal_db_field (row, 2),
    .time = sqlite3_column_int64 (row, 3),
  };

  return embark_rerun_entry_copy (&rerun);
}

GPtrArray *
embark_journal_db_list_reruns (EmbarkJournalDb *self, const char *profile_id, guint limit, GError **error)
{
  sqlite3_stmt *rows =
      embark_journal_db_prepare (self, error,
                                 "SELECT profile_id, run_id, origin_id, time FROM rerun WHERE profile_id = ?"
                                 " ORDER BY time DESC, run_id LIMIT ?",
                                 "si", profile_id, (gint64) limit);

  return embark_journal_db_read_all (self, rows, read_rerun, (GDestroyNotify) embark_rerun_entry_free, error);
}
