/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The ways in which Salesforce refuses, one row each. A row is chosen by the next sign-in's control switch
 * (embark_sandbox_set_oauth_error(), POST /__sandbox/oauth-error) or by signing in as USER@anything. */

#include "config.h"

#include <string.h>

#include "embark-sandbox-private.h"

static const SandboxOauthError rows[] = {
  { "access_denied", "end-user denied authorization", SANDBOX_AT_CALLBACK, "denied" },
  { "OAUTH_APP_BLOCKED", "this app is blocked by admin", SANDBOX_AT_LOGIN, "blocked" },
  { "OAUTH_APP_ACCESS_DENIED", "user is not permitted to access this app", SANDBOX_AT_LOGIN, "notallowed" },
  { "OAUTH_APPROVAL_ERROR_GENERIC",
    "An unexpected error has occurred during authentication. Please try again.", SANDBOX_AT_LOGIN,
    "generic" },
  { "OAUTH_EC_APP_NOT_FOUND", "External client app is not installed in this org", SANDBOX_AT_LOGIN,
    "notinstalled" },
  { "OAUTH_AUTHORIZATION_BLOCKED", "Cross-org OAuth flows are not supported for this external client app",
    SANDBOX_AT_LOGIN, "crossorg" },
  { "invalid_client", "app must be installed into org", SANDBOX_AT_CALLBACK, "install" },
  { "redirect_uri_mismatch", "redirect_uri must match configuration", SANDBOX_AT_AUTHORIZE, "redirect" },
  { "redirect_uri_missing", "redirect_uri not provided", SANDBOX_AT_AUTHORIZE, "noredirect" },
  { "invalid_client_id", "client identifier invalid", SANDBOX_AT_AUTHORIZE, "clientid" },
  { "unsupported_response_type", "response type not supported", SANDBOX_AT_AUTHORIZE, "responsetype" },
  { "invalid_request", "missing required code challenge", SANDBOX_AT_AUTHORIZE, "pkce" },
  { "invalid_scope", "the requested scope is not allowed", SANDBOX_AT_CALLBACK, "scope" },
  { "immediate_unsuccessful", "immediate unsuccessful", SANDBOX_AT_CALLBACK, "immediate" },
  { "inactive_user", "user is inactive", SANDBOX_AT_LOGIN, "inactive" },
  { "inactive_org", "organization is inactive", SANDBOX_AT_LOGIN, "inactiveorg" },
  { "rate_limit_exceeded", "too many login attempts", SANDBOX_AT_LOGIN, "ratelimit" },
  { "invalid_grant", "user hasn't approved this consumer", SANDBOX_AT_TOKEN, "grant" },
  { "invalid_app_access", "user is not admin approved to access this app", SANDBOX_AT_TOKEN, "appaccess" },
  { "invalid_client_credentials", "invalid client credentials", SANDBOX_AT_TOKEN, "secret" },
};

const SandboxOauthError *
sandbox_oauth_error (const char *code)
{
  for (guint i = 0; code != NULL && i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].code, code))
      return &rows[i];
  return NULL;
}

const SandboxOauthError *
sandbox_oauth_error_for_user (const char *username)
{
  gsize length = strcspn (username, "@");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (strlen (rows[i].user) == length && g_ascii_strncasecmp (rows[i].user, username, length) == 0)
      return &rows[i];
  return NULL;
}
