/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the journal keeps of bursts. */

#include "config.h"

#include "embark-journal-burst-private.h"
#include "embark-journal-db-private.h"

static void
bind_bytes (sqlite3_stmt *statement, int index, GBytes *bytes)
{
  gsize length = 0;
  gconstpointer data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  /* The bytes live longer than the statement; what cannot be bound makes the step fail. */
  if (statement != NULL && bytes != NULL)
    sqlite3_bind_blob64 (statement, index, data, length, SQLITE_STATIC);
}

static gboolean
insert_entry (EmbarkJournalDb *self, const EmbarkBurstEntry *entry, GError **error)
{
  sqlite3_stmt *statement = embark_journal_db_prepare (
      self, error,
      "INSERT INTO burst (id, profile_id, account_id, slug, config_id, event, payload, data_path, data_sum, "
      "seed, n, created_at, state, ended_at, reasons, latency)"
      " VALUES (?, coalesce (?, ''), coalesce (?, ''), ?, ?, coalesce (?, ''), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      "sssssssssiiiiis", entry->id, entry->profile_id, entry->account_id, entry->slug, entry->config_id,
      entry->event, entry->payload, entry->data_path, entry->data_sum, (gint64) entry->seed,
      (gint64) entry->n, entry->created_at, (gint64) entry->state, entry->ended_at, entry->reasons);

  bind_bytes (statement, 16, entry->latency);
  return embark_journal_db_finish (self, statement, error);
}

static gboolean
update_entry (EmbarkJournalDb *self, const EmbarkBurstEntry *entry, GError **error)
{
  sqlite3_stmt *statement = embark_journal_db_prepare (
      self, error, "UPDATE burst SET state = ?, ended_at = ?, reasons = ?, latency = ?5 WHERE id = ?4",
      "iiss", (gint64) entry->state, entry->ended_at, entry->reasons, entry->id);

  bind_bytes (statement, 5, entry->latency);
  return embark_journal_db_finish (self, statement, error);
}

/* Of a burst that is gone (its profile was forgotten) there can be no parts: then this fails. */
static gboolean
write_parts (EmbarkJournalDb *self, const EmbarkBurstEntry *entry, GError **error)
{
  for (guint i = 0; i < entry->parts->len; i++)
    {
      const EmbarkBurstPart *part = &g_array_index (entry->parts, EmbarkBurstPart, i);
      sqlite3_stmt *statement = embark_journal_db_prepare (
          self, error, "INSERT OR REPLACE INTO burst_part (burst_id, part, events) VALUES (?, ?, ?)", "si",
          entry->id, (gint64) part->number);

      bind_bytes (statement, 3, part->bytes);
      if (!embark_journal_db_finish (self, statement, error))
        return FALSE;
    }
  return TRUE;
}

typedef gboolean (*WriteFunc) (EmbarkJournalDb *self, const EmbarkBurstEntry *entry, GError **error);

static gboolean
write_entry (EmbarkJournalDb *self, WriteFunc write, const EmbarkBurstEntry *entry, GError **error)
{
  if (!embark_journal_db_execute (self, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (write (self, entry, error) && write_parts (self, entry, error)
      && embark_journal_db_execute (self, "COMMIT", error))
    return TRUE;
  embark_journal_db_roll_back (self);
  return FALSE;
}

gboolean
embark_journal_db_add_burst (EmbarkJournalDb *self, const EmbarkBurstEntry *entry, GError **error)
{
  return write_entry (self, insert_entry, entry, error);
}

gboolean
embark_journal_db_update_burst (EmbarkJournalDb *self, const EmbarkBurstEntry *entry, GError **error)
{
  return write_entry (self, update_entry, entry, error);
}

gboolean
embark_journal_db_interrupt_bursts (EmbarkJournalDb *self, GError **error)
{
  return embark_journal_db_finish (self,
                                   embark_journal_db_prepare (self, error,
                                                              "UPDATE burst SET state = ? WHERE state = ?",
                                                              "ii", (gint64) EMBARK_BURST_ENTRY_INTERRUPTED,
                                                              (gint64) EMBARK_BURST_ENTRY_RUNNING),
                                   error);
}

static GBytes *
dup_bytes (sqlite3_stmt *row, int index)
{
  gconstpointer data = sqlite3_column_blob (row, index);

  return g_bytes_new (data, (gsize) sqlite3_column_bytes (row, index));
}

static char *
dup_text (sqlite3_stmt *row, int index)
{
  return g_strdup (embark_journal_db_column (row, index));
}

#define COLUMNS                                                                                              \
  "id, profile_id, account_id, slug, config_id, event, payload, data_path, data_sum, seed, n, created_at, "  \
  "state, ended_at, reasons, latency"

static gpointer
read_entry (sqlite3_stmt *row)
{
  EmbarkBurstEntry *entry = embark_burst_entry_new ();

  entry->id = dup_text (row, 0);
  entry->profile_id = dup_text (row, 1);
  entry->account_id = dup_text (row, 2);
  entry->slug = dup_text (row, 3);
  entry->config_id = dup_text (row, 4);
  entry->event = dup_text (row, 5);
  entry->payload = dup_text (row, 6);
  entry->data_path = dup_text (row, 7);
  entry->data_sum = dup_text (row, 8);
  entry->seed = (guint) sqlite3_column_int64 (row, 9);
  entry->n = (guint) sqlite3_column_int64 (row, 10);
  entry->created_at = sqlite3_column_int64 (row, 11);
  entry->state = sqlite3_column_int (row, 12);
  entry->ended_at = sqlite3_column_int64 (row, 13);
  entry->reasons = dup_text (row, 14);
  entry->latency = dup_bytes (row, 15);
  return entry;
}

static gboolean
read_parts (EmbarkJournalDb *self, EmbarkBurstEntry *entry, GError **error)
{
  sqlite3_stmt *rows = embark_journal_db_prepare (
      self, error, "SELECT part, events FROM burst_part WHERE burst_id = ? ORDER BY part", "s", entry->id);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  while (embark_journal_db_next_row (self, &rows, &local))
    {
      const EmbarkBurstPart part = {
        .number = (guint) sqlite3_column_int64 (rows, 0),
        .bytes = dup_bytes (rows, 1),
      };

      g_array_append_val (entry->parts, part);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* @rows: (nullable): of the entries, without their parts */
static GPtrArray *
read_entries (EmbarkJournalDb *self, sqlite3_stmt *rows, GError **error)
{
  g_autoptr (GPtrArray) entries =
      embark_journal_db_read_all (self, rows, read_entry, (GDestroyNotify) embark_burst_entry_free, error);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    if (!read_parts (self, g_ptr_array_index (entries, i), error))
      return NULL;
  return g_steal_pointer (&entries);
}

GPtrArray *
embark_journal_db_list_bursts (
    EmbarkJournalDb *self, const char *profile_id, const char *account_id, guint limit, GError **error)
{
  return read_entries (self,
                       embark_journal_db_prepare (self, error,
                                                  "SELECT " COLUMNS
                                                  " FROM burst WHERE profile_id = ? AND account_id = ?"
                                                  " ORDER BY created_at DESC, id LIMIT ?",
                                                  "ssi", profile_id, account_id, (gint64) limit),
                       error);
}

GPtrArray *
embark_journal_db_get_burst (EmbarkJournalDb *self, const char *profile_id, const char *id, GError **error)
{
  return read_entries (
      self,
      embark_journal_db_prepare (self, error, "SELECT " COLUMNS " FROM burst WHERE profile_id = ? AND id = ?",
                                 "ss", profile_id, id),
      error);
}
