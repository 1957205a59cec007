/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-event.h"

#include "embark-json.h"
#include "embark-record-private.h"

/* Dotted keys beyond this are taken for a plain name: nobody nests so deep, and printing recurses. */
#define MAX_PARTS 32

struct _EmbarkEvent
{
  GObject parent_instance;

  JsonNode *json; /* (owned) */
  char *id;       /* (owned) (nullable) */
  char *name;     /* (owned): as it came, since it is matched exactly when fired */
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkEvent, embark_event, G_TYPE_OBJECT)

static void
embark_event_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkEvent *self = EMBARK_EVENT (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_event_finalize (GObject *object)
{
  EmbarkEvent *self = EMBARK_EVENT (object);

  g_clear_pointer (&self->json, json_node_unref);
  g_free (self->id);
  g_free (self->name);

  G_OBJECT_CLASS (embark_event_parent_class)->finalize (object);
}

static void
embark_event_class_init (EmbarkEventClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = embark_event_get_property;
  object_class->finalize = embark_event_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_event_init (EmbarkEvent *self)
{
}

EmbarkEvent *
embark_event_new_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = embark_record_get_object (node, "an event", error);
  const char *id, *name;
  EmbarkEvent *self;

  if (object == NULL)
    return NULL;
  name = embark_json_get_id (object, "name");
  if (name == NULL)
    {
      embark_record_set_lacking (error, "an event", "name");
      return NULL;
    }

  id = embark_json_get_id (object, "_id");
  self = g_object_new (EMBARK_TYPE_EVENT, NULL);
  self->json = json_node_ref (node);
  self->id = g_strdup (id != NULL ? id : embark_json_get_id (object, "id"));
  self->name = g_strdup (name);

  return self;
}

const char *
embark_event_get_id (EmbarkEvent *self)
{
  g_return_val_if_fail (EMBARK_IS_EVENT (self), NULL);

  return self->id;
}

const char *
embark_event_get_name (EmbarkEvent *self)
{
  g_return_val_if_fail (EMBARK_IS_EVENT (self), NULL);

  return self->name;
}

/* Returns: (transfer full) (nullable): the object that @node is, or the text of one */
static char *
sample_from_node (JsonNode *node)
{
  g_autoptr (JsonNode) parsed = NULL;

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return embark_json_to_string (node, TRUE);
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  parsed = embark_json_parse (json_node_get_string (node), -1, NULL);

  return embark_json_node_object (parsed) != NULL ? embark_json_to_string (parsed, TRUE) : NULL;
}

static JsonNode *
make_value (const char *type)
{
  JsonNode *node;

  if (g_ascii_strcasecmp (type, "object") == 0)
    {
      node = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (node, json_object_new ());
    }
  else if (g_ascii_strcasecmp (type, "array") == 0)
    {
      node = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (node, json_array_new ());
    }
  else if (g_ascii_strcasecmp (type, "number") == 0 || g_ascii_strcasecmp (type, "integer") == 0)
    {
      node = json_node_init_int (json_node_alloc (), 0);
    }
  else if (g_ascii_strcasecmp (type, "boolean") == 0)
    {
      node = json_node_init_boolean (json_node_alloc (), FALSE);
    }
  else
    {
      node = json_node_init_string (json_node_alloc (), "");
    }

  return node;
}

/* The parent of a dotted key may come after it, or with another type: an object that has members stays one.
 */
static void
add_key (JsonObject *root, const char *key, const char *type)
{
  g_auto (GStrv) parts = g_strsplit (key, ".", -1);
  guint n_parts = g_strv_length (parts);
  JsonObject *object = root;

  if (n_parts > MAX_PARTS || strstr (key, "..") != NULL || *key == '.' || g_str_has_suffix (key, "."))
    {
      if (!json_object_has_member (root, key))
        json_object_set_member (root, key, make_value (type));
      return;
    }
  for (guint i = 0; i + 1 < n_parts; i++)
    {
      JsonNode *node = json_object_get_member (object, parts[i]);

      if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
        json_object_set_member (object, parts[i], make_value ("object"));
      object = json_object_get_object_member (object, parts[i]);
    }
  if (!json_object_has_member (object, parts[n_parts - 1]))
    json_object_set_member (object, parts[n_parts - 1], make_value (type));
}

/* The platform lists the keys of an event as a workflow sees it: the payload beside the name. What is fired
 * is the payload alone, and is put under that key there: a sample with both would nest it twice. */
static JsonNode *
unwrap_payload (JsonNode *node)
{
  JsonObject *object = json_node_get_object (node);
  JsonNode *payload = json_object_get_member (object, "payload");

  return payload != NULL && JSON_NODE_HOLDS_OBJECT (payload) && json_object_has_member (object, "event")
             ? payload
             : node;
}

static char *
sample_from_list (JsonArray *list)
{
  g_autoptr (JsonNode) node = make_value ("object");
  guint length = json_array_get_length (list);

  for (guint i = 0; i < length; i++)
    {
      JsonObject *entry = embark_json_node_object (json_array_get_element (list, i));
      const char *key = embark_json_get_id (entry, "key");

      if (key != NULL)
        add_key (json_node_get_object (node), key, embark_json_get_string (entry, "type", ""));
    }

  return embark_json_to_string (unwrap_payload (node), TRUE);
}

char *
embark_event_dup_sample (EmbarkEvent *self)
{
  JsonObject *object;
  JsonArray *list;
  char *sample;

  g_return_val_if_fail (EMBARK_IS_EVENT (self), NULL);

  object = json_node_get_object (self->json);
  sample = sample_from_node (embark_json_get_node (object, "raw_response"));
  if (sample == NULL)
    sample = sample_from_node (embark_json_get_node (object, "response"));
  if (sample != NULL)
    return sample;
  list = embark_json_get_array (object, "response");

  return list != NULL && json_array_get_length (list) > 0 ? sample_from_list (list) : g_strdup ("{}");
}

JsonNode *
embark_event_get_json (EmbarkEvent *self)
{
  g_return_val_if_fail (EMBARK_IS_EVENT (self), NULL);

  return self->json;
}
