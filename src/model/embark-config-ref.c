/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-config-ref.h"

#include "embark-json.h"
#include "embark-record-private.h"

struct _EmbarkConfigRef
{
  GObject parent_instance;

  char *id; /* (owned) */
  gboolean tenant;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_TENANT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkConfigRef, embark_config_ref, G_TYPE_OBJECT)

static void
embark_config_ref_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkConfigRef *self = EMBARK_CONFIG_REF (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_TENANT:
      g_value_set_boolean (value, self->tenant);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_config_ref_finalize (GObject *object)
{
  EmbarkConfigRef *self = EMBARK_CONFIG_REF (object);

  g_free (self->id);

  G_OBJECT_CLASS (embark_config_ref_parent_class)->finalize (object);
}

static void
embark_config_ref_class_init (EmbarkConfigRefClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = embark_config_ref_get_property;
  object_class->finalize = embark_config_ref_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_TENANT] = g_param_spec_boolean ("tenant", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_config_ref_init (EmbarkConfigRef *self)
{
}

EmbarkConfigRef *
embark_config_ref_new_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = embark_record_get_object (node, "a config", error);
  const char *id;
  EmbarkConfigRef *self;

  if (object == NULL)
    return NULL;
  id = embark_json_get_id (object, "config_id");
  if (id == NULL)
    id = embark_json_get_id (object, "_id");
  if (id == NULL)
    id = embark_json_get_id (object, "id");
  if (id == NULL)
    {
      embark_record_set_lacking (error, "a config", "config_id");
      return NULL;
    }

  self = g_object_new (EMBARK_TYPE_CONFIG_REF, NULL);
  self->id = g_strdup (id);
  self->tenant = embark_json_get_boolean (object, "tenant_config", FALSE);

  return self;
}

const char *
embark_config_ref_get_id (EmbarkConfigRef *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_REF (self), NULL);

  return self->id;
}

gboolean
embark_config_ref_get_tenant (EmbarkConfigRef *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_REF (self), FALSE);

  return self->tenant;
}
