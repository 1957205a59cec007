/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who is calling: keys, session tokens, and the linked account that a call is for. */

#include "config.h"

#include <string.h>

#include "embark-sandbox-crowd.h"
#include "embark-sandbox-private.h"

const char *
sandbox_check_key (EmbarkSandbox *self, const char *key)
{
  if (key == NULL || strlen (key) < 3 || strlen (self->api_key) < 3)
    return NULL;
  /* The prefix alone chooses the data set; the rest is the secret. */
  if (!sandbox_equal_secret (key + 2, self->api_key + 2))
    return NULL;
  if (g_str_has_prefix (key, "tk"))
    return "test";
  if (g_str_has_prefix (key, "pk"))
    return "production";
  return NULL;
}

JsonObject *
sandbox_check_token (EmbarkSandbox *self, const char *token)
{
  g_autoptr (JsonObject) claims = sandbox_jwt_verify (token, self->secret, sandbox_now (self) / 1000);

  if (claims == NULL || sandbox_str (claims, "jti") == NULL
      || g_hash_table_contains (self->revoked, sandbox_str (claims, "jti")))
    return NULL;
  return g_steal_pointer (&claims);
}

char *
sandbox_mint_token (EmbarkSandbox *self, const char *environment, const char *account_id, gboolean force)
{
  g_autofree char *slot = g_strconcat (environment, "/", account_id, NULL);
  g_autofree char *id = NULL;
  g_autoptr (JsonObject) claims = NULL;
  const char *kept = g_hash_table_lookup (self->tokens, slot);
  gint64 now = sandbox_now (self) / 1000;
  char *token;

  if (kept != NULL && !force)
    {
      g_autoptr (JsonObject) good = sandbox_check_token (self, kept);

      if (good != NULL)
        return g_strdup (kept);
    }

  id = sandbox_random_hex (12);
  claims = sandbox_object ("s:org_id", SANDBOX_ORGANISATION, "s:linked_account_id", account_id,
                           "s:environment", environment, "s:jti", id, "l:iat", now, "l:exp",
                           now + (gint64) self->token_lifetime, NULL);
  token = sandbox_jwt_sign (claims, self->secret);
  g_hash_table_replace (self->tokens, g_steal_pointer (&slot), g_strdup (token));
  return token;
}

static gboolean
use_token (EmbarkSandbox *self, SandboxRequest *request, const char *token)
{
  request->claims = sandbox_check_token (self, token);
  if (request->claims == NULL)
    {
      sandbox_reply_error (request, 401, "INVALID_TOKEN", "Invalid token");
      return FALSE;
    }
  request->auth = "bearer";
  request->token = g_strdup (token);
  request->environment =
      g_strcmp0 (sandbox_str (request->claims, "environment"), "production") == 0 ? "production" : "test";
  request->env = sandbox_environment (self, request->environment);
  request->account_id = g_strdup (sandbox_str (request->claims, "linked_account_id"));
  request->account = sandbox_find_account (self, request->env, request->account_id);
  if (request->account == NULL)
    {
      /* Deleted since: a token does not bring it back. */
      sandbox_reply_error (request, 401, "INVALID_TOKEN", "Invalid token");
      return FALSE;
    }
  return TRUE;
}

static gboolean
use_key (EmbarkSandbox *self, SandboxRequest *request, const char *key)
{
  guint flags = request->route->flags;
  const char *id;

  request->environment = sandbox_check_key (self, key);
  if (request->environment == NULL)
    {
      sandbox_reply_error (request, 401, "SERVER_ERROR", "Invalid Credentials");
      return FALSE;
    }
  request->auth = "key";
  request->env = sandbox_environment (self, request->environment);

  id = sandbox_request_header (request, "linked_account_id");
  if (id == NULL && (flags & SANDBOX_QUERY) != 0)
    id = sandbox_request_query (request, "linked_account_id");
  request->account_id = g_strdup (id);
  if ((flags & (SANDBOX_ACCOUNT | SANDBOX_ACCOUNT_MAYBE)) == 0)
    return TRUE;
  if (id == NULL && (flags & SANDBOX_ACCOUNT) == 0)
    return TRUE;
  if (id == NULL)
    {
      sandbox_reply_error (request, 400, "INVALID_LINKED_ACCOUNT_ID", "linked_account_id is required");
      return FALSE;
    }
  request->account = sandbox_find_account (self, request->env, id);
  if (request->account == NULL)
    {
      sandbox_reply_error (request, 400, "INVALID_LINKED_ACCOUNT_ID",
                           "No linked account found for account id : %s in environment %s", id,
                           request->environment);
      return FALSE;
    }
  return TRUE;
}

gboolean
sandbox_authenticate (EmbarkSandbox *self, SandboxRequest *request)
{
  guint flags = request->route->flags;
  const char *authorization = sandbox_request_header (request, "Authorization");
  const char *key = sandbox_request_header (request, "x-api-key");

  if ((flags & (SANDBOX_KEY | SANDBOX_BEARER)) == 0)
    return TRUE;

  /* A bearer token carries the account, so it goes before a key that may lack one. */
  if ((flags & SANDBOX_BEARER) != 0 && authorization != NULL)
    {
      if (g_ascii_strncasecmp (authorization, "Bearer ", 7) != 0)
        {
          sandbox_reply_error (request, 401, "INVALID_TOKEN", "Authorization Token Missing");
          return FALSE;
        }
      return use_token (self, request, authorization + 7);
    }
  if ((flags & SANDBOX_KEY) != 0)
    return use_key (self, request, key);

  sandbox_reply_error (request, 401, "INVALID_TOKEN", "Authorization Token Missing");
  return FALSE;
}
