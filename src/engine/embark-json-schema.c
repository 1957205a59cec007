/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "embark-json-path.h"
#include "embark-json-schema-private.h"
#include "embark-json.h"

struct _EmbarkJsonSchema
{
  GObject parent_instance;

  JsonNode *json;  /* (owned) */
  GPtrArray *gaps; /* (owned) (element-type EmbarkSchemaGap) */
};

G_DEFINE_FINAL_TYPE (EmbarkJsonSchema, embark_json_schema, G_TYPE_OBJECT)

static void check_value (EmbarkSchemaCheck *check, JsonNode *schema, JsonNode *value);

static void
fault_free (gpointer data)
{
  EmbarkSchemaFault *fault = data;

  g_free (fault->path);
  g_free (fault->words);
  g_free (fault);
}

static void
gap_free (gpointer data)
{
  EmbarkSchemaGap *gap = data;

  g_free (gap->path);
  g_free (gap->keyword);
  g_free (gap);
}

void
embark_schema_fault (EmbarkSchemaCheck *check, char *words)
{
  EmbarkSchemaFault *fault;

  if (check->faults->len >= EMBARK_SCHEMA_MAX_FAULTS)
    {
      g_free (words);
      return;
    }
  fault = g_new0 (EmbarkSchemaFault, 1);
  fault->path = g_strdup (check->path->str);
  fault->words = words;
  g_ptr_array_add (check->faults, fault);
}

/* ---- what is not looked at ---- */

/* Looked at, or only said to people. */
static const char *const known[] = {
  "$schema",
  "$id",
  "$comment",
  "title",
  "description",
  "default",
  "examples",
  "example",
  "deprecated",
  "readOnly",
  "writeOnly",
  "type",
  "enum",
  "const",
  "required",
  "properties",
  "items",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minimum",
  "maximum",
  "pattern",
  "exclusiveMinimum",
  "multipleOf",
  "minLength",
  "maxLength",
  "format",
  "additionalProperties",
  "exclusiveMaximum",
  NULL,
};

static void
add_gap (GPtrArray *gaps, const char *path, const char *keyword)
{
  EmbarkSchemaGap *gap;

  if (gaps->len >= EMBARK_SCHEMA_MAX_FAULTS)
    return;
  gap = g_new0 (EmbarkSchemaGap, 1);
  gap->path = g_strdup (path);
  gap->keyword = g_strdup (keyword);
  g_ptr_array_add (gaps, gap);
}

static void find_gaps (JsonNode *schema, GString *path, GPtrArray *gaps);

static void
find_gaps_below (JsonNode *schema, GString *path, const char *step, const char *name, GPtrArray *gaps)
{
  const gsize length = embark_json_path_push_name (path, step);

  if (name != NULL)
    embark_json_path_push_name (path, name);
  find_gaps (schema, path, gaps);
  g_string_truncate (path, length);
}

/* A keyword that is known with a value that is not. */
static gboolean
is_odd (JsonObject *schema, const char *keyword)
{
  JsonNode *node = json_object_get_member (schema, keyword);
  const char *text = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
                         ? json_node_get_string (node)
                         : NULL;

  if (g_str_equal (keyword, "format"))
    return text == NULL || !embark_schema_knows_format (text);
  if (g_str_equal (keyword, "pattern"))
    return text == NULL || !embark_schema_knows_pattern (text);
  /* The older form: a boolean beside minimum. */
  if (g_str_equal (keyword, "exclusiveMinimum") || g_str_equal (keyword, "exclusiveMaximum"))
    return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN;
  if (g_str_equal (keyword, "items"))
    return JSON_NODE_HOLDS_ARRAY (node);
  return FALSE;
}

static void
find_gaps (JsonNode *schema, GString *path, GPtrArray *gaps)
{
  JsonObject *object = embark_json_node_object (schema);
  g_autoptr (GList) names = NULL;
  JsonObject *properties;

  if (object == NULL)
    {
      if (!JSON_NODE_HOLDS_VALUE (schema) || json_node_get_value_type (schema) != G_TYPE_BOOLEAN)
        add_gap (gaps, path->str, "");
      return;
    }
  names = json_object_get_members (object);
  for (GList *l = names; l != NULL; l = l->next)
    if (!g_strv_contains (known, l->data) || is_odd (object, l->data))
      add_gap (gaps, path->str, l->data);

  properties = embark_json_get_object (object, "properties");
  if (properties != NULL)
    {
      g_autoptr (GList) members = json_object_get_members (properties);

      for (GList *l = members; l != NULL; l = l->next)
        find_gaps_below (json_object_get_member (properties, l->data), path, "properties", l->data, gaps);
    }
  if (embark_json_get_object (object, "items") != NULL)
    find_gaps_below (json_object_get_member (object, "items"), path, "items", NULL, gaps);
  if (embark_json_get_object (object, "additionalProperties") != NULL)
    find_gaps_below (json_object_get_member (object, "additionalProperties"), path, "additionalProperties",
                     NULL, gaps);
}

/* ---- what a value is ---- */

static const char *
type_of (JsonNode *value)
{
  GType type;

  if (JSON_NODE_HOLDS_NULL (value))
    return "null";
  if (JSON_NODE_HOLDS_OBJECT (value))
    return "object";
  if (JSON_NODE_HOLDS_ARRAY (value))
    return "array";
  type = json_node_get_value_type (value);
  if (type == G_TYPE_BOOLEAN)
    return "boolean";
  if (type == G_TYPE_INT64)
    return "integer";
  if (type == G_TYPE_DOUBLE)
    {
      double number = json_node_get_double (value);

      return fabs (number - trunc (number)) > 0 ? "number" : "integer"; /* 2.0 is whole (draft 6) */
    }
  return "string";
}

static gboolean
is_type (JsonNode *value, const char *type)
{
  const char *own = type_of (value);

  return g_str_equal (own, type) || (g_str_equal (own, "integer") && g_str_equal (type, "number"));
}

static const char *
words_for_type (const char *type)
{
  static const struct
  {
    const char *type;
    const char *words;
  } words[] = {
    { "string", N_ ("a text") },
    { "number", N_ ("a number") },
    { "integer", N_ ("a whole number") },
    { "boolean", N_ ("true or false") },
    { "array", N_ ("a list") },
    { "object", N_ ("an object") },
    { "null", N_ ("null") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].type, type))
      return _ (words[i].words);
  return type;
}

/* Returns: whether it is one of the types, so that the rest is worth looking at */
static gboolean
check_type (EmbarkSchemaCheck *check, JsonObject *schema, JsonNode *value)
{
  const char *one = embark_json_get_string (schema, "type", NULL);
  JsonArray *several = embark_json_get_array (schema, "type");
  g_autoptr (GString) words = g_string_new (NULL);

  if (one != NULL && is_type (value, one))
    return TRUE;
  if (one != NULL)
    g_string_append (words, words_for_type (one));
  for (guint i = 0; several != NULL && i < json_array_get_length (several); i++)
    {
      JsonNode *node = json_array_get_element (several, i);
      const char *type = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
                             ? json_node_get_string (node)
                             : NULL;

      if (type == NULL)
        continue;
      if (is_type (value, type))
        return TRUE;
      if (words->len > 0)
        g_string_append (words, _ (" or "));
      g_string_append (words, words_for_type (type));
    }
  if (words->len == 0)
    return TRUE;
  /* Translators: %s: "a text", "a number or null" */
  embark_schema_fault (check, g_strdup_printf (_ ("This has to be %s."), words->str));
  return FALSE;
}

static void
check_choice (EmbarkSchemaCheck *check, JsonObject *schema, JsonNode *value)
{
  JsonArray *choices = embark_json_get_array (schema, "enum");
  g_autoptr (GString) words = g_string_new (NULL);

  if (json_object_has_member (schema, "const")
      && !embark_schema_equal (json_object_get_member (schema, "const"), value))
    {
      g_autofree char *text = embark_json_to_string (json_object_get_member (schema, "const"), FALSE);

      embark_schema_fault (check, g_strdup_printf (_ ("This has to be %s."), text));
    }
  for (guint i = 0; choices != NULL && i < json_array_get_length (choices); i++)
    {
      g_autofree char *text = embark_json_to_string (json_array_get_element (choices, i), FALSE);

      if (embark_schema_equal (json_array_get_element (choices, i), value))
        return;
      if (words->len < 200)
        g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", text);
    }
  if (choices != NULL)
    /* Translators: %s: what is allowed, separated by commas */
    embark_schema_fault (check, g_strdup_printf (_ ("This has to be one of %s."), words->str));
}

/* ---- objects and lists ---- */

static void
check_member (EmbarkSchemaCheck *check, JsonNode *schema, const char *name, JsonNode *value)
{
  const gsize length = embark_json_path_push_name (check->path, name);

  check_value (check, schema, value);
  g_string_truncate (check->path, length);
}

static void
check_required (EmbarkSchemaCheck *check, JsonObject *schema, JsonObject *value)
{
  JsonArray *required = embark_json_get_array (schema, "required");

  for (guint i = 0; required != NULL && i < json_array_get_length (required); i++)
    {
      JsonNode *node = json_array_get_element (required, i);
      const char *name = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
                             ? json_node_get_string (node)
                             : NULL;

      if (name != NULL && !json_object_has_member (value, name))
        /* Translators: %s: the name of a field */
        embark_schema_fault (check, g_strdup_printf (_ ("“%s” is missing."), name));
    }
}

static void
check_object (EmbarkSchemaCheck *check, JsonObject *schema, JsonObject *value)
{
  JsonObject *properties = embark_json_get_object (schema, "properties");
  JsonNode *others = json_object_has_member (schema, "additionalProperties")
                         ? json_object_get_member (schema, "additionalProperties")
                         : NULL;
  g_autoptr (GList) names = json_object_get_members (value);

  check_required (check, schema, value);
  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *member = json_object_get_member (value, l->data);

      if (properties != NULL && json_object_has_member (properties, l->data))
        check_member (check, json_object_get_member (properties, l->data), l->data, member);
      else if (others != NULL && JSON_NODE_HOLDS_VALUE (others)
               && json_node_get_value_type (others) == G_TYPE_BOOLEAN && !json_node_get_boolean (others))
        /* Translators: %s: the name of a field */
        embark_schema_fault (check,
                             g_strdup_printf (_ ("“%s” is not expected here."), (const char *) l->data));
      else if (others != NULL && JSON_NODE_HOLDS_OBJECT (others))
        check_member (check, others, l->data, member);
    }
}

static gboolean
has_twins (JsonArray *value)
{
  const guint n = MIN (json_array_get_length (value), 1000);

  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      if (embark_schema_equal (json_array_get_element (value, i), json_array_get_element (value, j)))
        return TRUE;
  return FALSE;
}

static void
check_array (EmbarkSchemaCheck *check, JsonObject *schema, JsonArray *value)
{
  JsonNode *items = embark_json_get_node (schema, "items");
  const guint n = json_array_get_length (value);
  const guint least = (guint) CLAMP (embark_json_get_int (schema, "minItems", 0), 0, G_MAXINT);
  const guint most = (guint) CLAMP (embark_json_get_int (schema, "maxItems", G_MAXINT), 0, G_MAXINT);

  if (n < least)
    embark_schema_fault (check, g_strdup_printf (_ ("This has to have at least %u items."), least));
  if (n > most)
    embark_schema_fault (check, g_strdup_printf (_ ("This may have at most %u items."), most));
  if (embark_json_get_boolean (schema, "uniqueItems", FALSE) && has_twins (value))
    embark_schema_fault (check, g_strdup (_ ("Each item may occur only once.")));
  if (items == NULL || JSON_NODE_HOLDS_ARRAY (items))
    return;
  for (guint i = 0; i < n && check->faults->len < EMBARK_SCHEMA_MAX_FAULTS; i++)
    {
      const gsize length = embark_json_path_push_index (check->path, i);

      check_value (check, items, json_array_get_element (value, i));
      g_string_truncate (check->path, length);
    }
}

static void
check_value (EmbarkSchemaCheck *check, JsonNode *schema, JsonNode *value)
{
  JsonObject *object = embark_json_node_object (schema);
  const char *type = type_of (value);

  if (object == NULL)
    {
      if (JSON_NODE_HOLDS_VALUE (schema) && json_node_get_value_type (schema) == G_TYPE_BOOLEAN
          && !json_node_get_boolean (schema))
        embark_schema_fault (check, g_strdup (_ ("Nothing is allowed here.")));
      return;
    }
  if (!check_type (check, object, value))
    return;
  check_choice (check, object, value);
  if (g_str_equal (type, "object"))
    check_object (check, object, json_node_get_object (value));
  else if (g_str_equal (type, "array"))
    check_array (check, object, json_node_get_array (value));
  else if (g_str_equal (type, "string"))
    embark_schema_check_string (check, object, json_node_get_string (value));
  else if (g_str_equal (type, "number") || g_str_equal (type, "integer"))
    embark_schema_check_number (check, object, json_node_get_double (value));
}

/* ---- the class ---- */

static void
embark_json_schema_finalize (GObject *object)
{
  EmbarkJsonSchema *self = EMBARK_JSON_SCHEMA (object);

  g_clear_pointer (&self->json, json_node_unref);
  g_clear_pointer (&self->gaps, g_ptr_array_unref);
  G_OBJECT_CLASS (embark_json_schema_parent_class)->finalize (object);
}

static void
embark_json_schema_class_init (EmbarkJsonSchemaClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_json_schema_finalize;
}

static void
embark_json_schema_init (EmbarkJsonSchema *self)
{
  self->gaps = g_ptr_array_new_with_free_func (gap_free);
}

EmbarkJsonSchema *
embark_json_schema_new (JsonNode *node)
{
  EmbarkJsonSchema *self;
  g_autoptr (GString) path = g_string_new ("$");

  g_return_val_if_fail (node != NULL, NULL);

  self = g_object_new (EMBARK_TYPE_JSON_SCHEMA, NULL);
  self->json = json_node_ref (node);
  find_gaps (node, path, self->gaps);
  return self;
}

JsonNode *
embark_json_schema_get_json (EmbarkJsonSchema *self)
{
  g_return_val_if_fail (EMBARK_IS_JSON_SCHEMA (self), NULL);

  return self->json;
}

GPtrArray *
embark_json_schema_get_gaps (EmbarkJsonSchema *self)
{
  g_return_val_if_fail (EMBARK_IS_JSON_SCHEMA (self), NULL);

  return self->gaps;
}

GPtrArray *
embark_json_schema_check (EmbarkJsonSchema *self, JsonNode *value)
{
  g_autoptr (GString) path = g_string_new ("$");
  EmbarkSchemaCheck check = { .path = path };

  g_return_val_if_fail (EMBARK_IS_JSON_SCHEMA (self), NULL);
  g_return_val_if_fail (value != NULL, NULL);

  check.faults = g_ptr_array_new_with_free_func (fault_free);
  check_value (&check, self->json, value);
  return check.faults;
}

gboolean
embark_json_schema_is_one (JsonNode *node)
{
  JsonObject *object = node != NULL ? embark_json_node_object (node) : NULL;
  const char *type = embark_json_get_string (object, "type", NULL);

  if (object == NULL)
    return FALSE;
  if (embark_json_get_string (object, "$schema", NULL) != NULL)
    return TRUE;
  return g_strcmp0 (type, "object") == 0 && embark_json_get_object (object, "properties") != NULL;
}
