/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-fire.h"

G_BEGIN_DECLS

typedef enum
{
  EMBARK_JOURNAL_ERROR_FAILED,    /* SQLite said no: full disk, read-only home, damaged file */
  EMBARK_JOURNAL_ERROR_TOO_NEW,   /* written by a later version of the program */
} EmbarkJournalError;

#define EMBARK_JOURNAL_ERROR (embark_journal_error_quark ())
GQuark embark_journal_error_quark (void);

/* What was done once for an account and is worth remembering. */
typedef enum
{
  EMBARK_MILESTONE_HANDOVER = 0, /* a handover document was made */
} EmbarkMilestone;

/**
 * EmbarkAttempt:
 *
 * One attempt to connect (design section 4, last paragraph). Plain data; nothing secret: hosts have no query.
 */
typedef struct
{
  char *profile_id;
  char *account_id;
  char *door;     /* "embedded", "browser" or "link" */
  char *hosts;    /* the hosts passed through, separated by " → " */
  char *code;     /* (nullable): the OAuth error code seen */
  char *verdict;  /* "connected", "denied", "cancelled", "failed" */
  gint64 started_at;
  gint64 ended_at;
} EmbarkAttempt;

void embark_attempt_free (EmbarkAttempt *self);
EmbarkAttempt *embark_attempt_copy (const EmbarkAttempt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkAttempt, embark_attempt_free)

/**
 * EmbarkJournal:
 *
 * What was done, in SQLite, so that nothing sent is ever forgotten. One worker thread owns the database; all calls are
 * asynchronous and done in order. A write that has finished is on the disk.
 */
#define EMBARK_TYPE_JOURNAL (embark_journal_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkJournal, embark_journal, EMBARK, JOURNAL, GObject)

/* @path: the file, or ":memory:" */
EmbarkJournal *embark_journal_new (const char *path);

/* Opens, migrates, and turns every fire that was still %EMBARK_FIRE_SENDING into %EMBARK_FIRE_UNKNOWN: whether it left is
 * not known any more. */
void embark_journal_open_async (EmbarkJournal *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean embark_journal_open_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);
/* Waits for what is under way, checkpoints and closes; further calls fail. Also done, in the thread, when finalized. */
void embark_journal_close_async (EmbarkJournal *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_journal_close_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);

/* Writes a fire, new or changed, as it stands now (a copy is taken before this returns). */
void embark_journal_save_fire_async (EmbarkJournal *self, EmbarkFire *fire, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_journal_save_fire_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);
/* The newest @limit fires of an account, newest first. */
void embark_journal_list_fires_async (EmbarkJournal *self, const char *profile_id, const char *account_id, guint limit,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (element-type EmbarkFire) */
GPtrArray *embark_journal_list_fires_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);

void embark_journal_add_attempt_async (EmbarkJournal *self, const EmbarkAttempt *attempt, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_journal_add_attempt_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);
void embark_journal_list_attempts_async (EmbarkJournal *self, const char *profile_id, const char *account_id,
                                         guint limit, GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
/* Returns: (transfer full) (element-type EmbarkAttempt): newest first */
GPtrArray *embark_journal_list_attempts_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);

void embark_journal_set_milestone_async (EmbarkJournal *self, const char *profile_id, const char *account_id,
                                         EmbarkMilestone milestone, gint64 time, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_journal_set_milestone_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);
void embark_journal_get_milestone_async (EmbarkJournal *self, const char *profile_id, const char *account_id,
                                         EmbarkMilestone milestone, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
/* Returns: microseconds since 1970, 0 when it was not reached; -1 with @error set */
gint64 embark_journal_get_milestone_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);

/* Forgets everything of a profile (the Demo reset, a profile removed). */
void embark_journal_forget_profile_async (EmbarkJournal *self, const char *profile_id, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_journal_forget_profile_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);

G_END_DECLS
