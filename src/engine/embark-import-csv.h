/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tables as text, read and written by libcsv: the only place that knows it. Nothing here needs a main loop. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A cell beyond this (bytes) is cut and its row reported; only an unclosed quotation mark makes one. */
#define EMBARK_CSV_MAX_CELL (64 * 1024)
/* Columns beyond this are dropped and their row reported. */
#define EMBARK_CSV_MAX_COLUMNS 500

/* What is wrong with a row before anything is known of what it says. */
typedef enum
{
  EMBARK_CSV_FINE,
  EMBARK_CSV_NOT_UTF8,
  EMBARK_CSV_NOT_CLOSED, /* a quotation mark */
  EMBARK_CSV_TOO_LONG,
  EMBARK_CSV_TOO_WIDE,
} EmbarkCsvFlaw;

/* @cells: @n_cells strings one after the other, each with its NUL; valid UTF-8 whatever came; @length: of all of them.
 * @number: of the row as a table program counts, blank ones too, from 1 */
typedef void (*EmbarkCsvRowFunc) (guint number, const char *cells, gsize length, guint n_cells, EmbarkCsvFlaw flaw,
                                  gpointer data);

typedef struct
{
  char separator; /* "," ";" or a tab */
  gboolean bom;   /* it began with a byte order mark */
} EmbarkCsvFormat;

/* Reads @stream to its end and calls @func for each row that is not blank. For a thread. */
gboolean embark_csv_read (GInputStream *stream, EmbarkCsvFormat *format, EmbarkCsvRowFunc func, gpointer data,
                          GCancellable *cancellable, GError **error);

/* Appends @text as one cell. @guarded: what a table program would compute gets an apostrophe in front:
 * see embark_csv_unguard() */
void embark_csv_append (GString *to, const char *text, gboolean guarded);
/* Returns: @text, or what stands behind the apostrophe that guards it */
const char *embark_csv_unguard (const char *text);

G_END_DECLS
