/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sending: one PUT a row. A PUT is repeatable, so that running again after anything that happened is safe. */

#include "config.h"

#include "embark-import-private.h"

#include "embark-json.h"

static gboolean
is_to_send (EmbarkImportRow *row)
{
  switch ((EmbarkImportState) row->state)
    {
    case EMBARK_IMPORT_READ:
    case EMBARK_IMPORT_NEW:
    case EMBARK_IMPORT_CHANGED:
    case EMBARK_IMPORT_FAILED:
      return TRUE;
    case EMBARK_IMPORT_WRONG:
    case EMBARK_IMPORT_UNCHANGED:
    case EMBARK_IMPORT_UNCHECKED:
    case EMBARK_IMPORT_CREATED:
    case EMBARK_IMPORT_UPDATED:
    default:
      return FALSE;
    }
}

guint
embark_import_get_n_to_send (EmbarkImport *self)
{
  g_return_val_if_fail (EMBARK_IS_IMPORT (self), 0);

  return self->counts[EMBARK_IMPORT_READ] + self->counts[EMBARK_IMPORT_NEW]
         + self->counts[EMBARK_IMPORT_CHANGED] + self->counts[EMBARK_IMPORT_FAILED];
}

static EmbarkCall *
make_put (gpointer owner, guint job, gpointer data)
{
  EmbarkImport *self = owner;
  return embark_import_make_upsert (self, embark_import_get_row (self, job));
}

static void
put_done (gpointer owner, guint job, EmbarkReply *reply, const GError *error, gpointer data)
{
  EmbarkImport *self = owner;
  EmbarkImportRow *row = embark_import_get_row (self, job);
  JsonObject *record = reply != NULL ? embark_json_node_object (embark_reply_get_json (reply)) : NULL;

  embark_import_set_progress (self, self->n_done + 1, self->n_total);
  if (reply == NULL)
    {
      embark_import_set_failed (self, row, EMBARK_IMPORT_FAILED, error);
      return;
    }
  /* What an earlier run was told no longer holds; what is changed still does. */
  if (row->state == EMBARK_IMPORT_FAILED)
    embark_import_row_set_detail (row, NULL, NULL);
  /* Some answers say which it was (register 18); else it was what the check expected. */
  if (embark_json_get_boolean (record, "new_account", row->state == EMBARK_IMPORT_NEW))
    embark_import_set_state (self, row, EMBARK_IMPORT_CREATED);
  else
    embark_import_set_state (self, row, EMBARK_IMPORT_UPDATED);
}

static void
pumped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkImport *self = EMBARK_IMPORT (source);
  GError *error = NULL;
  gboolean fine = embark_pump_finish (self, result, &error);

  embark_import_set_phase (self, EMBARK_IMPORT_IDLE);
  /* The list on the left is as it was before these. */
  if (self->counts[EMBARK_IMPORT_CREATED] + self->counts[EMBARK_IMPORT_UPDATED] > 0)
    embark_paged_list_reload (embark_workspace_get_accounts (self->workspace));
  if (fine)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
judged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkImport *self = EMBARK_IMPORT (source);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GArray) jobs = NULL;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self));
  GError *error = NULL;

  if (!embark_import_judge_finish (self, result, &error))
    {
      embark_import_set_phase (self, EMBARK_IMPORT_IDLE);
      g_task_return_error (task, error);
      return;
    }
  jobs = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < n; i++)
    if (is_to_send (embark_import_get_row (self, i)))
      g_array_append_val (jobs, i);
  embark_import_set_progress (self, 0, jobs->len);
  embark_import_pump_async (self, g_steal_pointer (&jobs), make_put, put_done, NULL, cancellable, pumped_cb,
                            g_steal_pointer (&task));
}

void
embark_import_run_async (EmbarkImport *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task;

  g_return_if_fail (EMBARK_IS_IMPORT (self));
  g_return_if_fail (self->phase == EMBARK_IMPORT_IDLE);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_import_run_async);
  embark_import_set_progress (self, 0, 0);
  embark_import_set_phase (self, EMBARK_IMPORT_RUNNING);
  embark_import_judge_async (self, cancellable, judged_cb, task);
}

gboolean
embark_import_run_finish (EmbarkImport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_import_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
