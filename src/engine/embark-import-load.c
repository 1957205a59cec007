/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The file becomes rows, in a thread, and its columns find their meaning by name. */

#include "config.h"

#include <string.h>

#include "embark-import-private.h"

#include "embark-task.h"

/* A table of a hundred thousand accounts is a tenth of it. */
#define MAX_FILE_SIZE (256 * 1024 * 1024)
/* A file of that size can be a hundred million rows, each of which is an object many times its text. */
#define MAX_ROWS 1000000

typedef struct _Load
{
  GFile *file;     /* (owned) */
  GPtrArray *rows; /* (owned) (nullable) (element-type EmbarkImportRow) */
  EmbarkCsvFormat format;
  gboolean too_many;
} Load;

static void
load_clear (Load *self)
{
  g_clear_object (&self->file);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
}

EMBARK_DEFINE_TASK_DATA (Load, load)

static void
row_cb (guint number, const char *cells, gsize length, guint n_cells, EmbarkCsvFlaw flaw, gpointer data)
{
  Load *self = data;

  self->too_many = self->too_many || self->rows->len >= MAX_ROWS;
  if (!self->too_many)
    g_ptr_array_add (self->rows, embark_import_row_new (number, cells, length, n_cells, flaw));
}

static gboolean
set_too_large (GError **error)
{
  g_set_error_literal (error, EMBARK_IMPORT_ERROR, EMBARK_IMPORT_ERROR_TOO_LARGE, "the file is too large");
  return FALSE;
}

/* Opening a pipe waits for somebody who writes, and a device may have no end: only what is a file is opened.
 */
static gboolean
is_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info =
      g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                         G_FILE_QUERY_INFO_NONE, cancellable, error);

  if (info == NULL)
    return FALSE;
  switch (g_file_info_get_file_type (info))
    {
    case G_FILE_TYPE_DIRECTORY:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, "a folder");
      return FALSE;
    case G_FILE_TYPE_SPECIAL:
    case G_FILE_TYPE_MOUNTABLE:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, "no regular file");
      return FALSE;
    case G_FILE_TYPE_UNKNOWN:
    case G_FILE_TYPE_REGULAR:
    case G_FILE_TYPE_SYMBOLIC_LINK:
    case G_FILE_TYPE_SHORTCUT:
    default:
      return g_file_info_get_size (info) <= MAX_FILE_SIZE || set_too_large (error);
    }
}

/* In the thread. */
static gboolean
load (Load *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = NULL;
  GError *local = NULL;

  if (!is_file (self->file, cancellable, error))
    return FALSE;
  stream = g_file_read (self->file, cancellable, error);
  if (stream == NULL)
    return FALSE;
  if (!embark_csv_read (G_INPUT_STREAM (stream), &self->format, row_cb, self, cancellable, &local))
    {
      if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
        g_set_error_literal (error, EMBARK_IMPORT_ERROR, EMBARK_IMPORT_ERROR_ENCODING, "the file is UTF-16");
      else
        g_propagate_error (error, g_steal_pointer (&local));
      g_clear_error (&local);
      return FALSE;
    }
  if (self->too_many)
    return set_too_large (error);
  if (self->rows->len > 0)
    return TRUE;
  g_set_error_literal (error, EMBARK_IMPORT_ERROR, EMBARK_IMPORT_ERROR_EMPTY, "the file is empty");
  return FALSE;
}

static void
load_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (load (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkImport *self = g_task_get_source_object (task);
  GTask *reading = G_TASK (result);
  Load *data = embark_task_get_load (reading);
  GError *error = NULL;

  embark_import_set_phase (self, EMBARK_IMPORT_IDLE);
  if (!g_task_propagate_boolean (reading, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  embark_import_take_rows (self, data->file, g_steal_pointer (&data->rows), &data->format);
  g_task_return_boolean (task, TRUE);
}

void
embark_import_load_async (EmbarkImport *self,
                          GFile *file,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) reading = NULL;
  g_autoptr (Load) data = NULL;

  g_return_if_fail (EMBARK_IS_IMPORT (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (self->phase == EMBARK_IMPORT_IDLE);

  embark_import_set_phase (self, EMBARK_IMPORT_LOADING);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_import_load_async);
  data = load_new ();
  data->file = g_object_ref (file);
  data->rows = g_ptr_array_new_with_free_func (g_object_unref);
  /* The thread may let go of its task last: it must not hold what belongs to the main loop. */
  reading = g_task_new (NULL, cancellable, loaded_cb, g_steal_pointer (&task));
  embark_task_set_load (reading, g_steal_pointer (&data));
  g_task_run_in_thread (reading, load_in_thread);
}

gboolean
embark_import_load_finish (EmbarkImport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_import_load_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- columns by name ---- */

/* Returns: how much @name speaks for the column being @target; 0: not at all */
static guint
rank_name (const char *name, EmbarkImportTarget target)
{
  static const char *const ids[] = { "account_id", "linked_account_id", "accountid", "linkedaccountid", "id",
                                     NULL };
  static const char *const names[] = { "name", "account_name", "accountname", "display_name", NULL };
  const char *const *known = target == EMBARK_IMPORT_ID ? ids : names;
  g_autofree char *folded = g_strdelimit (g_ascii_strdown (name, -1), " -", '_');

  for (guint i = 0; known[i] != NULL; i++)
    if (g_str_equal (folded, known[i]))
      return 100 - i;
  return 0;
}

static void
map_best (EmbarkImport *self, EmbarkImportRow *header, EmbarkImportTarget target)
{
  guint best = 0, best_rank = 0;

  for (guint i = 0; i < self->columns->len; i++)
    {
      guint rank = rank_name (embark_import_row_get_cell (header, i), target);

      if (rank > best_rank)
        {
          best = i;
          best_rank = rank;
        }
    }
  if (best_rank > 0)
    g_array_index (self->columns, EmbarkImportColumn, best).target = target;
}

static gboolean
is_own_file (EmbarkImportRow *header, guint n_columns)
{
  return n_columns > 2
         && g_str_equal (embark_import_row_get_cell (header, n_columns - 2), EMBARK_IMPORT_ERROR_COLUMN)
         && g_str_equal (embark_import_row_get_cell (header, n_columns - 1), EMBARK_IMPORT_REQUEST_COLUMN);
}

/* What was guarded when it was written is what it was. */
static void
unguard_rows (EmbarkImport *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      EmbarkImportRow *row = g_ptr_array_index (self->rows, i);
      g_autoptr (GString) cells = g_string_new (NULL);
      const char *cell = row->cells;

      for (guint j = 0; j < row->n_cells; j++, cell += strlen (cell) + 1)
        {
          g_string_append (cells, embark_csv_unguard (cell));
          g_string_append_c (cells, '\0');
        }
      g_free (row->cells);
      row->cells = g_memdup2 (cells->str, cells->len);
    }
}

void
embark_import_map_by_name (EmbarkImport *self)
{
  EmbarkImportRow *header = g_ptr_array_index (self->rows, 0);
  guint n_columns = header->n_cells;

  g_array_set_size (self->columns, 0);
  g_array_set_size (self->columns, n_columns);
  if (!self->own_file && is_own_file (header, n_columns))
    {
      self->own_file = TRUE;
      unguard_rows (self);
    }
  for (guint i = 0; i < n_columns; i++)
    {
      const char *name = embark_import_row_get_cell (header, i);
      EmbarkImportColumn *column = &g_array_index (self->columns, EmbarkImportColumn, i);

      if (g_ascii_strncasecmp (name, "udf.", 4) != 0 || name[4] == '\0')
        continue;
      column->target = EMBARK_IMPORT_UDF;
      column->key = g_strdup (name + 4);
    }
  map_best (self, header, EMBARK_IMPORT_ID);
  map_best (self, header, EMBARK_IMPORT_NAME);
}
