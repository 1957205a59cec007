/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The dry run. How it asks: the list, 100 records a call, when that is fewer calls than one for each row;
 * else the rows one by one. After the list, rows that were not in it are new, unless the list gave fewer
 * records than it said it has: then these rows are asked for one by one as well, since an account taken for
 * new would lose its other fields. */

#include "config.h"

#include "embark-import-private.h"

#include "embark-api-error.h"
#include "embark-task.h"

#define PAGE_SIZE 100

typedef struct _Check
{
  GHashTable *wanted; /* (owned): id (the row's own) → row (unowned): not seen on the server yet */
  gint64 total;       /* records there are; -1: not said */
  GHashTable *seen;   /* (owned): ids of the records that came: a list that moved meanwhile repeats some */
  guint per_page;     /* records of the first page */
  gboolean more;      /* behind the first page */
  gboolean listed;    /* the list was read */
} Check;

static void
check_clear (Check *self)
{
  g_clear_pointer (&self->wanted, g_hash_table_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
}

EMBARK_DEFINE_TASK_DATA (Check, check)

static void
count_progress (EmbarkImport *self)
{
  embark_import_set_progress (self, self->n_done + 1, MAX (self->n_total, self->n_done + 1));
}

/* ---- by the list ---- */

static EmbarkCall *
make_page (gpointer owner, guint job, gpointer data)
{
  EmbarkCall *call = embark_call_new (EMBARK_OPERATION_ACCOUNT_LIST);

  embark_call_set_query_int (call, "page", job);
  embark_call_set_query_int (call, "limit", PAGE_SIZE);
  return call;
}

static void
page_done (gpointer owner, guint job, EmbarkReply *reply, const GError *error, gpointer data)
{
  EmbarkImport *self = owner;
  Check *check = data;
  GPtrArray *records = reply != NULL ? embark_reply_get_records (reply) : NULL;

  count_progress (self);
  /* A page that cannot be read is missing in what was seen, so that its rows are asked for one by one. */
  if (records == NULL)
    return;
  if (job == 1)
    {
      check->total = embark_reply_get_total (reply);
      check->per_page = records->len + embark_reply_get_n_skipped (reply);
      check->more = embark_reply_get_has_more (reply);
    }
  for (guint i = 0; i < records->len; i++)
    {
      EmbarkLinkedAccount *account = g_ptr_array_index (records, i);
      EmbarkImportRow *row = g_hash_table_lookup (check->wanted, embark_linked_account_get_id (account));

      g_hash_table_add (check->seen, g_strdup (embark_linked_account_get_id (account)));
      if (row == NULL)
        continue;
      embark_import_compare (self, row, account);
      g_hash_table_remove (check->wanted, embark_linked_account_get_id (account));
    }
}

/* ---- one by one ---- */

static EmbarkCall *
make_get (gpointer owner, guint job, gpointer data)
{
  EmbarkImport *self = owner;
  EmbarkCall *call = embark_call_new (EMBARK_OPERATION_ACCOUNT_GET);

  embark_call_set_account (call, embark_import_get_row_id (self, embark_import_get_row (self, job)));
  return call;
}

static void
get_done (gpointer owner, guint job, EmbarkReply *reply, const GError *error, gpointer data)
{
  EmbarkImport *self = owner;
  EmbarkImportRow *row = embark_import_get_row (self, job);

  count_progress (self);
  if (reply != NULL)
    embark_import_compare (self, row, embark_reply_get_record (reply));
  else if (g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_ACCOUNT)
           || g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_NOT_FOUND))
    embark_import_set_state (self, row, EMBARK_IMPORT_NEW);
  else
    embark_import_set_failed (self, row, EMBARK_IMPORT_UNCHECKED, error);
}

/* ---- the whole ---- */

static void
finish (GTask *task, GError *error)
{
  EmbarkImport *self = g_task_get_source_object (task);

  embark_import_set_phase (self, EMBARK_IMPORT_IDLE);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
got_rows_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  embark_pump_finish (EMBARK_IMPORT (source), result, &error);
  finish (task, error);
}

/* @task: (transfer full) */
static void
ask_for_rows (GTask *task)
{
  EmbarkImport *self = g_task_get_source_object (task);
  Check *check = embark_task_get_check (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GArray) jobs = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self));

  for (guint i = 0; i < n; i++)
    if (g_hash_table_lookup (check->wanted, embark_import_get_row_id (self, embark_import_get_row (self, i)))
        == embark_import_get_row (self, i))
      g_array_append_val (jobs, i);
  embark_import_set_progress (self, self->n_done, self->n_done + jobs->len);
  embark_import_pump_async (self, g_steal_pointer (&jobs), make_get, get_done, check, cancellable,
                            got_rows_cb, task);
}

/* What the whole list does not have is new. */
static void
take_rest_for_new (EmbarkImport *self, Check *check)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, check->wanted);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    embark_import_set_state (self, row, EMBARK_IMPORT_NEW);
}

static void
got_pages_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkImport *self = EMBARK_IMPORT (source);
  Check *check = embark_task_get_check (task);
  GError *error = NULL;

  if (!embark_pump_finish (self, result, &error))
    {
      finish (task, error);
      return;
    }
  if (g_hash_table_size (check->seen) < check->total || check->total < 0)
    {
      ask_for_rows (g_steal_pointer (&task));
      return;
    }
  take_rest_for_new (self, check);
  finish (task, NULL);
}

static void
got_first_page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkImport *self = EMBARK_IMPORT (source);
  Check *check = embark_task_get_check (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GArray) jobs = g_array_new (FALSE, FALSE, sizeof (guint));
  gint64 n_pages = 0;
  GError *error = NULL;

  if (!embark_pump_finish (self, result, &error))
    {
      finish (task, error);
      return;
    }
  if (check->more && check->total > 0 && check->per_page > 0)
    n_pages = (check->total + check->per_page - 1) / check->per_page;
  if (check->more && (n_pages < 2 || n_pages - 1 > g_hash_table_size (check->wanted)))
    {
      ask_for_rows (g_steal_pointer (&task));
      return;
    }
  for (guint i = 2; i <= n_pages; i++)
    g_array_append_val (jobs, i);
  embark_import_set_progress (self, 1, (guint) MAX (n_pages, 1));
  embark_import_pump_async (self, g_steal_pointer (&jobs), make_page, page_done, check, cancellable,
                            got_pages_cb, g_steal_pointer (&task));
}

/* Which rows to ask about: all that can be sent, whatever an earlier check or run found. */
static void
collect (EmbarkImport *self, Check *check)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self));

  check->wanted = g_hash_table_new (g_str_hash, g_str_equal);
  check->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  check->total = -1;
  for (guint i = 0; i < n; i++)
    {
      EmbarkImportRow *row = embark_import_get_row (self, i);

      if (row->state == EMBARK_IMPORT_WRONG)
        continue;
      embark_import_row_set_detail (row, NULL, NULL);
      g_clear_pointer (&row->udf, json_node_unref);
      embark_import_set_state (self, row, EMBARK_IMPORT_READ);
      g_hash_table_insert (check->wanted, (gpointer) embark_import_get_row_id (self, row), row);
    }
}

static void
judged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkImport *self = EMBARK_IMPORT (source);
  Check *check = embark_task_get_check (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GArray) jobs = g_array_new (FALSE, FALSE, sizeof (guint));
  const guint first = 1;
  GError *error = NULL;

  if (!embark_import_judge_finish (self, result, &error))
    {
      finish (task, error);
      return;
    }
  collect (self, check);
  if (g_hash_table_size (check->wanted) == 0)
    {
      finish (task, NULL);
      return;
    }
  g_array_append_val (jobs, first);
  embark_import_pump_async (self, g_steal_pointer (&jobs), make_page, page_done, check, cancellable,
                            got_first_page_cb, g_steal_pointer (&task));
}

void
embark_import_check_async (EmbarkImport *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;

  g_return_if_fail (EMBARK_IS_IMPORT (self));
  g_return_if_fail (self->phase == EMBARK_IMPORT_IDLE);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_import_check_async);
  embark_task_set_check (task, check_new ());
  embark_import_set_progress (self, 0, 0);
  embark_import_set_phase (self, EMBARK_IMPORT_CHECKING);
  embark_import_judge_async (self, cancellable, judged_cb, task);
}

gboolean
embark_import_check_finish (EmbarkImport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_import_check_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
