/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the journal keeps of connecting: attempts, links, identities, checks. */

#include "config.h"

#include "embark-journal-private.h"

typedef EmbarkJournalOp Op;
typedef EmbarkJournalWorker Worker;

static void
run_add_attempt (Worker *worker, Op *op, GError **error)
{
  embark_journal_db_add_attempt (worker->db, op->record, error);
}

void
embark_journal_add_attempt_async (EmbarkJournal *self,
                                  const EmbarkAttempt *attempt,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Op *op;

  g_return_if_fail (EMBARK_IS_JOURNAL (self));
  g_return_if_fail (attempt != NULL);

  op = embark_journal_op_new_for_record (embark_attempt_copy (attempt), (GDestroyNotify) embark_attempt_free);
  op->run = run_add_attempt;
  embark_journal_push (self, op, embark_journal_add_attempt_async, cancellable, callback, user_data);
}

EMBARK_JOURNAL_DEFINE_WRITE_FINISH (add_attempt)

static void
run_list_attempts (Worker *worker, Op *op, GError **error)
{
  op->array = embark_journal_db_list_attempts (worker->db, op->profile_id, op->account_id, op->limit, error);
}

void
embark_journal_list_attempts_async (EmbarkJournal *self,
                                    const char *profile_id,
                                    const char *account_id,
                                    guint limit,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_return_if_fail (EMBARK_IS_JOURNAL (self));

  embark_journal_push_list (self, run_list_attempts, profile_id, account_id, limit,
                            embark_journal_list_attempts_async, cancellable, callback, user_data);
}

EMBARK_JOURNAL_DEFINE_READ_FINISH (list_attempts)

static void
run_save_link (Worker *worker, Op *op, GError **error)
{
  embark_journal_db_save_link (worker->db, op->record, error);
}

void
embark_journal_save_link_async (EmbarkJournal *self,
                                const EmbarkLinkEntry *link,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Op *op;

  g_return_if_fail (EMBARK_IS_JOURNAL (self));
  g_return_if_fail (link != NULL);

  op = embark_journal_op_new_for_record (embark_link_entry_copy (link),
                                         (GDestroyNotify) embark_link_entry_free);
  op->run = run_save_link;
  embark_journal_push (self, op, embark_journal_save_link_async, cancellable, callback, user_data);
}

EMBARK_JOURNAL_DEFINE_WRITE_FINISH (save_link)

static void
run_list_links (Worker *worker, Op *op, GError **error)
{
  op->array = embark_journal_db_list_links (worker->db, op->profile_id, op->account_id, op->limit, error);
}

void
embark_journal_list_links_async (EmbarkJournal *self,
                                 const char *profile_id,
                                 const char *account_id,
                                 guint limit,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (EMBARK_IS_JOURNAL (self));

  embark_journal_push_list (self, run_list_links, profile_id, account_id, limit,
                            embark_journal_list_links_async, cancellable, callback, user_data);
}

EMBARK_JOURNAL_DEFINE_READ_FINISH (list_links)

static void
run_save_identity (Worker *worker, Op *op, GError **error)
{
  embark_journal_db_save_identity (worker->db, op->record, error);
}

void
embark_journal_save_identity_async (EmbarkJournal *self,
                                    const EmbarkIdentityEntry *identity,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  Op *op;

  g_return_if_fail (EMBARK_IS_JOURNAL (self));
  g_return_if_fail (identity != NULL);

  op = embark_journal_op_new_for_record (embark_identity_entry_copy (identity),
                                         (GDestroyNotify) embark_identity_entry_free);
  op->run = run_save_identity;
  embark_journal_push (self, op, embark_journal_save_identity_async, cancellable, callback, user_data);
}

EMBARK_JOURNAL_DEFINE_WRITE_FINISH (save_identity)

static void
run_forget_identity (Worker *worker, Op *op, GError **error)
{
  embark_journal_db_forget_identity (worker->db, op->profile_id, op->account_id, error);
}

void
embark_journal_forget_identity_async (EmbarkJournal *self,
                                      const char *profile_id,
                                      const char *account_id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  Op *op;

  g_return_if_fail (EMBARK_IS_JOURNAL (self));

  op = embark_journal_op_new_for_account (profile_id, account_id);
  op->run = run_forget_identity;
  embark_journal_push (self, op, embark_journal_forget_identity_async, cancellable, callback, user_data);
}

EMBARK_JOURNAL_DEFINE_WRITE_FINISH (forget_identity)

static void
run_find_identities (Worker *worker, Op *op, GError **error)
{
  op->array = embark_journal_db_find_identities (worker->db, op->profile_id, op->org, op->host, op->user,
                                                 op->limit, error);
}

void
embark_journal_find_identities_async (EmbarkJournal *self,
                                      const char *profile_id,
                                      const char *org,
                                      const char *host,
                                      const char *user,
                                      guint limit,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  Op *op;

  g_return_if_fail (EMBARK_IS_JOURNAL (self));

  op = embark_journal_op_new_for_account (profile_id, NULL);
  op->run = run_find_identities;
  op->org = g_strdup (org);
  op->host = g_strdup (host);
  op->user = g_strdup (user);
  op->limit = limit;
  embark_journal_push (self, op, embark_journal_find_identities_async, cancellable, callback, user_data);
}

EMBARK_JOURNAL_DEFINE_READ_FINISH (find_identities)

static void
run_save_checks (Worker *worker, Op *op, GError **error)
{
  embark_journal_db_save_checks (worker->db, op->record, error);
}

void
embark_journal_save_checks_async (EmbarkJournal *self,
                                  GPtrArray *checks,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GPtrArray *copies;
  Op *op;

  g_return_if_fail (EMBARK_IS_JOURNAL (self));
  g_return_if_fail (checks != NULL);

  copies = g_ptr_array_new_full (checks->len, (GDestroyNotify) embark_check_entry_free);
  for (guint i = 0; i < checks->len; i++)
    g_ptr_array_add (copies, embark_check_entry_copy (g_ptr_array_index (checks, i)));
  op = embark_journal_op_new_for_record (copies, (GDestroyNotify) g_ptr_array_unref);
  op->run = run_save_checks;
  embark_journal_push (self, op, embark_journal_save_checks_async, cancellable, callback, user_data);
}

EMBARK_JOURNAL_DEFINE_WRITE_FINISH (save_checks)

static void
run_list_checks (Worker *worker, Op *op, GError **error)
{
  op->array = embark_journal_db_list_checks (worker->db, op->profile_id, error);
}

void
embark_journal_list_checks_async (EmbarkJournal *self,
                                  const char *profile_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Op *op;

  g_return_if_fail (EMBARK_IS_JOURNAL (self));

  op = embark_journal_op_new_for_account (profile_id, NULL);
  op->run = run_list_checks;
  embark_journal_push (self, op, embark_journal_list_checks_async, cancellable, callback, user_data);
}

EMBARK_JOURNAL_DEFINE_READ_FINISH (list_checks)
