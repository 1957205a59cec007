/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-journal-private.h"
#include "embark-task.h"

G_DEFINE_QUARK (embark_journal_error_quark, embark_journal_error)

struct _EmbarkJournal
{
  GObject parent_instance;

  GAsyncQueue *queue; /* (owned) */
};

G_DEFINE_FINAL_TYPE (EmbarkJournal, embark_journal, G_TYPE_OBJECT)

typedef EmbarkJournalOp Op;
typedef EmbarkJournalWorker Worker;

static void
op_clear (Op *op)
{
  if (op->record != NULL)
    op->free_record (g_steal_pointer (&op->record));
  g_clear_pointer (&op->profile_id, g_free);
  g_clear_pointer (&op->account_id, g_free);
  g_clear_pointer (&op->org, g_free);
  g_clear_pointer (&op->host, g_free);
  g_clear_pointer (&op->user, g_free);
  g_clear_pointer (&op->array, g_ptr_array_unref);
  g_clear_error (&op->error);
}

EMBARK_DEFINE_TASK_DATA (Op, op)

/* In the queue, tells the thread to end. */
static char quit_token;

static gboolean
answer_cb (gpointer user_data)
{
  GTask *task = user_data;
  Op *op = embark_task_get_op (task);

  if (op->error != NULL)
    g_task_return_error (task, g_steal_pointer (&op->error));
  else
    g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

/* Hands the task back to where it came from, with the thread's reference: so neither the task nor the journal
 * ever ends in the thread, and both are free once the answer is there. */
static void
answer (GTask *task)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, answer_cb, task, g_object_unref);
  g_source_set_static_name (source, "journal-answer");
  g_source_attach (source, g_task_get_context (task));
}

static gpointer
journal_thread (gpointer data)
{
  Worker *worker = data;
  gpointer item;

  while ((item = g_async_queue_pop (worker->queue)) != &quit_token)
    {
      GTask *task = item;
      Op *op = embark_task_get_op (task);

      if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &op->error))
        ;
      else if (worker->db != NULL || op->without_db)
        op->run (worker, op, &op->error);
      else if (worker->unavailable != NULL)
        op->error = g_error_copy (worker->unavailable);
      else
        g_set_error_literal (&op->error, EMBARK_JOURNAL_ERROR, EMBARK_JOURNAL_ERROR_FAILED,
                             _ ("The journal is closed."));
      answer (task);
    }

  g_clear_pointer (&worker->unavailable, g_error_free);
  if (worker->db != NULL)
    embark_journal_db_close (worker->db, NULL);
  g_async_queue_unref (worker->queue);
  g_free (worker->path);
  g_free (worker);
  return NULL;
}

static void
embark_journal_finalize (GObject *object)
{
  EmbarkJournal *self = EMBARK_JOURNAL (object);

  /* Not joined: the last reference may be dropped in the thread itself, and a slow disk must not hold the
   * window. */
  g_async_queue_push (self->queue, &quit_token);
  g_clear_pointer (&self->queue, g_async_queue_unref);

  G_OBJECT_CLASS (embark_journal_parent_class)->finalize (object);
}

static void
embark_journal_class_init (EmbarkJournalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_journal_finalize;
}

static void
embark_journal_init (EmbarkJournal *self)
{
  self->queue = g_async_queue_new ();
}

EmbarkJournal *
embark_journal_new (const char *path)
{
  EmbarkJournal *self;
  Worker *worker;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (EMBARK_TYPE_JOURNAL, NULL);
  worker = g_new0 (Worker, 1);
  worker->queue = g_async_queue_ref (self->queue);
  worker->path = g_strdup (path);
  g_thread_unref (g_thread_new ("journal", journal_thread, worker));
  return self;
}

void
embark_journal_push (EmbarkJournal *self,
                     Op *op,
                     gpointer tag,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  embark_task_set_op (task, op);
  g_async_queue_push (self->queue, task);
}

Op *
embark_journal_op_new_for_account (const char *profile_id, const char *account_id)
{
  Op *op = op_new ();

  op->profile_id = g_strdup (profile_id);
  op->account_id = g_strdup (account_id);
  return op;
}

Op *
embark_journal_op_new_for_record (gpointer record, GDestroyNotify free_record)
{
  Op *op = op_new ();

  op->record = record;
  op->free_record = free_record;
  return op;
}

void
embark_journal_push_list (EmbarkJournal *self,
                          void (*run) (Worker *worker, Op *op, GError **error),
                          const char *profile_id,
                          const char *account_id,
                          guint limit,
                          gpointer tag,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Op *op = embark_journal_op_new_for_account (profile_id, account_id);

  op->run = run;
  op->limit = limit;
  embark_journal_push (self, op, tag, cancellable, callback, user_data);
}

GPtrArray *
embark_journal_propagate_array (GAsyncResult *result, GError **error)
{
  /* Unlike a write, what was read for somebody who went is nobody's: it must not reach a callback that has
   * lost its object. */
  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (G_TASK (result)), error)
      || !g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_steal_pointer (&embark_task_get_op (G_TASK (result))->array);
}

gint64
embark_journal_propagate_number (GAsyncResult *result, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (G_TASK (result)), error)
      || !g_task_propagate_boolean (G_TASK (result), error))
    return -1;
  return embark_task_get_op (G_TASK (result))->time;
}

static void
run_open (Worker *worker, Op *op, GError **error)
{
  if (worker->db != NULL)
    return;
  g_clear_error (&worker->unavailable);
  worker->db = embark_journal_db_open (worker->path, &worker->unavailable);
  if (worker->db == NULL)
    g_propagate_error (error, g_error_copy (worker->unavailable));
}

void
embark_journal_open_async (EmbarkJournal *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Op *op;

  g_return_if_fail (EMBARK_IS_JOURNAL (self));

  op = op_new ();
  op->run = run_open;
  op->without_db = TRUE;
  embark_journal_push (self, op, embark_journal_open_async, cancellable, callback, user_data);
}

EMBARK_JOURNAL_DEFINE_WRITE_FINISH (open)

static void
run_close (Worker *worker, Op *op, GError **error)
{
  EmbarkJournalDb *db = g_steal_pointer (&worker->db);

  if (db != NULL)
    embark_journal_db_close (db, error);
}

void
embark_journal_close_async (EmbarkJournal *self, GAsyncReadyCallback callback, gpointer user_data)
{
  Op *op;

  g_return_if_fail (EMBARK_IS_JOURNAL (self));

  op = op_new ();
  op->run = run_close;
  op->without_db = TRUE;
  embark_journal_push (self, op, embark_journal_close_async, NULL, callback, user_data);
}

EMBARK_JOURNAL_DEFINE_WRITE_FINISH (close)

static void
run_set_milestone (Worker *worker, Op *op, GError **error)
{
  embark_journal_db_set_milestone (worker->db, op->profile_id, op->account_id, op->milestone, op->time,
                                   error);
}

void
embark_journal_set_milestone_async (EmbarkJournal *self,
                                    const char *profile_id,
                                    const char *account_id,
                                    EmbarkMilestone milestone,
                                    gint64 time,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  Op *op;

  g_return_if_fail (EMBARK_IS_JOURNAL (self));

  op = embark_journal_op_new_for_account (profile_id, account_id);
  op->run = run_set_milestone;
  op->milestone = milestone;
  op->time = time;
  embark_journal_push (self, op, embark_journal_set_milestone_async, cancellable, callback, user_data);
}

EMBARK_JOURNAL_DEFINE_WRITE_FINISH (set_milestone)

static void
run_get_milestone (Worker *worker, Op *op, GError **error)
{
  op->time =
      embark_journal_db_get_milestone (worker->db, op->profile_id, op->account_id, op->milestone, error);
}

void
embark_journal_get_milestone_async (EmbarkJournal *self,
                                    const char *profile_id,
                                    const char *account_id,
                                    EmbarkMilestone milestone,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  Op *op;

  g_return_if_fail (EMBARK_IS_JOURNAL (self));

  op = embark_journal_op_new_for_account (profile_id, account_id);
  op->run = run_get_milestone;
  op->milestone = milestone;
  embark_journal_push (self, op, embark_journal_get_milestone_async, cancellable, callback, user_data);
}

gint64
embark_journal_get_milestone_finish (EmbarkJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_journal_get_milestone_async), -1);

  return embark_journal_propagate_number (result, error);
}

static void
run_forget_profile (Worker *worker, Op *op, GError **error)
{
  embark_journal_db_forget_profile (worker->db, op->profile_id, error);
}

void
embark_journal_forget_profile_async (EmbarkJournal *self,
                                     const char *profile_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  Op *op;

  g_return_if_fail (EMBARK_IS_JOURNAL (self));

  op = embark_journal_op_new_for_account (profile_id, NULL);
  op->run = run_forget_profile;
  embark_journal_push (self, op, embark_journal_forget_profile_async, cancellable, callback, user_data);
}

EMBARK_JOURNAL_DEFINE_WRITE_FINISH (forget_profile)
