/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The platform's callback, where a code becomes a connection, and Salesforce's token endpoint for everybody
 * else. What the platform shows when the exchange fails is documented nowhere: here it names the error in the
 * address of its own page, as it came. */

#include "config.h"

#include <string.h>

#include "embark-sandbox-oauth.h"

#define FAILED_PAGE "/api/v1/" SANDBOX_SALESFORCE "/callback/failed"

/* Returns: (transfer full): @page, telling what went wrong at the token endpoint */
static char *
with_error (const char *page, const SandboxOauthError *row)
{
  g_autofree char *query = soup_form_encode ("error", row->code, "error_description", row->description, NULL);

  return g_strconcat (page, "?", query, NULL);
}

static void
show_result (EmbarkSandbox *self, SandboxRequest *request, const char *code, const char *text)
{
  sandbox_reply_html (self, request, 200, "callback.html", "title",
                      code != NULL ? "Not connected" : "Connected", "look", "portal", "kind",
                      code != NULL ? "bad" : "ok", "text", text, NULL);
}

/* @row: (nullable): why not */
static void
finish (EmbarkSandbox *self,
        SandboxRequest *request,
        SandboxSignIn *sign_in,
        JsonObject *account,
        const SandboxOauthError *row)
{
  gboolean in_portal = sign_in->portal != NULL && !sign_in->new_window;
  g_autofree char *page = NULL;

  if (row != NULL)
    json_object_set_object_member (
        account, "last_error", sandbox_object ("s:code", row->code, "s:description", row->description, NULL));
  sandbox_changed (self);

  if (row != NULL && row->place == SANDBOX_AT_TOKEN)
    {
      page = with_error (in_portal ? sign_in->portal : FAILED_PAGE, row);
      sandbox_reply_redirect (request, page);
    }
  else if (in_portal)
    {
      sandbox_reply_redirect (request, sign_in->portal);
    }
  else if (row != NULL)
    {
      show_result (self, request, row->code,
                   g_str_equal (row->id, "denied") ? "Nothing was connected." : row->description);
    }
  else
    {
      show_result (self, request, NULL, "Salesforce and " SANDBOX_COMPANY " now work together.");
    }
}

/* Returns: (nullable): what Salesforce answered instead of tokens */
static const SandboxOauthError *
exchange (EmbarkSandbox *self, SandboxSignIn *sign_in, JsonObject *account)
{
  JsonObject *told = sandbox_application_settings (self, SANDBOX_SALESFORCE);
  const SandboxOauthError *row =
      sandbox_check_client (self, sandbox_str (told, "client_id"), sandbox_str (told, "client_secret"));
  const SandboxOauthError *later;

  if (row == NULL)
    row = sandbox_take_oauth_error (self, SANDBOX_AT_TOKEN);
  if (row == NULL)
    row = sandbox_oauth_error_for_user (sign_in->username);
  if (row != NULL && row->place == SANDBOX_AT_TOKEN)
    return row;

  later = sandbox_take_oauth_error (self, SANDBOX_AT_REFRESH);
  if (later == NULL)
    later = sandbox_take_oauth_error (self, SANDBOX_AT_USE);
  sandbox_connect (self, account, sign_in->username, NULL, sandbox_now (self));
  sandbox_grant_add (self, sign_in->environment, account, sign_in->username, later != NULL ? later : row,
                     sign_in->scope != NULL && strstr (sign_in->scope, "refresh_token") != NULL);
  return NULL;
}

void
sandbox_oauth_callback (EmbarkSandbox *self, SandboxRequest *request)
{
  static const SandboxOauthError unknown = {
    "unknown",           "authorize", "server_error", "Salesforce answered with an error that is not known.",
    SANDBOX_AT_CALLBACK, ""
  };
  SandboxSignIn *sign_in = sandbox_find_sign_in (self, request, sandbox_request_query (request, "state"));
  const char *code = sandbox_request_query (request, "code");
  const char *error = sandbox_request_query (request, "error");
  const SandboxOauthError *row = NULL;
  JsonObject *account;

  if (sign_in == NULL)
    return;
  if (error == NULL && (code == NULL || sign_in->code == NULL || !sandbox_equal_secret (code, sign_in->code)))
    {
      sandbox_reply_notice (self, request, 400, "This sign-in is over",
                            "The authorization code is not valid.");
      return;
    }
  account = sandbox_account (sandbox_environment (self, sign_in->environment), sign_in->account_id);
  if (account == NULL)
    {
      show_result (self, request, "server_error", "This linked account is gone.");
    }
  else
    {
      if (error != NULL)
        row = sandbox_oauth_error_of_code (error, sandbox_request_query (request, "error_description"));
      if (error != NULL && row == NULL)
        row = &unknown;
      if (error == NULL)
        row = exchange (self, sign_in, account);
      finish (self, request, sign_in, account, row);
    }
  /* Code and state are good for one use, however it ended. */
  g_hash_table_remove (self->sign_ins, sandbox_request_query (request, "state"));
}

/* The words are the table's, whatever the address says. */
void
sandbox_oauth_failed (EmbarkSandbox *self, SandboxRequest *request)
{
  const SandboxOauthError *row = sandbox_oauth_error_of_code (
      sandbox_request_query (request, "error"), sandbox_request_query (request, "error_description"));

  show_result (self, request, "server_error",
               row != NULL ? row->description : "Salesforce answered with an error that is not known.");
}

static void
reply_token_error (SandboxRequest *request, const char *code, const char *description)
{
  json_object_set_string_member (request->record, "error", code);
  sandbox_reply_node (
      request, 400,
      sandbox_node_object (sandbox_object ("s:error", code, "s:error_description", description, NULL)));
}

/* Returns: (transfer full) (nullable): what an Authorization header of type Basic says, split */
static char **
basic_pair (SandboxRequest *request)
{
  const char *header = sandbox_request_header (request, "Authorization");
  g_autofree guchar *decoded = NULL;
  g_autofree char *pair = NULL;
  gsize length = 0;

  if (header == NULL || g_ascii_strncasecmp (header, "Basic ", 6) != 0)
    return NULL;
  decoded = g_base64_decode (header + 6, &length);
  pair = g_strndup ((const char *) decoded, length);
  return g_utf8_validate (pair, -1, NULL) && strchr (pair, ':') != NULL ? g_strsplit (pair, ":", 2) : NULL;
}

/* Codes are the platform's alone, so nobody else has one that is good: what this answers says which of the
 * client's two halves is. */
void
sandbox_oauth_token (EmbarkSandbox *self, SandboxRequest *request)
{
  const char *grant = sandbox_request_form (request, "grant_type");
  g_auto (GStrv) pair = basic_pair (request);
  const char *client_id = pair != NULL ? pair[0] : sandbox_request_form (request, "client_id");
  const char *secret = pair != NULL ? pair[1] : sandbox_request_form (request, "client_secret");
  const SandboxOauthError *row;

  if (grant == NULL || (!g_str_equal (grant, "authorization_code") && !g_str_equal (grant, "refresh_token")))
    {
      reply_token_error (request, "unsupported_grant_type", "grant type not supported");
      return;
    }
  json_object_set_string_member (request->record, "grant_type", grant);
  row = sandbox_take_oauth_error (self, SANDBOX_AT_TOKEN);
  if (row == NULL)
    row = sandbox_check_client (self, client_id, secret);
  if (row != NULL)
    reply_token_error (request, row->code, row->description);
  else if (g_str_equal (grant, "refresh_token"))
    reply_token_error (request, "invalid_grant", "expired access/refresh token");
  else
    reply_token_error (request, "invalid_grant", "invalid authorization code");
}
