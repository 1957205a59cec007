/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Session tokens and the connect page's address (contract sections 6 and 8). */

#include "config.h"

#include "embark-sandbox-crowd.h"
#include "embark-sandbox-oauth.h"

/* How much longer the refresh token would live, if there were a way to use it (contract 3.5). */
#define REFRESH_LIFETIME 2586947

void
sandbox_token_mint (EmbarkSandbox *self, SandboxRequest *request)
{
  const char *id = sandbox_str (sandbox_request_object (request), "linked_account_id");
  gboolean force = g_strcmp0 (sandbox_request_query (request, "force_refresh"), "true") == 0;
  g_autofree char *token = NULL;
  g_autofree char *refresh = NULL;
  g_autoptr (JsonObject) claims = NULL;

  if (id == NULL || *id == '\0')
    {
      sandbox_reply_error (request, 400, "SERVER_ERROR", "linked_account_id is required");
      return;
    }
  g_free (request->account_id);
  request->account_id = g_strdup (id);
  if (sandbox_find_account (self, request->env, id) == NULL)
    {
      sandbox_reply_error (request, 400, "INVALID_LINKED_ACCOUNT_ID",
                           "No linked account found for account id : %s in environment %s", id,
                           request->environment);
      return;
    }

  token = sandbox_mint_token (self, request->environment, id, force);
  claims = sandbox_check_token (self, token);
  if (self->style_v2)
    {
      sandbox_reply_object (request, sandbox_object ("s:token", token, NULL));
      return;
    }
  refresh = sandbox_random_hex (32);
  sandbox_reply_object (request, sandbox_object ("s:token", token, "s:refresh_token", refresh, "l:expires_in",
                                                 sandbox_int (claims, "exp") - sandbox_now (self) / 1000,
                                                 "i:refresh_expires_in", REFRESH_LIFETIME, NULL));
}

void
sandbox_token_revoke (EmbarkSandbox *self, SandboxRequest *request)
{
  g_hash_table_add (self->revoked, g_strdup (sandbox_str (request->claims, "jti")));
  sandbox_reply_object (request, sandbox_object ("b:success", TRUE, "i:revoked_count", 1, NULL));
}

void
sandbox_connect_url (EmbarkSandbox *self, SandboxRequest *request)
{
  const char *config_id = sandbox_request_query (request, "config_id");
  const char *named = sandbox_request_query (request, "linked_account_id");
  g_autofree char *token = g_strdup (request->token);
  g_autofree char *escaped = NULL;
  g_autofree char *origin = NULL;
  g_autofree char *url = NULL;
  g_autoptr (JsonObject) claims = NULL;

  if (request->claims != NULL && named != NULL && g_strcmp0 (named, request->account_id) != 0)
    {
      sandbox_reply_error (request, 400, "INVALID_LINKED_ACCOUNT_ID",
                           "The token is for another linked account than linked_account_id");
      return;
    }

  /* The token is the portal's key, so a call by API key mints one. */
  if (token == NULL)
    token = sandbox_mint_token (self, request->environment, request->account_id, FALSE);
  claims = sandbox_check_token (self, token);
  g_hash_table_replace (self->properties, g_strdup (sandbox_str (claims, "jti")),
                        request->body != NULL ? sandbox_deep_copy (request->body)
                                              : sandbox_node_object (json_object_new ()));
  if (config_id != NULL)
    {
      sandbox_ensure_config (self, request->account, SANDBOX_SALESFORCE, config_id);
      escaped = g_uri_escape_string (config_id, NULL, FALSE);
    }
  origin = sandbox_portal_origin (self);
  url = g_strconcat (origin, "/connect/", token, escaped != NULL ? "?config_id=" : "",
                     escaped != NULL ? escaped : "", NULL);
  sandbox_reply_object (request, sandbox_object ("s:hosted_url", url, NULL));
}

void
sandbox_hosted_properties (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonNode *kept = g_hash_table_lookup (self->properties, sandbox_str (request->claims, "jti"));

  sandbox_reply_node (request, 200,
                      kept != NULL ? sandbox_deep_copy (kept) : sandbox_node_object (json_object_new ()));
}
