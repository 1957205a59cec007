/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-authorize.h"
#include "embark-plan.h"
#include "embark-workspace.h"

G_BEGIN_DECLS

typedef enum
{
  EMBARK_PREFLIGHT_PENDING, /* not asked yet, or the answer is on its way */
  EMBARK_PREFLIGHT_OK,
  EMBARK_PREFLIGHT_WARN,    /* may fail */
  EMBARK_PREFLIGHT_BLOCKER, /* will fail */
  EMBARK_PREFLIGHT_SKIPPED, /* cannot be told, since another line failed or there is nothing to compare with; the reason
                               says which */
} EmbarkPreflightState;

/* The lines, in this order. */
typedef enum
{
  EMBARK_PREFLIGHT_KEY,        /* "key": accepted, and its environment is the records' */
  EMBARK_PREFLIGHT_ACCOUNT,    /* "account": the linked account exists */
  EMBARK_PREFLIGHT_APP,        /* "app": Salesforce is live */
  EMBARK_PREFLIGHT_CLIENT,     /* "client": an OAuth client is entered: the authorize address has a client id */
  EMBARK_PREFLIGHT_PORTAL,     /* "portal": the portal's host answers */
  EMBARK_PREFLIGHT_CLOCK,      /* "clock": this machine's and the server's agree */
  EMBARK_PREFLIGHT_LOGIN_HOST, /* "login-host": where the sign-in goes, and whether that fits */
  EMBARK_PREFLIGHT_REDIRECT,   /* "redirect": the callback is the one noted in step 2 */
  EMBARK_PREFLIGHT_SCOPES,     /* "scopes": api and refresh_token */
  EMBARK_PREFLIGHT_PKCE,       /* "pkce": a challenge of S256 */
  EMBARK_N_PREFLIGHT,
} EmbarkPreflightCheck;

/**
 * EmbarkPreflightLine:
 *
 * One line. Properties (notify): `check` (construct-only int), `state` (int), `title`, `reason`, `detail` (nullable),
 * `owner` (EmbarkOwner as int), `step` (int). Plain text, never markup; nothing secret.
 */
#define EMBARK_TYPE_PREFLIGHT_LINE (embark_preflight_line_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkPreflightLine, embark_preflight_line, EMBARK, PREFLIGHT_LINE, GObject)

EmbarkPreflightCheck embark_preflight_line_get_check (EmbarkPreflightLine *self);
/* "key", "account"… as above */
const char *embark_preflight_line_get_id (EmbarkPreflightLine *self);
EmbarkPreflightState embark_preflight_line_get_state (EmbarkPreflightLine *self);
/* "API key and environment" */
const char *embark_preflight_line_get_title (EmbarkPreflightLine *self);
/* One sentence: what is so and, unless it is well, what to do. "" while pending. */
const char *embark_preflight_line_get_reason (EmbarkPreflightLine *self);
/* Returns: (nullable): what was seen: a host, a list of scopes, the server's words */
const char *embark_preflight_line_get_detail (EmbarkPreflightLine *self);
/* Who has to act when it is not well. */
EmbarkOwner embark_preflight_line_get_owner (EmbarkPreflightLine *self);
/* Returns: the EmbarkStepId of the page where that is done, -1: none */
int embark_preflight_line_get_step (EmbarkPreflightLine *self);
/* "pending", "ok", "warning", "blocker", "skipped": also for a CSS class */
const char *embark_preflight_state_get_nick (EmbarkPreflightState state);

/**
 * EmbarkPreflight:
 *
 * What can be known before a login window opens: a GListModel of EmbarkPreflightLine, always EMBARK_N_PREFLIGHT of them.
 * All calls are made at once; lines become known as answers come. Properties (notify): `running` (boolean), `verdict`
 * (int, EmbarkPreflightState: PENDING until it ran, then OK, WARN or BLOCKER, the worst of the lines).
 */
#define EMBARK_TYPE_PREFLIGHT (embark_preflight_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkPreflight, embark_preflight, EMBARK, PREFLIGHT, GObject)

EmbarkPreflight *embark_preflight_new (EmbarkWorkspace *workspace, const char *account_id);
EmbarkPreflightLine *embark_preflight_get_line (EmbarkPreflight *self, EmbarkPreflightCheck check);
gboolean embark_preflight_get_running (EmbarkPreflight *self);
EmbarkPreflightState embark_preflight_get_verdict (EmbarkPreflight *self);
guint embark_preflight_count (EmbarkPreflight *self, EmbarkPreflightState state);
/* Returns: microseconds since 1970 when it ended last; 0: never */
gint64 embark_preflight_get_finished_at (EmbarkPreflight *self);
/* Returns: (transfer none) (nullable): what was read of the authorize address, for the doctor's evidence */
const EmbarkAuthorize *embark_preflight_get_authorize (EmbarkPreflight *self);

/* Asks everything. A failing line is no error. Asked for while it runs, it is done when that run is. Each caller's
 * @cancellable ends that caller's waiting alone; the run itself ends with the last of them. */
void embark_preflight_run_async (EmbarkPreflight *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
/* Fails only when cancelled; lines that were not known by then stay pending. */
gboolean embark_preflight_run_finish (EmbarkPreflight *self, GAsyncResult *result, GError **error);
/* Returns: (transfer full): the lines with reasons and owners as text in the user's language; nothing secret in it */
char *embark_preflight_dup_text (EmbarkPreflight *self);

G_END_DECLS
