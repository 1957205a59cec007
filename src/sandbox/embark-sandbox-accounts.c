/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Linked accounts (contract section 7). */

#include "config.h"

#include <string.h>

#include "embark-sandbox-crowd.h"
#include "embark-sandbox-private.h"

static JsonObject *
integration (EmbarkSandbox *self, const char *slug, JsonObject *connection)
{
  JsonObject *app = sandbox_find (sandbox_arr (self->catalogue, "applications"), "slug", slug);
  gboolean expired = g_strcmp0 (sandbox_str (connection, "status"), "expired") == 0;

  return sandbox_object (
      "s:_id", sandbox_str (connection, "_id"), "s:type", slug, "s:name", sandbox_str (app, "name"), "s:icon",
      "", "n:app_id", NULL, "n:identifier", sandbox_deep_copy (sandbox_node (connection, "identifier")),
      "b:reauth_required", expired, "b:refresh_token_expired", expired, "s:createdAt",
      sandbox_str (connection, "connectedAt"), "s:updatedAt", sandbox_str (connection, "connectedAt"), NULL);
}

/* What the platform says of an account; the document keeps more. */
static JsonObject *
account_record (EmbarkSandbox *self, JsonObject *account)
{
  JsonObject *connections = sandbox_obj (account, "connections");
  JsonArray *integrations = json_array_new ();
  g_autoptr (GList) slugs = connections != NULL ? json_object_get_members (connections) : NULL;

  for (GList *l = slugs; l != NULL; l = l->next)
    if (sandbox_obj (connections, l->data) != NULL)
      json_array_add_object_element (integrations,
                                     integration (self, l->data, sandbox_obj (connections, l->data)));
  return sandbox_object ("s:_id", sandbox_str (account, "_id"), "s:associated_org", SANDBOX_ORGANISATION,
                         "s:account_id", sandbox_str (account, "account_id"), "s:name",
                         sandbox_str (account, "name"), "s:environment", sandbox_str (account, "environment"),
                         "n:udf", sandbox_deep_copy (sandbox_node (account, "udf")), "a:integrations",
                         integrations, "s:createdAt", sandbox_str (account, "createdAt"), "s:updatedAt",
                         sandbox_str (account, "updatedAt"), "i:__v", 0, NULL);
}

static gboolean
contains (const char *text, const char *folded_needle)
{
  g_autofree char *folded = NULL;

  if (text == NULL)
    return FALSE;
  /* Most lists are of everybody. */
  if (*folded_needle == '\0')
    return TRUE;
  folded = g_utf8_casefold (text, -1);
  return strstr (folded, folded_needle) != NULL;
}

static void
list_one (EmbarkSandbox *self, JsonObject *account, gpointer data)
{
  json_array_add_object_element (data, account_record (self, account));
}

/* By a field that the company defined: has it, and has it with the value that is asked for. */
static gboolean
has_udf (SandboxRequest *request, JsonObject *account)
{
  const char *name = sandbox_request_query (request, "env_variable_name");
  const char *wanted = sandbox_request_query (request, "env_variable_value");
  JsonObject *udf = sandbox_find (sandbox_arr (account, "udf"), "key_name", name);
  JsonNode *value = sandbox_node (udf, "key_value");
  g_autofree char *text = NULL;

  if (name == NULL)
    return TRUE;
  if (udf == NULL || value == NULL)
    return FALSE;
  text = sandbox_str (udf, "key_value") != NULL ? g_strdup (sandbox_str (udf, "key_value"))
                                                : sandbox_json_print (value, FALSE);
  return wanted == NULL || g_str_equal (text, wanted);
}

void
sandbox_account_list (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonArray *accounts = sandbox_arr (request->env, "accounts");
  const char *search = sandbox_request_query (request, "search");
  g_autofree char *needle = g_utf8_casefold (search != NULL ? search : "", -1);
  JsonArray *docs = json_array_new ();
  gsize first, limit, room;
  guint total = 0;
  /* None of the crowd has one, unless it was given one since. */
  gboolean by_udf = sandbox_request_query (request, "env_variable_name") != NULL;

  sandbox_request_page (request, &first, &limit);
  for (guint i = 0; i < sandbox_length (accounts); i++)
    {
      JsonObject *account = sandbox_item (accounts, i);

      if ((sandbox_crowd_has (account) && !by_udf) || !has_udf (request, account)
          || !(contains (sandbox_str (account, "name"), needle)
               || contains (sandbox_str (account, "account_id"), needle)))
        continue;
      if (total >= first && total < first + limit)
        list_one (self, account, docs);
      total++;
    }
  room = limit - json_array_get_length (docs);
  if (!by_udf)
    total += sandbox_crowd_list (self, request->env, needle, first > total ? first - total : 0, room,
                                 list_one, docs);
  sandbox_reply_slice (request, docs, total, NULL);
}

static void
apply_udf (EmbarkSandbox *self, JsonObject *account, JsonObject *udf, const char *at)
{
  JsonArray *list = json_array_new ();
  g_autoptr (GList) names = json_object_get_members (udf);

  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *id = sandbox_new_id (self);

      json_array_add_object_element (list,
                                     sandbox_object ("s:key_name", l->data, "n:key_value",
                                                     sandbox_deep_copy (sandbox_node (udf, l->data)), "s:_id",
                                                     id, "s:createdAt", at, "s:updatedAt", at, NULL));
    }
  json_object_set_array_member (account, "udf", list);
}

static void
apply_body (EmbarkSandbox *self, JsonObject *account, JsonObject *body)
{
  g_autofree char *at = sandbox_iso (sandbox_now (self));

  if (sandbox_str (body, "name") != NULL)
    json_object_set_string_member (account, "name", sandbox_str (body, "name"));
  if (sandbox_obj (body, "udf") != NULL)
    apply_udf (self, account, sandbox_obj (body, "udf"), at);
  json_object_set_string_member (account, "updatedAt", at);
}

static JsonObject *
add_account (EmbarkSandbox *self, SandboxRequest *request, const char *account_id)
{
  g_autofree char *id = sandbox_new_id (self);
  g_autofree char *at = sandbox_iso (sandbox_now (self));
  JsonObject *account;

  account = sandbox_object ("s:_id", id, "s:account_id", account_id, "s:name", account_id, "s:environment",
                            request->environment, "a:udf", json_array_new (), "s:createdAt", at,
                            "s:updatedAt", at, NULL);
  sandbox_add_account (request->env, account);
  return account;
}

static const char *
body_account_id (JsonObject *body)
{
  const char *id = sandbox_str (body, "account_id");

  if (id == NULL)
    id = sandbox_str (body, "linked_account_id");
  return id != NULL && *id != '\0' ? id : NULL;
}

static gboolean
check_your_app (SandboxRequest *request, JsonObject *body)
{
  if (!json_object_has_member (body, "your_app")
      || sandbox_obj (sandbox_obj (body, "your_app"), "auth_credentials") != NULL)
    return TRUE;
  sandbox_reply_error (request, 500, "SERVER_ERROR",
                       "Valid App ID and Auth credentials required in your_app");
  return FALSE;
}

void
sandbox_account_create (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *body = sandbox_request_object (request);
  const char *id = body_account_id (body);
  JsonObject *account;
  JsonObject *record;

  if (id == NULL)
    {
      sandbox_reply_error (request, 400, "INVALID_LINKED_ACCOUNT_ID", "linked_account_id required");
      return;
    }
  if (!check_your_app (request, body))
    return;
  if (sandbox_find_account (self, request->env, id) != NULL)
    {
      sandbox_reply_error (request, 400, "INVALID_LINKED_ACCOUNT_ID",
                           "Linked account with id %s already exists in the %s environment", id,
                           request->environment);
      return;
    }
  account = add_account (self, request, id);
  apply_body (self, account, body);
  if ((self->odd & SANDBOX_ODD_ACCOUNT_CREATED) != 0)
    {
      sandbox_reply_object (request, sandbox_object ("b:success", TRUE, NULL));
      return;
    }
  record = account_record (self, account);
  if (self->style_v2)
    json_object_set_null_member (record, "integrations");
  else
    json_object_remove_member (record, "integrations");
  sandbox_reply_object (request, record);
}

void
sandbox_account_upsert (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *body = sandbox_request_object (request);
  JsonObject *account = request->account;
  gboolean is_new = FALSE;
  JsonObject *record;

  if (sandbox_obj (body, "payload") != NULL)
    body = sandbox_obj (body, "payload");
  if (account == NULL && body_account_id (body) == NULL)
    {
      sandbox_reply_error (request, 400, "INVALID_LINKED_ACCOUNT_ID", "linked_account_id required");
      return;
    }
  if (body != NULL && !check_your_app (request, body))
    return;
  /* A token changes its own account only, whatever the body says. */
  if (account == NULL)
    account = sandbox_find_account (self, request->env, body_account_id (body));
  if (account == NULL)
    {
      account = add_account (self, request, body_account_id (body));
      is_new = TRUE;
    }
  if (body != NULL)
    apply_body (self, account, body);
  g_free (request->account_id);
  request->account_id = g_strdup (sandbox_str (account, "account_id"));
  record = account_record (self, account);
  if (!self->style_v2)
    json_object_set_boolean_member (record, "new_account", is_new);
  sandbox_reply_object (request, record);
}

static JsonObject *
named_account (EmbarkSandbox *self, SandboxRequest *request)
{
  const char *id = sandbox_request_parameter (request, "id");
  JsonObject *account = sandbox_find_account (self, request->env, id);

  g_free (request->account_id);
  request->account_id = g_strdup (id);
  if (account == NULL)
    sandbox_reply_error (request, 404, "INVALID_LINKED_ACCOUNT_ID",
                         "No linked account found for account id : %s in environment %s", id,
                         request->environment);
  return account;
}

void
sandbox_account_get (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *account = named_account (self, request);

  if (account != NULL)
    sandbox_reply_object (request, account_record (self, account));
}

void
sandbox_account_delete (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *account = named_account (self, request);
  g_autofree char *slot = NULL;

  if (account == NULL)
    return;
  slot = g_strconcat (request->environment, "/", request->account_id, NULL);
  g_hash_table_remove (self->tokens, slot);
  sandbox_remove_account (self, request->env, request->account_id);
  sandbox_reply_object (request, sandbox_object ("s:message", "User deleted successfully", NULL));
}

void
sandbox_account_active (EmbarkSandbox *self, SandboxRequest *request)
{
  sandbox_reply_object (request, account_record (self, request->account));
}

void
sandbox_integration_delete (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *connections = sandbox_obj (request->account, "connections");
  const char *slug = sandbox_request_parameter (request, "slug");
  g_autofree char *at = sandbox_iso (sandbox_now (self));

  if (connections != NULL && json_object_has_member (connections, slug))
    {
      json_object_remove_member (connections, slug);
      json_object_set_string_member (request->account, "updatedAt", at);
    }
  sandbox_reply_object (request, account_record (self, request->account));
}
