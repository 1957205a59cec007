/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the journal keeps of fires. */

#include "config.h"

#include "embark-journal-db-private.h"

static gboolean
write_fire (EmbarkJournalDb *self, EmbarkFire *fire, GError **error)
{
  const char *const *runs = embark_fire_get_run_ids (fire);
  const char *id = embark_fire_get_id (fire);

  if (!embark_journal_db_finish (
          self,
          embark_journal_db_prepare (
              self, error,
              "INSERT INTO fire (id, profile_id, account_id, slug, config_id, event, payload, created_at,"
              " state, answered_at, run_seen_at, ended_at, detail, request_id, succeeded, dedup_key, repeats,"
              " workflow_id, pinned)"
              " VALUES (?1, coalesce (?2, ''), coalesce (?3, ''), ?4, ?5, coalesce (?6, ''), ?7, ?8, ?9, ?10,"
              " ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)"
              /* Not the pin: it is not the business of who follows the fire. */
              " ON CONFLICT (id) DO UPDATE SET state = ?9, answered_at = ?10, run_seen_at = ?11,"
              " ended_at = ?12, detail = ?13, request_id = ?14, succeeded = ?15, dedup_key = ?16, repeats = "
              "?17",
              "sssssssiiiiississsi", id, embark_fire_get_profile_id (fire), embark_fire_get_account_id (fire),
              embark_fire_get_slug (fire), embark_fire_get_config_id (fire), embark_fire_get_event (fire),
              embark_fire_get_payload (fire), embark_fire_get_created_at (fire),
              (gint64) embark_fire_get_state (fire), embark_fire_get_answered_at (fire),
              embark_fire_get_run_seen_at (fire), embark_fire_get_ended_at (fire),
              embark_fire_get_detail (fire), embark_fire_get_request_id (fire),
              (gint64) embark_fire_get_succeeded (fire), embark_fire_get_dedup_key (fire),
              embark_fire_get_repeats (fire), embark_fire_get_workflow_id (fire),
              (gint64) embark_fire_get_pinned (fire)),
          error)
      || !embark_journal_db_finish (
          self, embark_journal_db_prepare (self, error, "DELETE FROM fire_run WHERE fire_id = ?", "s", id),
          error))
    return FALSE;

  for (gint64 i = 0; runs[i] != NULL; i++)
    if (!embark_journal_db_finish (
            self,
            embark_journal_db_prepare (self, error,
                                       "INSERT INTO fire_run (fire_id, position, run_id) VALUES (?, ?, ?)",
                                       "sis", id, i, runs[i]),
            error))
      return FALSE;
  return TRUE;
}

gboolean
embark_journal_db_save_fire (EmbarkJournalDb *self, EmbarkFire *fire, GError **error)
{
  if (!embark_journal_db_execute (self, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (write_fire (self, fire, error) && embark_journal_db_execute (self, "COMMIT", error))
    return TRUE;
  embark_journal_db_roll_back (self);
  return FALSE;
}

static gboolean
read_run_ids (EmbarkJournalDb *self, EmbarkFire *fire, GError **error)
{
  sqlite3_stmt *statement = embark_journal_db_prepare (
      self, error, "SELECT run_id FROM fire_run WHERE fire_id = ? ORDER BY position", "s",
      embark_fire_get_id (fire));
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (GError) local = NULL;
  g_auto (GStrv) strv = NULL;

  if (statement == NULL)
    return FALSE;
  while (embark_journal_db_next_row (self, &statement, &local))
    g_strv_builder_add (ids, embark_journal_db_column (statement, 0));
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  strv = g_strv_builder_end (ids);
  embark_fire_set_run_ids (fire, (const char *const *) strv);
  return TRUE;
}

static EmbarkFireState
state_from_number (gint64 number)
{
  return number >= EMBARK_FIRE_SENDING && number <= EMBARK_FIRE_UNKNOWN ? (EmbarkFireState) number
                                                                        : EMBARK_FIRE_UNKNOWN;
}

static gpointer
fire_from_row (sqlite3_stmt *row)
{
  EmbarkFire *fire = embark_fire_new (embark_journal_db_column (row, 0), embark_journal_db_column (row, 1),
                                      embark_journal_db_column (row, 2), embark_journal_db_column (row, 3),
                                      embark_journal_db_column (row, 4), embark_journal_db_column (row, 5),
                                      embark_journal_db_column (row, 6), sqlite3_column_int64 (row, 7));

  embark_fire_set_state (fire, state_from_number (sqlite3_column_int64 (row, 8)));
  embark_fire_set_answered_at (fire, sqlite3_column_int64 (row, 9));
  embark_fire_set_run_seen_at (fire, sqlite3_column_int64 (row, 10));
  embark_fire_set_ended_at (fire, sqlite3_column_int64 (row, 11));
  embark_fire_set_detail (fire, embark_journal_db_column (row, 12));
  embark_fire_set_request_id (fire, embark_journal_db_column (row, 13));
  embark_fire_set_succeeded (fire, sqlite3_column_int64 (row, 14) != 0);
  embark_fire_set_dedup_key (fire, embark_journal_db_column (row, 15));
  embark_fire_set_repeats (fire, embark_journal_db_column (row, 16));
  embark_fire_set_workflow_id (fire, embark_journal_db_column (row, 17));
  embark_fire_set_pinned (fire, sqlite3_column_int64 (row, 18) != 0);
  return fire;
}

/* Reads the rows of @statement with the runs of each. */
static GPtrArray *
read_fires (EmbarkJournalDb *self, sqlite3_stmt *statement, GError **error)
{
  g_autoptr (GPtrArray) fires =
      embark_journal_db_read_all (self, statement, fire_from_row, g_object_unref, error);

  for (guint i = 0; fires != NULL && i < fires->len; i++)
    if (!read_run_ids (self, g_ptr_array_index (fires, i), error))
      return NULL;
  return g_steal_pointer (&fires);
}

#define COLUMNS                                                                                              \
  "id, profile_id, account_id, slug, config_id, event, payload, created_at, state, answered_at,"             \
  " run_seen_at, ended_at, detail, request_id, succeeded, dedup_key, repeats, workflow_id, pinned"

GPtrArray *
embark_journal_db_list_fires (
    EmbarkJournalDb *self, const char *profile_id, const char *account_id, guint limit, GError **error)
{
  return read_fires (self,
                     embark_journal_db_prepare (
                         self, error,
                         "SELECT " COLUMNS " FROM fire WHERE profile_id = ?1 AND account_id = ?2 AND (pinned"
                         " OR id IN (SELECT id FROM fire WHERE profile_id = ?1 AND account_id = ?2"
                         "           ORDER BY created_at DESC, id LIMIT ?3))"
                         " ORDER BY created_at DESC, id",
                         "ssi", profile_id, account_id, (gint64) limit),
                     error);
}

GPtrArray *
embark_journal_db_list_older_fires (EmbarkJournalDb *self, EmbarkFire *fire, guint limit, GError **error)
{
  return read_fires (
      self,
      embark_journal_db_prepare (
          self, error,
          "SELECT " COLUMNS
          " FROM fire WHERE profile_id = coalesce (?1, '') AND account_id = coalesce (?2, '')"
          " AND (created_at < ?3 OR (created_at = ?3 AND id > ?4)) ORDER BY created_at DESC, id LIMIT ?5",
          "ssisi", embark_fire_get_profile_id (fire), embark_fire_get_account_id (fire),
          embark_fire_get_created_at (fire), embark_fire_get_id (fire), (gint64) limit),
      error);
}

gint64
embark_journal_db_count_fires (EmbarkJournalDb *self,
                               const char *profile_id,
                               const char *account_id,
                               GError **error)
{
  sqlite3_stmt *statement = embark_journal_db_prepare (
      self, error, "SELECT count (*) FROM fire WHERE profile_id = ? AND account_id = ?", "ss", profile_id,
      account_id);
  gint64 count;

  return embark_journal_db_read_number (self, statement, &count, error) ? count : -1;
}

gboolean
embark_journal_db_pin_fire (EmbarkJournalDb *self, const char *id, gboolean pinned, GError **error)
{
  return embark_journal_db_finish (self,
                                   embark_journal_db_prepare (self, error,
                                                              "UPDATE fire SET pinned = ? WHERE id = ?", "is",
                                                              (gint64) pinned, id),
                                   error);
}
