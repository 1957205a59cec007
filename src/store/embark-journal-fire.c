/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The journal's way with fires. */

#include "config.h"

#include "embark-journal-private.h"
#include "embark-task.h"

static EmbarkFire *
copy_fire (EmbarkFire *fire)
{
  EmbarkFire *copy = embark_fire_new (embark_fire_get_id (fire), embark_fire_get_profile_id (fire),
                                      embark_fire_get_account_id (fire), embark_fire_get_slug (fire),
                                      embark_fire_get_config_id (fire), embark_fire_get_event (fire),
                                      embark_fire_get_payload (fire), embark_fire_get_created_at (fire));

  embark_fire_set_state (copy, embark_fire_get_state (fire));
  embark_fire_set_answered_at (copy, embark_fire_get_answered_at (fire));
  embark_fire_set_run_seen_at (copy, embark_fire_get_run_seen_at (fire));
  embark_fire_set_ended_at (copy, embark_fire_get_ended_at (fire));
  embark_fire_set_detail (copy, embark_fire_get_detail (fire));
  embark_fire_set_request_id (copy, embark_fire_get_request_id (fire));
  embark_fire_set_run_ids (copy, embark_fire_get_run_ids (fire));
  embark_fire_set_succeeded (copy, embark_fire_get_succeeded (fire));
  embark_fire_set_pinned (copy, embark_fire_get_pinned (fire));
  embark_fire_set_workflow_id (copy, embark_fire_get_workflow_id (fire));
  embark_fire_set_dedup_key (copy, embark_fire_get_dedup_key (fire));
  embark_fire_set_repeats (copy, embark_fire_get_repeats (fire));
  return copy;
}

EMBARK_JOURNAL_DEFINE_WRITE (save_fire, EmbarkFire *, copy_fire, g_object_unref)

EMBARK_JOURNAL_DEFINE_LIST (list_fires)

static void
run_list_older_fires (EmbarkJournalWorker *worker, EmbarkJournalOp *op, GError **error)
{
  op->array = embark_journal_db_list_older_fires (worker->db, op->record, op->limit, error);
}

void
embark_journal_list_older_fires_async (EmbarkJournal *self,
                                       EmbarkFire *fire,
                                       guint limit,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  EmbarkJournalOp *op;

  g_return_if_fail (EMBARK_IS_JOURNAL (self));
  g_return_if_fail (EMBARK_IS_FIRE (fire));

  op = embark_journal_op_new_for_record (copy_fire (fire), g_object_unref);
  op->run = run_list_older_fires;
  op->limit = limit;
  embark_journal_push (self, op, embark_journal_list_older_fires_async, cancellable, callback, user_data);
}

EMBARK_JOURNAL_DEFINE_READ_FINISH (list_older_fires)

static void
run_count_fires (EmbarkJournalWorker *worker, EmbarkJournalOp *op, GError **error)
{
  op->time = embark_journal_db_count_fires (worker->db, op->profile_id, op->account_id, error);
}

void
embark_journal_count_fires_async (EmbarkJournal *self,
                                  const char *profile_id,
                                  const char *account_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (EMBARK_IS_JOURNAL (self));

  embark_journal_push_list (self, run_count_fires, profile_id, account_id, 0,
                            embark_journal_count_fires_async, cancellable, callback, user_data);
}

gint64
embark_journal_count_fires_finish (EmbarkJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_journal_count_fires_async), -1);

  return embark_journal_propagate_number (result, error);
}

static void
run_pin_fire (EmbarkJournalWorker *worker, EmbarkJournalOp *op, GError **error)
{
  embark_journal_db_pin_fire (worker->db, op->record, op->limit != 0, error);
}

void
embark_journal_pin_fire_async (EmbarkJournal *self,
                               const char *id,
                               gboolean pinned,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  EmbarkJournalOp *op;

  g_return_if_fail (EMBARK_IS_JOURNAL (self));
  g_return_if_fail (id != NULL);

  op = embark_journal_op_new_for_record (g_strdup (id), g_free);
  op->run = run_pin_fire;
  op->limit = pinned ? 1 : 0;
  embark_journal_push (self, op, embark_journal_pin_fire_async, cancellable, callback, user_data);
}

EMBARK_JOURNAL_DEFINE_WRITE_FINISH (pin_fire)
