/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The fields of a form: those of a newer config take the place of the old ones, and nothing that was entered
 * is lost. A config may have thousands of fields: each is looked up, none is searched for. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-config-form-private.h"
#include "embark-json.h"

/* Fields that depend on each other, one below the other */
#define MAX_CHAIN 32

/* Returns: (transfer full): what a field is called among those of all workflows */
static char *
dup_key (const char *workflow_id, const char *id)
{
  return g_strdup_printf ("%s\n%s", workflow_id != NULL ? workflow_id : "", id);
}

static EmbarkConfigField *
find_field (GHashTable *index, const char *id, const char *workflow_id)
{
  g_autofree char *key = dup_key (workflow_id, id);

  return g_hash_table_lookup (index, key);
}

static void
add_to_index (GHashTable *index, EmbarkConfigField *field)
{
  g_hash_table_insert (index, dup_key (field->workflow_id, embark_field_get_id (field->field)), field);
}

/* Returns: (transfer full) (element-type utf8 EmbarkConfigField): @fields by their keys */
static GHashTable *
new_index (GPtrArray *fields)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; fields != NULL && i < fields->len; i++)
    add_to_index (index, g_ptr_array_index (fields, i));
  return index;
}

GPtrArray *
embark_config_form_list_fields (EmbarkConfigForm *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *model = G_LIST_MODEL (self->fields);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (list, g_list_model_get_item (model, i));
  return list;
}

/* ---- what depends on what ---- */

static EmbarkConfigField *
find_named_parent (GHashTable *index, EmbarkConfigField *field)
{
  const char *id = embark_config_field_get_parent_id (field->field);
  EmbarkConfigField *parent = id != NULL ? find_field (index, id, field->workflow_id) : NULL;

  return parent != NULL || id == NULL ? parent : find_field (index, id, NULL);
}

/* Fields that depend on each other in a ring would wait for each other, or be asked for without an end. A
 * chain that long is one, whether @field is in it or above it. */
static gboolean
is_in_ring (GHashTable *index, EmbarkConfigField *field)
{
  EmbarkConfigField *above = find_named_parent (index, field);

  for (guint depth = 0; above != NULL; depth++)
    {
      if (above == field || depth == MAX_CHAIN)
        return TRUE;
      above = find_named_parent (index, above);
    }
  return FALSE;
}

static void
find_parents (EmbarkConfigForm *self, GPtrArray *fields, GHashTable *index)
{
  g_hash_table_remove_all (self->parents);
  for (guint i = 0; i < fields->len; i++)
    {
      EmbarkConfigField *field = g_ptr_array_index (fields, i);
      EmbarkConfigField *parent = find_named_parent (index, field);

      if (parent != NULL && !is_in_ring (index, field))
        g_hash_table_insert (self->parents, field, parent);
    }
}

EmbarkConfigField *
embark_config_form_find_parent (EmbarkConfigForm *self, EmbarkConfigField *field)
{
  return g_hash_table_lookup (self->parents, field);
}

void
embark_config_form_drop_fields (EmbarkConfigForm *self)
{
  g_hash_table_remove_all (self->parents);
  g_list_store_remove_all (self->fields);
}

/* ---- the fields of a newer config ---- */

/* A config lists no choices of a field that depends on another one: what was asked for on its own stays. */
static void
renew (EmbarkConfigField *field, EmbarkField *record)
{
  if (!field->asked || embark_config_field_has_options (record)
      || !embark_config_field_has_options (field->field))
    g_set_object (&field->field, record);
  if (field->saving)
    return;
  if (!embark_config_field_same (field->saved, embark_field_get_value (record)))
    {
      embark_config_field_set_saved (field, embark_field_get_value (record));
      if (!embark_config_field_is_empty (field->saved))
        g_clear_pointer (&field->note, g_free);
    }
  /* Somebody else saved the same. */
  if (field->has_draft && field->text == NULL && embark_config_field_same (field->draft, field->saved))
    embark_config_field_drop_draft (field);
}

/* What is being put together of the old fields and the new records. */
typedef struct
{
  GPtrArray *fields; /* (unowned) (element-type EmbarkConfigField) */
  GHashTable *index; /* (unowned): of them */
  GHashTable *old;   /* (unowned): of those before */
} Merge;

static void
add_records (EmbarkConfigForm *self, Merge *merge, GPtrArray *records, const char *workflow_id)
{
  for (guint i = 0; i < records->len; i++)
    {
      EmbarkField *record = g_ptr_array_index (records, i);
      EmbarkConfigField *field = find_field (merge->old, embark_field_get_id (record), workflow_id);

      if (field != NULL)
        renew (field, record);
      if (find_field (merge->index, embark_field_get_id (record), workflow_id) != NULL)
        continue;
      field = field != NULL ? g_object_ref (field)
                            : embark_config_field_new (record, self->config_id, workflow_id);
      g_ptr_array_add (merge->fields, field);
      add_to_index (merge->index, field);
    }
}

/* Returns: (transfer full) (element-type utf8 utf8): what the config says about fields whose choices could
 * not be loaded, by their ids */
static GHashTable *
read_errors (EmbarkConfig *config)
{
  JsonArray *errors =
      embark_json_get_array (embark_json_node_object (embark_config_get_json (config)), "field_errors");
  guint n = errors != NULL ? json_array_get_length (errors) : 0;
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < n; i++)
    {
      JsonObject *object = embark_json_node_object (json_array_get_element (errors, i));
      const char *id = embark_json_get_id (object, "id");
      g_autofree char *said = NULL;

      if (id == NULL)
        continue;
      said = embark_json_dup_label (embark_json_get_object (object, "error"), "message");
      if (said == NULL)
        said = embark_json_dup_label (object, "error");
      g_hash_table_insert (words, g_strdup (id),
                           said != NULL ? g_steal_pointer (&said) : g_strdup (_ ("no reason is given")));
    }
  return words;
}

static void
mark_blocked (GPtrArray *fields, EmbarkConfig *config)
{
  g_autoptr (GHashTable) errors = read_errors (config);

  for (guint i = 0; i < fields->len; i++)
    {
      EmbarkConfigField *field = g_ptr_array_index (fields, i);
      const char *said = g_hash_table_lookup (errors, embark_field_get_id (field->field));

      if (field->loading)
        continue;
      if (said != NULL)
        {
          g_free (field->blocked);
          field->blocked = g_strdup (said);
          field->blocked_alone = FALSE;
        }
      else if (!field->blocked_alone)
        g_clear_pointer (&field->blocked, g_free);
    }
}

static gboolean
same_fields (EmbarkConfigForm *self, GPtrArray *list)
{
  GListModel *model = G_LIST_MODEL (self->fields);

  if (g_list_model_get_n_items (model) != list->len)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      g_autoptr (EmbarkConfigField) field = g_list_model_get_item (model, i);

      if (field != g_ptr_array_index (list, i))
        return FALSE;
    }
  return TRUE;
}

void
embark_config_form_take_config (EmbarkConfigForm *self, EmbarkConfig *config)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) index = new_index (NULL);
  g_autoptr (GPtrArray) before = embark_config_form_list_fields (self);
  g_autoptr (GHashTable) old = NULL;
  GPtrArray *kept = g_hash_table_lookup (self->kept, self->config_id);
  GPtrArray *workflows = embark_config_get_workflows (config);
  Merge merge;

  old = new_index (kept != NULL && before->len == 0 ? kept : before);
  merge = (Merge){ .fields = list, .index = index, .old = old };
  add_records (self, &merge, embark_config_get_fields (config), NULL);
  for (guint i = 0; i < workflows->len; i++)
    {
      EmbarkWorkflow *workflow = g_ptr_array_index (workflows, i);

      add_records (self, &merge, embark_workflow_get_fields (workflow), embark_workflow_get_id (workflow));
    }
  g_hash_table_remove (self->kept, self->config_id);
  g_set_object (&self->config, config);
  find_parents (self, list, index);
  mark_blocked (list, config);
  if (!same_fields (self, list))
    g_list_store_splice (self->fields, 0, g_list_model_get_n_items (G_LIST_MODEL (self->fields)), list->pdata,
                         list->len);
  embark_config_form_look_at_options (self);
  for (guint i = 0; i < list->len; i++)
    embark_config_field_changed (g_ptr_array_index (list, i));
  embark_config_form_changed (self);
}
