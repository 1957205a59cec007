/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What Salesforce granted, and how it ends: by a row of the table that the sign-in chose, or because the same
 * user granted the same app access a sixth time. In the document:
 *
 *   grants: [ { user, client_id, environment, account, connection, at, rule?, uses_left?, refresh_at? } ]
 *
 * "refresh_at" is when the access token is over and has to be renewed; "uses_left" is how often Salesforce is
 * called before that. */

#include "config.h"

#include <string.h>

#include "embark-sandbox-oauth.h"

#define MAX_GRANTS   5
#define ACCESS_LASTS (2 * 60 * 60 * (gint64) 1000)
#define IDLE_LIMIT   (30 * 24 * 60 * 60 * (gint64) 1000)
#define FOR_EVER     (-1)

/* How soon a row shows, once connected. */
static const struct
{
  const char *id;
  gint64 after;
  int uses;
} rules[] = {
  { "grant-expired", ACCESS_LASTS, 0 },     { "grant-authentication-failure", ACCESS_LASTS, 0 },
  { "grants-exceeded", ACCESS_LASTS, 0 },   { "refresh-fails", ACCESS_LASTS * 2, 1 },
  { "idle-30-days", IDLE_LIMIT, FOR_EVER },
};

static JsonArray *
grants (EmbarkSandbox *self)
{
  return sandbox_ensure_arr (self->state, "grants");
}

static JsonObject *
connection_of (EmbarkSandbox *self, JsonObject *grant)
{
  const char *environment = sandbox_str (grant, "environment");
  JsonObject *account = sandbox_account (
      sandbox_environment (self, environment != NULL ? environment : "test"), sandbox_str (grant, "account"));
  JsonObject *connection = sandbox_connection (account, SANDBOX_SALESFORCE);

  /* A newer sign-in may have taken its place. */
  return g_strcmp0 (sandbox_str (connection, "_id"), sandbox_str (grant, "connection")) == 0 ? connection
                                                                                             : NULL;
}

static void
end_grant (EmbarkSandbox *self, guint index, const char *rule)
{
  JsonObject *grant = sandbox_item (grants (self), index);
  JsonObject *connection = connection_of (self, grant);
  const SandboxOauthError *row = sandbox_oauth_error (rule);

  if (connection != NULL && row != NULL)
    {
      json_object_set_string_member (connection, "status", "expired");
      json_object_set_object_member (
          connection, "problem",
          sandbox_object ("s:id", row->id, "s:code", row->code, "s:description", row->description, NULL));
    }
  json_array_remove_element (grants (self), index);
}

static void
end_oldest (EmbarkSandbox *self, const char *user, const char *client_id)
{
  JsonArray *all = grants (self);
  guint count = 0;
  guint oldest = 0;

  for (guint i = sandbox_length (all); i-- > 0;)
    if (g_strcmp0 (sandbox_str (sandbox_item (all, i), "user"), user) == 0
        && g_strcmp0 (sandbox_str (sandbox_item (all, i), "client_id"), client_id) == 0)
      {
        count++;
        oldest = i;
      }
  if (count > MAX_GRANTS)
    end_grant (self, oldest, "grants-exceeded");
}

void
sandbox_grant_add (EmbarkSandbox *self,
                   const char *environment,
                   JsonObject *account,
                   const char *username,
                   const SandboxOauthError *row,
                   gboolean lasts)
{
  JsonObject *connection = sandbox_connection (account, SANDBOX_SALESFORCE);
  const char *client_id = sandbox_str (sandbox_salesforce_app (self), "client_id");
  g_autofree char *user = g_utf8_strdown (username, -1);
  gint64 now = sandbox_now (self);
  JsonObject *grant;

  grant = sandbox_object ("s:user", user, "s:client_id", client_id, "s:environment", environment, "s:account",
                          sandbox_str (account, "account_id"), "s:connection",
                          sandbox_str (connection, "_id"), "l:at", now, NULL);
  /* Without the scope there is nothing to renew with. */
  if (!lasts)
    {
      json_object_set_string_member (grant, "rule", "grant-expired");
      json_object_set_int_member (grant, "uses_left", FOR_EVER);
      json_object_set_int_member (grant, "refresh_at", now + ACCESS_LASTS);
    }
  for (guint i = 0; row != NULL && i < G_N_ELEMENTS (rules); i++)
    if (g_str_equal (rules[i].id, row->id))
      {
        json_object_set_string_member (grant, "rule", row->id);
        json_object_set_int_member (grant, "uses_left", rules[i].uses);
        json_object_set_int_member (grant, "refresh_at", now + rules[i].after);
      }
  if (row != NULL && row->place == SANDBOX_AT_USE)
    json_object_set_object_member (
        connection, "problem",
        sandbox_object ("s:id", row->id, "s:code", row->code, "s:description", row->description, NULL));
  json_array_add_object_element (grants (self), grant);
  end_oldest (self, user, client_id);
}

void
sandbox_grants_advance (EmbarkSandbox *self)
{
  JsonArray *all = grants (self);
  gint64 now = sandbox_now (self);

  for (guint i = sandbox_length (all); i-- > 0;)
    {
      JsonObject *grant = sandbox_item (all, i);
      gint64 at = sandbox_int (grant, "refresh_at");

      if (at != 0 && now >= at)
        end_grant (self, i, sandbox_str (grant, "rule"));
    }
}

/* Another call to Salesforce by this connection. */
static void
count_use (EmbarkSandbox *self, JsonObject *connection, gint64 time)
{
  JsonArray *all = grants (self);

  for (guint i = 0; i < sandbox_length (all); i++)
    {
      JsonObject *grant = sandbox_item (all, i);
      gint64 left = sandbox_int (grant, "uses_left");

      if (sandbox_str (grant, "rule") == NULL
          || g_strcmp0 (sandbox_str (grant, "connection"), sandbox_str (connection, "_id")) != 0)
        continue;
      if (left == 0)
        {
          end_grant (self, i, sandbox_str (grant, "rule"));
          return;
        }
      if (left > 0)
        json_object_set_int_member (grant, "uses_left", left - 1);
      if (g_str_equal (sandbox_str (grant, "rule"), "idle-30-days"))
        json_object_set_int_member (grant, "refresh_at", time + IDLE_LIMIT);
    }
}

gboolean
sandbox_connection_use (
    EmbarkSandbox *self, JsonObject *account, gint64 time, const char **message, const char **code)
{
  JsonObject *connection = sandbox_connection (account, SANDBOX_SALESFORCE);
  JsonObject *problem;

  *message = "Session expired or invalid";
  *code = "INVALID_SESSION_ID";
  if (connection == NULL)
    return FALSE;
  if (sandbox_is_connected (account, SANDBOX_SALESFORCE))
    count_use (self, connection, time);
  problem = sandbox_obj (connection, "problem");
  if (sandbox_str (problem, "description") != NULL && sandbox_str (problem, "code") != NULL)
    {
      *message = sandbox_str (problem, "description");
      *code = sandbox_str (problem, "code");
      return FALSE;
    }
  return sandbox_is_connected (account, SANDBOX_SALESFORCE);
}
