/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-workflow-version.h"

#include "embark-json.h"
#include "embark-record-private.h"

struct _EmbarkWorkflowVersion
{
  GObject parent_instance;

  char *id; /* (owned) */
  gint64 version;
  gint64 created_at;
};

enum
{
  PROP_0,
  PROP_ID,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkWorkflowVersion, embark_workflow_version, G_TYPE_OBJECT)

static void
embark_workflow_version_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkWorkflowVersion *self = EMBARK_WORKFLOW_VERSION (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_workflow_version_finalize (GObject *object)
{
  EmbarkWorkflowVersion *self = EMBARK_WORKFLOW_VERSION (object);

  g_free (self->id);

  G_OBJECT_CLASS (embark_workflow_version_parent_class)->finalize (object);
}

static void
embark_workflow_version_class_init (EmbarkWorkflowVersionClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = embark_workflow_version_get_property;
  object_class->finalize = embark_workflow_version_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_workflow_version_init (EmbarkWorkflowVersion *self)
{
}

EmbarkWorkflowVersion *
embark_workflow_version_new_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = embark_record_get_object (node, "a version", error);
  const char *id;
  EmbarkWorkflowVersion *self;

  if (object == NULL)
    return NULL;
  id = embark_json_get_id (object, "_id");
  if (id == NULL)
    id = embark_json_get_id (object, "id");
  if (id == NULL)
    {
      embark_record_set_lacking (error, "a version", "_id");
      return NULL;
    }

  self = g_object_new (EMBARK_TYPE_WORKFLOW_VERSION, NULL);
  self->id = g_strdup (id);
  self->version = embark_json_get_int (object, "version", 0);
  self->created_at = embark_json_get_time (object, "createdAt");

  return self;
}

const char *
embark_workflow_version_get_id (EmbarkWorkflowVersion *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKFLOW_VERSION (self), NULL);

  return self->id;
}

gint64
embark_workflow_version_get_version (EmbarkWorkflowVersion *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKFLOW_VERSION (self), 0);

  return self->version;
}

gint64
embark_workflow_version_get_created_at (EmbarkWorkflowVersion *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKFLOW_VERSION (self), 0);

  return self->created_at;
}
