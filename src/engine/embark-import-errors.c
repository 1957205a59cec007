/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows that could not be imported, as a table again. */

#include "config.h"

#include "embark-import-private.h"

#include "embark-task.h"

typedef struct _Saving
{
  GFile *file;        /* (owned) */
  GPtrArray *rows;    /* (owned) (element-type EmbarkImportRow) */
  GPtrArray *reasons; /* (owned) (element-type utf8) */
  GPtrArray *headers; /* (owned) (element-type utf8) (nullable): without one */
  EmbarkCsvFormat format;
  guint n_columns; /* of the original */
} Saving;

static void
saving_clear (Saving *self)
{
  g_clear_object (&self->file);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  g_clear_pointer (&self->headers, g_ptr_array_unref);
}

EMBARK_DEFINE_TASK_DATA (Saving, saving)

static void
end_row (Saving *self, GString *text, const char *reason, const char *request_id)
{
  g_string_append_c (text, self->format.separator);
  embark_csv_append (text, reason != NULL ? reason : "", TRUE);
  g_string_append_c (text, self->format.separator);
  embark_csv_append (text, request_id != NULL ? request_id : "", TRUE);
  g_string_append (text, "\r\n");
}

static GBytes *
write_table (Saving *self)
{
  GString *text = g_string_new (self->format.bom ? "\xef\xbb\xbf" : "");

  for (guint j = 0; j < self->n_columns; j++)
    {
      if (j > 0)
        g_string_append_c (text, self->format.separator);
      embark_csv_append (text, g_ptr_array_index (self->headers, j), TRUE);
    }
  end_row (self, text, EMBARK_IMPORT_ERROR_COLUMN, EMBARK_IMPORT_REQUEST_COLUMN);
  for (guint i = 0; i < self->rows->len; i++)
    {
      EmbarkImportRow *row = g_ptr_array_index (self->rows, i);

      for (guint j = 0; j < self->n_columns; j++)
        {
          if (j > 0)
            g_string_append_c (text, self->format.separator);
          embark_csv_append (text, embark_import_row_get_cell (row, j), TRUE);
        }
      end_row (self, text, g_ptr_array_index (self->reasons, i), embark_import_row_get_request_id (row));
    }
  return g_string_free_to_bytes (text);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Saving *self = data;
  g_autoptr (GBytes) bytes = write_table (self);
  GError *error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  /* Names and ids of customers: for the one who saves them. */
  if (g_file_replace_contents (self->file, text, length, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                               cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
is_error (EmbarkImportRow *row)
{
  return row->state == EMBARK_IMPORT_WRONG || row->state == EMBARK_IMPORT_FAILED
         || row->state == EMBARK_IMPORT_UNCHECKED;
}

/* The width of the widest row that is saved: a row too wide is saved whole. The two columns of a file that
 * was saved before are written anew. */
static guint
find_width (EmbarkImport *self, GPtrArray *rows)
{
  guint n_columns = self->columns->len;

  if (self->own_file)
    return n_columns - 2;
  for (guint i = 0; i < rows->len; i++)
    n_columns = MAX (n_columns, embark_import_row_get_n_cells (g_ptr_array_index (rows, i)));
  return n_columns;
}

void
embark_import_save_errors_async (EmbarkImport *self,
                                 GFile *file,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) writing = NULL;
  g_autoptr (Saving) saving = NULL;
  guint n;

  g_return_if_fail (EMBARK_IS_IMPORT (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (self->phase == EMBARK_IMPORT_IDLE);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_import_save_errors_async);
  saving = saving_new ();
  saving->file = g_object_ref (file);
  saving->format = self->format;
  saving->rows = g_ptr_array_new_with_free_func (g_object_unref);
  saving->reasons = g_ptr_array_new_with_free_func (g_free);
  saving->headers = g_ptr_array_new_with_free_func (g_free);
  n = g_list_model_get_n_items (G_LIST_MODEL (self));
  for (guint i = 0; i < n; i++)
    {
      EmbarkImportRow *row = embark_import_get_row (self, i);

      if (!is_error (row))
        continue;
      g_ptr_array_add (saving->rows, g_object_ref (row));
      g_ptr_array_add (saving->reasons, embark_import_row_dup_reason (row));
    }
  saving->n_columns = find_width (self, saving->rows);
  for (guint j = 0; j < saving->n_columns; j++)
    g_ptr_array_add (saving->headers, embark_import_dup_header (self, j));
  writing = g_task_new (NULL, cancellable, written_cb, g_steal_pointer (&task));
  embark_task_set_saving (writing, g_steal_pointer (&saving));
  g_task_run_in_thread (writing, write_in_thread);
}

gboolean
embark_import_save_errors_finish (EmbarkImport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_import_save_errors_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
