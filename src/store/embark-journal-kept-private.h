/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The journal's SQL for kept texts and reruns. Used by the journal's own thread only. */

#pragma once

#include "embark-journal-db.h"
#include "embark-journal-kept.h"

G_BEGIN_DECLS

gboolean embark_journal_db_save_kept (EmbarkJournalDb *self, const EmbarkKeptEntry *entry, GError **error);
gboolean embark_journal_db_forget_kept (EmbarkJournalDb *self, const char *id, GError **error);
GPtrArray *embark_journal_db_list_kept (EmbarkJournalDb *self, const char *profile_id, EmbarkKeptKind kind,
                                        GError **error);
gboolean embark_journal_db_save_rerun (EmbarkJournalDb *self, const EmbarkRerunEntry *rerun, GError **error);
GPtrArray *embark_journal_db_list_reruns (EmbarkJournalDb *self, const char *profile_id, guint limit, GError **error);

G_END_DECLS
