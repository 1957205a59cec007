/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The stand-in for Salesforce's sign-in and consent; embark-sandbox-exchange.c has what they lead to. */

#include "config.h"

#include <string.h>

#include "embark-sandbox-oauth.h"

#define LIFETIME     (10 * 60 * 1000)
#define ERROR_PAGE   "/setup/secur/RemoteAccessErrorPage.apexp"
#define CONSENT_PAGE "/setup/secur/RemoteAccessAuthorizationPage.apexp"
#define YEAR         (365 * 24 * 60 * 60)

/* What Salesforce calls a scope on its consent page. */
static const struct
{
  const char *scope;
  const char *words;
} scopes[] = {
  { NULL, "Access the identity URL service" },
  { "api", "Manage user data via APIs" },
  { "refresh_token", "Perform requests at any time" },
};

void
sandbox_sign_in_free (gpointer data)
{
  SandboxSignIn *sign_in = data;

  g_free (sign_in->state);
  g_free (sign_in->environment);
  g_free (sign_in->account_id);
  g_free (sign_in->portal);
  g_free (sign_in->scope);
  g_free (sign_in->username);
  g_free (sign_in->ticket);
  g_free (sign_in->code);
  g_free (sign_in);
}

char *
sandbox_authorize_uri (EmbarkSandbox *self,
                       const char *environment,
                       const char *account_id,
                       const char *portal,
                       gboolean new_window)
{
  SandboxSignIn *sign_in;
  g_autofree char *challenge = NULL;

  if (!sandbox_has_client (self))
    return NULL;
  challenge = sandbox_random_hex (32);
  sign_in = g_new0 (SandboxSignIn, 1);
  sign_in->state = sandbox_random_hex (16);
  sign_in->environment = g_strdup (environment);
  sign_in->account_id = g_strdup (account_id);
  sign_in->portal = g_strdup (portal);
  sign_in->new_window = new_window;
  sign_in->expires = sandbox_now (self) + LIFETIME;
  g_hash_table_replace (self->sign_ins, sign_in->state, sign_in);
  return sandbox_authorize_address (self, sign_in->state, challenge);
}

SandboxSignIn *
sandbox_find_sign_in (EmbarkSandbox *self, SandboxRequest *request, const char *state)
{
  SandboxSignIn *sign_in = state != NULL ? g_hash_table_lookup (self->sign_ins, state) : NULL;

  if (sign_in == NULL || sandbox_now (self) >= sign_in->expires)
    {
      sandbox_reply_notice (
          self, request, 400, "This sign-in is over",
          "There was a problem with the OAuth flow: the request did not come with a valid challenge or "
          "state. Start again from the page that sent you here.");
      return NULL;
    }
  g_free (request->account_id);
  request->account_id = g_strdup (sign_in->account_id);
  return sign_in;
}

static void
to_error_page (SandboxRequest *request, const SandboxOauthError *row, const SandboxSignIn *sign_in)
{
  g_autofree char *query = soup_form_encode ("error", row->code, "error_description", row->description,
                                             "state", sign_in->state, NULL);
  g_autofree char *location = g_strconcat (ERROR_PAGE "?", query, NULL);

  sandbox_reply_redirect (request, location);
}

const SandboxOauthError *
sandbox_take_oauth_error (EmbarkSandbox *self, SandboxErrorPlace place)
{
  const SandboxOauthError *row = sandbox_oauth_error (self->oauth_error);

  if (row == NULL || row->place != place)
    return NULL;
  g_clear_pointer (&self->oauth_error, g_free);
  return row;
}

static void
to_callback (EmbarkSandbox *self,
             SandboxRequest *request,
             SandboxSignIn *sign_in,
             const SandboxOauthError *row)
{
  g_autofree char *callback = sandbox_redirect_uri (self);
  g_autofree char *query = NULL;
  g_autofree char *location = NULL;

  if (row != NULL && row->code == NULL)
    {
      /* The platform finds none of its sign-ins. */
      g_autofree char *other = sandbox_random_hex (16);

      query = soup_form_encode ("code", other, "state", other + 8, NULL);
    }
  else if (row != NULL)
    {
      query = soup_form_encode ("error", row->code, "error_description", row->description, "state",
                                sign_in->state, NULL);
    }
  else
    {
      g_free (sign_in->code);
      sign_in->code = sandbox_random_hex (24);
      query = soup_form_encode ("code", sign_in->code, "state", sign_in->state, NULL);
    }
  location = g_strconcat (callback, "?", query, NULL);
  sandbox_reply_redirect (request, location);
}

/* Where @row is met before anything is granted. */
static void
refuse (EmbarkSandbox *self, SandboxRequest *request, const SandboxOauthError *row, SandboxSignIn *sign_in)
{
  if (row->place == SANDBOX_AT_RETURN)
    to_callback (self, request, sign_in, row);
  else if (!sandbox_to_obstacle (request, row, sign_in))
    to_error_page (request, row, sign_in);
}

/* Returns: (nullable): the id of what is wrong with the address */
static const char *
authorize_problem (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *app = sandbox_salesforce_app (self);
  g_autofree char *own = sandbox_redirect_uri (self);
  const char *callback = sandbox_str (app, "callback");
  const char *scope = sandbox_request_query (request, "scope");
  const char *redirect = sandbox_request_query (request, "redirect_uri");

  if (g_strcmp0 (sandbox_request_query (request, "client_id"), sandbox_str (app, "client_id")) != 0)
    return "client-id-unknown";
  if (redirect == NULL)
    return "redirect-missing";
  if (!g_str_equal (redirect, callback != NULL ? callback : own))
    return "redirect-mismatch";
  if (g_strcmp0 (sandbox_request_query (request, "response_type"), "code") != 0)
    return "response-type";
  if (scope == NULL || strstr (scope, "api") == NULL)
    return "scope";
  if (sandbox_request_query (request, "code_challenge") == NULL)
    return "pkce-required";
  return NULL;
}

/* Returns: (transfer full): a user of the client whose account it is, to type into the form */
static char *
demo_user (EmbarkSandbox *self, SandboxSignIn *sign_in)
{
  JsonObject *account =
      sandbox_account (sandbox_environment (self, sign_in->environment), sign_in->account_id);
  const char *name = sandbox_str (account, "name");
  g_autofree char *ascii = g_str_to_ascii (name != NULL ? name : "", "C");
  g_autoptr (GString) domain = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0' && domain->len < 32; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (domain, g_ascii_tolower (*p));
    else if (domain->len > 0 && domain->str[domain->len - 1] != '-')
      g_string_append_c (domain, '-');
  while (domain->len > 0 && domain->str[domain->len - 1] == '-')
    g_string_truncate (domain, domain->len - 1);
  return g_strdup_printf ("dana.whitfield@%s.example", domain->len > 0 ? domain->str : "client");
}

static void
show_login (EmbarkSandbox *self,
            SandboxRequest *request,
            SandboxSignIn *sign_in,
            const char *username,
            const char *banner)
{
  g_autofree char *demo = demo_user (self, sign_in);

  sandbox_reply_html (self, request, banner != NULL ? 400 : 200, "login.html", "title", "Login | Salesforce",
                      "look", "cloud", "emblem", SANDBOX_EMBLEM, "state", sign_in->state, "username",
                      username, "banner", banner, "demo-user", demo, NULL);
}

/* What a browser is recognised by, at every visit from then on. */
static void
know_browser (SandboxRequest *request)
{
  g_autofree char *known = sandbox_request_cookie (request, "BrowserId");
  g_autofree char *id = NULL;

  if (known != NULL)
    return;
  id = sandbox_random_hex (12);
  sandbox_set_cookie (request, "BrowserId", id, YEAR);
}

void
sandbox_oauth_authorize (EmbarkSandbox *self, SandboxRequest *request)
{
  SandboxSignIn *sign_in = sandbox_find_sign_in (self, request, sandbox_request_query (request, "state"));
  const SandboxOauthError *row;

  if (sign_in == NULL)
    return;
  know_browser (request);
  row = sandbox_oauth_error (authorize_problem (self, request));
  if (row == NULL)
    row = sandbox_take_oauth_error (self, SANDBOX_AT_AUTHORIZE);
  if (row == NULL)
    row = sandbox_take_oauth_error (self, SANDBOX_AT_RETURN);
  g_free (sign_in->scope);
  sign_in->scope = g_strdup (sandbox_request_query (request, "scope"));
  if (row != NULL)
    refuse (self, request, row, sign_in);
  else
    show_login (self, request, sign_in, "", NULL);
}

void
sandbox_sign_in_as (SandboxSignIn *sign_in, const char *username)
{
  char *copy = g_strdup (username);

  g_free (sign_in->username);
  sign_in->username = copy;
  g_free (sign_in->ticket);
  sign_in->ticket = sandbox_random_hex (16);
}

void
sandbox_to_consent (SandboxRequest *request, SandboxSignIn *sign_in)
{
  g_autofree char *query = soup_form_encode ("source", sign_in->ticket, "state", sign_in->state, NULL);
  g_autofree char *location = g_strconcat (CONSENT_PAGE "?", query, NULL);

  sandbox_reply_redirect (request, location);
}

void
sandbox_oauth_login (EmbarkSandbox *self, SandboxRequest *request)
{
  SandboxSignIn *sign_in = sandbox_find_sign_in (self, request, sandbox_request_form (request, "state"));
  const char *typed = sandbox_request_form (request, "username");
  const char *password = sandbox_request_form (request, "password");
  g_autofree char *username = g_strstrip (g_strdup (typed != NULL ? typed : ""));
  g_autofree char *session = NULL;
  const SandboxOauthError *row;

  if (sign_in == NULL)
    return;
  if (*username == '\0' || password == NULL || *password == '\0' || g_utf8_strlen (username, -1) > 200)
    {
      show_login (
          self, request, sign_in, username,
          "<div class=\"banner bad\" role=\"alert\"><p>Please check your username and password. If you still "
          "can’t log in, contact your Salesforce administrator.</p></div>");
      return;
    }

  sandbox_sign_in_as (sign_in, username);
  session = sandbox_random_hex (16);
  sandbox_set_cookie (request, "sid", session, 0);
  row = sandbox_take_oauth_error (self, SANDBOX_AT_LOGIN);
  if (row == NULL)
    row = sandbox_oauth_error_for_user (username);
  if (row != NULL && row->place <= SANDBOX_AT_LOGIN)
    refuse (self, request, row, sign_in);
  else
    sandbox_to_consent (request, sign_in);
}

gboolean
sandbox_check_ticket (EmbarkSandbox *self,
                      SandboxRequest *request,
                      SandboxSignIn *sign_in,
                      const char *ticket)
{
  if (sign_in->ticket != NULL && ticket != NULL && sandbox_equal_secret (ticket, sign_in->ticket))
    return TRUE;
  sandbox_reply_notice (
      self, request, 400, "Sign in first",
      "This page belongs to a sign-in that is over. Start again from the page that sent you here.");
  return FALSE;
}

void
sandbox_oauth_consent (EmbarkSandbox *self, SandboxRequest *request)
{
  SandboxSignIn *sign_in = sandbox_find_sign_in (self, request, sandbox_request_query (request, "state"));
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *again = NULL;

  if (sign_in == NULL
      || !sandbox_check_ticket (self, request, sign_in, sandbox_request_query (request, "source")))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    if (scopes[i].scope == NULL || strstr (sign_in->scope, scopes[i].scope) != NULL)
      g_string_append_printf (list, "<li>%s</li>", scopes[i].words);
  again = sandbox_authorize_address (self, sign_in->state, "again");
  sandbox_reply_html (self, request, 200, "consent.html", "title", "Allow Access? | Salesforce", "look",
                      "cloud", "emblem", SANDBOX_EMBLEM, "scopes", list->str, "username", sign_in->username,
                      "again", again, "ticket", sign_in->ticket, "state", sign_in->state, NULL);
}

void
sandbox_oauth_decide (EmbarkSandbox *self, SandboxRequest *request)
{
  SandboxSignIn *sign_in = sandbox_find_sign_in (self, request, sandbox_request_form (request, "state"));
  const SandboxOauthError *row;

  if (sign_in == NULL
      || !sandbox_check_ticket (self, request, sign_in, sandbox_request_form (request, "ticket")))
    return;
  /* A second press finds no ticket. */
  g_clear_pointer (&sign_in->ticket, g_free);
  if (g_strcmp0 (sandbox_request_form (request, "decision"), "allow") != 0)
    {
      to_callback (self, request, sign_in, sandbox_oauth_error ("denied"));
      return;
    }
  row = sandbox_take_oauth_error (self, SANDBOX_AT_CALLBACK);
  if (row == NULL)
    row = sandbox_oauth_error_for_user (sign_in->username);
  if (row != NULL && row->place != SANDBOX_AT_CALLBACK)
    row = NULL;
  if (row != NULL && g_str_equal (row->id, "server-error-after-allow"))
    sandbox_reply_html (self, request, 500, "server-error.html", "title", row->description, "look", "cloud",
                        "emblem", SANDBOX_EMBLEM, NULL);
  else
    to_callback (self, request, sign_in, row);
}

void
sandbox_oauth_error_page (EmbarkSandbox *self, SandboxRequest *request)
{
  const SandboxOauthError *row = sandbox_oauth_error_of_code (
      sandbox_request_query (request, "error"), sandbox_request_query (request, "error_description"));
  const char *state = sandbox_request_query (request, "state");
  SandboxSignIn *sign_in = state != NULL ? g_hash_table_lookup (self->sign_ins, state) : NULL;
  g_autofree char *back = NULL;

  if (sign_in != NULL && sign_in->portal != NULL && !sign_in->new_window)
    back = g_strdup_printf ("<p><a href=\"%s\">Back to " SANDBOX_COMPANY "</a></p>", sign_in->portal);
  /* This one keeps to itself what the address says. */
  if (row != NULL && g_str_equal (row->id, "must-be-installed"))
    row = sandbox_oauth_error ("approval-generic");
  /* The words are the table's, never the address's: anybody can write an address. */
  sandbox_reply_html (self, request, 200, "oauth-error.html", "title", "Error | Salesforce", "look", "cloud",
                      "emblem", SANDBOX_EMBLEM, "code", row != NULL ? row->code : "unknown_error",
                      "description", row != NULL ? row->description : "An unexpected error has occurred",
                      "back", back, NULL);
}
