/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Before anything leaves: the data is read, and every event is made once. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-burst-private.h"
#include "embark-json.h"
#include "embark-task.h"

/* What the thread works with; nobody else sees it until it is done. */
typedef struct _Prepare
{
  GFile *file;           /* (owned) (nullable) */
  EmbarkBurstData *data; /* (owned) (nullable) */
  char *payload;         /* (owned) (nullable) */
  char *account_id;      /* (owned) */
  char *wanted_sum;      /* (owned) (nullable) */
  EmbarkTemplateContext context;
  guint n;
} Prepare;

static void
prepare_clear (Prepare *self)
{
  g_clear_object (&self->file);
  g_clear_pointer (&self->data, embark_burst_data_unref);
  g_free (self->payload);
  g_free (self->account_id);
  g_free (self->wanted_sum);
}

EMBARK_DEFINE_TASK_DATA (Prepare, prepare)

/* The same seed and place give the same event. */
static EmbarkTemplateContext
get_context (const EmbarkTemplateContext *base, guint index)
{
  EmbarkTemplateContext context = *base;

  context.seed += index;
  context.index = index + 1;
  return context;
}

static gboolean
check_event (Prepare *self, guint index, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *payload = embark_burst_data_make_payload (
      self->data, self->payload, get_context (&self->context, index), index, &local);

  if (payload != NULL && embark_json_check (payload, -1, NULL, NULL, &local))
    return TRUE;
  /* Translators: %1$u: which one, from 1; %2$s: why, in words */
  g_set_error (error, EMBARK_BURST_ERROR, EMBARK_BURST_ERROR_PAYLOAD, _ ("Event %1$u cannot be made. %2$s"),
               index + 1, local->message);
  return FALSE;
}

static gboolean
read_data (Prepare *self, GCancellable *cancellable, GError **error)
{
  if (self->file == NULL)
    return TRUE;
  self->data = embark_burst_data_read (self->file, cancellable, error);
  if (self->data == NULL)
    return FALSE;
  if (self->wanted_sum == NULL || g_str_equal (self->wanted_sum, embark_burst_data_get_sum (self->data)))
    return TRUE;
  g_set_error_literal (
      error, EMBARK_BURST_ERROR, EMBARK_BURST_ERROR_CHANGED,
      _ ("The file with the data is not what it was when the burst began. Start a new burst."));
  return FALSE;
}

static void
prepare_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Prepare *self = data;
  GError *error = NULL;

  if (!read_data (self, cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->n == 0)
    self->n =
        self->data != NULL ? MIN (embark_burst_data_get_n_rows (self->data), EMBARK_BURST_MAX_EVENTS) : 1;
  for (guint i = 0; i < self->n; i++)
    if (g_task_return_error_if_cancelled (task))
      return;
    else if (!check_event (self, i, &error))
      {
        g_task_return_error (task, error);
        return;
      }
  g_task_return_boolean (task, TRUE);
}

static EmbarkTemplateContext
get_base (EmbarkBurst *self)
{
  return (EmbarkTemplateContext){
    .seed = self->seed,
    .now = self->created_at,
    .account_id = self->account_id,
  };
}

static void
take_prepared (EmbarkBurst *self, Prepare *prepare)
{
  g_clear_pointer (&self->data, embark_burst_data_unref);
  self->data = g_steal_pointer (&prepare->data);
  if (!self->in_journal)
    {
      g_free (self->data_sum);
      self->data_sum = self->data != NULL ? g_strdup (embark_burst_data_get_sum (self->data)) : NULL;
      embark_burst_make_events (self, prepare->n);
    }
  self->prepared = TRUE;
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EmbarkBurst *self = g_task_get_source_object (task);
  GTask *work = G_TASK (result);
  GError *error = NULL;

  if (!g_task_propagate_boolean (work, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (!self->prepared)
    take_prepared (self, embark_task_get_prepare (work));
  g_task_return_boolean (task, TRUE);
}

void
embark_burst_prepare_async (EmbarkBurst *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) work = NULL;
  Prepare *prepare;

  g_return_if_fail (EMBARK_IS_BURST (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_burst_prepare_async);
  if (self->prepared)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  prepare = prepare_new ();
  g_set_object (&prepare->file, self->file);
  prepare->payload = g_strdup (self->payload);
  prepare->account_id = g_strdup (self->account_id);
  prepare->wanted_sum = self->in_journal ? g_strdup (self->data_sum) : NULL;
  prepare->n = self->wanted;
  prepare->context = get_base (self);
  prepare->context.account_id = prepare->account_id;
  /* The thread may let go of its task last: were the burst held by it, the burst and the workspace would end
   * there, with the timers of the main loop. */
  work = g_task_new (NULL, cancellable, prepared_cb, g_steal_pointer (&task));
  g_task_set_source_tag (work, prepared_cb);
  embark_task_set_prepare (work, prepare);
  g_task_run_in_thread (work, prepare_in_thread);
}

gboolean
embark_burst_prepare_finish (EmbarkBurst *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_burst_prepare_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

char *
embark_burst_dup_event_payload (EmbarkBurst *self, guint index, GError **error)
{
  const EmbarkTemplateContext base = get_base (self);

  g_return_val_if_fail (EMBARK_IS_BURST (self), NULL);
  g_return_val_if_fail (self->prepared && index < self->n, NULL);

  return embark_burst_data_make_payload (self->data, self->payload, get_context (&base, index), index, error);
}

guint
embark_burst_get_n_rows (EmbarkBurst *self)
{
  g_return_val_if_fail (EMBARK_IS_BURST (self), 0);

  return self->data != NULL ? embark_burst_data_get_n_rows (self->data) : 0;
}

char *
embark_burst_dup_row (EmbarkBurst *self, guint row)
{
  const EmbarkTemplateContext base = get_base (self);

  g_return_val_if_fail (EMBARK_IS_BURST (self), NULL);

  if (row >= embark_burst_get_n_rows (self))
    return NULL;
  return embark_burst_data_make_payload (self->data, NULL, get_context (&base, row), row, NULL);
}
