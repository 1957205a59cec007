/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <csv.h>
#include <string.h>

#include "embark-import-csv.h"

#define CHUNK (64 * 1024)
/* What begins with one of these is computed by a table program, wherever the text came from. */
#define FORMULA "=+-@\t\r"

typedef struct
{
  EmbarkCsvRowFunc func;
  gpointer data;
  GString *cells;        /* (owned): of the row under way */
  guint n_cells;         /* of the row under way */
  guint number;          /* rows that ended, blank ones too */
  int last_end;          /* the character that ended the last row; 0 when a cell came since */
  gboolean blank;        /* no cell of the row has a character */
  gboolean at_end;       /* what still comes is what no line end closed */
  EmbarkCsvFlaw flaw;    /* of the row under way */
  EmbarkCsvFlaw at_fini; /* of the row that the end of the file closes */
} Reader;

static void
note (Reader *self, EmbarkCsvFlaw flaw)
{
  if (self->flaw == EMBARK_CSV_FINE)
    self->flaw = flaw;
}

static void
cell_cb (void *text, size_t length, void *data)
{
  Reader *self = data;
  g_autofree char *valid = NULL;

  self->last_end = 0;
  if (self->n_cells >= EMBARK_CSV_MAX_COLUMNS)
    {
      note (self, EMBARK_CSV_TOO_WIDE);
      return;
    }
  self->n_cells++;
  self->blank = self->blank && length == 0;
  if (length > EMBARK_CSV_MAX_CELL)
    {
      note (self, EMBARK_CSV_TOO_LONG);
      length = EMBARK_CSV_MAX_CELL;
    }
  /* A NUL is no text either: what makes it valid ends there, and so does not hide what stands behind it. */
  if (length > 0 && !g_utf8_validate_len (text, length, NULL))
    {
      note (self, EMBARK_CSV_NOT_UTF8);
      valid = g_utf8_make_valid (text, (gssize) length);
      g_string_append (self->cells, valid);
    }
  else if (length > 0)
    g_string_append_len (self->cells, text, (gssize) length);
  g_string_append_c (self->cells, '\0');
}

static void
row_cb (int end, void *data)
{
  Reader *self = data;

  /* Every line end is reported, so that blank rows count; CR LF is one of them. */
  if (end == CSV_LF && self->last_end == CSV_CR)
    {
      self->last_end = 0;
      return;
    }
  self->last_end = end;
  self->number++;
  if (self->at_end)
    note (self, self->at_fini);
  if (self->n_cells > 0 && !self->blank)
    self->func (self->number, self->cells->str, self->cells->len, self->n_cells, self->flaw, self->data);
  g_string_truncate (self->cells, 0);
  self->n_cells = 0;
  self->blank = TRUE;
  self->flaw = EMBARK_CSV_FINE;
}

/* The separator that stands most often outside quotation marks in the first line that is not blank. */
static char
find_separator (const char *text, gsize length)
{
  static const char candidates[] = { ',', ';', '\t' };
  guint counts[G_N_ELEMENTS (candidates)] = { 0 };
  gboolean quoted = FALSE;
  guint best = 0;

  while (length > 0 && (*text == '\n' || *text == '\r' || *text == ' '))
    {
      text++;
      length--;
    }
  for (gsize i = 0; i < length && (quoted || (text[i] != '\n' && text[i] != '\r')); i++)
    {
      if (text[i] == '"')
        quoted = !quoted;
      for (guint j = 0; j < G_N_ELEMENTS (candidates) && !quoted; j++)
        counts[j] += text[i] == candidates[j];
    }
  for (guint j = 1; j < G_N_ELEMENTS (candidates); j++)
    if (counts[j] > counts[best])
      best = j;
  return candidates[best];
}

/* Looks at the first bytes. Returns: how many of them are no text, -1 with @error when none of it can be */
static gssize
look_at_start (const char *text, gsize length, EmbarkCsvFormat *format, GError **error)
{
  gsize skip = 0;

  if (length >= 2 && (memcmp (text, "\xff\xfe", 2) == 0 || memcmp (text, "\xfe\xff", 2) == 0))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "UTF-16");
      return -1;
    }
  format->bom = length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0;
  if (format->bom)
    skip = 3;
  format->separator = find_separator (text + skip, length - skip);
  return (gssize) skip;
}

static gboolean
parse (struct csv_parser *parser, const char *text, gsize length, Reader *reader, GError **error)
{
  if (csv_parse (parser, text, length, cell_cb, row_cb, reader) == length)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, csv_strerror (csv_error (parser)));
  return FALSE;
}

static void
end (struct csv_parser *parser, Reader *reader)
{
  /* Only asked for now: a stray quotation mark within is text, one that is never closed swallowed rows. */
  csv_set_opts (parser, CSV_REPALL_NL | CSV_STRICT | CSV_STRICT_FINI);
  reader->at_end = TRUE;
  if (csv_fini (parser, cell_cb, row_cb, reader) != 0)
    {
      reader->at_fini = EMBARK_CSV_NOT_CLOSED;
      csv_set_opts (parser, CSV_REPALL_NL);
      csv_fini (parser, cell_cb, row_cb, reader);
    }
}

static gboolean
read_all (GInputStream *stream,
          struct csv_parser *parser,
          EmbarkCsvFormat *format,
          Reader *reader,
          GCancellable *cancellable,
          GError **error)
{
  g_autofree char *chunk = g_malloc (CHUNK);
  gsize length;

  for (gboolean first = TRUE;; first = FALSE)
    {
      gssize skip = 0;

      if (!g_input_stream_read_all (stream, chunk, CHUNK, &length, cancellable, error))
        return FALSE;
      if (first)
        {
          skip = look_at_start (chunk, length, format, error);
          if (skip < 0)
            return FALSE;
          csv_set_delim (parser, (unsigned char) format->separator);
        }
      if (!parse (parser, chunk + skip, length - (gsize) skip, reader, error))
        return FALSE;
      if (length < CHUNK)
        break;
    }
  end (parser, reader);
  return TRUE;
}

gboolean
embark_csv_read (GInputStream *stream,
                 EmbarkCsvFormat *format,
                 EmbarkCsvRowFunc func,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  Reader reader = { .func = func, .data = data, .cells = g_string_new (NULL), .blank = TRUE };
  struct csv_parser parser;
  gboolean fine;

  if (csv_init (&parser, CSV_REPALL_NL) != 0)
    g_error ("libcsv cannot start");
  fine = read_all (stream, &parser, format, &reader, cancellable, error);
  csv_free (&parser);
  g_string_free (reader.cells, TRUE);
  return fine;
}

void
embark_csv_append (GString *to, const char *text, gboolean guarded)
{
  g_autofree char *safe = NULL;
  gsize length, at = to->len;

  if (guarded && *text != '\0' && (strchr (FORMULA, *text) != NULL || *text == '\''))
    text = safe = g_strconcat ("'", text, NULL);
  length = strlen (text);
  /* The first call says how long it becomes, the second writes it. */
  g_string_set_size (to, at + csv_write (NULL, 0, text, length));
  csv_write (to->str + at, to->len - at, text, length);
}

const char *
embark_csv_unguard (const char *text)
{
  if (text[0] == '\'' && text[1] != '\0' && (strchr (FORMULA, text[1]) != NULL || text[1] == '\''))
    return text + 1;
  return text;
}
