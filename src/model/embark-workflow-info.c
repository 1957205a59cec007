/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-workflow-info.h"

#include "embark-json.h"
#include "embark-record-private.h"
#include "embark-text.h"

#define MAX_TEXT 2000

struct _EmbarkWorkflowInfo
{
  GObject parent_instance;

  char *id;          /* (owned) */
  char *name;        /* (owned) */
  char *description; /* (owned) (nullable) */
  char *slug;        /* (owned) (nullable) */
  gboolean published;
  char *config_id; /* (owned) (nullable) */
  gint64 created_at;
  gint64 updated_at;
  JsonNode *json; /* (owned) */
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_DESCRIPTION,
  PROP_SLUG,
  PROP_PUBLISHED,
  PROP_CONFIG_ID,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkWorkflowInfo, embark_workflow_info, G_TYPE_OBJECT)

static void
embark_workflow_info_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkWorkflowInfo *self = EMBARK_WORKFLOW_INFO (object);

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
    case PROP_SLUG:
      g_value_set_string (value, self->slug);
      break;
    case PROP_PUBLISHED:
      g_value_set_boolean (value, self->published);
      break;
    case PROP_CONFIG_ID:
      g_value_set_string (value, self->config_id);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_workflow_info_finalize (GObject *object)
{
  EmbarkWorkflowInfo *self = EMBARK_WORKFLOW_INFO (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->description);
  g_free (self->slug);
  g_free (self->config_id);
  g_clear_pointer (&self->json, json_node_unref);

  G_OBJECT_CLASS (embark_workflow_info_parent_class)->finalize (object);
}

static void
embark_workflow_info_class_init (EmbarkWorkflowInfoClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = embark_workflow_info_get_property;
  object_class->finalize = embark_workflow_info_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, flags);
  properties[PROP_SLUG] = g_param_spec_string ("slug", NULL, NULL, NULL, flags);
  properties[PROP_PUBLISHED] = g_param_spec_boolean ("published", NULL, NULL, FALSE, flags);
  properties[PROP_CONFIG_ID] = g_param_spec_string ("config-id", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_workflow_info_init (EmbarkWorkflowInfo *self)
{
}

/* Returns: (nullable): the integration, which is a word of its own, or a part of an object */
static const char *
find_slug (JsonObject *object)
{
  static const char *const names[] = { "application", "associated_application", NULL };
  const char *slug = embark_json_get_id (object, "slug");

  for (const char *const *name = names; slug == NULL && *name != NULL; name++)
    {
      JsonObject *application = embark_json_get_object (object, *name);

      slug = embark_json_get_id (application, "slug");
      if (slug == NULL)
        slug = embark_json_get_id (application, "app_type");
    }

  return slug;
}

EmbarkWorkflowInfo *
embark_workflow_info_new_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = embark_record_get_object (node, "a workflow", error);
  JsonObject *inner = embark_json_get_object (object, "workflow");
  const char *id;
  EmbarkWorkflowInfo *self;

  if (object == NULL)
    return NULL;
  /* What creates one answers {workflow:{…}}. */
  if (inner != NULL)
    {
      object = inner;
      node = embark_json_get_node (embark_json_node_object (node), "workflow");
    }
  id = embark_json_get_id (object, "_id");
  if (id == NULL)
    id = embark_json_get_id (object, "id");
  if (id == NULL)
    {
      embark_record_set_lacking (error, "a workflow", "id");
      return NULL;
    }

  self = g_object_new (EMBARK_TYPE_WORKFLOW_INFO, NULL);
  self->id = g_strdup (id);
  self->name = embark_json_dup_label (object, "name");
  if (self->name == NULL)
    self->name = g_strdup (id);
  self->description = embark_text_clean (embark_json_get_string (object, "description", NULL), MAX_TEXT);
  self->slug = g_strdup (find_slug (object));
  self->published = embark_json_get_boolean (object, "published", FALSE);
  self->config_id = g_strdup (embark_json_get_id (object, "config_id"));
  self->created_at = embark_json_get_time (object, "createdAt");
  self->updated_at = embark_json_get_time (object, "updatedAt");
  self->json = json_node_ref (node);

  return self;
}

const char *
embark_workflow_info_get_id (EmbarkWorkflowInfo *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKFLOW_INFO (self), NULL);

  return self->id;
}

const char *
embark_workflow_info_get_name (EmbarkWorkflowInfo *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKFLOW_INFO (self), NULL);

  return self->name;
}

const char *
embark_workflow_info_get_description (EmbarkWorkflowInfo *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKFLOW_INFO (self), NULL);

  return self->description;
}

const char *
embark_workflow_info_get_slug (EmbarkWorkflowInfo *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKFLOW_INFO (self), NULL);

  return self->slug;
}

gboolean
embark_workflow_info_get_published (EmbarkWorkflowInfo *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKFLOW_INFO (self), FALSE);

  return self->published;
}

const char *
embark_workflow_info_get_config_id (EmbarkWorkflowInfo *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKFLOW_INFO (self), NULL);

  return self->config_id;
}

gint64
embark_workflow_info_get_created_at (EmbarkWorkflowInfo *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKFLOW_INFO (self), 0);

  return self->created_at;
}

gint64
embark_workflow_info_get_updated_at (EmbarkWorkflowInfo *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKFLOW_INFO (self), 0);

  return self->updated_at;
}

JsonNode *
embark_workflow_info_get_json (EmbarkWorkflowInfo *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKFLOW_INFO (self), NULL);

  return self->json;
}
