/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said of a field: its value, its choices, and why the choices are not there (contract section 14).
 * Members of the catalogue that begin with an underscore are how the sandbox knows it, and are never sent. */

#include "config.h"

#include <string.h>

#include "embark-sandbox-private.h"

static char *
value_as_key (JsonNode *value)
{
  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    return g_strdup ("");
  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (value));
  return sandbox_json_print (value, FALSE);
}

/* Returns: (transfer none) (nullable): the choices; @problem says why a data source has none */
static JsonArray *
find_options (const SandboxLevel *level, JsonObject *field, char **problem)
{
  JsonObject *by_parent = sandbox_obj (field, "_by_parent");
  JsonArray *source = sandbox_arr (field, "_datasource");

  if (by_parent != NULL)
    {
      JsonObject *parent = sandbox_find (level->fields, "id", sandbox_str (field, "parent"));
      g_autofree char *key = value_as_key (sandbox_field_value (level->values, parent));

      return sandbox_arr (by_parent, key);
    }
  if (source == NULL)
    return sandbox_arr (field, "options");
  if (sandbox_is_connected (level->account, SANDBOX_SALESFORCE))
    return source;
  *problem = g_strdup_printf ("Options of the field %s could not be loaded: Salesforce is not connected",
                              sandbox_str (field, "name"));
  return NULL;
}

static JsonArray *
copy_options (JsonArray *options, const char *search)
{
  g_autofree char *needle = g_utf8_casefold (search != NULL ? search : "", -1);
  JsonArray *copy = json_array_new ();

  for (guint i = 0; i < sandbox_length (options); i++)
    {
      JsonObject *option = sandbox_item (options, i);
      g_autofree char *name = g_utf8_casefold (sandbox_str (option, "name"), -1);

      if (strstr (name, needle) != NULL)
        json_array_add_object_element (copy, sandbox_copy_object (option));
    }
  return copy;
}

/* The specification has a list of columns, the samples have them by left-hand side (register 30). */
static JsonArray *
columns_as_list (JsonObject *field)
{
  JsonObject *columns = sandbox_obj (field, "rule_columns");
  g_autoptr (GList) names = json_object_get_members (columns);
  JsonArray *list = json_array_new ();

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonObject *option = sandbox_find (sandbox_arr (field, "options"), "value", l->data);
      JsonObject *column = sandbox_copy_object (sandbox_obj (columns, l->data));

      json_object_set_string_member (column, "lhs", l->data);
      json_object_set_string_member (column, "name", sandbox_str (option, "name"));
      json_array_add_object_element (list, column);
    }
  return list;
}

static JsonObject *
public_members (JsonObject *field)
{
  JsonObject *record = sandbox_copy_object (field);
  g_autoptr (GList) names = json_object_get_members (record);

  for (GList *l = names; l != NULL; l = l->next)
    if (*(const char *) l->data == '_')
      json_object_remove_member (record, l->data);
  return record;
}

JsonObject *
sandbox_field_record (const SandboxLevel *level, JsonObject *field, const char *search, char **problem)
{
  JsonObject *record = public_members (field);
  JsonNode *value = sandbox_field_value (level->values, field);
  const char *object_name = sandbox_str (field, "dynamic_map_field_object_name");
  g_autofree char *why = NULL;
  gboolean looked_up =
      sandbox_obj (field, "_by_parent") != NULL || sandbox_arr (field, "_datasource") != NULL;
  JsonArray *options = NULL;

  if (value != NULL)
    json_object_set_member (record, "value", sandbox_deep_copy (value));
  if (!looked_up || !level->without_options)
    options = find_options (level, field, &why);
  if (options != NULL)
    json_object_set_array_member (record, "options", copy_options (options, looked_up ? search : NULL));
  if (sandbox_obj (field, "rule_columns") != NULL && !level->self->style_v2)
    json_object_set_array_member (record, "rule_columns", columns_as_list (field));
  if (object_name != NULL)
    json_object_set_member (
        record, "labels",
        sandbox_deep_copy (sandbox_node (sandbox_obj (level->config, "labels"), object_name)));
  if (object_name != NULL && sandbox_arr (record, "labels") == NULL)
    json_object_set_array_member (record, "labels", json_array_new ());
  if (problem != NULL)
    *problem = g_steal_pointer (&why);
  return record;
}

JsonArray *
sandbox_field_list_records (const SandboxLevel *level, JsonArray *errors)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < sandbox_length (level->fields); i++)
    {
      JsonObject *field = sandbox_item (level->fields, i);
      g_autofree char *problem = NULL;

      json_array_add_object_element (list, sandbox_field_record (level, field, NULL, &problem));
      if (problem != NULL)
        json_array_add_object_element (
            errors,
            sandbox_object (
                "s:id", sandbox_str (field, "id"), "s:name", sandbox_str (field, "name"), "o:error",
                sandbox_object ("s:message", problem, "s:error", "Request failed with status code 401", NULL),
                NULL));
    }
  return list;
}

char *
sandbox_field_refusal (JsonObject *field, JsonNode *value)
{
  double number;

  if (sandbox_node (field, "_most") == NULL || value == NULL || JSON_NODE_HOLDS_NULL (value))
    return NULL;
  if (!JSON_NODE_HOLDS_VALUE (value)
      || (json_node_get_value_type (value) != G_TYPE_INT64
          && json_node_get_value_type (value) != G_TYPE_DOUBLE))
    return g_strdup_printf ("%s must be a number", sandbox_str (field, "name"));
  number = json_node_get_double (value);
  if (number >= sandbox_double (field, "_least") && number <= sandbox_double (field, "_most"))
    return NULL;
  return g_strdup_printf ("%s must be from %.0f to %.0f", sandbox_str (field, "name"),
                          sandbox_double (field, "_least"), sandbox_double (field, "_most"));
}

static gboolean
offers (JsonArray *options, JsonNode *value)
{
  if (JSON_NODE_HOLDS_ARRAY (value))
    {
      JsonArray *values = json_node_get_array (value);

      for (guint i = 0; i < json_array_get_length (values); i++)
        if (!offers (options, json_array_get_element (values, i)))
          return FALSE;
      return TRUE;
    }
  for (guint i = 0; i < sandbox_length (options); i++)
    if (json_node_equal (sandbox_node (sandbox_item (options, i), "value"), value))
      return TRUE;
  return FALSE;
}

/* What was chosen among other choices is gone, and so is what was chosen because of it. */
static void
forget_stale_children (const SandboxLevel *level, const char *id)
{
  for (guint i = 0; i < sandbox_length (level->fields); i++)
    {
      JsonObject *child = sandbox_item (level->fields, i);
      const char *child_id = sandbox_str (child, "id");
      JsonNode *value = sandbox_node (level->values, child_id);
      g_autofree char *problem = NULL;

      if (g_strcmp0 (sandbox_str (child, "parent"), id) != 0 || value == NULL
          || offers (find_options (level, child, &problem), value))
        continue;
      json_object_remove_member (level->values, child_id);
      forget_stale_children (level, child_id);
    }
}

void
sandbox_field_store (const SandboxLevel *level, const char *id, JsonNode *value)
{
  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    {
      if (json_object_has_member (level->values, id))
        json_object_remove_member (level->values, id);
    }
  else
    {
      json_object_set_member (level->values, id, sandbox_deep_copy (value));
    }
  forget_stale_children (level, id);
}
