/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the journal keeps because somebody wants it again: texts under a name, and which run repeats which. */

#pragma once

#include "embark-journal.h"

G_BEGIN_DECLS

/* The numbers are kept in the journal: never renumber. */
typedef enum
{
  EMBARK_KEPT_TEMPLATE = 0, /* subject: the event's name; text: the payload, with its variables */
  EMBARK_KEPT_VIEW = 1,     /* subject: which list; text: its filter, as the list writes it */
} EmbarkKeptKind;

/**
 * EmbarkKeptEntry:
 *
 * A text that was saved under a name. Plain data.
 */
typedef struct
{
  char *id; /* a UUID */
  char *profile_id;
  EmbarkKeptKind kind;
  char *name;
  char *subject; /* (nullable) */
  char *text;
  gint64 changed_at; /* microseconds since 1970 */
} EmbarkKeptEntry;

EmbarkKeptEntry *embark_kept_entry_copy (const EmbarkKeptEntry *self);
void embark_kept_entry_free (EmbarkKeptEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkKeptEntry, embark_kept_entry_free)

/* Writes an entry, new or changed (a copy is taken before this returns). */
void embark_journal_save_kept_async (EmbarkJournal *self, const EmbarkKeptEntry *entry, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_journal_save_kept_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);
/* Forgets the entry @id, if there is one. */
void embark_journal_forget_kept_async (EmbarkJournal *self, const char *id, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_journal_forget_kept_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);
/* All of a kind in a profile, by name. */
void embark_journal_list_kept_async (EmbarkJournal *self, const char *profile_id, EmbarkKeptKind kind,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (element-type EmbarkKeptEntry) */
GPtrArray *embark_journal_list_kept_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);

/* That a run was started as a repetition of another. Plain data. */
typedef struct
{
  char *profile_id;
  char *run_id;
  char *origin_id;
  gint64 time; /* microseconds since 1970 */
} EmbarkRerunEntry;

EmbarkRerunEntry *embark_rerun_entry_copy (const EmbarkRerunEntry *self);
void embark_rerun_entry_free (EmbarkRerunEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkRerunEntry, embark_rerun_entry_free)

void embark_journal_save_rerun_async (EmbarkJournal *self, const EmbarkRerunEntry *rerun, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_journal_save_rerun_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);
/* The newest @limit of a profile, newest first. */
void embark_journal_list_reruns_async (EmbarkJournal *self, const char *profile_id, guint limit,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (element-type EmbarkRerunEntry) */
GPtrArray *embark_journal_list_reruns_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);

G_END_DECLS
