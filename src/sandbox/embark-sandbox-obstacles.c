/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pages that stand between signing in and consent, each at the path where it is met in life. Most are the
 * end of the way, as they are in a web view; one goes on after a code is typed. */

#include "config.h"

#include "embark-sandbox-oauth.h"

#define VERIFY   "/_ui/identity/verification/method/EmailVerificationFinishUi/e"
#define SSO_PAGE "/app/salesforce/exk4lumendesk/sso/saml"

static const struct
{
  const char *id;
  const char *path;
  const char *query; /* (nullable) */
  const char *title;
  const char *template;
  guint status;
} pages[] = {
  { "verify-identity", VERIFY, NULL, "Verify Your Identity | Salesforce", "verify.html", 200 },
  { "mfa-sso", "/_ui/identity/verification/method/ToopherRegistrationUi/e", NULL,
    "Connect Salesforce Authenticator | Salesforce", "mfa.html", 200 },
  { "passkey", "/_ui/identity/verification/method/WebAuthnVerificationUi/e", NULL,
    "Use Your Security Key | Salesforce", "passkey.html", 200 },
  { "google-rejects", "/o/oauth2/v2/auth", "error=disallowed_useragent", "Error 403: disallowed_useragent",
    "google.html", 403 },
  { "device-trust", "/adfs/ls/wia", NULL, "401 - Unauthorized", "negotiate.html", 401 },
  { "device-trust-certificate", "/common/DeviceAuthTls/reprocess", NULL, "Certificate required",
    "certificate.html", 403 },
  { "device-trust-policy", "/common/reprocess", NULL, "You can’t get there from here", "policy.html", 403 },
  { "white-page", "/secur/frontdoor.jsp", NULL, "", NULL, 200 },
  { "sso-forced", "/saml/authn-request.jsp", NULL, "", NULL, 303 },
  { "sso-forced", SSO_PAGE, NULL, "Single sign-on", "sso.html", 200 },
  { "install-error-page", "/identity/app/AppInstallErrorPage.apexp", "error_code=generic_error",
    "Managed Application Installation Error", "install-error.html", 200 },
  { "install-wrong-org", "/identity/app/AppInstallErrorPage.apexp",
    "error_code=generic_error&error_description=Non+sandbox+app+cannot+be+installed+in+a+sandbox+"
    "organization",
    "Managed Application Installation Error", "install-error.html", 200 },
};

gboolean
sandbox_to_obstacle (SandboxRequest *request, const SandboxOauthError *row, SandboxSignIn *sign_in)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *state = NULL;
      g_autofree char *location = NULL;

      if (!g_str_equal (pages[i].id, row->id))
        continue;
      state = soup_form_encode ("state", sign_in->state, NULL);
      location = g_strconcat (pages[i].path, "?", pages[i].query != NULL ? pages[i].query : "",
                              pages[i].query != NULL ? "&" : "", state, NULL);
      sandbox_reply_redirect (request, location);
      return TRUE;
    }
  return FALSE;
}

/* Nothing at all, not even the line that says whose page it is. */
static void
reply_white (SandboxRequest *request)
{
  sandbox_reply_text (request, 200, "text/html; charset=utf-8",
                      g_strdup ("<!doctype html><html><head></head><body></body></html>"));
}

void
sandbox_obstacle (EmbarkSandbox *self, SandboxRequest *request)
{
  const char *description = sandbox_request_query (request, "error_description");
  const char *state = sandbox_request_query (request, "state");
  SandboxSignIn *sign_in = sandbox_find_sign_in (self, request, state);
  const SandboxOauthError *wrong_org = sandbox_oauth_error ("install-wrong-org");
  guint i = 0;

  if (sign_in == NULL)
    return;
  while (i < G_N_ELEMENTS (pages) && !g_str_equal (pages[i].path, request->path))
    i++;
  g_return_if_fail (i < G_N_ELEMENTS (pages));

  if (g_str_equal (pages[i].id, "white-page"))
    {
      reply_white (request);
      return;
    }
  if (pages[i].status == 303)
    {
      g_autofree char *location = g_strconcat (SSO_PAGE "?state=", sign_in->state, NULL);

      sandbox_reply_redirect (request, location);
      return;
    }
  if (pages[i].status == 401)
    soup_message_headers_replace (soup_server_message_get_response_headers (request->message),
                                  "WWW-Authenticate", "Negotiate");
  if (g_strcmp0 (description, wrong_org->description) != 0)
    description = NULL;
  sandbox_reply_html (self, request, pages[i].status, pages[i].template, "title", pages[i].title, "look",
                      "cloud", "emblem", SANDBOX_EMBLEM, "state", sign_in->state, "ticket", sign_in->ticket,
                      "username", sign_in->username, "description", description, "banner", NULL, NULL);
}

/* Any six digits are the code that was sent. */
void
sandbox_obstacle_verify (EmbarkSandbox *self, SandboxRequest *request)
{
  SandboxSignIn *sign_in = sandbox_find_sign_in (self, request, sandbox_request_form (request, "state"));
  const char *code = sandbox_request_form (request, "code");
  guint digits = 0;

  if (sign_in == NULL
      || !sandbox_check_ticket (self, request, sign_in, sandbox_request_form (request, "ticket")))
    return;
  while (code != NULL && g_ascii_isdigit (code[digits]))
    digits++;
  if (code != NULL && digits == 6 && code[6] == '\0')
    {
      sandbox_to_consent (request, sign_in);
      return;
    }
  sandbox_reply_html (self, request, 400, "verify.html", "title", pages[0].title, "look", "cloud", "emblem",
                      SANDBOX_EMBLEM, "state", sign_in->state, "ticket", sign_in->ticket, "username",
                      sign_in->username, "banner",
                      "<div class=\"banner bad\" role=\"alert\"><p>Invalid or expired verification code. Try "
                      "again.</p></div>",
                      NULL);
}
