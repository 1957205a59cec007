/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-option.h"

#include "embark-json.h"
#include "embark-record-private.h"
#include "embark-text.h"

#define MAX_NAME 500

struct _EmbarkOption
{
  GObject parent_instance;

  char *name;      /* (owned) */
  JsonNode *value; /* (owned) (nullable) */
};

enum
{
  PROP_0,
  PROP_NAME,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkOption, embark_option, G_TYPE_OBJECT)

static void
embark_option_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkOption *self = EMBARK_OPTION (object);

  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_option_finalize (GObject *object)
{
  EmbarkOption *self = EMBARK_OPTION (object);

  g_free (self->name);
  g_clear_pointer (&self->value, json_node_unref);

  G_OBJECT_CLASS (embark_option_parent_class)->finalize (object);
}

static void
embark_option_class_init (EmbarkOptionClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = embark_option_get_property;
  object_class->finalize = embark_option_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_option_init (EmbarkOption *self)
{
}

/* Returns: (transfer full) (nullable): a value as the text that stands for it */
static char *
name_of_value (JsonNode *value)
{
  if (value == NULL || !JSON_NODE_HOLDS_VALUE (value))
    return NULL;
  if (json_node_get_value_type (value) == G_TYPE_STRING)
    return embark_text_clean (json_node_get_string (value), MAX_NAME);

  return embark_json_to_string (value, FALSE);
}

EmbarkOption *
embark_option_new_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = embark_json_node_object (node);
  JsonNode *value = object != NULL ? embark_json_get_node (object, "value") : node;
  char *name = embark_json_dup_label (object, "name");
  EmbarkOption *self;

  if (name == NULL)
    name = name_of_value (value);
  /* A name alone is its own value. */
  if (value == NULL && name != NULL)
    value = embark_json_get_node (object, "name");
  if (name == NULL || value == NULL)
    {
      g_free (name);
      embark_record_set_lacking (error, "an option", "value");
      return NULL;
    }

  self = g_object_new (EMBARK_TYPE_OPTION, NULL);
  self->name = name;
  self->value = json_node_ref (value);

  return self;
}

const char *
embark_option_get_name (EmbarkOption *self)
{
  g_return_val_if_fail (EMBARK_IS_OPTION (self), NULL);

  return self->name;
}

JsonNode *
embark_option_get_value (EmbarkOption *self)
{
  g_return_val_if_fail (EMBARK_IS_OPTION (self), NULL);

  return self->value;
}
