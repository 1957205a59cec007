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
  char *description; /* (nullable): what Salesforce said, cleaned and cut */
  char *landmark;    /* (nullable): which known part of a path was passed, never the path */
  char *diagnosis;   /* (nullable): id of the diagnosis that was shown */
  char *identifier;  /* (nullable): who it ended as, when connected */
  char *link_id;     /* (nullable): of the EmbarkLinkEntry that was used */
} EmbarkAttempt;

void embark_attempt_free (EmbarkAttempt *self);
EmbarkAttempt *embark_attempt_copy (const EmbarkAttempt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkAttempt, embark_attempt_free)

/**
 * EmbarkLinkEntry:
 *
 * A connect link that was issued. Neither its address nor its token is in it. Plain data.
 */
typedef struct
{
  char *id; /* our own, random */
  char *profile_id;
  char *account_id;
  char *door;   /* "embedded", "browser" or "link" */
  char *label;  /* (nullable): for whom */
  char *portal; /* (nullable): scheme, host and port of the address */
  gint64 issued_at;
  gint64 expires_at;
  gint64 baseline; /* when the connection known at that time was made, 0: none */
  int state;       /* EmbarkLinkRecordState */
  gint64 ended_at; /* when it left the first state, 0 before that */
  gboolean sure;   /* used, and no other was out */
} EmbarkLinkEntry;

EmbarkLinkEntry *embark_link_entry_copy (const EmbarkLinkEntry *self);
void embark_link_entry_free (EmbarkLinkEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkLinkEntry, embark_link_entry_free)

/**
 * EmbarkIdentityEntry:
 *
 * As whom a linked account was connected last. Plain data.
 */
typedef struct
{
  char *profile_id;
  char *account_id;
  char *account_name; /* (nullable): as it was then */
  char *identifier;   /* one line of text */
  char *user;         /* (nullable) */
  char *org;          /* (nullable): org id, else My Domain host, else name */
  char *host;         /* (nullable): My Domain host; one that was seen before is kept beside the org id, and the other way
                         round, as long as the same user is connected */
  gint64 seen_at;
} EmbarkIdentityEntry;

EmbarkIdentityEntry *embark_identity_entry_copy (const EmbarkIdentityEntry *self);
void embark_identity_entry_free (EmbarkIdentityEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkIdentityEntry, embark_identity_entry_free)

/**
 * EmbarkCheckEntry:
 *
 * What the last check of a linked account's connection found. Plain data.
 */
typedef struct
{
  char *profile_id;
  char *account_id;
  int state;         /* the health board's own numbers */
  gint64 checked_at; /* microseconds since 1970 */
  char *blocker;     /* (nullable): what is in the way, one line of text */
  int owner;         /* EmbarkOwner: who has to act */
} EmbarkCheckEntry;

EmbarkCheckEntry *embark_check_entry_copy (const EmbarkCheckEntry *self);
void embark_check_entry_free (EmbarkCheckEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkCheckEntry, embark_check_entry_free)

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
/* The newest @limit fires of an account, and of the older ones those that are pinned; newest first. */
void embark_journal_list_fires_async (EmbarkJournal *self, const char *profile_id, const char *account_id, guint limit,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (element-type EmbarkFire) */
GPtrArray *embark_journal_list_fires_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);
/* The next page: the newest @limit fires that are older than @fire, newest first. */
void embark_journal_list_older_fires_async (EmbarkJournal *self, EmbarkFire *fire, guint limit,
                                            GCancellable *cancellable, GAsyncReadyCallback callback,
                                            gpointer user_data);
/* Returns: (transfer full) (element-type EmbarkFire) */
GPtrArray *embark_journal_list_older_fires_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);
/* How many fires of an account there are. */
void embark_journal_count_fires_async (EmbarkJournal *self, const char *profile_id, const char *account_id,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: -1 with @error set */
gint64 embark_journal_count_fires_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);
/* Pins the fire @id or takes the pin away; nothing else of it changes. */
void embark_journal_pin_fire_async (EmbarkJournal *self, const char *id, gboolean pinned, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_journal_pin_fire_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);

void embark_journal_add_attempt_async (EmbarkJournal *self, const EmbarkAttempt *attempt, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_journal_add_attempt_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);
/* @account_id: (nullable): %NULL for those of all accounts of the profile */
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

/* Writes a link, new or changed: of one that is known by its id, only state, ended_at and sure change. */
void embark_journal_save_link_async (EmbarkJournal *self, const EmbarkLinkEntry *link, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_journal_save_link_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);
/* @account_id: (nullable): %NULL for those of all accounts of the profile */
void embark_journal_list_links_async (EmbarkJournal *self, const char *profile_id, const char *account_id, guint limit,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (element-type EmbarkLinkEntry): newest first */
GPtrArray *embark_journal_list_links_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);

/* One an account: a later one replaces it. */
void embark_journal_save_identity_async (EmbarkJournal *self, const EmbarkIdentityEntry *identity,
                                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_journal_save_identity_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);
/* Forgets as whom an account was connected. */
void embark_journal_forget_identity_async (EmbarkJournal *self, const char *profile_id, const char *account_id,
                                           GCancellable *cancellable, GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean embark_journal_forget_identity_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);
/* The identities of a profile whose org is @org, whose host is @host, or whose user is @user (each may be %NULL: then it
 * says nothing), newest first; also those known by the other name of an org of which any entry has both. */
void embark_journal_find_identities_async (EmbarkJournal *self, const char *profile_id, const char *org,
                                           const char *host, const char *user, guint limit,
                                           GCancellable *cancellable, GAsyncReadyCallback callback,
                                           gpointer user_data);
/* Returns: (transfer full) (element-type EmbarkIdentityEntry) */
GPtrArray *embark_journal_find_identities_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);

/* One an account: a later one replaces it. @checks: (element-type EmbarkCheckEntry): written all or none */
void embark_journal_save_checks_async (EmbarkJournal *self, GPtrArray *checks, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_journal_save_checks_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);
/* All of a profile. */
void embark_journal_list_checks_async (EmbarkJournal *self, const char *profile_id, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (element-type EmbarkCheckEntry): newest first */
GPtrArray *embark_journal_list_checks_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);

/* Forgets everything of a profile (the Demo reset, a profile removed). */
void embark_journal_forget_profile_async (EmbarkJournal *self, const char *profile_id, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_journal_forget_profile_finish (EmbarkJournal *self, GAsyncResult *result, GError **error);

G_END_DECLS
