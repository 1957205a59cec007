/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the journal keeps of connecting: attempts, links, identities, checks. */

#include "config.h"

#include "embark-journal-private.h"

typedef EmbarkJournalOp Op;
typedef EmbarkJournalWorker Worker;

EMBARK_JOURNAL_DEFINE_WRITE (add_attempt, const EmbarkAttempt *, embark_attempt_copy, embark_attempt_free)

EMBARK_JOURNAL_DEFINE_LIST (list_attempts)

EMBARK_JOURNAL_DEFINE_WRITE (save_link,
                             const EmbarkLinkEntry *,
                             embark_link_entry_copy,
                             embark_link_entry_free)

EMBARK_JOURNAL_DEFINE_LIST (list_links)

EMBARK_JOURNAL_DEFINE_WRITE (save_identity,
                             const EmbarkIdentityEntry *,
                             embark_identity_entry_copy,
                             embark_identity_entry_free)

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

static GPtrArray *
copy_checks (GPtrArray *checks)
{
  GPtrArray *copies = g_ptr_array_new_full (checks->len, (GDestroyNotify) embark_check_entry_free);

  for (guint i = 0; i < checks->len; i++)
    g_ptr_array_add (copies, embark_check_entry_copy (g_ptr_array_index (checks, i)));
  return copies;
}

EMBARK_JOURNAL_DEFINE_WRITE (save_checks, GPtrArray *, copy_checks, g_ptr_array_unref)

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
