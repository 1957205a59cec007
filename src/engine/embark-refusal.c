/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-refusal.h"

static const struct
{
  const char *code;
  EmbarkRefusal refusal;
} refusals[] = {
  { "access_denied",
    { N_ ("Access was declined in Salesforce"),
      N_ ("The person signing in pressed Deny, or their profile may not use the app. Open the sign-in again "
          "and press "
          "Allow; if it is declined again, the Salesforce admin has to assign the app to their profile."),
      EMBARK_OWNER_CLIENT_USER } },
  { "OAUTH_APP_ACCESS_DENIED",
    { N_ ("Salesforce did not give this person access"),
      N_ ("They pressed Deny, the app is not permitted for them, or its IP restriction blocked them. Try "
          "again and "
          "press Allow; then check the app’s permitted users, then its IP relaxation."),
      EMBARK_OWNER_CLIENT_ADMIN } },
  { "OAUTH_APP_BLOCKED",
    { N_ ("The app is blocked in the client’s Salesforce"),
      N_ ("In Setup, Connected Apps OAuth Usage, install or unblock the app; then allow this user’s profile "
          "or "
          "permission set."),
      EMBARK_OWNER_CLIENT_ADMIN } },
  { "OAUTH_APPROVAL_ERROR_GENERIC",
    { N_ ("Salesforce could not approve the app"),
      N_ ("Often the app is not installed in this org. The admin installs it from Setup, Connected Apps "
          "OAuth Usage, "
          "or grants the permission Approve Uninstalled Connected Apps. Check the scopes and PKCE after "
          "that."),
      EMBARK_OWNER_CLIENT_ADMIN } },
  { "OAUTH_EC_APP_NOT_FOUND",
    { N_ ("The External Client App is not installed in this org"),
      N_ ("The admin installs the app’s package in this org, then the sign-in is tried again on the org’s "
          "own My "
          "Domain address."),
      EMBARK_OWNER_CLIENT_ADMIN } },
  { "OAUTH_AUTHORIZATION_BLOCKED",
    { N_ ("Salesforce refused a sign-in across orgs"),
      N_ ("Open a fresh sign-in and use the org’s My Domain address first. If that fails too, the app has to "
          "be "
          "packaged and installed in the client’s org."),
      EMBARK_OWNER_US } },
  { "redirect_uri_mismatch",
    { N_ ("The callback address does not match"),
      N_ ("The callback in the Salesforce app differs from the one Cobalt sends, by as little as one "
          "character. Copy "
          "it from the dashboard exactly as shown, save, and wait ten minutes."),
      EMBARK_OWNER_US } },
  { "invalid_client_id",
    { N_ ("Salesforce does not know the Client ID"),
      N_ ("Check the Client ID in Cobalt and whether the sign-in was on the right host, production or "
          "sandbox. A new "
          "app needs up to ten minutes before it is known."),
      EMBARK_OWNER_US } },
  { "invalid_client",
    { N_ ("Salesforce did not accept the app’s Client ID and Secret"),
      N_ ("Copy the secret from Salesforce into the app’s settings in Cobalt again. If the text says that "
          "the app must "
          "be installed, the client’s admin installs it."),
      EMBARK_OWNER_US } },
  { "invalid_scope",
    { N_ ("A requested scope is not on the app"),
      N_ ("Make the scopes in Cobalt and in the Salesforce app the same; both need api and refresh_token."),
      EMBARK_OWNER_US } },
  { "inactive_user",
    { N_ ("This Salesforce user is not active"),
      N_ ("The admin activates or unfreezes the user, or somebody else signs in."),
      EMBARK_OWNER_CLIENT_ADMIN } },
};

EmbarkRefusal
embark_refusal_lookup (const char *code)
{
  EmbarkRefusal refusal = {
    _ ("Salesforce ended the sign-in with an error"),
    _ ("Open a fresh sign-in and try once more. If it happens again, send the code to the client’s "
       "Salesforce admin."),
    EMBARK_OWNER_CLIENT_ADMIN,
  };

  g_return_val_if_fail (code != NULL, refusal);

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (g_ascii_strcasecmp (refusals[i].code, code) == 0)
      {
        refusal = refusals[i].refusal;
        refusal.title = _ (refusal.title);
        refusal.explanation = _ (refusal.explanation);
        break;
      }
  return refusal;
}
