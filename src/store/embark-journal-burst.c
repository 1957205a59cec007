/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bursts on their way into the journal's thread and back. */

#include "config.h"

#include "embark-journal-burst-private.h"
#include "embark-journal-private.h"

typedef EmbarkJournalOp Op;
typedef EmbarkJournalWorker Worker;

void
embark_burst_part_clear (EmbarkBurstPart *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
}

EmbarkBurstEntry *
embark_burst_entry_new (void)
{
  EmbarkBurstEntry *self = g_new0 (EmbarkBurstEntry, 1);

  self->parts = g_array_new (FALSE, FALSE, sizeof (EmbarkBurstPart));
  g_array_set_clear_func (self->parts, (GDestroyNotify) embark_burst_part_clear);
  return self;
}

void
embark_burst_entry_free (EmbarkBurstEntry *self)
{
  g_free (self->id);
  g_free (self->profile_id);
  g_free (self->account_id);
  g_free (self->slug);
  g_free (self->config_id);
  g_free (self->event);
  g_free (self->payload);
  g_free (self->data_path);
  g_free (self->data_sum);
  g_free (self->reasons);
  g_clear_pointer (&self->latency, g_bytes_unref);
  g_array_unref (self->parts);
  g_free (self);
}

static void
run_add (Worker *worker, Op *op, GError **error)
{
  embark_journal_db_add_burst (worker->db, op->record, error);
}

void
embark_journal_add_burst_async (EmbarkJournal *self,
                                EmbarkBurstEntry *entry,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Op *op;

  g_return_if_fail (EMBARK_IS_JOURNAL (self));
  g_return_if_fail (entry != NULL);

  op = embark_journal_op_new_for_record (entry, (GDestroyNotify) embark_burst_entry_free);
  op->run = run_add;
  embark_journal_push (self, op, embark_journal_add_burst_async, cancellable, callback, user_data);
}

EMBARK_JOURNAL_DEFINE_WRITE_FINISH (add_burst)

static void
run_update (Worker *worker, Op *op, GError **error)
{
  embark_journal_db_update_burst (worker->db, op->record, error);
}

void
embark_journal_update_burst_async (EmbarkJournal *self,
                                   EmbarkBurstEntry *entry,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  Op *op;

  g_return_if_fail (EMBARK_IS_JOURNAL (self));
  g_return_if_fail (entry != NULL);

  op = embark_journal_op_new_for_record (entry, (GDestroyNotify) embark_burst_entry_free);
  op->run = run_update;
  embark_journal_push (self, op, embark_journal_update_burst_async, cancellable, callback, user_data);
}

EMBARK_JOURNAL_DEFINE_WRITE_FINISH (update_burst)

static void
run_list (Worker *worker, Op *op, GError **error)
{
  op->array = embark_journal_db_list_bursts (worker->db, op->profile_id, op->account_id, op->limit, error);
}

void
embark_journal_list_bursts_async (EmbarkJournal *self,
                                  const char *profile_id,
                                  const char *account_id,
                                  guint limit,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (EMBARK_IS_JOURNAL (self));

  embark_journal_push_list (self, run_list, profile_id, account_id, limit, embark_journal_list_bursts_async,
                            cancellable, callback, user_data);
}

EMBARK_JOURNAL_DEFINE_READ_FINISH (list_bursts)

static void
run_get (Worker *worker, Op *op, GError **error)
{
  op->array = embark_journal_db_get_burst (worker->db, op->profile_id, op->record, error);
}

void
embark_journal_get_burst_async (EmbarkJournal *self,
                                const char *profile_id,
                                const char *id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Op *op;

  g_return_if_fail (EMBARK_IS_JOURNAL (self));
  g_return_if_fail (id != NULL);

  op = embark_journal_op_new_for_account (profile_id, NULL);
  op->record = g_strdup (id);
  op->free_record = g_free;
  op->run = run_get;
  embark_journal_push (self, op, embark_journal_get_burst_async, cancellable, callback, user_data);
}

EMBARK_JOURNAL_DEFINE_READ_FINISH (get_burst)
