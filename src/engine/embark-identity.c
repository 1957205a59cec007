/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-identity.h"
#include "embark-json.h"
#include "embark-redact.h"
#include "embark-text.h"

#define MAX_TEXT 300
#define MAX_PART 200

EmbarkIdentity *
embark_identity_copy (const EmbarkIdentity *self)
{
  EmbarkIdentity *copy = g_new0 (EmbarkIdentity, 1);

  copy->text = g_strdup (self->text);
  copy->user = g_strdup (self->user);
  copy->org = g_strdup (self->org);
  copy->host = g_strdup (self->host);
  return copy;
}

void
embark_identity_free (EmbarkIdentity *self)
{
  g_free (self->text);
  g_free (self->user);
  g_free (self->org);
  g_free (self->host);
  g_free (self);
}

/* Returns: whether @text is an id of Salesforce of that kind: 15 characters, or the same with 3 more */
static gboolean
is_id (const char *text, const char *prefix)
{
  const gsize length = strlen (text);

  if ((length != 15 && length != 18) || !g_str_has_prefix (text, prefix))
    return FALSE;
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c))
      return FALSE;
  return TRUE;
}

/* Returns: (transfer full) (nullable): the host that @text names, or an address with it, if it is one org's
 * alone: login.salesforce.com and na139.salesforce.com are those of many */
static char *
normalize_host (const char *text)
{
  g_autoptr (GUri) uri = strstr (text, "://") != NULL ? g_uri_parse (text, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *told = uri != NULL ? g_uri_get_host (uri) : text;
  g_autofree char *host = told != NULL ? g_ascii_strdown (told, -1) : NULL;

  return host != NULL && g_str_has_suffix (host, ".my.salesforce.com") && strpbrk (host, " /@") == NULL
             ? g_steal_pointer (&host)
             : NULL;
}

/* Takes an org in the form that two of the same org share, unless a better one is known. Of an id the first
 * 15 characters are the id, the rest a check. */
static void
take_org (EmbarkIdentity *self, const char *text)
{
  g_autofree char *clean = text != NULL ? embark_text_clean (text, MAX_PART) : NULL;
  g_autofree char *host = clean != NULL ? normalize_host (clean) : NULL;

  if (host != NULL && self->host == NULL)
    self->host = g_strdup (host);
  if (clean == NULL || (self->org != NULL && is_id (self->org, "00D")))
    return;
  if (is_id (clean, "00D"))
    {
      g_free (self->org);
      self->org = g_strndup (clean, 15);
    }
  else if (self->org == NULL && host != NULL)
    self->org = g_steal_pointer (&host);
  else if (self->org == NULL && strstr (clean, "://") == NULL && !g_str_has_suffix (clean, ".salesforce.com"))
    self->org = g_steal_pointer (&clean);
}

static char *
normalize_user (const char *text)
{
  g_autofree char *clean = embark_text_clean (text, MAX_PART);

  if (clean == NULL)
    return NULL;
  if (is_id (clean, "005"))
    return g_strndup (clean, 15);
  /* User names are compared without case. */
  return strchr (clean, '@') != NULL ? g_utf8_strdown (clean, -1) : g_steal_pointer (&clean);
}

/* Salesforce's identity address: https://login.salesforce.com/id/ORG/USER. Returns: whether @text is one */
static gboolean
read_identity_address (EmbarkIdentity *self, const char *text)
{
  g_autoptr (GUri) uri = strstr (text, "://") != NULL ? g_uri_parse (text, G_URI_FLAGS_NONE, NULL) : NULL;
  g_auto (GStrv) parts = uri != NULL ? g_strsplit (g_uri_get_path (uri), "/", 6) : NULL;

  if (parts == NULL || g_strv_length (parts) < 4 || !g_str_equal (parts[1], "id") || !is_id (parts[2], "00D"))
    return FALSE;
  take_org (self, parts[2]);
  if (is_id (parts[3], "005"))
    self->user = normalize_user (parts[3]);
  return TRUE;
}

/* "mara@acme.example (Acme)" */
static void
read_user_and_org (EmbarkIdentity *self, const char *text)
{
  const char *blank = strchr (text, ' ');
  g_autofree char *user = blank != NULL ? g_strndup (text, (gsize) (blank - text)) : NULL;
  g_autofree char *org = NULL;

  if (user == NULL || strchr (user, '@') == NULL || blank[1] != '(' || !g_str_has_suffix (text, ")"))
    return;
  org = g_strndup (blank + 2, strlen (blank) - 3);
  self->user = normalize_user (user);
  take_org (self, org);
}

static void
read_string (EmbarkIdentity *self, const char *text)
{
  if (read_identity_address (self, text))
    return;
  if (is_id (text, "00D") || (strstr (text, "://") != NULL && strstr (text, ".salesforce.com") != NULL)
      || g_str_has_suffix (text, ".my.salesforce.com"))
    take_org (self, text);
  else if (strchr (text, '@') != NULL && strchr (text, ' ') == NULL)
    self->user = normalize_user (text);
  else
    read_user_and_org (self, text);
}

static const char *
first_of (JsonObject *object, const char *const *names)
{
  for (; *names != NULL; names++)
    {
      const char *text = embark_json_get_id (object, *names);

      if (text != NULL)
        return text;
    }
  return NULL;
}

static void
read_object (EmbarkIdentity *self, JsonObject *object)
{
  static const char *const addresses[] = { "id", "identity_url", "identityUrl", NULL };
  static const char *const ids[] = { "org_id", "organization_id", "organizationId", "orgId", "org", NULL };
  static const char *const hosts[] = { "instance_url", "instanceUrl", "my_domain", NULL };
  static const char *const names[] = { "organization", "org_name", "organization_name", "company", NULL };
  static const char *const users[] = { "username", "user_name", "preferred_username",
                                       "email",    "user_id",   "userId",
                                       "user",     "name",      NULL };
  const char *address = first_of (object, addresses);
  const char *user = first_of (object, users);

  if (address != NULL)
    read_identity_address (self, address);
  take_org (self, first_of (object, ids));
  take_org (self, first_of (object, hosts));
  take_org (self, first_of (object, names));
  /* A name of a user says more than an id, and is what the string form would have been. */
  if (user != NULL)
    {
      g_free (self->user);
      self->user = normalize_user (user);
    }
}

EmbarkIdentity *
embark_identity_new (JsonNode *identifier)
{
  g_autoptr (EmbarkIdentity) self = g_new0 (EmbarkIdentity, 1);
  g_autofree char *whole = embark_json_stringify_identifier (identifier);
  g_autofree char *redacted = NULL;

  if (whole == NULL)
    return NULL;
  /* Whatever a platform takes for an identifier, a token among it is not shown. */
  redacted = embark_redact_text (whole);
  self->text = embark_text_clean (redacted, MAX_TEXT);
  if (self->text == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (identifier))
    read_object (self, json_node_get_object (identifier));
  else if (JSON_NODE_HOLDS_VALUE (identifier) && json_node_get_value_type (identifier) == G_TYPE_STRING)
    read_string (self, json_node_get_string (identifier));
  return g_steal_pointer (&self);
}

EmbarkIdentity *
embark_identity_new_for_application (EmbarkApplication *application)
{
  JsonObject *object;
  JsonArray *connections;
  JsonNode *newest = NULL;
  gint64 newest_at = 0;
  gboolean newest_expired = TRUE;

  g_return_val_if_fail (application == NULL || EMBARK_IS_APPLICATION (application), NULL);

  if (application == NULL || !embark_application_get_connected (application))
    return NULL;
  object = embark_json_node_object (embark_application_get_json (application));
  connections = embark_json_get_array (object, "connected_accounts");
  for (guint i = 0; connections != NULL && i < json_array_get_length (connections); i++)
    {
      JsonObject *connection = embark_json_node_object (json_array_get_element (connections, i));
      const gint64 at = embark_json_get_time (connection, "connectedAt");
      const gboolean expired =
          g_ascii_strcasecmp (embark_json_get_string (connection, "status", ""), "expired") == 0;

      /* One that works counts more than one that is used up, and then the newer one. */
      if (connection == NULL || (newest != NULL && expired > newest_expired)
          || (newest != NULL && expired == newest_expired && at <= newest_at))
        continue;
      newest_expired = expired;
      newest = embark_json_get_node (connection, "identifier");
      newest_at = at;
    }
  return embark_identity_new (newest);
}

/* Returns: (nullable): the org's id */
static const char *
id_of (const EmbarkIdentity *self)
{
  return self->org != NULL && is_id (self->org, "00D") ? self->org : NULL;
}

static gboolean
is_same_user (const EmbarkIdentity *a, const EmbarkIdentity *b)
{
  /* A first name proves nothing; a user name of Salesforce is an address. */
  return a->user != NULL && strchr (a->user, '@') != NULL && g_strcmp0 (a->user, b->user) == 0;
}

static EmbarkSameOrg
same_if (gboolean same)
{
  return same ? EMBARK_SAME_ORG_YES : EMBARK_SAME_ORG_NO;
}

EmbarkSameOrg
embark_identity_compare_org (const EmbarkIdentity *a, const EmbarkIdentity *b)
{
  if (a == NULL || b == NULL)
    return EMBARK_SAME_ORG_NO;
  if (id_of (a) != NULL && id_of (b) != NULL)
    return same_if (g_str_equal (a->org, b->org));
  if (a->host != NULL && b->host != NULL)
    return same_if (g_str_equal (a->host, b->host));
  if (a->org == NULL || b->org == NULL)
    return same_if (is_same_user (a, b));
  /* An id, a host and a name say nothing of each other. */
  if (id_of (a) != NULL || id_of (b) != NULL || a->host != NULL || b->host != NULL)
    return is_same_user (a, b) ? EMBARK_SAME_ORG_MAYBE : EMBARK_SAME_ORG_NO;
  if (!g_str_equal (a->org, b->org))
    return EMBARK_SAME_ORG_NO;
  return is_same_user (a, b) ? EMBARK_SAME_ORG_YES : EMBARK_SAME_ORG_MAYBE;
}
