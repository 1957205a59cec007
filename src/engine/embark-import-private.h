/* SPDX-License-Identifier: GPL-3.0-or-later */

/* For the files of EmbarkImport alone. */

#pragma once

#include <json-glib/json-glib.h>

#include "embark-import-csv.h"
#include "embark-import.h"
#include "embark-pump.h"

G_BEGIN_DECLS

/* What is wrong with a row that never leaves this machine. */
typedef enum
{
  EMBARK_IMPORT_FLAW_NONE,
  EMBARK_IMPORT_FLAW_NOT_UTF8,
  EMBARK_IMPORT_FLAW_NOT_CLOSED,
  EMBARK_IMPORT_FLAW_TOO_WIDE,
  EMBARK_IMPORT_FLAW_NO_ID,
  EMBARK_IMPORT_FLAW_BAD_ID,
  EMBARK_IMPORT_FLAW_DUPLICATE,
  EMBARK_IMPORT_FLAW_TOO_LONG,
  EMBARK_IMPORT_FLAW_CONTROL,
} EmbarkImportFlaw;

struct _EmbarkImportRow
{
  GObject parent_instance;

  char *cells;      /* (owned): one after the other, each with its NUL */
  char *detail;     /* (owned) (nullable): the server's words, or what is changed */
  char *request_id; /* (owned) (nullable) */
  JsonNode *udf;    /* (owned) (nullable): what the server holds beside the row's own, to be sent with it */
  guint number;
  guint other;      /* DUPLICATE: the number of the first */
  guint16 n_cells;
  guint8 state;
  guint8 flaw;      /* EmbarkImportFlaw */
  guint8 read_flaw; /* EmbarkCsvFlaw: known before any mapping */
};

typedef struct
{
  EmbarkImportTarget target;
  char *key; /* (owned) (nullable): of the user-defined field; NULL: the column's name */
} EmbarkImportColumn;

struct _EmbarkImport
{
  GObject parent_instance;

  EmbarkWorkspace *workspace; /* (owned) */
  GFile *file;                /* (owned) (nullable) */
  EmbarkCsvFormat format;
  GPtrArray *rows;         /* (owned) (element-type EmbarkImportRow): the first may be the header */
  GArray *columns;         /* (owned) (element-type EmbarkImportColumn) */
  gboolean has_header;
  gboolean own_file;       /* it was written by save_errors_async: guarded, with two columns more */
  gboolean judged;         /* rows are as the mapping says */
  guint counts[EMBARK_IMPORT_N_STATES];

  EmbarkImportPhase phase;
  guint n_done;
  guint n_total;
  gboolean waiting;
  guint rate;
  guint concurrency;
  guint counts_id; /* counts-changed is due */
};

/* ---- row ---- */

EmbarkImportRow *embark_import_row_new (guint number, const char *cells, gsize length, guint n_cells,
                                        EmbarkCsvFlaw flaw);
/* Only through embark_import_set_state() for a row that is in an import. */
void embark_import_row_set_state (EmbarkImportRow *self, EmbarkImportState state);
/* @detail: (transfer full) (nullable) */
void embark_import_row_set_detail (EmbarkImportRow *self, char *detail, const char *request_id);

/* ---- import ---- */

void embark_import_set_phase (EmbarkImport *self, EmbarkImportPhase phase);
void embark_import_set_progress (EmbarkImport *self, guint n_done, guint n_total);
void embark_import_set_waiting (EmbarkImport *self, gboolean waiting);
void embark_import_set_state (EmbarkImport *self, EmbarkImportRow *row, EmbarkImportState state);
/* Sets the state with the words of @error. */
void embark_import_set_failed (EmbarkImport *self, EmbarkImportRow *row, EmbarkImportState state, const GError *error);
guint embark_import_first_row (EmbarkImport *self);
EmbarkImportRow *embark_import_get_row (EmbarkImport *self, guint index);
/* Takes what was read in the thread. @rows: (transfer full) */
void embark_import_take_rows (EmbarkImport *self, GFile *file, GPtrArray *rows, const EmbarkCsvFormat *format);
/* Finds out what each column is by its name. */
void embark_import_map_by_name (EmbarkImport *self);
void embark_import_column_clear (gpointer data);

/* ---- judging ---- */

/* Names that save_errors_async gives the columns behind the row's own */
#define EMBARK_IMPORT_ERROR_COLUMN   "import_error"
#define EMBARK_IMPORT_REQUEST_COLUMN "import_request_id"

/* Makes each row READ or WRONG by what the mapping says, a little at a time. */
void embark_import_judge_async (EmbarkImport *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean embark_import_judge_finish (EmbarkImport *self, GAsyncResult *result, GError **error);
/* Makes @row CHANGED or UNCHANGED. */
void embark_import_compare (EmbarkImport *self, EmbarkImportRow *row, EmbarkLinkedAccount *account);
/* Returns: (transfer full): the PUT that makes the server as @row says */
EmbarkCall *embark_import_make_upsert (EmbarkImport *self, EmbarkImportRow *row);

/* ---- calls ---- */

/* Makes the calls of @jobs (taken), so many at a time and so many a second as the import says: embark_pump_async(). */
void embark_import_pump_async (EmbarkImport *self, GArray *jobs, EmbarkPumpMakeFunc make, EmbarkPumpDoneFunc done,
                               gpointer data, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);

G_END_DECLS
