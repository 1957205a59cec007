/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The stand-in for Salesforce's sign-in and consent, and the platform's callback that they lead to. */

#include "config.h"

#include <string.h>

#include "embark-sandbox-private.h"

#define LIFETIME     (10 * 60 * 1000)
#define ERROR_PAGE   "/setup/secur/RemoteAccessErrorPage.apexp"
#define CONSENT_PAGE "/setup/secur/RemoteAccessAuthorizationPage.apexp"
#define EMBLEM                                                                                               \
  "<svg class=\"emblem\" viewBox=\"0 0 92 64\" aria-hidden=\"true\"><path d=\"M22 58a18 18 0 0 "             \
  "1-2-35.900A22 22 0 0 1 "                                                                                  \
  "62 15a17 17 0 0 1 8.500 33 14 14 0 0 1-5 10z\"/></svg>"

/* What Salesforce calls a scope on its consent page. */
static const struct
{
  const char *scope;
  const char *words;
} scopes[] = {
  { "id", "Access the identity URL service" },
  { "api", "Manage user data via APIs" },
  { "refresh_token", "Perform requests at any time" },
};

void
sandbox_sign_in_free (SandboxSignIn *sign_in)
{
  g_free (sign_in->state);
  g_free (sign_in->environment);
  g_free (sign_in->account_id);
  g_free (sign_in->portal);
  g_free (sign_in->username);
  g_free (sign_in->ticket);
  g_free (sign_in->code);
  g_free (sign_in);
}

static char *
redirect_uri (EmbarkSandbox *self)
{
  return g_strconcat (self->base_uri, "/api/v1/" SANDBOX_SALESFORCE "/callback", NULL);
}

char *
sandbox_authorize_uri (EmbarkSandbox *self,
                       const char *environment,
                       const char *account_id,
                       const char *portal,
                       gboolean new_window)
{
  SandboxSignIn *sign_in = g_new0 (SandboxSignIn, 1);
  g_autofree char *callback = redirect_uri (self);
  g_autofree char *query = NULL;
  g_autofree char *challenge = sandbox_random_hex (32);

  sign_in->state = sandbox_random_hex (16);
  sign_in->environment = g_strdup (environment);
  sign_in->account_id = g_strdup (account_id);
  sign_in->portal = g_strdup (portal);
  sign_in->new_window = new_window;
  sign_in->expires = sandbox_now (self) + LIFETIME;
  g_hash_table_replace (self->sign_ins, sign_in->state, sign_in);

  query = soup_form_encode ("response_type", "code", "client_id", SANDBOX_CLIENT_ID, "redirect_uri", callback,
                            "scope", SANDBOX_SCOPES, "state", sign_in->state, "code_challenge", challenge,
                            "code_challenge_method", "S256", NULL);
  return g_strconcat (self->base_uri, "/services/oauth2/authorize?", query, NULL);
}

/* Returns: (nullable): the sign-in that @state names; else it was answered */
static SandboxSignIn *
find_sign_in (EmbarkSandbox *self, SandboxRequest *request, const char *state)
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

/* The row that the switch chose for this @place, which is used up by it. */
static const SandboxOauthError *
take_switch (EmbarkSandbox *self, SandboxErrorPlace place)
{
  const SandboxOauthError *row = sandbox_oauth_error (self->oauth_error);

  if (row == NULL || row->place != place)
    return NULL;
  g_clear_pointer (&self->oauth_error, g_free);
  return row;
}

static const char *
authorize_problem (EmbarkSandbox *self, SandboxRequest *request)
{
  g_autofree char *callback = redirect_uri (self);
  const char *scope = sandbox_request_query (request, "scope");
  const char *redirect = sandbox_request_query (request, "redirect_uri");

  if (g_strcmp0 (sandbox_request_query (request, "response_type"), "code") != 0)
    return "response-type";
  if (g_strcmp0 (sandbox_request_query (request, "client_id"), SANDBOX_CLIENT_ID) != 0)
    return "client-id-unknown";
  if (redirect == NULL)
    return "redirect-missing";
  if (!g_str_equal (redirect, callback))
    return "redirect-mismatch";
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
                      "look", "cloud", "emblem", EMBLEM, "state", sign_in->state, "username", username,
                      "banner", banner, "demo-user", demo, NULL);
}

void
sandbox_oauth_authorize (EmbarkSandbox *self, SandboxRequest *request)
{
  SandboxSignIn *sign_in = find_sign_in (self, request, sandbox_request_query (request, "state"));
  const SandboxOauthError *row;

  if (sign_in == NULL)
    return;
  row = sandbox_oauth_error (authorize_problem (self, request));
  if (row == NULL)
    row = take_switch (self, SANDBOX_AT_AUTHORIZE);
  if (row != NULL)
    to_error_page (request, row, sign_in);
  else
    show_login (self, request, sign_in, "", NULL);
}

void
sandbox_oauth_login (EmbarkSandbox *self, SandboxRequest *request)
{
  SandboxSignIn *sign_in = find_sign_in (self, request, sandbox_request_form (request, "state"));
  const char *typed = sandbox_request_form (request, "username");
  const char *password = sandbox_request_form (request, "password");
  g_autofree char *username = g_strstrip (g_strdup (typed != NULL ? typed : ""));
  const SandboxOauthError *row;
  g_autofree char *query = NULL;
  g_autofree char *location = NULL;

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

  row = take_switch (self, SANDBOX_AT_LOGIN);
  if (row == NULL)
    row = sandbox_oauth_error_for_user (username);
  if (row != NULL && (row->place == SANDBOX_AT_LOGIN || row->place == SANDBOX_AT_AUTHORIZE))
    {
      to_error_page (request, row, sign_in);
      return;
    }
  g_free (sign_in->username);
  sign_in->username = g_steal_pointer (&username);
  g_free (sign_in->ticket);
  sign_in->ticket = sandbox_random_hex (16);
  query = soup_form_encode ("source", sign_in->ticket, "state", sign_in->state, NULL);
  location = g_strconcat (CONSENT_PAGE "?", query, NULL);
  sandbox_reply_redirect (request, location);
}

static gboolean
check_ticket (EmbarkSandbox *self, SandboxRequest *request, SandboxSignIn *sign_in, const char *ticket)
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
  SandboxSignIn *sign_in = find_sign_in (self, request, sandbox_request_query (request, "state"));
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *again = NULL;
  g_autofree char *callback = NULL;
  g_autofree char *query = NULL;

  if (sign_in == NULL || !check_ticket (self, request, sign_in, sandbox_request_query (request, "source")))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    g_string_append_printf (list, "<li>%s</li>", scopes[i].words);
  callback = redirect_uri (self);
  query = soup_form_encode ("response_type", "code", "client_id", SANDBOX_CLIENT_ID, "redirect_uri", callback,
                            "scope", SANDBOX_SCOPES, "state", sign_in->state, "code_challenge", "again",
                            "code_challenge_method", "S256", NULL);
  again = g_strconcat ("/services/oauth2/authorize?", query, NULL);
  sandbox_reply_html (self, request, 200, "consent.html", "title", "Allow Access? | Salesforce", "look",
                      "cloud", "emblem", EMBLEM, "scopes", list->str, "username", sign_in->username, "again",
                      again, "ticket", sign_in->ticket, "state", sign_in->state, NULL);
}

static void
to_callback (EmbarkSandbox *self,
             SandboxRequest *request,
             SandboxSignIn *sign_in,
             const SandboxOauthError *row)
{
  g_autofree char *callback = redirect_uri (self);
  g_autofree char *query = NULL;
  g_autofree char *location = NULL;

  if (row != NULL)
    query = soup_form_encode ("error", row->code, "error_description", row->description, "state",
                              sign_in->state, NULL);
  else
    {
      g_free (sign_in->code);
      sign_in->code = sandbox_random_hex (24);
      query = soup_form_encode ("code", sign_in->code, "state", sign_in->state, NULL);
    }
  location = g_strconcat (callback, "?", query, NULL);
  sandbox_reply_redirect (request, location);
}

void
sandbox_oauth_decide (EmbarkSandbox *self, SandboxRequest *request)
{
  SandboxSignIn *sign_in = find_sign_in (self, request, sandbox_request_form (request, "state"));
  const SandboxOauthError *row;

  if (sign_in == NULL || !check_ticket (self, request, sign_in, sandbox_request_form (request, "ticket")))
    return;
  /* A second press finds no ticket. */
  g_clear_pointer (&sign_in->ticket, g_free);
  if (g_strcmp0 (sandbox_request_form (request, "decision"), "allow") != 0)
    {
      to_callback (self, request, sign_in, sandbox_oauth_error ("denied"));
      return;
    }
  row = take_switch (self, SANDBOX_AT_CALLBACK);
  if (row == NULL)
    row = sandbox_oauth_error_for_user (sign_in->username);
  to_callback (self, request, sign_in, row != NULL && row->place == SANDBOX_AT_CALLBACK ? row : NULL);
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
  /* The words are the table's, never the address's: anybody can write an address. */
  sandbox_reply_html (self, request, 200, "oauth-error.html", "title", "Error | Salesforce", "look", "cloud",
                      "emblem", EMBLEM, "code", row != NULL ? row->code : "unknown_error", "description",
                      row != NULL ? row->description : "An unexpected error has occurred", "back", back,
                      NULL);
}

static void
finish (EmbarkSandbox *self,
        SandboxRequest *request,
        SandboxSignIn *sign_in,
        const char *code,
        const char *description)
{
  JsonObject *account =
      sandbox_account (sandbox_environment (self, sign_in->environment), sign_in->account_id);
  gboolean denied = g_strcmp0 (code, "access_denied") == 0;
  const char *text = "Salesforce and " SANDBOX_COMPANY " now work together.";

  if (account == NULL)
    {
      code = "server_error";
      description = "This linked account is gone.";
    }
  else if (code != NULL)
    json_object_set_object_member (account, "last_error",
                                   sandbox_object ("s:code", code, "s:description", description, NULL));
  else
    sandbox_connect (self, account, sign_in->username, NULL, sandbox_now (self));
  sandbox_changed (self);

  if (sign_in->portal != NULL && !sign_in->new_window)
    {
      sandbox_reply_redirect (request, sign_in->portal);
      return;
    }
  if (code != NULL)
    text = denied ? "Nothing was connected." : description;
  sandbox_reply_html (self, request, 200, "callback.html", "title",
                      code != NULL ? "Not connected" : "Connected", "look", "portal", "kind",
                      code != NULL ? "bad" : "ok", "text", text, NULL);
}

void
sandbox_oauth_callback (EmbarkSandbox *self, SandboxRequest *request)
{
  SandboxSignIn *sign_in = find_sign_in (self, request, sandbox_request_query (request, "state"));
  const char *code = sandbox_request_query (request, "code");
  const char *error = sandbox_request_query (request, "error");
  const SandboxOauthError *row;

  if (sign_in == NULL)
    return;
  if (error != NULL)
    {
      row = sandbox_oauth_error_of_code (error, sandbox_request_query (request, "error_description"));
      finish (self, request, sign_in, row != NULL ? row->code : "server_error",
              row != NULL ? row->description : "Salesforce answered with an error that is not known.");
    }
  else if (code == NULL || sign_in->code == NULL || !sandbox_equal_secret (code, sign_in->code))
    {
      sandbox_reply_notice (self, request, 400, "This sign-in is over",
                            "The authorization code is not valid.");
      return;
    }
  else
    {
      row = take_switch (self, SANDBOX_AT_TOKEN);
      if (row == NULL)
        row = sandbox_oauth_error_for_user (sign_in->username);
      if (row != NULL && row->place != SANDBOX_AT_TOKEN)
        row = NULL;
      finish (self, request, sign_in, row != NULL ? row->code : NULL, row != NULL ? row->description : NULL);
    }
  /* Code and state are good for one use, however it ended. */
  g_hash_table_remove (self->sign_ins, sandbox_request_query (request, "state"));
}
