/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finding and making things in the document. Its shape:
 *
 *   { version, seed, counter,
 *     environments: { test | production: {
 *       accounts: [ { _id, account_id, name, udf, createdAt, updatedAt,
 *                     connections: { SLUG: { identifier, org, connectedAt, status } },
 *                     configs: { SLUG: [ { _id, config_id, fields, labels, workflows: { ID: { enabled, fields
 * } } } ] }, last_error: { code, description } } ], events: [ … ], runs: [ … ] } }, orgs: [ { token, id,
 * name, domain, contacts: [ … ], opportunities: [ … ] } ] }
 */

#include "config.h"

#include <string.h>

#include "embark-sandbox-private.h"

gint64
sandbox_now (EmbarkSandbox *self)
{
  return embark_clock_get_real_time (self->clock) / 1000 + self->ahead;
}

char *
sandbox_iso (gint64 milliseconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (milliseconds / 1000);
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S") : NULL;

  return g_strdup_printf ("%s.%03dZ", text != NULL ? text : "1970-01-01T00:00:00",
                          (int) (milliseconds % 1000));
}

gboolean
sandbox_parse_time (const char *text, gint64 *milliseconds)
{
  g_autofree char *whole = NULL;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = NULL;

  /* A bare day is its first moment. */
  whole = strlen (text) == 10 ? g_strconcat (text, "T00:00:00Z", NULL) : g_strdup (text);
  time = g_date_time_new_from_iso8601 (whole, utc);
  if (time == NULL)
    return FALSE;
  *milliseconds = g_date_time_to_unix (time) * 1000 + g_date_time_get_microsecond (time) / 1000;
  return TRUE;
}

/* Numbers that look random and depend on the seed and the count of what was made before, both kept in the
 * snapshot. */
static char *
next_digest (EmbarkSandbox *self)
{
  gint64 counter = sandbox_int (self->state, "counter") + 1;
  g_autofree char *text =
      g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, sandbox_int (self->state, "seed"), counter);

  json_object_set_int_member (self->state, "counter", counter);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

char *
sandbox_new_id (EmbarkSandbox *self)
{
  char *id = next_digest (self);

  id[24] = '\0';
  return id;
}

char *
sandbox_new_record_id (EmbarkSandbox *self, const char *prefix)
{
  static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  g_autofree char *digest = next_digest (self);
  GString *id = g_string_new (prefix);

  g_string_append (id, "5g00000");
  for (guint i = 0; id->len < 15; i += 2)
    g_string_append_c (
        id, digits[(g_ascii_xdigit_value (digest[i]) * 16 + g_ascii_xdigit_value (digest[i + 1])) % 62]);
  g_string_append (id, "AAA");
  return g_string_free (id, FALSE);
}

guint
sandbox_random (EmbarkSandbox *self, guint limit)
{
  g_autofree char *digest = next_digest (self);

  digest[8] = '\0';
  return (guint) (g_ascii_strtoull (digest, NULL, 16) % limit);
}

JsonObject *
sandbox_environment (EmbarkSandbox *self, const char *name)
{
  JsonObject *env = sandbox_ensure_obj (sandbox_ensure_obj (self->state, "environments"), name);

  sandbox_ensure_arr (env, "accounts");
  sandbox_ensure_arr (env, "events");
  sandbox_ensure_arr (env, "runs");
  return env;
}

/* An index, since an import asks for each of thousands. It is no part of a snapshot. */
static JsonObject *
accounts_by_id (JsonObject *env)
{
  JsonArray *accounts = sandbox_arr (env, "accounts");
  JsonObject *index = sandbox_obj (env, "by_id");

  if (index != NULL)
    return index;
  index = sandbox_ensure_obj (env, "by_id");
  for (guint i = 0; i < sandbox_length (accounts); i++)
    if (sandbox_str (sandbox_item (accounts, i), "account_id") != NULL)
      json_object_set_object_member (index, sandbox_str (sandbox_item (accounts, i), "account_id"),
                                     json_object_ref (sandbox_item (accounts, i)));
  return index;
}

JsonObject *
sandbox_account (JsonObject *env, const char *account_id)
{
  return account_id != NULL ? sandbox_obj (accounts_by_id (env), account_id) : NULL;
}

void
sandbox_add_account (JsonObject *env, JsonObject *account)
{
  json_object_set_object_member (accounts_by_id (env), sandbox_str (account, "account_id"),
                                 json_object_ref (account));
  json_array_add_object_element (sandbox_arr (env, "accounts"), account);
}

JsonObject *
sandbox_connection (JsonObject *account, const char *slug)
{
  return sandbox_obj (sandbox_obj (account, "connections"), slug);
}

gboolean
sandbox_is_connected (JsonObject *account, const char *slug)
{
  return g_strcmp0 (sandbox_str (sandbox_connection (account, slug), "status"), "active") == 0;
}

JsonObject *
sandbox_config (JsonObject *account, const char *slug, const char *config_id)
{
  return sandbox_find (sandbox_arr (sandbox_obj (account, "configs"), slug), "config_id", config_id);
}

JsonObject *
sandbox_ensure_config (EmbarkSandbox *self, JsonObject *account, const char *slug, const char *config_id)
{
  JsonObject *config = sandbox_config (account, slug, config_id);
  g_autofree char *id = NULL;

  if (config != NULL)
    return config;

  id = sandbox_new_id (self);
  config = sandbox_object ("s:_id", id, "s:config_id", config_id, "s:slug", slug, "o:fields",
                           json_object_new (), "o:workflows", json_object_new (), NULL);
  json_array_add_object_element (sandbox_ensure_arr (sandbox_ensure_obj (account, "configs"), slug), config);
  return config;
}

JsonArray *
sandbox_workflows (EmbarkSandbox *self)
{
  return sandbox_arr (self->catalogue, "workflows");
}

JsonObject *
sandbox_workflow (EmbarkSandbox *self, const char *id)
{
  JsonObject *workflow = sandbox_find (sandbox_workflows (self), "id", id);

  /* The shared ones, then those of one account, which have a draft before they have an id. */
  if (workflow == NULL)
    workflow = sandbox_find (sandbox_workflows (self), "alias", id);
  if (workflow == NULL)
    workflow = sandbox_find (sandbox_arr (self->state, "workflows"), "id", id);
  if (workflow == NULL)
    workflow = sandbox_find (sandbox_arr (self->state, "workflows"), "draft", id);
  return workflow != NULL ? workflow : sandbox_find (sandbox_arr (self->state, "workflows"), "alias", id);
}

JsonNode *
sandbox_field_value (JsonObject *values, JsonObject *field)
{
  JsonNode *value = sandbox_node (values, sandbox_str (field, "id"));

  return value != NULL ? value : sandbox_node (field, "defaultValue");
}

JsonObject *
sandbox_org (EmbarkSandbox *self, const char *token)
{
  return sandbox_find (sandbox_arr (self->state, "orgs"), "token", token);
}

static char *
org_name_of_domain (const char *domain)
{
  g_auto (GStrv) parts = g_strsplit (domain, ".", 2);
  char *name;
  gboolean start = TRUE;

  if (parts[0] == NULL || !g_ascii_isalnum (parts[0][0]))
    return g_strdup ("Salesforce Org");
  name = g_strdelimit (g_strdup (parts[0]), "-_", ' ');
  for (char *p = name; *p != '\0'; p++)
    {
      if (start)
        *p = g_ascii_toupper (*p);
      start = *p == ' ';
    }
  return name;
}

/* The domain of the user's address is the org: two accounts that sign in with users of one company end in the
 * same org, as they would at Salesforce. */
JsonObject *
sandbox_ensure_org (EmbarkSandbox *self, const char *username, const char *name)
{
  const char *at = strrchr (username, '@');
  g_autofree char *domain = g_utf8_strdown (at != NULL ? at + 1 : username, -1);
  JsonObject *org = sandbox_find (sandbox_arr (self->state, "orgs"), "domain", domain);
  g_autofree char *own_name = NULL;
  g_autofree char *token = NULL;
  g_autofree char *id = NULL;

  if (org != NULL)
    return org;

  /* From the kernel, not from the seed: the token is what keeps the record pages from being guessed. */
  token = sandbox_random_hex (12);
  id = sandbox_new_record_id (self, "00D");
  own_name = name != NULL ? g_strdup (name) : org_name_of_domain (domain);
  org = sandbox_object ("s:token", token, "s:id", id, "s:name", own_name, "s:domain", domain, "a:contacts",
                        json_array_new (), "a:opportunities", json_array_new (), NULL);
  json_array_add_object_element (sandbox_ensure_arr (self->state, "orgs"), org);
  sandbox_seed_org (self, org, sandbox_now (self));
  return org;
}

void
sandbox_connect (
    EmbarkSandbox *self, JsonObject *account, const char *username, const char *org_name, gint64 time)
{
  JsonObject *org = sandbox_ensure_org (self, username, org_name);
  g_autofree char *id = sandbox_new_id (self);
  g_autofree char *at = sandbox_iso (time);
  JsonObject *identifier;

  identifier = sandbox_object ("s:email", username, "s:org_name", sandbox_str (org, "name"),
                               "s:organization_id", sandbox_str (org, "id"), NULL);
  json_object_set_object_member (sandbox_ensure_obj (account, "connections"), SANDBOX_SALESFORCE,
                                 sandbox_object ("s:_id", id, "o:identifier", identifier, "s:org",
                                                 sandbox_str (org, "token"), "s:connectedAt", at, "s:status",
                                                 "active", NULL));
  json_object_remove_member (account, "last_error");
  json_object_set_string_member (account, "updatedAt", at);
}
