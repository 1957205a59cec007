/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-webhook.h"

#include "embark-json.h"
#include "embark-record-private.h"
#include "embark-text.h"

#define MAX_TEXT 2000

struct _EmbarkWebhook
{
  GObject parent_instance;

  char *id;           /* (owned) */
  char *uri;          /* (owned) */
  char *description;  /* (owned) (nullable) */
  char *group;        /* (owned) (nullable) */
  char *slug;         /* (owned) (nullable) */
  char *method;       /* (owned) */
  char *webhook_type; /* (owned) */
  char *body;         /* (owned) (nullable) */
  gboolean enabled;
  GPtrArray *events;       /* (owned) (element-type utf8) */
  GPtrArray *workflow_ids; /* (owned) (element-type utf8) */
  JsonNode *json;          /* (owned) */
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_URI,
  PROP_DESCRIPTION,
  PROP_GROUP,
  PROP_SLUG,
  PROP_METHOD,
  PROP_WEBHOOK_TYPE,
  PROP_BODY,
  PROP_ENABLED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkWebhook, embark_webhook, G_TYPE_OBJECT)

static void
embark_webhook_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkWebhook *self = EMBARK_WEBHOOK (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_URI:
      g_value_set_string (value, self->uri);
      break;
    case PROP_DESCRIPTION:
      g_value_set_string (value, self->description);
      break;
    case PROP_GROUP:
      g_value_set_string (value, self->group);
      break;
    case PROP_SLUG:
      g_value_set_string (value, self->slug);
      break;
    case PROP_METHOD:
      g_value_set_string (value, self->method);
      break;
    case PROP_WEBHOOK_TYPE:
      g_value_set_string (value, self->webhook_type);
      break;
    case PROP_BODY:
      g_value_set_string (value, self->body);
      break;
    case PROP_ENABLED:
      g_value_set_boolean (value, self->enabled);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_webhook_finalize (GObject *object)
{
  EmbarkWebhook *self = EMBARK_WEBHOOK (object);

  g_free (self->id);
  g_free (self->uri);
  g_free (self->description);
  g_free (self->group);
  g_free (self->slug);
  g_free (self->method);
  g_free (self->webhook_type);
  g_free (self->body);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->workflow_ids, g_ptr_array_unref);
  g_clear_pointer (&self->json, json_node_unref);

  G_OBJECT_CLASS (embark_webhook_parent_class)->finalize (object);
}

static void
embark_webhook_class_init (EmbarkWebhookClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = embark_webhook_get_property;
  object_class->finalize = embark_webhook_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_URI] = g_param_spec_string ("uri", NULL, NULL, NULL, flags);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, flags);
  properties[PROP_GROUP] = g_param_spec_string ("group", NULL, NULL, NULL, flags);
  properties[PROP_SLUG] = g_param_spec_string ("slug", NULL, NULL, NULL, flags);
  properties[PROP_METHOD] = g_param_spec_string ("method", NULL, NULL, NULL, flags);
  properties[PROP_WEBHOOK_TYPE] = g_param_spec_string ("webhook-type", NULL, NULL, NULL, flags);
  properties[PROP_BODY] = g_param_spec_string ("body", NULL, NULL, NULL, flags);
  properties[PROP_ENABLED] = g_param_spec_boolean ("enabled", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_webhook_init (EmbarkWebhook *self)
{
}

/* Returns: (transfer full): the strings in @array */
static GPtrArray *
read_words (JsonArray *array)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_ptr_array_add (words, json_node_dup_string (node));
    }

  return words;
}

EmbarkWebhook *
embark_webhook_new_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = embark_record_get_object (node, "a webhook", error);
  const char *id;
  EmbarkWebhook *self;

  if (object == NULL)
    return NULL;
  id = embark_json_get_id (object, "_id");
  if (id == NULL)
    id = embark_json_get_id (object, "id");
  if (id == NULL)
    {
      embark_record_set_lacking (error, "a webhook", "id");
      return NULL;
    }

  self = g_object_new (EMBARK_TYPE_WEBHOOK, NULL);
  self->id = g_strdup (id);
  self->uri = g_strdup (embark_json_get_string (object, "webhook_url", ""));
  self->description = embark_text_clean (embark_json_get_string (object, "description", NULL), MAX_TEXT);
  self->group = embark_json_dup_label (object, "group");
  self->slug = g_strdup (embark_json_get_id (object, "slug"));
  self->method = g_strdup (embark_json_get_string (object, "method", "POST"));
  self->webhook_type = g_strdup (embark_json_get_string (object, "webhook_type", "default"));
  self->body = g_strdup (embark_json_get_id (object, "webhook_body"));
  self->enabled = embark_json_get_boolean (object, "is_enabled", TRUE);
  self->events = read_words (embark_json_get_array (object, "webhook_events"));
  self->workflow_ids = read_words (embark_json_get_array (object, "workflow_ids"));
  self->json = json_node_ref (node);

  return self;
}

const char *
embark_webhook_get_id (EmbarkWebhook *self)
{
  g_return_val_if_fail (EMBARK_IS_WEBHOOK (self), NULL);

  return self->id;
}

const char *
embark_webhook_get_uri (EmbarkWebhook *self)
{
  g_return_val_if_fail (EMBARK_IS_WEBHOOK (self), NULL);

  return self->uri;
}

const char *
embark_webhook_get_description (EmbarkWebhook *self)
{
  g_return_val_if_fail (EMBARK_IS_WEBHOOK (self), NULL);

  return self->description;
}

const char *
embark_webhook_get_group (EmbarkWebhook *self)
{
  g_return_val_if_fail (EMBARK_IS_WEBHOOK (self), NULL);

  return self->group;
}

const char *
embark_webhook_get_slug (EmbarkWebhook *self)
{
  g_return_val_if_fail (EMBARK_IS_WEBHOOK (self), NULL);

  return self->slug;
}

const char *
embark_webhook_get_method (EmbarkWebhook *self)
{
  g_return_val_if_fail (EMBARK_IS_WEBHOOK (self), NULL);

  return self->method;
}

const char *
embark_webhook_get_webhook_type (EmbarkWebhook *self)
{
  g_return_val_if_fail (EMBARK_IS_WEBHOOK (self), NULL);

  return self->webhook_type;
}

const char *
embark_webhook_get_body (EmbarkWebhook *self)
{
  g_return_val_if_fail (EMBARK_IS_WEBHOOK (self), NULL);

  return self->body;
}

gboolean
embark_webhook_get_enabled (EmbarkWebhook *self)
{
  g_return_val_if_fail (EMBARK_IS_WEBHOOK (self), FALSE);

  return self->enabled;
}

GPtrArray *
embark_webhook_get_events (EmbarkWebhook *self)
{
  g_return_val_if_fail (EMBARK_IS_WEBHOOK (self), NULL);

  return self->events;
}

GPtrArray *
embark_webhook_get_workflow_ids (EmbarkWebhook *self)
{
  g_return_val_if_fail (EMBARK_IS_WEBHOOK (self), NULL);

  return self->workflow_ids;
}

JsonNode *
embark_webhook_get_json (EmbarkWebhook *self)
{
  g_return_val_if_fail (EMBARK_IS_WEBHOOK (self), NULL);

  return self->json;
}

JsonObject *
embark_webhook_get_headers (EmbarkWebhook *self)
{
  g_return_val_if_fail (EMBARK_IS_WEBHOOK (self), NULL);

  return embark_json_get_object (json_node_get_object (self->json), "webhook_headers");
}
