/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The journal's way with SQLite, for the files that hold its SQL. */

#pragma once

#include <sqlite3.h>

#include "embark-journal-db.h"

G_BEGIN_DECLS

struct _EmbarkJournalDb
{
  sqlite3 *handle; /* (owned) */
};

gboolean embark_journal_db_execute (EmbarkJournalDb *self, const char *sql, GError **error);
/* Prepares @sql and binds the arguments as @types says: s text (or NULL), i gint64. */
sqlite3_stmt *embark_journal_db_prepare (EmbarkJournalDb *self, GError **error, const char *sql, const char *types,
                                         ...);
/* Runs a statement that returns no rows, and frees it. @statement: (nullable): then @error is set already */
gboolean embark_journal_db_finish (EmbarkJournalDb *self, sqlite3_stmt *statement, GError **error);
/* Returns: whether there is a row; at the end frees *@statement, with @error set if it was not the end */
gboolean embark_journal_db_next_row (EmbarkJournalDb *self, sqlite3_stmt **statement, GError **error);
/* Reads every row. @statement: (nullable): then @error is set already; @read: makes a record of a row. Returns: (transfer
 * full) (nullable) */
GPtrArray *embark_journal_db_read_all (EmbarkJournalDb *self, sqlite3_stmt *statement,
                                       gpointer (*read) (sqlite3_stmt *row), GDestroyNotify free_record,
                                       GError **error);
/* Reads the number that a statement gives, 0 if it gives no row, and frees the statement. @statement: (nullable): then
 * @error is set already */
gboolean embark_journal_db_read_number (EmbarkJournalDb *self, sqlite3_stmt *statement, gint64 *number, GError **error);
/* Returns: (nullable): text, valid as long as the row is */
const char *embark_journal_db_column (sqlite3_stmt *row, int index);
/* The same, for a plain record that is only copied from. */
static inline char *
embark_journal_db_field (sqlite3_stmt *row, int index)
{
  return (char *) embark_journal_db_column (row, index);
}
void embark_journal_db_roll_back (EmbarkJournalDb *self);

G_END_DECLS
