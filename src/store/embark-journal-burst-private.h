/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The journal's SQL for bursts. Used by the journal's own thread only. */

#pragma once

#include "embark-journal-burst.h"
#include "embark-journal-db.h"

G_BEGIN_DECLS

gboolean embark_journal_db_add_burst (EmbarkJournalDb *self, const EmbarkBurstEntry *entry, GError **error);
gboolean embark_journal_db_update_burst (EmbarkJournalDb *self, const EmbarkBurstEntry *entry, GError **error);
GPtrArray *embark_journal_db_list_bursts (EmbarkJournalDb *self, const char *profile_id, const char *account_id,
                                          guint limit, GError **error);
GPtrArray *embark_journal_db_get_burst (EmbarkJournalDb *self, const char *profile_id, const char *id, GError **error);
/* What was running when the program ended: done when the file is opened. */
gboolean embark_journal_db_interrupt_bursts (EmbarkJournalDb *self, GError **error);

G_END_DECLS
