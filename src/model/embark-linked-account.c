/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-linked-account.h"

#include "embark-json.h"
#include "embark-record-private.h"

struct _EmbarkLinkedAccount
{
  GObject parent_instance;

  /* The record as it was parsed, or as text: see embark_linked_account_compact(). */
  JsonNode *json;    /* (owned) (nullable) */
  char *text;        /* (owned) (nullable) */
  char *id;          /* (owned) */
  char *name;        /* (owned) (nullable) */
  char *environment; /* (owned) (nullable) */
  gint64 created_at;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_DISPLAY_NAME,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkLinkedAccount, embark_linked_account, G_TYPE_OBJECT)

static void
embark_linked_account_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkLinkedAccount *self = EMBARK_LINKED_ACCOUNT (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_DISPLAY_NAME:
      g_value_set_string (value, embark_linked_account_get_display_name (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_linked_account_finalize (GObject *object)
{
  EmbarkLinkedAccount *self = EMBARK_LINKED_ACCOUNT (object);

  g_free (self->text);
  g_clear_pointer (&self->json, json_node_unref);
  g_free (self->id);
  g_free (self->name);
  g_free (self->environment);

  G_OBJECT_CLASS (embark_linked_account_parent_class)->finalize (object);
}

static void
embark_linked_account_class_init (EmbarkLinkedAccountClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = embark_linked_account_get_property;
  object_class->finalize = embark_linked_account_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_DISPLAY_NAME] = g_param_spec_string ("display-name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_linked_account_init (EmbarkLinkedAccount *self)
{
}

EmbarkLinkedAccount *
embark_linked_account_new_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = embark_record_get_object (node, "a linked account", error);
  const char *id;
  EmbarkLinkedAccount *self;

  if (object == NULL)
    return NULL;
  id = embark_json_get_id (object, "account_id");
  if (id == NULL)
    id = embark_json_get_id (object, "linked_account_id");
  if (id == NULL)
    {
      embark_record_set_lacking (error, "a linked account", "account_id");
      return NULL;
    }

  self = g_object_new (EMBARK_TYPE_LINKED_ACCOUNT, NULL);
  /* What writes it leaves as much room again. */
  self->json = json_node_ref (node);
  self->id = g_strdup (id);
  self->name = embark_json_dup_label (object, "name");
  self->environment = embark_json_dup_label (object, "environment");
  self->created_at = embark_json_get_time (object, "createdAt");

  return self;
}

const char *
embark_linked_account_get_id (EmbarkLinkedAccount *self)
{
  g_return_val_if_fail (EMBARK_IS_LINKED_ACCOUNT (self), NULL);

  return self->id;
}

const char *
embark_linked_account_get_name (EmbarkLinkedAccount *self)
{
  g_return_val_if_fail (EMBARK_IS_LINKED_ACCOUNT (self), NULL);

  return self->name;
}

const char *
embark_linked_account_get_display_name (EmbarkLinkedAccount *self)
{
  g_return_val_if_fail (EMBARK_IS_LINKED_ACCOUNT (self), NULL);

  return self->name != NULL ? self->name : self->id;
}

const char *
embark_linked_account_get_environment (EmbarkLinkedAccount *self)
{
  g_return_val_if_fail (EMBARK_IS_LINKED_ACCOUNT (self), NULL);

  return self->environment;
}

gint64
embark_linked_account_get_created_at (EmbarkLinkedAccount *self)
{
  g_return_val_if_fail (EMBARK_IS_LINKED_ACCOUNT (self), 0);

  return self->created_at;
}

/* Returns: (transfer full): the record, parsed for this once where nobody asked to keep it */
static JsonNode *
parse (EmbarkLinkedAccount *self)
{
  JsonNode *node =
      self->json != NULL ? json_node_ref (self->json) : embark_json_parse_reply (self->text, -1, NULL);

  if (node != NULL)
    return node;
  /* What was parsed once is read again; should it not be, a record without anything is better than none. */
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, json_object_new ());
  return node;
}

static gboolean
is_of (JsonObject *integration, const char *slug)
{
  return g_strcmp0 (embark_json_get_string (integration, "type", NULL), slug) == 0
         || g_strcmp0 (embark_json_get_string (integration, "slug", NULL), slug) == 0;
}

EmbarkConnectionState
embark_linked_account_get_connection (EmbarkLinkedAccount *self, const char *slug)
{
  g_autoptr (JsonNode) json = NULL;
  JsonObject *object;
  JsonArray *integrations;
  EmbarkConnectionState state = EMBARK_CONNECTION_NONE;
  guint length;

  g_return_val_if_fail (EMBARK_IS_LINKED_ACCOUNT (self), EMBARK_CONNECTION_UNKNOWN);
  g_return_val_if_fail (slug != NULL, EMBARK_CONNECTION_UNKNOWN);

  json = parse (self);
  object = json_node_get_object (json);
  integrations = embark_json_get_array (object, "integrations");
  if (integrations == NULL)
    return json_object_has_member (object, "integrations")
                   && embark_json_get_node (object, "integrations") == NULL
               ? EMBARK_CONNECTION_NONE
               : EMBARK_CONNECTION_UNKNOWN;

  length = json_array_get_length (integrations);
  for (guint i = 0; i < length; i++)
    {
      JsonObject *integration = embark_json_node_object (json_array_get_element (integrations, i));

      if (!is_of (integration, slug))
        continue;
      if (!embark_json_get_boolean (integration, "reauth_required", FALSE)
          && !embark_json_get_boolean (integration, "refresh_token_expired", FALSE)
          && g_ascii_strcasecmp (embark_json_get_string (integration, "status", ""), "expired") != 0)
        return EMBARK_CONNECTION_ACTIVE;
      state = EMBARK_CONNECTION_EXPIRED;
    }

  return state;
}

gint64
embark_linked_account_get_connected_at (EmbarkLinkedAccount *self, const char *slug)
{
  g_autoptr (JsonNode) json = NULL;
  JsonArray *integrations;
  gint64 newest = 0;

  g_return_val_if_fail (EMBARK_IS_LINKED_ACCOUNT (self), 0);
  g_return_val_if_fail (slug != NULL, 0);

  json = parse (self);
  integrations = embark_json_get_array (json_node_get_object (json), "integrations");
  for (guint i = 0; integrations != NULL && i < json_array_get_length (integrations); i++)
    {
      JsonObject *integration = embark_json_node_object (json_array_get_element (integrations, i));

      if (!is_of (integration, slug))
        continue;
      newest = MAX (newest, embark_json_get_time (integration, "createdAt"));
      newest = MAX (newest, embark_json_get_time (integration, "updatedAt"));
    }
  return newest;
}

void
embark_linked_account_compact (EmbarkLinkedAccount *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (EMBARK_IS_LINKED_ACCOUNT (self));

  if (self->json == NULL)
    return;
  if (self->text == NULL)
    {
      text = embark_json_to_string (self->json, FALSE);
      /* Without the room that it was made in. */
      self->text = g_strdup (text);
    }
  g_clear_pointer (&self->json, json_node_unref);
}

JsonNode *
embark_linked_account_get_json (EmbarkLinkedAccount *self)
{
  g_return_val_if_fail (EMBARK_IS_LINKED_ACCOUNT (self), NULL);

  if (self->json == NULL)
    self->json = parse (self);
  return self->json;
}

gboolean
embark_linked_account_same_id (gconstpointer a, gconstpointer b)
{
  return g_str_equal (embark_linked_account_get_id ((EmbarkLinkedAccount *) a),
                      embark_linked_account_get_id ((EmbarkLinkedAccount *) b));
}

guint
embark_linked_account_hash_id (gconstpointer account)
{
  return g_str_hash (embark_linked_account_get_id ((EmbarkLinkedAccount *) account));
}
