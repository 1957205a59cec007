/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-field.h"

#include "embark-json.h"
#include "embark-record-private.h"
#include "embark-text.h"

#define MAX_HELP 2000

struct _EmbarkField
{
  GObject parent_instance;

  JsonNode *json;         /* (owned) */
  char *id;               /* (owned) */
  char *name;             /* (owned) */
  const char *field_type; /* (unowned): in json */
  JsonNode *value;        /* (unowned) (nullable): in json */
  JsonNode *saved;        /* (unowned) (nullable): in json */
  JsonObject *object;     /* (unowned): of json */
  char *help_text;        /* (owned) (nullable) */
  char *placeholder;      /* (owned) (nullable) */
  const char *parent;     /* (unowned) (nullable): in json */
  const char *page;       /* (unowned) (nullable): in json */
  GPtrArray *options;     /* (owned) (element-type EmbarkOption) */
  EmbarkFieldKind kind;
  gboolean multiple;
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
  g_free (self->help_text);
  g_free (self->placeholder);
  g_clear_pointer (&self->options, g_ptr_array_unref);

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

static EmbarkFieldKind
read_kind (const char *type)
{
  static const struct
  {
    const char *type;
    EmbarkFieldKind kind;
  } kinds[] = {
    { "text", EMBARK_FIELD_KIND_TEXT },
    { "textarea", EMBARK_FIELD_KIND_TEXTAREA },
    { "email", EMBARK_FIELD_KIND_EMAIL },
    { "url", EMBARK_FIELD_KIND_URL },
    { "number", EMBARK_FIELD_KIND_NUMBER },
    { "date", EMBARK_FIELD_KIND_DATE },
    { "json", EMBARK_FIELD_KIND_JSON },
    { "select", EMBARK_FIELD_KIND_SELECT },
    { "map", EMBARK_FIELD_KIND_MAP },
    { "map_v2", EMBARK_FIELD_KIND_MAP_V2 },
    { "rule_engine", EMBARK_FIELD_KIND_RULE_ENGINE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (type, kinds[i].type))
      return kinds[i].kind;

  return EMBARK_FIELD_KIND_UNKNOWN;
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
  self->object = object;
  self->saved = embark_json_get_node (object, "value");
  self->value = self->saved != NULL ? self->saved : embark_json_get_node (object, "defaultValue");
  self->kind = read_kind (self->field_type);
  self->help_text = embark_text_clean (embark_json_get_string (object, "help_text", NULL), MAX_HELP);
  self->placeholder = embark_json_dup_label (object, "placeholder");
  self->parent = embark_json_get_id (object, "parent");
  self->page = embark_json_get_id (object, "associated_page");
  self->multiple = embark_json_get_boolean (object, "multiple", FALSE);
  self->options = embark_field_dup_options_of (object);

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

EmbarkFieldKind
embark_field_get_kind (EmbarkField *self)
{
  g_return_val_if_fail (EMBARK_IS_FIELD (self), EMBARK_FIELD_KIND_UNKNOWN);

  return self->kind;
}

const char *
embark_field_get_help_text (EmbarkField *self)
{
  g_return_val_if_fail (EMBARK_IS_FIELD (self), NULL);

  return self->help_text;
}

const char *
embark_field_get_placeholder (EmbarkField *self)
{
  g_return_val_if_fail (EMBARK_IS_FIELD (self), NULL);

  return self->placeholder;
}

const char *
embark_field_get_parent (EmbarkField *self)
{
  g_return_val_if_fail (EMBARK_IS_FIELD (self), NULL);

  return self->parent;
}

const char *
embark_field_get_page (EmbarkField *self)
{
  g_return_val_if_fail (EMBARK_IS_FIELD (self), NULL);

  return self->page;
}

gboolean
embark_field_get_multiple (EmbarkField *self)
{
  g_return_val_if_fail (EMBARK_IS_FIELD (self), FALSE);

  return self->multiple;
}

GPtrArray *
embark_field_get_options (EmbarkField *self)
{
  g_return_val_if_fail (EMBARK_IS_FIELD (self), NULL);

  return self->options;
}

gboolean
embark_field_get_has_options (EmbarkField *self)
{
  g_return_val_if_fail (EMBARK_IS_FIELD (self), FALSE);

  return embark_json_get_array (self->object, "options") != NULL;
}

JsonNode *
embark_field_get_saved_value (EmbarkField *self)
{
  g_return_val_if_fail (EMBARK_IS_FIELD (self), NULL);

  return self->saved;
}

JsonNode *
embark_field_get_default_value (EmbarkField *self)
{
  g_return_val_if_fail (EMBARK_IS_FIELD (self), NULL);

  return embark_json_get_node (self->object, "defaultValue");
}
