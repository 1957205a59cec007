/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-workflow.h"

#include "embark-json.h"
#include "embark-record-private.h"
#include "embark-text.h"

#define MAX_DESCRIPTION 2000

struct _EmbarkWorkflow
{
  GObject parent_instance;

  char *id;          /* (owned) */
  char *name;        /* (owned) */
  char *description; /* (owned) (nullable) */
  GPtrArray *fields; /* (owned) (element-type EmbarkField) */
  gboolean enabled;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_DESCRIPTION,
  PROP_ENABLED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkWorkflow, embark_workflow, G_TYPE_OBJECT)

static void
embark_workflow_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkWorkflow *self = EMBARK_WORKFLOW (object);

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
    case PROP_ENABLED:
      g_value_set_boolean (value, self->enabled);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_workflow_finalize (GObject *object)
{
  EmbarkWorkflow *self = EMBARK_WORKFLOW (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->description);
  g_clear_pointer (&self->fields, g_ptr_array_unref);

  G_OBJECT_CLASS (embark_workflow_parent_class)->finalize (object);
}

static void
embark_workflow_class_init (EmbarkWorkflowClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = embark_workflow_get_property;
  object_class->finalize = embark_workflow_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, flags);
  properties[PROP_ENABLED] = g_param_spec_boolean ("enabled", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_workflow_init (EmbarkWorkflow *self)
{
}

EmbarkWorkflow *
embark_workflow_new_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = embark_record_get_object (node, "a workflow", error);
  JsonArray *fields;
  const char *id;
  EmbarkWorkflow *self;

  if (object == NULL)
    return NULL;
  id = embark_json_get_id (object, "id");
  if (id == NULL)
    id = embark_json_get_id (object, "_id");
  if (id == NULL)
    {
      embark_record_set_lacking (error, "a workflow", "id");
      return NULL;
    }

  fields = embark_json_get_array (object, "fields");
  if (fields == NULL)
    fields = embark_json_get_array (object, "data_slots");
  self = g_object_new (EMBARK_TYPE_WORKFLOW, NULL);
  self->id = g_strdup (id);
  self->name = embark_json_dup_label (object, "name");
  if (self->name == NULL)
    self->name = g_strdup (id);
  self->description =
      embark_text_clean (embark_json_get_string (object, "description", NULL), MAX_DESCRIPTION);
  self->enabled = embark_json_get_boolean (object, "enabled", FALSE);
  self->fields = embark_record_list (fields, (EmbarkRecordFunc) embark_field_new_from_json);

  return self;
}

const char *
embark_workflow_get_id (EmbarkWorkflow *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKFLOW (self), NULL);

  return self->id;
}

const char *
embark_workflow_get_name (EmbarkWorkflow *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKFLOW (self), NULL);

  return self->name;
}

const char *
embark_workflow_get_description (EmbarkWorkflow *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKFLOW (self), NULL);

  return self->description;
}

gboolean
embark_workflow_get_enabled (EmbarkWorkflow *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKFLOW (self), FALSE);

  return self->enabled;
}

GPtrArray *
embark_workflow_get_fields (EmbarkWorkflow *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKFLOW (self), NULL);

  return self->fields;
}

guint
embark_workflow_get_n_missing (EmbarkWorkflow *self)
{
  guint n_missing = 0;

  g_return_val_if_fail (EMBARK_IS_WORKFLOW (self), 0);

  for (guint i = 0; i < self->fields->len; i++)
    n_missing += embark_field_get_missing (g_ptr_array_index (self->fields, i)) ? 1 : 0;

  return n_missing;
}

EmbarkWorkflow *
embark_workflow_with_enabled (EmbarkWorkflow *self, gboolean enabled)
{
  EmbarkWorkflow *copy;

  g_return_val_if_fail (EMBARK_IS_WORKFLOW (self), NULL);

  copy = g_object_new (EMBARK_TYPE_WORKFLOW, NULL);
  copy->id = g_strdup (self->id);
  copy->name = g_strdup (self->name);
  copy->description = g_strdup (self->description);
  copy->fields = g_ptr_array_ref (self->fields);
  copy->enabled = enabled;

  return copy;
}
