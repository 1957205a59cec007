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

/* Whoever writes one has no further use for it. */
static EmbarkBurstEntry *
take_entry (EmbarkBurstEntry *entry)
{
  return entry;
}

EMBARK_JOURNAL_DEFINE_WRITE (add_burst, EmbarkBurstEntry *, take_entry, embark_burst_entry_free)

EMBARK_JOURNAL_DEFINE_WRITE (update_burst, EmbarkBurstEntry *, take_entry, embark_burst_entry_free)

EMBARK_JOURNAL_DEFINE_LIST (list_bursts)

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
