/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The ways in which connecting Salesforce fails, one row each: what Salesforce shows or sends to the
 * callback, what its token endpoint says, and what is seen before any of it. Ids stand for rows here, in the
 * control switch (POST /__sandbox/oauth-error) and in what the program says of them; codes do not, since
 * several rows share one. A row is chosen by the switch, for the next sign-in, or by signing in as
 * USER@anything.
 *
 * Beyond the codes' own rows there are variants: "client-secret-named" is the older code for a wrong secret;
 * "device-trust-certificate" asks for a client certificate and "device-trust-policy" says that the device
 * does not comply (the HTTP 401 with Negotiate is "device-trust"); "grants-exceeded" is the sixth grant of a
 * user, which ends the oldest (it happens by itself too, see embark-sandbox-grants.c). */

#include "config.h"

#include <string.h>

#include "embark-sandbox-oauth.h"

#define AUTHORIZING "authorize"
#define TOKEN       "token"
#define CONNECTED   "connected"
#define WEB_VIEW    "web-view"

static const SandboxOauthError rows[] = {
  /* Shown while authorizing, or sent to the callback. */
  { "denied", AUTHORIZING, "access_denied", "end-user denied authorization", SANDBOX_AT_CALLBACK, "denied" },
  { "ec-app-not-found", AUTHORIZING, "OAUTH_EC_APP_NOT_FOUND",
    "External client app is not installed in this org", SANDBOX_AT_LOGIN, "notinstalled" },
  { "cross-org-blocked", AUTHORIZING, "OAUTH_AUTHORIZATION_BLOCKED",
    "Cross-org OAuth flows are not supported for this external client app", SANDBOX_AT_LOGIN, "crossorg" },
  { "app-blocked", AUTHORIZING, "OAUTH_APP_BLOCKED", "this app is blocked by admin", SANDBOX_AT_LOGIN,
    "blocked" },
  { "access-denied-app", AUTHORIZING, "OAUTH_APP_ACCESS_DENIED", "user is not permitted to access this app",
    SANDBOX_AT_LOGIN, "notallowed" },
  { "approval-generic", AUTHORIZING, "OAUTH_APPROVAL_ERROR_GENERIC",
    "An unexpected error has occurred during authentication. Please try again.", SANDBOX_AT_LOGIN,
    "generic" },
  /* The page says the generic words, the address says this. */
  { "must-be-installed", AUTHORIZING, "invalid_client", "app must be installed into org", SANDBOX_AT_LOGIN,
    "install" },
  { "redirect-mismatch", AUTHORIZING, "redirect_uri_mismatch", "redirect_uri must match configuration",
    SANDBOX_AT_AUTHORIZE, "redirect" },
  { "redirect-missing", AUTHORIZING, "redirect_uri_missing", "redirect_uri not provided",
    SANDBOX_AT_AUTHORIZE, "noredirect" },
  { "client-id-unknown", AUTHORIZING, "invalid_client_id", "client identifier invalid", SANDBOX_AT_AUTHORIZE,
    "clientid" },
  { "response-type", AUTHORIZING, "unsupported_response_type", "response type not supported",
    SANDBOX_AT_RETURN, "responsetype" },
  { "pkce-required", AUTHORIZING, "invalid_request", "missing required code challenge", SANDBOX_AT_RETURN,
    "pkce" },
  { "https-required", AUTHORIZING, "invalid_request", "HTTPS required", SANDBOX_AT_AUTHORIZE, "https" },
  { "must-use-get", AUTHORIZING, "invalid_request", "Must use HTTP GET", SANDBOX_AT_AUTHORIZE, "get" },
  { "out-of-band", AUTHORIZING, "invalid_request", "out-of-band not supported", SANDBOX_AT_AUTHORIZE,
    "outofband" },
  { "scope", AUTHORIZING, "invalid_scope", "the requested scope is not allowed", SANDBOX_AT_RETURN, "scope" },
  { "immediate", AUTHORIZING, "immediate_unsuccessful", "immediate unsuccessful", SANDBOX_AT_RETURN,
    "immediate" },
  { "inactive-user", AUTHORIZING, "inactive_user", "user is inactive", SANDBOX_AT_LOGIN, "inactive" },
  { "inactive-org", AUTHORIZING, "inactive_org", "organization is inactive", SANDBOX_AT_LOGIN,
    "inactiveorg" },
  { "rate-limit", AUTHORIZING, "rate_limit_exceeded", "too many login attempts", SANDBOX_AT_LOGIN,
    "ratelimit" },
  { "server-error-after-allow", AUTHORIZING, NULL, "Internal Server Error", SANDBOX_AT_CALLBACK,
    "servererror" },
  { "state-lost", AUTHORIZING, NULL,
    "There was a problem with the OAuth flow: the request did not come with a valid challenge or state.",
    SANDBOX_AT_CALLBACK, "statelost" },
  { "install-error-page", AUTHORIZING, "generic_error", "There was a problem in installing the application.",
    SANDBOX_AT_LOGIN, "installerror" },
  { "install-wrong-org", AUTHORIZING, "generic_error",
    "Non sandbox app cannot be installed in a sandbox organization", SANDBOX_AT_LOGIN, "wrongorg" },

  /* At the token endpoint, when the platform exchanges the code... */
  { "grant-not-approved", TOKEN, "invalid_grant", "user hasn't approved this consumer", SANDBOX_AT_TOKEN,
    "grant" },
  { "grant-ip-restricted", TOKEN, "invalid_grant", "IP restricted or invalid login hours", SANDBOX_AT_TOKEN,
    "ip" },
  { "grant-code-expired", TOKEN, "invalid_grant", "expired authorization code", SANDBOX_AT_TOKEN,
    "codeexpired" },
  { "app-access", TOKEN, "invalid_app_access", "user is not admin approved to access this app",
    SANDBOX_AT_TOKEN, "appaccess" },
  { "client-secret", TOKEN, "invalid_client", "invalid client credentials", SANDBOX_AT_TOKEN, "secret" },
  { "client-secret-named", TOKEN, "invalid_client_credentials", "invalid client credentials",
    SANDBOX_AT_TOKEN, "oldsecret" },
  { "grant-type", TOKEN, "unsupported_grant_type", "grant type not supported", SANDBOX_AT_TOKEN,
    "granttype" },
  /* ... and when it renews what it has. */
  { "grant-expired", TOKEN, "invalid_grant", "expired access/refresh token", SANDBOX_AT_REFRESH, "expired" },
  { "grant-authentication-failure", TOKEN, "invalid_grant", "authentication failure", SANDBOX_AT_REFRESH,
    "authfailure" },
  { "refresh-fails", TOKEN, "invalid_grant", "expired access/refresh token", SANDBOX_AT_REFRESH, "onceonly" },
  { "idle-30-days", TOKEN, "invalid_grant", "expired access/refresh token", SANDBOX_AT_REFRESH, "idle" },
  { "grants-exceeded", TOKEN, "invalid_grant", "expired access/refresh token", SANDBOX_AT_REFRESH, "sixth" },

  /* After "connected": it stays active, and every call fails. */
  { "invalid-session", CONNECTED, "INVALID_SESSION_ID", "Session expired or invalid", SANDBOX_AT_USE,
    "session" },
  { "rest-api-off", CONNECTED, "API_DISABLED_FOR_ORG", "The REST API is not enabled for this Organization",
    SANDBOX_AT_USE, "norest" },

  /* Seen before any code. */
  { "verify-identity", WEB_VIEW, NULL, "Verify Your Identity", SANDBOX_AT_LOGIN, "verify" },
  { "mfa-sso", WEB_VIEW, NULL, "Connect Salesforce Authenticator", SANDBOX_AT_LOGIN, "mfa" },
  { "passkey", WEB_VIEW, NULL, "Use your security key", SANDBOX_AT_LOGIN, "passkey" },
  { "google-rejects", WEB_VIEW, "disallowed_useragent", "This browser or app may not be secure",
    SANDBOX_AT_LOGIN, "google" },
  { "device-trust", WEB_VIEW, NULL, "Unauthorized", SANDBOX_AT_LOGIN, "kerberos" },
  { "device-trust-certificate", WEB_VIEW, NULL, "A certificate of this device is needed", SANDBOX_AT_LOGIN,
    "certificate" },
  { "device-trust-policy", WEB_VIEW, NULL, "You can't get there from here", SANDBOX_AT_LOGIN, "compliance" },
  { "white-page", WEB_VIEW, NULL, "", SANDBOX_AT_LOGIN, "white" },
  { "sso-forced", WEB_VIEW, NULL, "Single sign-on", SANDBOX_AT_AUTHORIZE, "sso" },
};

const SandboxOauthError *
sandbox_oauth_errors (guint *n_rows)
{
  *n_rows = G_N_ELEMENTS (rows);
  return rows;
}

const SandboxOauthError *
sandbox_oauth_error (const char *id)
{
  for (guint i = 0; id != NULL && i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].id, id))
      return &rows[i];
  return NULL;
}

const SandboxOauthError *
sandbox_oauth_error_of_code (const char *code, const char *description)
{
  for (guint i = 0; code != NULL && i < G_N_ELEMENTS (rows); i++)
    if (g_strcmp0 (rows[i].code, code) == 0
        && (description == NULL || g_str_equal (rows[i].description, description)))
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

/* Where a row is met, for the list of them. */
const char *
sandbox_error_place_name (SandboxErrorPlace place)
{
  switch (place)
    {
    case SANDBOX_AT_AUTHORIZE:
      return "authorize";
    case SANDBOX_AT_RETURN:
      return "return";
    case SANDBOX_AT_LOGIN:
      return "login";
    case SANDBOX_AT_CALLBACK:
      return "callback";
    case SANDBOX_AT_TOKEN:
      return "token";
    case SANDBOX_AT_REFRESH:
      return "refresh";
    case SANDBOX_AT_USE:
      return "use";
    default:
      g_return_val_if_reached ("");
    }
}
