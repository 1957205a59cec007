/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-application.h"

#include "embark-json.h"
#include "embark-record-private.h"
#include "embark-text.h"

#define MAX_IDENTIFIER 300

struct _EmbarkApplication
{
  GObject parent_instance;

  JsonNode *json;   /* (owned) */
  char *slug;       /* (owned) */
  char *name;       /* (owned) */
  char *identifier; /* (owned) (nullable) */
  gint64 connected_at;
  gboolean connected;
  gboolean reauth_required;
};

G_DEFINE_FINAL_TYPE (EmbarkApplication, embark_application, G_TYPE_OBJECT)

static void
embark_application_finalize (GObject *object)
{
  EmbarkApplication *self = EMBARK_APPLICATION (object);

  g_clear_pointer (&self->json, json_node_unref);
  g_free (self->slug);
  g_free (self->name);
  g_free (self->identifier);

  G_OBJECT_CLASS (embark_application_parent_class)->finalize (object);
}

static void
embark_application_class_init (EmbarkApplicationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_application_finalize;
}

static void
embark_application_init (EmbarkApplication *self)
{
}

/* Who is connected, since when, and whether every connection is used up. Of several the newest that is not
 * expired is the one that counts. */
static void
read_connections (EmbarkApplication *self, JsonArray *connections, gboolean *active, gboolean *all_expired)
{
  guint length = connections != NULL ? json_array_get_length (connections) : 0;
  gboolean best_expired = TRUE, any = FALSE;
  guint n_expired = 0, n_connections = 0;

  *active = FALSE;
  for (guint i = 0; i < length; i++)
    {
      JsonObject *connection = embark_json_node_object (json_array_get_element (connections, i));
      const char *status = embark_json_get_string (connection, "status", "");
      gint64 connected_at = embark_json_get_time (connection, "connectedAt");
      gboolean expired = g_ascii_strcasecmp (status, "expired") == 0;
      g_autofree char *identifier = NULL;

      if (connection == NULL)
        continue;
      n_connections++;
      n_expired += expired ? 1 : 0;
      if (g_ascii_strcasecmp (status, "active") == 0
          && g_ascii_strcasecmp (embark_json_get_string (connection, "auth_type", ""), "oauth2") == 0)
        *active = TRUE;
      if (any && (expired > best_expired || (expired == best_expired && connected_at <= self->connected_at)))
        continue;
      any = TRUE;
      best_expired = expired;
      self->connected_at = connected_at;
      identifier = embark_json_stringify_identifier (embark_json_get_node (connection, "identifier"));
      g_clear_pointer (&self->identifier, g_free);
      self->identifier = embark_text_clean (identifier, MAX_IDENTIFIER);
    }
  *all_expired = n_connections > 0 && n_expired == n_connections;
}

EmbarkApplication *
embark_application_new_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = embark_record_get_object (node, "an application", error);
  const char *slug;
  EmbarkApplication *self;
  gboolean active, all_expired;

  if (object == NULL)
    return NULL;
  slug = embark_json_get_id (object, "slug");
  if (slug == NULL)
    {
      embark_record_set_lacking (error, "an application", "slug");
      return NULL;
    }

  self = g_object_new (EMBARK_TYPE_APPLICATION, NULL);
  self->json = json_node_ref (node);
  self->slug = g_strdup (slug);
  self->name = embark_json_dup_label (object, "name");
  if (self->name == NULL)
    self->name = g_strdup (slug);
  read_connections (self, embark_json_get_array (object, "connected_accounts"), &active, &all_expired);
  self->connected = embark_json_get_boolean (object, "connected", FALSE) || active;
  self->reauth_required =
      self->connected && (embark_json_get_boolean (object, "reauth_required", FALSE) || all_expired);

  return self;
}

const char *
embark_application_get_slug (EmbarkApplication *self)
{
  g_return_val_if_fail (EMBARK_IS_APPLICATION (self), NULL);

  return self->slug;
}

const char *
embark_application_get_name (EmbarkApplication *self)
{
  g_return_val_if_fail (EMBARK_IS_APPLICATION (self), NULL);

  return self->name;
}

gboolean
embark_application_get_connected (EmbarkApplication *self)
{
  g_return_val_if_fail (EMBARK_IS_APPLICATION (self), FALSE);

  return self->connected;
}

gboolean
embark_application_get_reauth_required (EmbarkApplication *self)
{
  g_return_val_if_fail (EMBARK_IS_APPLICATION (self), FALSE);

  return self->reauth_required;
}

const char *
embark_application_get_identifier (EmbarkApplication *self)
{
  g_return_val_if_fail (EMBARK_IS_APPLICATION (self), NULL);

  return self->identifier;
}

gint64
embark_application_get_connected_at (EmbarkApplication *self)
{
  g_return_val_if_fail (EMBARK_IS_APPLICATION (self), 0);

  return self->connected_at;
}

JsonNode *
embark_application_get_json (EmbarkApplication *self)
{
  g_return_val_if_fail (EMBARK_IS_APPLICATION (self), NULL);

  return self->json;
}
