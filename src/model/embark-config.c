/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-config.h"

#include "embark-json.h"
#include "embark-record-private.h"
#include "embark-text.h"

#define MAX_SENTENCE 500

struct _EmbarkConfig
{
  GObject parent_instance;

  JsonNode *json;          /* (owned) */
  char *slug;              /* (owned) */
  char *id;                /* (owned) (nullable) */
  GPtrArray *workflows;    /* (owned) (element-type EmbarkWorkflow) */
  GPtrArray *fields;       /* (owned) (element-type EmbarkField) */
  GPtrArray *field_errors; /* (owned) (element-type utf8) */
};

G_DEFINE_FINAL_TYPE (EmbarkConfig, embark_config, G_TYPE_OBJECT)

static void
embark_config_finalize (GObject *object)
{
  EmbarkConfig *self = EMBARK_CONFIG (object);

  g_clear_pointer (&self->json, json_node_unref);
  g_free (self->slug);
  g_free (self->id);
  g_clear_pointer (&self->workflows, g_ptr_array_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->field_errors, g_ptr_array_unref);

  G_OBJECT_CLASS (embark_config_parent_class)->finalize (object);
}

static void
embark_config_class_init (EmbarkConfigClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_config_finalize;
}

static void
embark_config_init (EmbarkConfig *self)
{
}

/* Returns: (transfer full): "Account owner: the reason", from {id,name,error:{message,error?}} (contract
 * section 9) */
static char *
make_sentence (JsonNode *node)
{
  JsonObject *object = embark_json_node_object (node);
  JsonObject *error = embark_json_get_object (object, "error");
  const char *reason = embark_json_get_id (error, "message");
  g_autofree char *name = embark_json_dup_label (object, "name");
  g_autofree char *text = NULL, *clean = NULL;

  if (reason == NULL)
    reason = embark_json_get_id (error, "error");
  if (reason == NULL)
    reason = embark_json_get_id (object, "error");
  if (reason == NULL)
    reason = embark_json_get_id (object, "message");
  if (name == NULL)
    name = embark_json_dup_label (object, "id");
  text = g_strdup_printf ("%s: %s", name != NULL ? name : "?", reason != NULL ? reason : "failed");
  clean = embark_text_clean (text, MAX_SENTENCE);

  return g_steal_pointer (&clean);
}

static GPtrArray *
read_field_errors (JsonArray *array)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  guint length = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < length; i++)
    g_ptr_array_add (sentences, make_sentence (json_array_get_element (array, i)));

  return sentences;
}

/* Returns: (transfer full): fields that came as an object of values by id, as they are sent (register 2): ids
 * and values without their kind, which is then shown as JSON and left alone */
static GPtrArray *
fields_by_id (JsonObject *values)
{
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (GList) ids = json_object_get_members (values);

  for (GList *l = ids; l != NULL; l = l->next)
    {
      JsonObject *field = json_object_new ();

      json_object_set_string_member (field, "id", l->data);
      json_object_set_member (field, "value", json_node_copy (json_object_get_member (values, l->data)));
      json_array_add_object_element (array, field);
    }

  return embark_record_list (array, (EmbarkRecordFunc) embark_field_new_from_json);
}

EmbarkConfig *
embark_config_new_from_json (JsonNode *node, const char *slug, GError **error)
{
  JsonObject *object = embark_record_get_object (node, "a config", error);
  JsonArray *fields;
  const char *own_slug;
  EmbarkConfig *self;

  if (object == NULL)
    return NULL;

  own_slug = embark_json_get_id (object, "slug");
  fields = embark_json_get_array (object, "fields");
  if (fields == NULL)
    fields = embark_json_get_array (object, "application_data_slots");
  if (fields == NULL)
    fields = embark_json_get_array (object, "data_slots");
  self = g_object_new (EMBARK_TYPE_CONFIG, NULL);
  self->json = json_node_ref (node);
  self->slug = g_strdup (own_slug != NULL ? own_slug : slug != NULL ? slug : "");
  self->id = g_strdup (embark_json_get_id (object, "config_id"));
  self->workflows = embark_record_list (embark_json_get_array (object, "workflows"),
                                        (EmbarkRecordFunc) embark_workflow_new_from_json);
  if (fields == NULL && embark_json_get_object (object, "fields") != NULL)
    self->fields = fields_by_id (embark_json_get_object (object, "fields"));
  else
    self->fields = embark_record_list (fields, (EmbarkRecordFunc) embark_field_new_from_json);
  self->field_errors = read_field_errors (embark_json_get_array (object, "field_errors"));

  return self;
}

const char *
embark_config_get_slug (EmbarkConfig *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG (self), NULL);

  return self->slug;
}

const char *
embark_config_get_id (EmbarkConfig *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG (self), NULL);

  return self->id;
}

GPtrArray *
embark_config_get_workflows (EmbarkConfig *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG (self), NULL);

  return self->workflows;
}

GPtrArray *
embark_config_get_fields (EmbarkConfig *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG (self), NULL);

  return self->fields;
}

GPtrArray *
embark_config_get_field_errors (EmbarkConfig *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG (self), NULL);

  return self->field_errors;
}

/* The JSON of the copy is the answer as it came, with the old state in it: it is what the server said. */
EmbarkConfig *
embark_config_with_workflow_enabled (EmbarkConfig *self, const char *id, gboolean enabled)
{
  EmbarkConfig *copy;

  g_return_val_if_fail (EMBARK_IS_CONFIG (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  copy = g_object_new (EMBARK_TYPE_CONFIG, NULL);
  copy->json = json_node_ref (self->json);
  copy->slug = g_strdup (self->slug);
  copy->id = g_strdup (self->id);
  copy->fields = g_ptr_array_ref (self->fields);
  copy->field_errors = g_ptr_array_ref (self->field_errors);
  copy->workflows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->workflows->len; i++)
    {
      EmbarkWorkflow *workflow = g_ptr_array_index (self->workflows, i);
      gboolean same = g_str_equal (embark_workflow_get_id (workflow), id);

      g_ptr_array_add (copy->workflows,
                       same ? embark_workflow_with_enabled (workflow, enabled) : g_object_ref (workflow));
    }

  return copy;
}

JsonNode *
embark_config_get_json (EmbarkConfig *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG (self), NULL);

  return self->json;
}
