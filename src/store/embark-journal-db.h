/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The journal's SQL. Used by the journal's own thread only. */

#pragma once

#include "embark-journal.h"

G_BEGIN_DECLS

  typedef struct _EmbarkJournalDb EmbarkJournalDb;

  /* Opens or makes the file, migrates it, and turns what was being sent into what is not known. */
  EmbarkJournalDb *embark_journal_db_open (const char *path, GError **error);
  /* Checkpoints and closes; frees @self whatever comes of it. */
  gboolean embark_journal_db_close (EmbarkJournalDb * self, GError * *error);

  gboolean embark_journal_db_save_fire (EmbarkJournalDb * self, EmbarkFire * fire, GError * *error);
  GPtrArray *embark_journal_db_list_fires (EmbarkJournalDb * self, const char *profile_id,
                                           const char *account_id, guint limit, GError **error);
  GPtrArray *embark_journal_db_list_older_fires (EmbarkJournalDb * self, EmbarkFire * fire, guint limit,
                                                 GError **error);
  gint64 embark_journal_db_count_fires (EmbarkJournalDb * self, const char *profile_id, const char *account_id,
                                        GError **error);
  gboolean embark_journal_db_pin_fire (EmbarkJournalDb * self, const char *id, gboolean pinned, GError **error);
  gboolean embark_journal_db_add_attempt (EmbarkJournalDb * self, const EmbarkAttempt *attempt,
                                          GError **error);
  GPtrArray *embark_journal_db_list_attempts (EmbarkJournalDb * self, const char *profile_id,
                                              const char *account_id, guint limit, GError **error);
  gboolean embark_journal_db_set_milestone (EmbarkJournalDb * self, const char *profile_id,
                                            const char *account_id, EmbarkMilestone milestone, gint64 time,
                                            GError **error);
  gint64 embark_journal_db_get_milestone (EmbarkJournalDb * self, const char *profile_id,
                                          const char *account_id, EmbarkMilestone milestone, GError **error);
  gboolean embark_journal_db_save_link (EmbarkJournalDb * self, const EmbarkLinkEntry *link, GError **error);
  GPtrArray *embark_journal_db_list_links (EmbarkJournalDb * self, const char *profile_id,
                                           const char *account_id, guint limit, GError **error);
  gboolean embark_journal_db_save_identity (EmbarkJournalDb * self, const EmbarkIdentityEntry *identity,
                                            GError **error);
  gboolean embark_journal_db_forget_identity (EmbarkJournalDb * self, const char *profile_id,
                                              const char *account_id, GError **error);
  GPtrArray *embark_journal_db_find_identities (EmbarkJournalDb * self, const char *profile_id, const char *org,
                                                const char *host, const char *user, guint limit, GError **error);
  gboolean embark_journal_db_save_checks (EmbarkJournalDb * self, GPtrArray * checks, GError * *error);
  GPtrArray *embark_journal_db_list_checks (EmbarkJournalDb * self, const char *profile_id, GError **error);
  gboolean embark_journal_db_forget_profile (EmbarkJournalDb * self, const char *profile_id, GError **error);

G_END_DECLS
