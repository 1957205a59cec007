/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the journal keeps of bursts: many events that are sent by one program, in a compact form. */

#pragma once

#include "embark-journal.h"

G_BEGIN_DECLS

/* Events of one EmbarkBurstPart, of which each takes two bytes: its state, and 1 + the number of its reason (0: none). */
#define EMBARK_BURST_PART_EVENTS 512

/* The numbers are kept in the journal: never renumber. */
typedef enum
{
  EMBARK_BURST_ENTRY_RUNNING = 0,
  EMBARK_BURST_ENTRY_ENDED = 1,
  EMBARK_BURST_ENTRY_INTERRUPTED = 2, /* it was running when the program ended */
} EmbarkBurstEntryState;

typedef struct
{
  guint number;  /* from 0 */
  GBytes *bytes; /* (owned) */
} EmbarkBurstPart;

void embark_burst_part_clear (EmbarkBurstPart *self);

/**
 * EmbarkBurstEntry:
 *
 * A burst. Plain data. What stands above `state` does not change once it was written.
 */
typedef struct
{
  char *id;
  char *profile_id;
  char *account_id;
  char *slug;      /* (nullable) */
  char *config_id; /* (nullable) */
  char *event;
  char *payload;   /* (nullable): with its variables */
  char *data_path; /* (nullable): of the file that gives the values */
  char *data_sum;  /* (nullable): SHA-256 of that file */
  guint seed;
  guint n;
  gint64 created_at;
  int state; /* EmbarkBurstEntryState */
  gint64 ended_at;
  char *reasons;   /* (nullable): a line each */
  GBytes *latency; /* (owned) (nullable): the counts of a histogram, by the engine's own rule */
  GArray *parts;   /* (owned) (element-type EmbarkBurstPart) */
} EmbarkBurstEntry;

EmbarkBurstEntry *embark_burst_entry_new (void);
void embark_burst_entry_free (EmbarkBurstEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkBurstEntry, embark_burst_entry_free)

/* Writes a new burst with all of its parts. @entry: (transfer full) */
void embark_journal_add_burst_async (EmbarkJournal *self, EmbarkBurstEntry *entry, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_journal_add_burst_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);
/* Writes what changed of a burst, and of its parts those that are there. All or nothing; fails when the burst is not in the
 * journal any more. @entry: (transfer full) */
void embark_journal_update_burst_async (EmbarkJournal *self, EmbarkBurstEntry *entry, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_journal_update_burst_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);
/* The newest @limit of an account, with all of their parts. */
void embark_journal_list_bursts_async (EmbarkJournal *self, const char *profile_id, const char *account_id, guint limit,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (element-type EmbarkBurstEntry): newest first */
GPtrArray *embark_journal_list_bursts_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);
/* The one of that id: none or one. */
void embark_journal_get_burst_async (EmbarkJournal *self, const char *profile_id, const char *id,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (element-type EmbarkBurstEntry) */
GPtrArray *embark_journal_get_burst_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);

G_END_DECLS
