/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-field.h"

#include "embark-json.h"
#include "embark-record-private.h"

struct _EmbarkField
{
  GObject parent_instance;

  JsonNode *json;         /* (owned) */
  char *id;               /* (owned) */
  char *name;             /* (owned) */
  const char *field_type; /* (unowned): in json */
  JsonNode *value;        /* (unowned) (nullable): in json */
  gboolean required;
  gboolean hidden;
};

G_DEFINE_FINAL_TYPE (EmbarkField, embark_field, G_TYPE_OBJECT)

static void
embark_field_finalize (GObject *object)
{
  EmbarkField *self = EMBARK_FIELD (object);

  g_clear_pointer (&self->json, json_node_unref);
  g_free (self->id);
  g_free (self->name);

  G_OBJECT_CLASS (embark_field_parent_class)->finalize (object);
}

static void
embark_field_class_init (EmbarkFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_field_finalize;
}

static void
embark_field_init (EmbarkField *self)
{
}

EmbarkField *
embark_field_new_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = embark_record_get_object (node, "a field", error);
  const char *id;
  EmbarkField *self;

  if (object == NULL)
    return NULL;
  id = embark_json_get_id (object, "id");
  if (id == NULL)
    id = embark_json_get_id (object, "_id");
  if (id == NULL)
    {
      embark_record_set_lacking (error, "a field", "id");
      return NULL;
    }

  self = g_object_new (EMBARK_TYPE_FIELD, NULL);
  self->json = json_node_ref (node);
  self->id = g_strdup (id);
  self->name = embark_json_dup_label (object, "name");
  if (self->name == NULL)
    self->name = g_strdup (id);
  self->field_type = embark_json_get_string (object, "field_type", "");
  self->required = embark_json_get_boolean (object, "required", FALSE);
  self->hidden = embark_json_get_boolean (object, "hidden", FALSE);
  self->value = embark_json_get_node (object, "value");
  if (self->value == NULL)
    self->value = embark_json_get_node (object, "defaultValue");

  return self;
}

const char *
embark_field_get_id (EmbarkField *self)
{
  g_return_val_if_fail (EMBARK_IS_FIELD (self), NULL);

  return self->id;
}

const char *
embark_field_get_name (EmbarkField *self)
{
  g_return_val_if_fail (EMBARK_IS_FIELD (self), NULL);

  return self->name;
}

const char *
embark_field_get_field_type (EmbarkField *self)
{
  g_return_val_if_fail (EMBARK_IS_FIELD (self), NULL);

  return self->field_type;
}

gboolean
embark_field_get_required (EmbarkField *self)
{
  g_return_val_if_fail (EMBARK_IS_FIELD (self), FALSE);

  return self->required;
}

gboolean
embark_field_get_hidden (EmbarkField *self)
{
  g_return_val_if_fail (EMBARK_IS_FIELD (self), FALSE);

  return self->hidden;
}

JsonNode *
embark_field_get_value (EmbarkField *self)
{
  g_return_val_if_fail (EMBARK_IS_FIELD (self), NULL);

  return self->value;
}

gboolean
embark_field_get_missing (EmbarkField *self)
{
  g_return_val_if_fail (EMBARK_IS_FIELD (self), FALSE);

  if (!self->required || self->hidden)
    return FALSE;
  if (self->value == NULL)
    return TRUE;
  if (JSON_NODE_HOLDS_ARRAY (self->value))
    return json_array_get_length (json_node_get_array (self->value)) == 0;
  if (JSON_NODE_HOLDS_OBJECT (self->value))
    return json_object_get_size (json_node_get_object (self->value)) == 0;

  return json_node_get_value_type (self->value) == G_TYPE_STRING
         && *json_node_get_string (self->value) == '\0';
}

JsonNode *
embark_field_get_json (EmbarkField *self)
{
  g_return_val_if_fail (EMBARK_IS_FIELD (self), NULL);

  return self->json;
}
