/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a row says, whether it can be sent, and what of it the server has already. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "embark-import-private.h"

#include "embark-account-udf.h"
#include "embark-task.h"
#include "embark-text.h"

/* Rows looked at in one go; the main loop gets its turn between. */
#define SLICE 1000

/* The platform states no limits; these keep a slip of a spreadsheet from being sent as an id (characters). */
#define MAX_ID    255
#define MAX_NAME  255
#define MAX_VALUE 10000

/* Characters of a value that are shown of what is changed */
#define SHOWN 60

typedef struct _Judging
{
  GHashTable *first; /* (owned): id → number of the first row that has it */
  guint next;
} Judging;

static void
judging_clear (Judging *self)
{
  g_clear_pointer (&self->first, g_hash_table_unref);
}

EMBARK_DEFINE_TASK_DATA (Judging, judging)

/* ---- what cannot be sent ---- */

static EmbarkImportFlaw
judge_text (const char *text, glong max)
{
  if (g_utf8_strlen (text, -1) > max)
    return EMBARK_IMPORT_FLAW_TOO_LONG;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return EMBARK_IMPORT_FLAW_CONTROL;
  return EMBARK_IMPORT_FLAW_NONE;
}

static EmbarkImportFlaw
judge_reading (EmbarkImport *self, EmbarkImportRow *row)
{
  switch ((EmbarkCsvFlaw) row->read_flaw)
    {
    case EMBARK_CSV_NOT_UTF8:
      return EMBARK_IMPORT_FLAW_NOT_UTF8;
    case EMBARK_CSV_NOT_CLOSED:
      return EMBARK_IMPORT_FLAW_NOT_CLOSED;
    case EMBARK_CSV_TOO_LONG:
      return EMBARK_IMPORT_FLAW_TOO_LONG;
    case EMBARK_CSV_TOO_WIDE:
      return EMBARK_IMPORT_FLAW_TOO_WIDE;
    case EMBARK_CSV_FINE:
    default:
      break;
    }
  /* An unguarded separator shifted the rest of the row. Empty cells at the end are what table programs add.
   */
  for (guint i = self->columns->len; i < row->n_cells; i++)
    if (*embark_import_row_get_cell (row, i) != '\0')
      return EMBARK_IMPORT_FLAW_TOO_WIDE;
  return EMBARK_IMPORT_FLAW_NONE;
}

static EmbarkImportFlaw
judge_cells (EmbarkImport *self, EmbarkImportRow *row)
{
  EmbarkImportFlaw flaw = judge_reading (self, row);

  for (guint i = 0; flaw == EMBARK_IMPORT_FLAW_NONE && i < self->columns->len; i++)
    {
      const char *cell = embark_import_row_get_cell (row, i);

      switch (g_array_index (self->columns, EmbarkImportColumn, i).target)
        {
        case EMBARK_IMPORT_ID:
          /* A path of dots is another path. */
          if (*cell == '\0')
            flaw = EMBARK_IMPORT_FLAW_NO_ID;
          else if (g_str_equal (cell, ".") || g_str_equal (cell, ".."))
            flaw = EMBARK_IMPORT_FLAW_BAD_ID;
          else
            flaw = judge_text (cell, MAX_ID);
          break;
        case EMBARK_IMPORT_NAME:
          flaw = judge_text (cell, MAX_NAME);
          break;
        case EMBARK_IMPORT_UDF:
          flaw = judge_text (cell, MAX_VALUE);
          break;
        case EMBARK_IMPORT_IGNORE:
        default:
          break;
        }
    }
  return flaw;
}

static void
judge_row (EmbarkImport *self, Judging *judging, EmbarkImportRow *row)
{
  EmbarkImportFlaw flaw = judge_cells (self, row);
  const char *id = embark_import_get_row_id (self, row);

  if (flaw == EMBARK_IMPORT_FLAW_NONE)
    {
      gpointer first = g_hash_table_lookup (judging->first, id);

      if (first == NULL)
        g_hash_table_insert (judging->first, (gpointer) id, GUINT_TO_POINTER (row->number));
      else
        {
          flaw = EMBARK_IMPORT_FLAW_DUPLICATE;
          row->other = GPOINTER_TO_UINT (first);
        }
    }
  row->flaw = (guint8) flaw;
  if (flaw != EMBARK_IMPORT_FLAW_NONE)
    embark_import_set_state (self, row, EMBARK_IMPORT_WRONG);
}

static gboolean
judge_cb (gpointer data)
{
  GTask *task = data;
  EmbarkImport *self = g_task_get_source_object (task);
  Judging *judging = embark_task_get_judging (task);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self));
  guint end = MIN (judging->next + SLICE, n);

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  for (; judging->next < end; judging->next++)
    judge_row (self, judging, embark_import_get_row (self, judging->next));
  if (judging->next < n)
    return G_SOURCE_CONTINUE;
  self->judged = TRUE;
  g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

void
embark_import_judge_async (EmbarkImport *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (Judging) judging = judging_new ();

  g_task_set_source_tag (task, embark_import_judge_async);
  if (!embark_import_get_mapped (self))
    {
      g_task_return_new_error (task, EMBARK_IMPORT_ERROR, EMBARK_IMPORT_ERROR_MAPPING, "no column is the id");
      return;
    }
  if (self->judged)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  /* The ids are the rows' own, which stay as long as the import is busy. */
  judging->first = g_hash_table_new (g_str_hash, g_str_equal);
  embark_task_set_judging (task, g_steal_pointer (&judging));
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, judge_cb, g_steal_pointer (&task), g_object_unref);
}

gboolean
embark_import_judge_finish (EmbarkImport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_import_judge_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- what the server has ---- */

/* A value of a file is text: a number that the server holds is the same when it reads the same. */
static gboolean
value_differs (JsonNode *held, const char *cell)
{
  g_autofree char *text = NULL;

  if (held == NULL)
    return TRUE;
  text = embark_account_udf_to_text (held);
  return g_strcmp0 (text, cell) != 0;
}

static void
describe (GString *words, const char *what, const char *from, const char *to)
{
  g_autofree char *shown_what = embark_text_clean (what, SHOWN);
  g_autofree char *shown_from = embark_text_clean (from, SHOWN);
  g_autofree char *shown_to = embark_text_clean (to, SHOWN);

  if (words->len > 0)
    g_string_append (words, "; ");
  if (shown_from == NULL)
    /* Translators: what an import changes: a field, and the value that it gets */
    g_string_append_printf (words, _ ("%s: new, “%s”"), shown_what != NULL ? shown_what : "",
                            shown_to != NULL ? shown_to : "");
  else
    /* Translators: what an import changes: a field, the value that it has and the one that it gets */
    g_string_append_printf (words, _ ("%s: “%s” → “%s”"), shown_what != NULL ? shown_what : "", shown_from,
                            shown_to != NULL ? shown_to : "");
}

/* An empty cell says nothing: the server keeps what it has. */
void
embark_import_compare (EmbarkImport *self, EmbarkImportRow *row, EmbarkLinkedAccount *account)
{
  g_autoptr (JsonObject) held = embark_account_udf_get (account);
  g_autoptr (GString) words = g_string_new (NULL);
  gboolean beside = FALSE;

  for (guint i = 0; i < self->columns->len; i++)
    {
      EmbarkImportTarget target = embark_import_get_target (self, i);
      const char *cell = embark_import_row_get_cell (row, i);

      if (*cell == '\0')
        continue;
      if (target == EMBARK_IMPORT_NAME && g_strcmp0 (cell, embark_account_get_raw_name (account)) != 0)
        describe (words, _ ("Name"), embark_account_get_raw_name (account), cell);
      else if (target == EMBARK_IMPORT_UDF)
        {
          g_autofree char *key = embark_import_dup_key (self, i);
          JsonNode *value = json_object_get_member (held, key);
          g_autofree char *text = value != NULL ? embark_account_udf_to_text (value) : NULL;

          if (value_differs (value, cell))
            describe (words, key, text, cell);
        }
    }
  beside = json_object_get_size (held) > 0;
  g_clear_pointer (&row->udf, json_node_unref);
  if (words->len > 0 && beside)
    row->udf = json_node_init_object (json_node_alloc (), held);
  embark_import_row_set_detail (row, words->len > 0 ? g_strdup (words->str) : NULL, NULL);
  embark_import_set_state (self, row, words->len > 0 ? EMBARK_IMPORT_CHANGED : EMBARK_IMPORT_UNCHANGED);
}

/* ---- what is sent ---- */

/* Whether the server adds to the fields or replaces them is not stated: what it holds is sent along, as it
 * came. */
static JsonObject *
make_udf (EmbarkImport *self, EmbarkImportRow *row)
{
  JsonObject *udf = json_object_new ();
  JsonObject *held = row->udf != NULL ? json_node_get_object (row->udf) : NULL;
  g_autoptr (GList) names = held != NULL ? json_object_get_members (held) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (udf, l->data, json_node_copy (json_object_get_member (held, l->data)));
  for (guint i = 0; i < self->columns->len; i++)
    {
      const char *cell = embark_import_row_get_cell (row, i);
      g_autofree char *key = *cell != '\0' ? embark_import_dup_key (self, i) : NULL;

      if (key != NULL && value_differs (json_object_get_member (udf, key), cell))
        json_object_set_string_member (udf, key, cell);
    }
  return udf;
}

EmbarkCall *
embark_import_make_upsert (EmbarkImport *self, EmbarkImportRow *row)
{
  EmbarkCall *call = embark_call_new (EMBARK_OPERATION_ACCOUNT_UPSERT);
  g_autoptr (JsonObject) udf = make_udf (self, row);
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (JsonNode) node = NULL;
  const char *name = embark_import_get_row_name (self, row);

  json_object_set_string_member (body, "account_id", embark_import_get_row_id (self, row));
  json_object_set_string_member (body, "linked_account_id", embark_import_get_row_id (self, row));
  if (*name != '\0')
    json_object_set_string_member (body, "name", name);
  if (json_object_get_size (udf) > 0)
    json_object_set_object_member (body, "udf", json_object_ref (udf));
  node = json_node_init_object (json_node_alloc (), body);
  embark_call_set_body (call, node);
  return call;
}
