/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-action.h"

#include "embark-json.h"
#include "embark-record-private.h"
#include "embark-text.h"

#define MAX_TEXT 2000

struct _EmbarkAction
{
  GObject parent_instance;

  char *id;          /* (owned) */
  char *name;        /* (owned) */
  char *description; /* (owned) (nullable) */
  char *tag;         /* (owned) (nullable) */
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_DESCRIPTION,
  PROP_TAG,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkAction, embark_action, G_TYPE_OBJECT)

static void
embark_action_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkAction *self = EMBARK_ACTION (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_DESCRIPTION:
      g_value_set_string (value, self->description);
      break;
    case PROP_TAG:
      g_value_set_string (value, self->tag);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_action_finalize (GObject *object)
{
  EmbarkAction *self = EMBARK_ACTION (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->description);
  g_free (self->tag);

  G_OBJECT_CLASS (embark_action_parent_class)->finalize (object);
}

static void
embark_action_class_init (EmbarkActionClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = embark_action_get_property;
  object_class->finalize = embark_action_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, flags);
  properties[PROP_TAG] = g_param_spec_string ("tag", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_action_init (EmbarkAction *self)
{
}

EmbarkAction *
embark_action_new_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = embark_record_get_object (node, "an action", error);
  const char *id;
  EmbarkAction *self;

  if (object == NULL)
    return NULL;
  id = embark_json_get_id (object, "action_id");
  if (id == NULL)
    id = embark_json_get_id (object, "_id");
  if (id == NULL)
    id = embark_json_get_id (object, "id");
  if (id == NULL)
    {
      embark_record_set_lacking (error, "an action", "action_id");
      return NULL;
    }

  self = g_object_new (EMBARK_TYPE_ACTION, NULL);
  self->id = g_strdup (id);
  self->name = embark_json_dup_label (object, "name");
  if (self->name == NULL)
    self->name = g_strdup (id);
  self->description = embark_text_clean (embark_json_get_string (object, "description", NULL), MAX_TEXT);
  self->tag = embark_json_dup_label (object, "tag");

  return self;
}

const char *
embark_action_get_id (EmbarkAction *self)
{
  g_return_val_if_fail (EMBARK_IS_ACTION (self), NULL);

  return self->id;
}

const char *
embark_action_get_name (EmbarkAction *self)
{
  g_return_val_if_fail (EMBARK_IS_ACTION (self), NULL);

  return self->name;
}

const char *
embark_action_get_description (EmbarkAction *self)
{
  g_return_val_if_fail (EMBARK_IS_ACTION (self), NULL);

  return self->description;
}

const char *
embark_action_get_tag (EmbarkAction *self)
{
  g_return_val_if_fail (EMBARK_IS_ACTION (self), NULL);

  return self->tag;
}
