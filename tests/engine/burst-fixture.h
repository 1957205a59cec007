/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sandbox as its own process (its path is in EMBARK_SANDBOX_PROGRAM), and a workspace on it with a held clock and a
 * journal in a file. */

#pragma once

#include "embark-burst.h"
#include "embark-client.h"

G_BEGIN_DECLS

#define BURST_ACCOUNT "northwind-20418"
#define BURST_EVENT   "contact.created"

typedef struct
{
  EmbarkClockManual *clock;
  GSubprocess *process;
  GDataInputStream *output;
  char *base;
  char *key;
  char *folder;
  char *journal_path;
  SoupSession *session;
  EmbarkClient *client;
  EmbarkJournal *journal;
  EmbarkWorkspace *workspace;
} Range;

void range_set_up (Range *r, gconstpointer data);
void range_tear_down (Range *r, gconstpointer data);
/* Opens the file again, as a program does that is started again. */
void range_reopen (Range *r);
void range_close (Range *r);
void range_open (Range *r);

/* Turns the main loop until @condition; the runner's own limit is the only one. */
#define range_until(condition)                                                                                         \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    while (!(condition))                                                                                               \
      g_main_context_iteration (NULL, TRUE);                                                                           \
  }                                                                                                                    \
  G_STMT_END
/* Turns it until nothing is left to do. */
void range_settle (void);

/* Returns: (transfer full): a burst of @n events with {"round":@round,"n":…}, no rate, 4 at a time */
EmbarkBurst *range_make (Range *r, guint n, const char *round);
/* Runs it until it ends. */
gboolean range_run (EmbarkBurst *burst, GError **error);
/* Starts it; *@done says when it ended. */
void range_start (EmbarkBurst *burst, gboolean *done);
/* Returns: (transfer full): of all that are journaled for the account the one of that id, or the newest */
EmbarkBurst *range_load (Range *r, const char *id);
guint range_get_total (EmbarkBurst *burst);

/* Calls a control of the sandbox. Returns: (transfer full) (nullable) */
JsonNode *range_control (Range *r, const char *method, const char *name, const char *body);
/* Looks into the sandbox's list of requests for the events of @round: fails when one is there twice. Returns: (transfer
 * full): for each index from 0 how often the sandbox had it (answered so: @status, 0: any) */
GArray *range_get_log (Range *r, const char *round, guint n, guint status);
guint range_sum (GArray *log);
/* Every event that was accepted is in the log, and the log has no others than accepted and unknown ones. */
void range_check (Range *r, EmbarkBurst *burst, const char *round);

G_END_DECLS
