/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the journal's own files share: how a piece of work gets into its thread and back. */

#pragma once

#include "embark-journal-db.h"

G_BEGIN_DECLS

/* What the thread has; it frees it when it ends, after the journal itself may be gone. */
typedef struct
{
  GAsyncQueue *queue;  /* (owned) (element-type GTask) */
  char *path;          /* (owned) */
  EmbarkJournalDb *db; /* (owned) (nullable): the thread's alone */
  GError *unavailable; /* (owned) (nullable): the thread's alone: why there is no db */
} EmbarkJournalWorker;

typedef struct _EmbarkJournalOp EmbarkJournalOp;
struct _EmbarkJournalOp
{
  /* called in the thread; fails by setting the error */
  void (*run) (EmbarkJournalWorker *worker, EmbarkJournalOp *op, GError **error);
  gboolean without_db;
  gpointer record;            /* (owned) (nullable): a copy that nobody else sees */
  GDestroyNotify free_record; /* of @record */
  char *profile_id;           /* (owned) (nullable) */
  char *account_id;           /* (owned) (nullable) */
  char *org;                  /* (owned) (nullable) */
  char *host;                 /* (owned) (nullable) */
  char *user;                 /* (owned) (nullable) */
  guint limit;
  EmbarkMilestone milestone;
  gint64 time;      /* or another number that was read */
  GPtrArray *array; /* (owned) (nullable): what was read */
  GError *error;    /* (owned) (nullable): what the answer will be */
};

/* (transfer full) */
EmbarkJournalOp *embark_journal_op_new_for_account (const char *profile_id, const char *account_id);
/* @record: (transfer full) */
EmbarkJournalOp *embark_journal_op_new_for_record (gpointer record, GDestroyNotify free_record);
/* Puts @op in line. The answer says what became of it also when it is cancelled after it was done. */
void embark_journal_push (EmbarkJournal *self, EmbarkJournalOp *op, gpointer tag, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data);
/* The same for what reads the newest @limit of an account. */
void embark_journal_push_list (EmbarkJournal *self,
                               void (*run) (EmbarkJournalWorker *worker, EmbarkJournalOp *op, GError **error),
                               const char *profile_id, const char *account_id, guint limit, gpointer tag,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (nullable): what an answer has read */
GPtrArray *embark_journal_propagate_array (GAsyncResult *result, GError **error);
/* Returns: what an answer has read; -1 with @error set */
gint64 embark_journal_propagate_number (GAsyncResult *result, GError **error);

/* The end of embark_journal_@name_async() for what is written or what is read: each pair has one, and none has anything
 * to add. */
#define EMBARK_JOURNAL_DEFINE_WRITE_FINISH(name)                                                                       \
  gboolean embark_journal_##name##_finish (EmbarkJournal *self, GAsyncResult *result, GError **error)                  \
  {                                                                                                                    \
    g_return_val_if_fail (g_async_result_is_tagged (result, embark_journal_##name##_async), FALSE);                    \
                                                                                                                       \
    return g_task_propagate_boolean (G_TASK (result), error);                                                          \
  }
#define EMBARK_JOURNAL_DEFINE_READ_FINISH(name)                                                                        \
  GPtrArray *embark_journal_##name##_finish (EmbarkJournal *self, GAsyncResult *result, GError **error)                \
  {                                                                                                                    \
    g_return_val_if_fail (g_async_result_is_tagged (result, embark_journal_##name##_async), NULL);                     \
                                                                                                                       \
    return embark_journal_propagate_array (result, error);                                                             \
  }

/* The whole of embark_journal_@name_async() and its end for what writes one record, for which the thread calls
 * embark_journal_db_@name(). @copy: a function that gives the thread a record of its own; @free: ends that one */
#define EMBARK_JOURNAL_DEFINE_WRITE(name, Type, copy, free)                                                            \
  static void run_##name (EmbarkJournalWorker *worker, EmbarkJournalOp *op, GError **error)                            \
  {                                                                                                                    \
    embark_journal_db_##name (worker->db, op->record, error);                                                          \
  }                                                                                                                    \
  void embark_journal_##name##_async (EmbarkJournal *self, Type record, GCancellable *cancellable,                     \
                                      GAsyncReadyCallback callback, gpointer user_data)                                \
  {                                                                                                                    \
    EmbarkJournalOp *op;                                                                                               \
                                                                                                                       \
    g_return_if_fail (EMBARK_IS_JOURNAL (self));                                                                       \
    g_return_if_fail (record != NULL);                                                                                 \
                                                                                                                       \
    op = embark_journal_op_new_for_record (copy (record), (GDestroyNotify) free);                                      \
    op->run = run_##name;                                                                                              \
    embark_journal_push (self, op, embark_journal_##name##_async, cancellable, callback, user_data);                   \
  }                                                                                                                    \
  EMBARK_JOURNAL_DEFINE_WRITE_FINISH (name)
/* The same for what reads the newest of an account. */
#define EMBARK_JOURNAL_DEFINE_LIST(name)                                                                               \
  static void run_##name (EmbarkJournalWorker *worker, EmbarkJournalOp *op, GError **error)                            \
  {                                                                                                                    \
    op->array = embark_journal_db_##name (worker->db, op->profile_id, op->account_id, op->limit, error);               \
  }                                                                                                                    \
  void embark_journal_##name##_async (EmbarkJournal *self, const char *profile_id, const char *account_id,             \
                                      guint limit, GCancellable *cancellable, GAsyncReadyCallback callback,            \
                                      gpointer user_data)                                                              \
  {                                                                                                                    \
    g_return_if_fail (EMBARK_IS_JOURNAL (self));                                                                       \
                                                                                                                       \
    embark_journal_push_list (self, run_##name, profile_id, account_id, limit, embark_journal_##name##_async,          \
                              cancellable, callback, user_data);                                                       \
  }                                                                                                                    \
  EMBARK_JOURNAL_DEFINE_READ_FINISH (name)

G_END_DECLS
