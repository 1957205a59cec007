/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Connecting Salesforce, from the authorize address to the grant and how it ends. */

#pragma once

#include "embark-sandbox-private.h"

G_BEGIN_DECLS

/* A sign-in under way, from the authorize address to the callback. */
typedef struct
{
  char *state;         /* (owned) */
  char *environment;   /* (owned) */
  char *account_id;    /* (owned) */
  char *portal;        /* (owned) (nullable): path of the portal page to return to */
  gboolean new_window; /* the portal opened a window for it, which closes itself */
  char *scope;         /* (owned) (nullable): as it was asked for */
  char *username;      /* (owned) (nullable): who signed in */
  char *ticket;        /* (owned) (nullable): proves that the consent page was shown to who signed in */
  char *code;          /* (owned) (nullable): authorization code, good for one use */
  gint64 expires;      /* milliseconds since 1970 */
} SandboxSignIn;

/* embark-sandbox-oauth.c, embark-sandbox-oauth-errors.c */
typedef enum
{
  SANDBOX_AT_AUTHORIZE, /* instead of the sign-in page */
  SANDBOX_AT_RETURN,    /* likewise: straight back to the callback */
  SANDBOX_AT_LOGIN,     /* once the user signed in */
  SANDBOX_AT_CALLBACK,  /* once the user decided: sent to the callback instead of a code */
  SANDBOX_AT_TOKEN,     /* the platform cannot exchange the code */
  SANDBOX_AT_REFRESH,   /* the platform has a token and cannot renew it */
  SANDBOX_AT_USE,       /* the token is good, and Salesforce does not answer all the same */
} SandboxErrorPlace;

typedef struct
{
  const char *id;
  const char *section; /* "authorize", "token", "connected" or "web-view" */
  const char *code;    /* (nullable): where there is only a page */
  const char *description;
  SandboxErrorPlace place;
  const char *user; /* who signs in as user@… gets it */
} SandboxOauthError;

const SandboxOauthError *sandbox_oauth_errors (guint *n_rows);
/* Returns: (nullable): the row @id */
const SandboxOauthError *sandbox_oauth_error (const char *id);
/* @description: (nullable): of several with that code, the one that says this
 * Returns: (nullable): the first row with that @code */
const SandboxOauthError *sandbox_oauth_error_of_code (const char *code, const char *description);
/* Returns: (nullable): the row for somebody who signs in as @username */
const SandboxOauthError *sandbox_oauth_error_for_user (const char *username);
const char *sandbox_error_place_name (SandboxErrorPlace place);
/* Returns: (transfer full) (nullable): the authorize address of a new sign-in for the account; %NULL when the
 * platform has no OAuth client to ask with */
char *sandbox_authorize_uri (EmbarkSandbox *self,
                             const char *environment,
                             const char *account_id,
                             const char *portal,
                             gboolean new_window);
/* Returns: (transfer none) (nullable): the sign-in that @state names; else it was answered */
SandboxSignIn *sandbox_find_sign_in (EmbarkSandbox *self, SandboxRequest *request, const char *state);
/* Returns: whether @ticket proves that this sign-in got so far; else it was answered */
gboolean sandbox_check_ticket (EmbarkSandbox *self,
                               SandboxRequest *request,
                               SandboxSignIn *sign_in,
                               const char *ticket);
/* Remembers who signed in, and gives a ticket for what comes next. */
void sandbox_sign_in_as (SandboxSignIn *sign_in, const char *username);
/* Goes on to the consent page. */
void sandbox_to_consent (SandboxRequest *request, SandboxSignIn *sign_in);
/* The row that the switch chose for this @place, which is used up by it. Returns: (nullable) */
const SandboxOauthError *sandbox_take_oauth_error (EmbarkSandbox *self, SandboxErrorPlace place);

/* embark-sandbox-obstacles.c */
#define SANDBOX_EMBLEM                                                                                       \
  "<svg class=\"emblem\" viewBox=\"0 0 92 64\" aria-hidden=\"true\"><path d=\"M22 58a18 18 0 0 "             \
  "1-2-35.900A22 22 0 0 1 "                                                                                  \
  "62 15a17 17 0 0 1 8.500 33 14 14 0 0 1-5 10z\"/></svg>"
/* Goes to the page on which @row is met, if it is not the common error page. Returns: whether it has one */
gboolean
sandbox_to_obstacle (SandboxRequest *request, const SandboxOauthError *row, SandboxSignIn *sign_in);

/* embark-sandbox-client.c */
/* Returns: (transfer none): what Salesforce knows of the app: client_id, client_secret, callback (missing:
 * ours) and code_grant */
JsonObject *sandbox_salesforce_app (EmbarkSandbox *self);
/* Returns: (transfer none): what the platform was told of the application @slug: live, client_id and
 * client_secret, which may be missing */
JsonObject *sandbox_application_settings (EmbarkSandbox *self, const char *slug);
/* Returns: whether @app, of the catalogue, can be connected; %NULL is not */
gboolean sandbox_application_is_live (EmbarkSandbox *self, JsonObject *app);
/* Returns: whether the platform has an OAuth client to ask with */
gboolean sandbox_has_client (EmbarkSandbox *self);
/* Returns: (transfer full): where Salesforce sends people back to */
char *sandbox_redirect_uri (EmbarkSandbox *self);
/* Returns: (nullable): the row of what Salesforce has against the pair */
const SandboxOauthError *
sandbox_check_client (EmbarkSandbox *self, const char *client_id, const char *client_secret);
void sandbox_client_seed (EmbarkSandbox *self);

/* embark-sandbox-authorize.c */
/* Returns: (transfer full): where a sign-in begins, as the switches have it */
char *sandbox_authorize_address (EmbarkSandbox *self, const char *state, const char *challenge);
/* Returns: (transfer full): scheme, host and port of the connect page */
char *sandbox_portal_origin (EmbarkSandbox *self);
/* Returns: whether the connect page is to close the connection without an answer */
gboolean sandbox_portal_is_down (EmbarkSandbox *self);
/* Returns: (nullable): the value of a switch of the authorize address, when it is text */
const char *sandbox_authorize_switch (EmbarkSandbox *self, const char *name);

/* embark-sandbox-grants.c */
/* Writes down that @account was connected just now by @username, and what will become of it. */
void sandbox_grant_add (EmbarkSandbox *self,
                        const char *environment,
                        JsonObject *account,
                        const char *username,
                        const SandboxOauthError *row,
                        gboolean lasts);
/* Ends the connections whose time is over. */
void sandbox_grants_advance (EmbarkSandbox *self);
/* Calls Salesforce for @account. @message, @code: (out): what it says if not
 * Returns: whether it answers */
gboolean sandbox_connection_use (
    EmbarkSandbox *self, JsonObject *account, gint64 time, const char **message, const char **code);

G_END_DECLS
