/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the journal keeps of connecting: attempts, links, identities, checks. */

#include "config.h"

#include "embark-journal-db-private.h"

gboolean
embark_journal_db_add_attempt (EmbarkJournalDb *self, const EmbarkAttempt *attempt, GError **error)
{
  return embark_journal_db_finish (
      self,
      embark_journal_db_prepare (
          self, error,
          "INSERT INTO attempt (profile_id, account_id, door, hosts, code, verdict, started_at, ended_at,"
          " description, landmark, diagnosis, identifier, link_id)"
          " VALUES (coalesce (?, ''), coalesce (?, ''), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          "ssssssiisssss", attempt->profile_id, attempt->account_id, attempt->door, attempt->hosts,
          attempt->code, attempt->verdict, attempt->started_at, attempt->ended_at, attempt->description,
          attempt->landmark, attempt->diagnosis, attempt->identifier, attempt->link_id),
      error);
}

static gpointer
read_attempt (sqlite3_stmt *row)
{
  const EmbarkAttempt attempt = {
    .profile_id = embark_journal_db_field (row, 0),
    .account_id = embark_journal_db_field (row, 1),
    .door = embark_journal_db_field (row, 2),
    .hosts = embark_journal_db_field (row, 3),
    .code = embark_journal_db_field (row, 4),
    .verdict = embark_journal_db_field (row, 5),
    .started_at = sqlite3_column_int64 (row, 6),
    .ended_at = sqlite3_column_int64 (row, 7),
    .description = embark_journal_db_field (row, 8),
    .landmark = embark_journal_db_field (row, 9),
    .diagnosis = embark_journal_db_field (row, 10),
    .identifier = embark_journal_db_field (row, 11),
    .link_id = embark_journal_db_field (row, 12),
  };

  return embark_attempt_copy (&attempt);
}

GPtrArray *
embark_journal_db_list_attempts (
    EmbarkJournalDb *self, const char *profile_id, const char *account_id, guint limit, GError **error)
{
  sqlite3_stmt *rows = embark_journal_db_prepare (
      self, error,
      "SELECT profile_id, account_id, door, hosts, code, verdict, started_at, ended_at, description, "
      "landmark,"
      " diagnosis, identifier, link_id FROM attempt WHERE profile_id = ?1"
      " AND (?2 IS NULL OR account_id = ?2) ORDER BY started_at DESC, id DESC LIMIT ?3",
      "ssi", profile_id, account_id, (gint64) limit);

  return embark_journal_db_read_all (self, rows, read_attempt, (GDestroyNotify) embark_attempt_free, error);
}

gboolean
embark_journal_db_save_link (EmbarkJournalDb *self, const EmbarkLinkEntry *link, GError **error)
{
  return embark_journal_db_finish (
      self,
      embark_journal_db_prepare (self, error,
                                 "INSERT INTO link (id, profile_id, account_id, door, label, portal, "
                                 "issued_at, expires_at, baseline, state,"
                                 " ended_at, sure)"
                                 " VALUES (?1, coalesce (?2, ''), coalesce (?3, ''), coalesce (?4, ''), ?5, "
                                 "?6, ?7, ?8, ?9, ?10, ?11, ?12)"
                                 " ON CONFLICT (id) DO UPDATE SET state = ?10, ended_at = ?11, sure = ?12",
                                 "ssssssiiiiii", link->id, link->profile_id, link->account_id, link->door,
                                 link->label, link->portal, link->issued_at, link->expires_at, link->baseline,
                                 (gint64) link->state, link->ended_at, (gint64) link->sure),
      error);
}

static gpointer
read_link (sqlite3_stmt *row)
{
  const EmbarkLinkEntry link = {
    .id = embark_journal_db_field (row, 0),
    .profile_id = embark_journal_db_field (row, 1),
    .account_id = embark_journal_db_field (row, 2),
    .door = embark_journal_db_field (row, 3),
    .label = embark_journal_db_field (row, 4),
    .portal = embark_journal_db_field (row, 5),
    .issued_at = sqlite3_column_int64 (row, 6),
    .expires_at = sqlite3_column_int64 (row, 7),
    .baseline = sqlite3_column_int64 (row, 8),
    .state = sqlite3_column_int (row, 9),
    .ended_at = sqlite3_column_int64 (row, 10),
    .sure = sqlite3_column_int (row, 11) != 0,
  };

  return embark_link_entry_copy (&link);
}

GPtrArray *
embark_journal_db_list_links (
    EmbarkJournalDb *self, const char *profile_id, const char *account_id, guint limit, GError **error)
{
  sqlite3_stmt *rows = embark_journal_db_prepare (
      self, error,
      "SELECT id, profile_id, account_id, door, label, portal, issued_at, expires_at, baseline, state, "
      "ended_at, sure"
      " FROM link WHERE profile_id = ?1 AND (account_id = ?2 OR ?2 IS NULL) ORDER BY issued_at DESC, id "
      "LIMIT ?3",
      "ssi", profile_id, account_id, (gint64) limit);

  return embark_journal_db_read_all (self, rows, read_link, (GDestroyNotify) embark_link_entry_free, error);
}

/* A connection tells its org by id or by host. One and the same user has both, so what was known stays beside
 * what is told now; a first name is no such user. */
#define SAME_USER "identity.user = excluded.user AND instr (excluded.user, '@') > 0"
#define SAVE_IDENTITY                                                                                        \
  "INSERT INTO identity (profile_id, account_id, account_name, identifier, user, org, host, seen_at)"        \
  " VALUES (coalesce (?, ''), coalesce (?, ''), ?, coalesce (?, ''), ?, ?, ?, ?)"                            \
  " ON CONFLICT (profile_id, account_id) DO UPDATE SET account_name = excluded.account_name,"                \
  " identifier = excluded.identifier, user = excluded.user, seen_at = excluded.seen_at,"                     \
  " host = CASE WHEN excluded.host IS NULL AND excluded.org GLOB '00D*' AND " SAME_USER                      \
  "   AND (identity.org = identity.host OR identity.org = excluded.org)"                                     \
  "   THEN identity.host ELSE excluded.host END,"                                                            \
  " org = CASE WHEN excluded.org = excluded.host AND identity.org GLOB '00D*' AND " SAME_USER                \
  "   AND coalesce (identity.host, excluded.host) = excluded.host THEN identity.org ELSE excluded.org END"

gboolean
embark_journal_db_save_identity (EmbarkJournalDb *self, const EmbarkIdentityEntry *identity, GError **error)
{
  return embark_journal_db_finish (
      self,
      embark_journal_db_prepare (self, error, SAVE_IDENTITY, "sssssssi", identity->profile_id,
                                 identity->account_id, identity->account_name, identity->identifier,
                                 identity->user, identity->org, identity->host, identity->seen_at),
      error);
}

gboolean
embark_journal_db_forget_identity (EmbarkJournalDb *self,
                                   const char *profile_id,
                                   const char *account_id,
                                   GError **error)
{
  return embark_journal_db_finish (
      self,
      embark_journal_db_prepare (self, error, "DELETE FROM identity WHERE profile_id = ? AND account_id = ?",
                                 "ss", profile_id, account_id),
      error);
}

static gpointer
read_identity (sqlite3_stmt *row)
{
  const EmbarkIdentityEntry identity = {
    .profile_id = embark_journal_db_field (row, 0),
    .account_id = embark_journal_db_field (row, 1),
    .account_name = embark_journal_db_field (row, 2),
    .identifier = embark_journal_db_field (row, 3),
    .user = embark_journal_db_field (row, 4),
    .org = embark_journal_db_field (row, 5),
    .host = embark_journal_db_field (row, 6),
    .seen_at = sqlite3_column_int64 (row, 7),
  };

  return embark_identity_entry_copy (&identity);
}

GPtrArray *
embark_journal_db_find_identities (EmbarkJournalDb *self,
                                   const char *profile_id,
                                   const char *org,
                                   const char *host,
                                   const char *user,
                                   guint limit,
                                   GError **error)
{
  /* A comparison with NULL is never true. */
  sqlite3_stmt *rows = embark_journal_db_prepare (
      self, error,
      "WITH tied (org, host) AS (SELECT org, host FROM identity WHERE profile_id = ?1 AND org <> host"
      "   AND (org = ?2 OR host = ?3))"
      "SELECT profile_id, account_id, account_name, identifier, user, org, host, seen_at FROM identity"
      " WHERE profile_id = ?1 AND (org IN (?2, ?3) OR host = ?3 OR user = ?4 OR org IN (SELECT org FROM tied)"
      "   OR host IN (SELECT host FROM tied)) ORDER BY seen_at DESC, account_id LIMIT ?5",
      "ssssi", profile_id, org, host, user, (gint64) limit);

  return embark_journal_db_read_all (self, rows, read_identity, (GDestroyNotify) embark_identity_entry_free,
                                     error);
}

static gboolean
save_check (EmbarkJournalDb *self, const EmbarkCheckEntry *check, GError **error)
{
  return embark_journal_db_finish (
      self,
      embark_journal_db_prepare (
          self, error,
          "INSERT OR REPLACE INTO check_state (profile_id, account_id, state, checked_at, blocker, owner)"
          " VALUES (coalesce (?, ''), coalesce (?, ''), ?, ?, ?, ?)",
          "ssiisi", check->profile_id, check->account_id, (gint64) check->state, check->checked_at,
          check->blocker, (gint64) check->owner),
      error);
}

gboolean
embark_journal_db_save_checks (EmbarkJournalDb *self, GPtrArray *checks, GError **error)
{
  gboolean ok = embark_journal_db_execute (self, "BEGIN IMMEDIATE", error);

  if (!ok)
    return FALSE;
  for (guint i = 0; ok && i < checks->len; i++)
    ok = save_check (self, g_ptr_array_index (checks, i), error);
  if (ok && embark_journal_db_execute (self, "COMMIT", error))
    return TRUE;
  embark_journal_db_roll_back (self);
  return FALSE;
}

static gpointer
read_check (sqlite3_stmt *row)
{
  const EmbarkCheckEntry check = {
    .profile_id = embark_journal_db_field (row, 0),
    .account_id = embark_journal_db_field (row, 1),
    .state = sqlite3_column_int (row, 2),
    .checked_at = sqlite3_column_int64 (row, 3),
    .blocker = embark_journal_db_field (row, 4),
    .owner = sqlite3_column_int (row, 5),
  };

  return embark_check_entry_copy (&check);
}

GPtrArray *
embark_journal_db_list_checks (EmbarkJournalDb *self, const char *profile_id, GError **error)
{
  sqlite3_stmt *rows = embark_journal_db_prepare (
      self, error,
      "SELECT profile_id, account_id, state, checked_at, blocker, owner FROM check_state WHERE profile_id = ?"
      " ORDER BY checked_at DESC, account_id",
      "s", profile_id);

  return embark_journal_db_read_all (self, rows, read_check, (GDestroyNotify) embark_check_entry_free, error);
}
