/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A server on loopback in the test's own main context that gives canned answers by method and path, a held clock, a
 * client of the server and a journal in memory. */

#pragma once

#include "embark-client.h"
#include "embark-journal.h"

G_BEGIN_DECLS

#define CANNED_API "/api/v2/public"
#define CANNED_KEY "tk_0123456789abcdef"

typedef struct
{
  EmbarkClockManual *clock; /* (owned): the server's Date is by it, too */
  EmbarkClient *client;     /* (owned) */
  EmbarkJournal *journal;   /* (owned): open */
  SoupServer *server;       /* (owned) (nullable) */
  SoupSession *session;     /* (owned) */
  GHashTable *answers;      /* (owned) (element-type utf8 CannedAnswer) */
  GPtrArray *requests;      /* (owned) (element-type utf8): "METHOD /path?query", without the API's prefix */
  GHashTable *bodies;       /* (owned) (element-type utf8 utf8): last body by "METHOD /path" */
  GHashTable *headers;      /* (owned) (element-type utf8 utf8): by "METHOD /path name" */
} Canned;

void canned_set_up (Canned *self, gconstpointer data);
void canned_tear_down (Canned *self, gconstpointer data);

/* From now on @method @path (without "/api/v2/public") is answered so; @status 0 reads the request and hangs up. */
void canned_set (Canned *self, const char *method, const char *path, guint status, const char *json);
/* How often @prefix ("GET /execution") was asked for. */
guint canned_count (Canned *self, const char *prefix);
/* Returns: (nullable): the first request that begins with @prefix */
const char *canned_find (Canned *self, const char *prefix);
const char *canned_body (Canned *self, const char *method, const char *path);
const char *canned_header (Canned *self, const char *method, const char *path, const char *name);
/* Turns the main loop until @value is true; fails the test when it takes very long. */
#define canned_until(condition)                                                                                        \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    gint64 until_ = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;                                                     \
    guint wake_ = g_timeout_add (1000, canned_wake, NULL);                                                             \
    while (!(condition) && g_get_monotonic_time () < until_)                                                           \
      g_main_context_iteration (NULL, TRUE);                                                                           \
    g_source_remove (wake_);                                                                                           \
    g_assert_true (condition);                                                                                         \
  }                                                                                                                    \
  G_STMT_END
gboolean canned_wake (gpointer data);
/* Moves the clock on, and turns the main loop until something waits for the clock again, or @condition. */
#define canned_advance(self, ms, condition)                                                                            \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    embark_clock_manual_advance ((self)->clock, ms);                                                                   \
    canned_until (embark_clock_manual_get_n_pending ((self)->clock) > 0 || (condition));                               \
  }                                                                                                                    \
  G_STMT_END
/* Moves the clock on by @ms, in which nothing may be asked. */
#define canned_advance_quietly(self, ms)                                                                               \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    embark_clock_manual_advance ((self)->clock, ms);                                                                   \
    /* What asks has no timeout while its answer is on the way. */                                                      \
    g_assert_cmpuint (embark_clock_manual_get_n_pending ((self)->clock), >, 0);                                        \
  }                                                                                                                    \
  G_STMT_END
/* Returns: (transfer full): now plus @ms, as the platform writes times */
char *canned_time (Canned *self, int ms);

G_END_DECLS
