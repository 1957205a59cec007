/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-import-row.h"
#include "embark-workspace.h"

G_BEGIN_DECLS

/* What a column is taken for. */
typedef enum
{
  EMBARK_IMPORT_IGNORE,
  EMBARK_IMPORT_ID,
  EMBARK_IMPORT_NAME,
  EMBARK_IMPORT_UDF, /* a user-defined field */
} EmbarkImportTarget;

typedef enum
{
  EMBARK_IMPORT_IDLE,
  EMBARK_IMPORT_LOADING,
  EMBARK_IMPORT_CHECKING,
  EMBARK_IMPORT_RUNNING,
} EmbarkImportPhase;

/* The file is read, but holds nothing to import. */
#define EMBARK_IMPORT_ERROR (embark_import_error_quark ())
GQuark embark_import_error_quark (void);
typedef enum
{
  EMBARK_IMPORT_ERROR_EMPTY,
  EMBARK_IMPORT_ERROR_ENCODING, /* UTF-16 */
  EMBARK_IMPORT_ERROR_TOO_LARGE,
  EMBARK_IMPORT_ERROR_MAPPING, /* no column is the id */
} EmbarkImportError;

/* Calls a second unless set otherwise: half of the only figure the platform gave (contract 3.3). */
#define EMBARK_IMPORT_DEFAULT_RATE        10
#define EMBARK_IMPORT_DEFAULT_CONCURRENCY 8
#define EMBARK_IMPORT_MAX_CONCURRENCY     16

/**
 * EmbarkImport:
 *
 * Linked accounts from a CSV file: a #GListModel of #EmbarkImportRow. Load, look at the mapping, check (the dry run),
 * run; check and run may be repeated, and a row that is already so on the server is not sent. Only one of load, check
 * and run may be under way.
 *
 * Properties: `phase` (EmbarkImportPhase as int), `n-done` and `n-total` (uint: calls or rows of the phase under way),
 * `waiting` (boolean: too many calls or no network, it goes on by itself), `rate` (uint, calls a second, 0: no limit),
 * `concurrency` (uint, calls at a time). Signals: `mapping-changed`, `counts-changed` (coalesced).
 */
#define EMBARK_TYPE_IMPORT (embark_import_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkImport, embark_import, EMBARK, IMPORT, GObject)

EmbarkImport *embark_import_new (EmbarkWorkspace *workspace);
EmbarkWorkspace *embark_import_get_workspace (EmbarkImport *self);
EmbarkImportPhase embark_import_get_phase (EmbarkImport *self);

/* Reads @file in a thread; what was loaded before is replaced when it could be read. Columns are mapped by their names. */
void embark_import_load_async (EmbarkImport *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean embark_import_load_finish (EmbarkImport *self, GAsyncResult *result, GError **error);
/* Returns: (nullable) */
GFile *embark_import_get_file (EmbarkImport *self);

guint embark_import_get_n_columns (EmbarkImport *self);
/* Returns: (transfer full): the column's name, "Column 3" where it has none */
char *embark_import_dup_header (EmbarkImport *self, guint column);
/* Whether the first row has the names of the columns; %TRUE unless set otherwise. */
void embark_import_set_has_header (EmbarkImport *self, gboolean has_header);
gboolean embark_import_get_has_header (EmbarkImport *self);
/* Takes @column for @target. @key: (nullable): the name of the user-defined field, %NULL: the column's name. One column is
 * the id and one the name: choosing another takes the first back to IGNORE. Rows are as READ afterwards. */
void embark_import_set_mapping (EmbarkImport *self, guint column, EmbarkImportTarget target, const char *key);
EmbarkImportTarget embark_import_get_target (EmbarkImport *self, guint column);
/* Returns: (transfer full) (nullable): the user-defined field that @column is */
char *embark_import_dup_key (EmbarkImport *self, guint column);
/* Returns: whether some column is the id */
gboolean embark_import_get_mapped (EmbarkImport *self);
/* Returns: what @row has as id, "" without one */
const char *embark_import_get_row_id (EmbarkImport *self, EmbarkImportRow *row);
/* Returns: what @row has as name, "" without one */
const char *embark_import_get_row_name (EmbarkImport *self, EmbarkImportRow *row);

void embark_import_set_rate (EmbarkImport *self, guint rate);
guint embark_import_get_rate (EmbarkImport *self);
void embark_import_set_concurrency (EmbarkImport *self, guint concurrency);

/* The dry run: compares each row with the server and changes nothing there. Where the whole list is fewer calls than a
 * call for each row, it reads the list, 100 records a call. */
void embark_import_check_async (EmbarkImport *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean embark_import_check_finish (EmbarkImport *self, GAsyncResult *result, GError **error);

/* Sends the rows that are new, changed or refused earlier; without a check, all that are not wrong. Cancelled, it starts
 * no further call and waits for those under way. A row that fails says so itself and is no error here; a refused key and a
 * network that stays away are, and the rows that were not sent are as before. */
void embark_import_run_async (EmbarkImport *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean embark_import_run_finish (EmbarkImport *self, GAsyncResult *result, GError **error);

/* Returns: how many rows are in @state */
guint embark_import_get_count (EmbarkImport *self, EmbarkImportState state);
/* Returns: rows that run_async would send */
guint embark_import_get_n_to_send (EmbarkImport *self);
guint embark_import_get_n_done (EmbarkImport *self);
guint embark_import_get_n_total (EmbarkImport *self);
gboolean embark_import_get_waiting (EmbarkImport *self);

/* Writes the rows that are wrong, unchecked or failed as they were, with the reason and the request id behind them. The
 * file can be loaded again. Cells that a table program would compute are guarded. */
void embark_import_save_errors_async (EmbarkImport *self, GFile *file, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_import_save_errors_finish (EmbarkImport *self, GAsyncResult *result, GError **error);

G_END_DECLS
