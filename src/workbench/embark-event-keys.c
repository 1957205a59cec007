/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-event-keys.h"
#include "embark-json.h"

static JsonObject *
get_object (EmbarkEvent *event)
{
  return json_node_get_object (embark_event_get_json (event));
}

void
embark_event_key_free (EmbarkEventKey *self)
{
  g_free (self->key);
  g_free (self->type);
  g_free (self);
}

GPtrArray *
embark_event_keys_new (EmbarkEvent *event)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func ((GDestroyNotify) embark_event_key_free);
  JsonArray *list;
  guint length;

  g_return_val_if_fail (EMBARK_IS_EVENT (event), keys);

  list = embark_json_get_array (get_object (event), "response");
  length = list != NULL ? json_array_get_length (list) : 0;
  for (guint i = 0; i < length; i++)
    {
      JsonObject *entry = embark_json_node_object (json_array_get_element (list, i));
      char *name = embark_json_dup_label (entry, "key");
      EmbarkEventKey *key;

      if (name == NULL)
        continue;
      key = g_new0 (EmbarkEventKey, 1);
      key->key = name;
      key->type = embark_json_dup_label (entry, "type");
      g_ptr_array_add (keys, key);
    }
  return keys;
}

static gboolean
is_sample (JsonNode *node)
{
  g_autoptr (JsonNode) parsed = NULL;

  if (node == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return FALSE;
  parsed = embark_json_parse (json_node_get_string (node), -1, NULL);
  return embark_json_node_object (parsed) != NULL;
}

gboolean
embark_event_keys_has_sample (EmbarkEvent *event)
{
  g_return_val_if_fail (EMBARK_IS_EVENT (event), FALSE);

  return is_sample (embark_json_get_node (get_object (event), "raw_response"))
         || is_sample (embark_json_get_node (get_object (event), "response"));
}

char *
embark_event_keys_dup_schema (EmbarkEvent *event, gboolean *is_string)
{
  JsonNode *node;
  const char *text;
  g_autoptr (JsonNode) parsed = NULL;

  g_return_val_if_fail (EMBARK_IS_EVENT (event), NULL);

  *is_string = FALSE;
  node = embark_json_get_node (get_object (event), "json_schema");
  text = embark_json_get_id (get_object (event), "json_schema");
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (text == NULL)
    return JSON_NODE_HOLDS_OBJECT (node) ? embark_json_to_string (node, TRUE) : NULL;

  *is_string = TRUE;
  parsed = embark_json_parse (text, -1, NULL);
  return parsed != NULL ? embark_json_to_string (parsed, TRUE) : g_strdup (text);
}
