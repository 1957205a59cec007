/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Kept texts and reruns on their way into the journal's thread and back. */

#include "config.h"

#include "embark-journal-kept-private.h"
#include "embark-journal-private.h"

typedef EmbarkJournalOp Op;
typedef EmbarkJournalWorker Worker;

EmbarkKeptEntry *
embark_kept_entry_copy (const EmbarkKeptEntry *self)
{
  EmbarkKeptEntry *copy = g_new0 (EmbarkKeptEntry, 1);

  copy->id = g_strdup (self->id);
  copy->profile_id = g_strdup (self->profile_id);
  copy->kind = self->kind;
  copy->name = g_strdup (self->name);
  copy->subject = g_strdup (self->subject);
  copy->text = g_strdup (self->text);
  copy->changed_at = self->changed_at;
  return copy;
}

void
embark_kept_entry_free (EmbarkKeptEntry *self)
{
  g_free (self->id);
  g_free (self->profile_id);
  g_free (self->name);
  g_free (self->subject);
  g_free (self->text);
  g_free (self);
}

EmbarkRerunEntry *
embark_rerun_entry_copy (const EmbarkRerunEntry *self)
{
  EmbarkRerunEntry *copy = g_new0 (EmbarkRerunEntry, 1);

  copy->profile_id = g_strdup (self->profile_id);
  copy->run_id = g_strdup (self->run_id);
  copy->origin_id = g_strdup (self->origin_id);
  copy->time = self->time;
  return copy;
}

void
embark_rerun_entry_free (EmbarkRerunEntry *self)
{
  g_free (self->profile_id);
  g_free (self->run_id);
  g_free (self->origin_id);
  g_free (self);
}

EMBARK_JOURNAL_DEFINE_WRITE (save_kept,
                             const EmbarkKeptEntry *,
                             embark_kept_entry_copy,
                             embark_kept_entry_free)

EMBARK_JOURNAL_DEFINE_WRITE (forget_kept, const char *, g_strdup, g_free)

static void
run_list_kept (Worker *worker, Op *op, GError **error)
{
  op->array = embark_journal_db_list_kept (worker->db, op->profile_id, *(EmbarkKeptKind *) op->record, error);
}

void
embark_journal_list_kept_async (EmbarkJournal *self,
                                const char *profile_id,
                                EmbarkKeptKind kind,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Op *op;

  g_return_if_fail (EMBARK_IS_JOURNAL (self));

  op = embark_journal_op_new_for_account (profile_id, NULL);
  op->record = g_memdup2 (&kind, sizeof kind);
  op->free_record = g_free;
  op->run = run_list_kept;
  embark_journal_push (self, op, embark_journal_list_kept_async, cancellable, callback, user_data);
}

EMBARK_JOURNAL_DEFINE_READ_FINISH (list_kept)

EMBARK_JOURNAL_DEFINE_WRITE (save_rerun,
                             const EmbarkRerunEntry *,
                             embark_rerun_entry_copy,
                             embark_rerun_entry_free)

static void
run_list_reruns (Worker *worker, Op *op, GError **error)
{
  op->array = embark_journal_db_list_reruns (worker->db, op->profile_id, op->limit, error);
}

void
embark_journal_list_reruns_async (EmbarkJournal *self,
                                  const char *profile_id,
                                  guint limit,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (EMBARK_IS_JOURNAL (self));

  embark_journal_push_list (self, run_list_reruns, profile_id, NULL, limit, embark_journal_list_reruns_async,
                            cancellable, callback, user_data);
}

EMBARK_JOURNAL_DEFINE_READ_FINISH (list_reruns)
