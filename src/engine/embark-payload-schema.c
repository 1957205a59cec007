/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a schema wants to see in a form. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "embark-json.h"
#include "embark-payload-private.h"

/* Of what a schema wants made at most: it may want lists of lists of lists. */
#define MAX_MADE  1000
#define MAX_ITEMS 5

static const struct
{
  const char *name;
  EmbarkPayloadType type;
} types[] = {
  { "object", EMBARK_PAYLOAD_OBJECT }, { "array", EMBARK_PAYLOAD_ARRAY },
  { "string", EMBARK_PAYLOAD_STRING }, { "integer", EMBARK_PAYLOAD_INTEGER },
  { "number", EMBARK_PAYLOAD_NUMBER }, { "boolean", EMBARK_PAYLOAD_BOOLEAN },
  { "null", EMBARK_PAYLOAD_NULL },
};

static EmbarkPayloadType
type_of_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i].name, name) == 0)
      return types[i].type;
  return EMBARK_PAYLOAD_ANY;
}

static const char *
string_of (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static EmbarkPayloadType
type_of_value (JsonNode *node)
{
  GType type;

  if (JSON_NODE_HOLDS_OBJECT (node))
    return EMBARK_PAYLOAD_OBJECT;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return EMBARK_PAYLOAD_ARRAY;
  if (JSON_NODE_HOLDS_NULL (node))
    return EMBARK_PAYLOAD_NULL;
  type = json_node_get_value_type (node);
  if (type == G_TYPE_BOOLEAN)
    return EMBARK_PAYLOAD_BOOLEAN;
  return type == G_TYPE_STRING ? EMBARK_PAYLOAD_STRING : EMBARK_PAYLOAD_NUMBER;
}

static void
wish_for (EmbarkPayloadWish *wish, EmbarkPayloadType type)
{
  if (type == EMBARK_PAYLOAD_NULL)
    wish->nullable = TRUE;
  else if (!wish->several && (wish->type == EMBARK_PAYLOAD_ANY || wish->type == type))
    wish->type = type;
  else
    {
      wish->several = TRUE;
      wish->type = EMBARK_PAYLOAD_ANY;
    }
}

/* Where no type is named, what is named in its place tells it. */
static void
guess_wish (EmbarkPayloadWish *wish, JsonObject *schema)
{
  JsonArray *choices = embark_json_get_array (schema, "enum");
  JsonNode *constant =
      json_object_has_member (schema, "const") ? json_object_get_member (schema, "const") : NULL;

  if (constant != NULL)
    wish_for (wish, type_of_value (constant));
  else if (choices != NULL)
    for (guint i = 0; i < json_array_get_length (choices); i++)
      wish_for (wish, type_of_value (json_array_get_element (choices, i)));
  else if (embark_json_get_object (schema, "properties") != NULL)
    wish_for (wish, EMBARK_PAYLOAD_OBJECT);
  else if (embark_json_get_object (schema, "items") != NULL)
    wish_for (wish, EMBARK_PAYLOAD_ARRAY);
}

EmbarkPayloadWish
embark_payload_wish (JsonObject *schema)
{
  EmbarkPayloadWish wish = { .type = EMBARK_PAYLOAD_ANY };
  const char *one = embark_json_get_string (schema, "type", NULL);
  JsonArray *list = embark_json_get_array (schema, "type");

  if (schema == NULL)
    return wish;
  if (one != NULL)
    wish_for (&wish, type_of_name (one));
  else if (list != NULL)
    for (guint i = 0; i < json_array_get_length (list); i++)
      wish_for (&wish, type_of_name (string_of (json_array_get_element (list, i))));
  else
    guess_wish (&wish, schema);
  if (wish.nullable && wish.type == EMBARK_PAYLOAD_ANY && !wish.several)
    wish.type = EMBARK_PAYLOAD_NULL;
  return wish;
}

JsonObject *
embark_payload_schema_of_member (JsonObject *schema, const char *name)
{
  JsonObject *properties = embark_json_get_object (schema, "properties");

  if (properties != NULL && json_object_has_member (properties, name))
    return embark_json_node_object (json_object_get_member (properties, name));
  return embark_json_get_object (schema, "additionalProperties");
}

JsonObject *
embark_payload_schema_of_items (JsonObject *schema)
{
  return embark_json_get_object (schema, "items");
}

GStrv
embark_payload_schema_dup_choices (JsonObject *schema)
{
  JsonArray *choices = embark_json_get_array (schema, "enum");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (choices == NULL || json_array_get_length (choices) == 0)
    return NULL;
  for (guint i = 0; i < json_array_get_length (choices); i++)
    {
      g_autofree char *json = embark_json_to_string (json_array_get_element (choices, i), FALSE);

      g_strv_builder_add (builder, json);
    }
  return g_strv_builder_end (builder);
}

char *
embark_payload_schema_dup_constant (JsonObject *schema)
{
  return schema != NULL && json_object_has_member (schema, "const")
             ? embark_json_to_string (json_object_get_member (schema, "const"), FALSE)
             : NULL;
}

/* ---- limits ---- */

static gboolean
get_number (JsonObject *schema, const char *name, double *number)
{
  JsonNode *node = embark_json_get_node (schema, name);
  GType type =
      node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return FALSE;
  *number = json_node_get_double (node);
  return TRUE;
}

gboolean
embark_payload_schema_get_limit (JsonObject *schema, gboolean upper, double *limit)
{
  return get_number (schema, upper ? "maximum" : "minimum", limit)
         || get_number (schema, upper ? "exclusiveMaximum" : "exclusiveMinimum", limit);
}

/* Returns: (transfer full) (nullable) */
static char *
dup_number_bounds (JsonObject *schema)
{
  double least = 0, most = 0;
  const gboolean has_least = embark_payload_schema_get_limit (schema, FALSE, &least);
  const gboolean has_most = embark_payload_schema_get_limit (schema, TRUE, &most);

  if (has_least && has_most)
    /* Translators: the limits of a number, as in "1 to 100" */
    return g_strdup_printf (_ ("%1$g to %2$g"), least, most);
  if (has_least)
    /* Translators: the lower limit of a number */
    return g_strdup_printf (_ ("From %g"), least);
  if (has_most)
    /* Translators: the upper limit of a number */
    return g_strdup_printf (_ ("Up to %g"), most);
  return NULL;
}

/* Returns: (transfer full) (nullable) */
static char *
dup_count_bounds (JsonObject *schema, gboolean items)
{
  double least = 0, most = 0;
  const gboolean has_least = get_number (schema, items ? "minItems" : "minLength", &least) && least > 0;
  const gboolean has_most = get_number (schema, items ? "maxItems" : "maxLength", &most);
  const guint from = (guint) CLAMP (least, 0, G_MAXINT);
  const guint to = (guint) CLAMP (most, 0, G_MAXINT);

  if (has_least && has_most)
    return items ? g_strdup_printf (_ ("%1$u to %2$u items"), from, to)
                 : g_strdup_printf (_ ("%1$u to %2$u characters"), from, to);
  if (has_least)
    return items ? g_strdup_printf (ngettext ("At least %u item", "At least %u items", from), from)
                 : g_strdup_printf (ngettext ("At least %u character", "At least %u characters", from), from);
  if (has_most)
    return items ? g_strdup_printf (ngettext ("At most %u item", "At most %u items", to), to)
                 : g_strdup_printf (ngettext ("At most %u character", "At most %u characters", to), to);
  return NULL;
}

char *
embark_payload_schema_dup_bounds (JsonObject *schema)
{
  switch (embark_payload_wish (schema).type)
    {
    case EMBARK_PAYLOAD_STRING:
      return dup_count_bounds (schema, FALSE);
    case EMBARK_PAYLOAD_ARRAY:
      return dup_count_bounds (schema, TRUE);
    case EMBARK_PAYLOAD_INTEGER:
    case EMBARK_PAYLOAD_NUMBER:
      return dup_number_bounds (schema);
    case EMBARK_PAYLOAD_OBJECT:
    case EMBARK_PAYLOAD_BOOLEAN:
    case EMBARK_PAYLOAD_NULL:
    case EMBARK_PAYLOAD_ANY:
    default:
      return NULL;
    }
}

/* ---- the least that is allowed ---- */

static void append_made (GString *out, JsonObject *schema, guint *made);

static void
append_name (GString *out, const char *name)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), name);
  g_autofree char *json = embark_json_to_string (node, FALSE);

  g_string_append_printf (out, "%s%s:", out->str[out->len - 1] == '{' ? "" : ",", json);
}

static void
append_made_object (GString *out, JsonObject *schema, guint *made)
{
  JsonArray *required = embark_json_get_array (schema, "required");
  JsonObject *properties = embark_json_get_object (schema, "properties");
  g_autoptr (GList) names = properties != NULL ? json_object_get_members (properties) : NULL;
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_str_hash, g_str_equal);
  const guint n = required != NULL ? json_array_get_length (required) : 0;

  for (guint i = 0; i < n; i++)
    if (string_of (json_array_get_element (required, i)) != NULL)
      g_hash_table_add (wanted, (gpointer) string_of (json_array_get_element (required, i)));
  g_string_append_c (out, '{');
  /* A schema that requires nothing would make nothing to fill in. */
  for (GList *l = names; l != NULL && *made < MAX_MADE; l = l->next)
    if (n == 0 || g_hash_table_remove (wanted, l->data))
      {
        append_name (out, l->data);
        append_made (out, embark_payload_schema_of_member (schema, l->data), made);
      }
  for (guint i = 0; i < n && *made < MAX_MADE; i++)
    {
      const char *name = string_of (json_array_get_element (required, i));

      if (name == NULL || !g_hash_table_remove (wanted, name))
        continue;
      append_name (out, name);
      append_made (out, embark_payload_schema_of_member (schema, name), made);
    }
  g_string_append_c (out, '}');
}

static void
append_made_array (GString *out, JsonObject *schema, guint *made)
{
  const gint64 least = CLAMP (embark_json_get_int (schema, "minItems", 0), 0, MAX_ITEMS);

  g_string_append_c (out, '[');
  for (gint64 i = 0; i < least && *made < MAX_MADE; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_made (out, embark_payload_schema_of_items (schema), made);
    }
  g_string_append_c (out, ']');
}

/* Values that are new each time serve better than an empty text that is refused. */
static const char *
get_made_text (JsonObject *schema)
{
  static const struct
  {
    const char *format;
    const char *text;
  } texts[] = {
    { "email", "\"{{email}}\"" },   { "uuid", "\"{{uuid}}\"" },  { "date", "\"{{date}}\"" },
    { "date-time", "\"{{now}}\"" }, { "time", "\"12:00:00Z\"" }, { "uri", "\"https://example.com/\"" },
  };
  const char *format = embark_json_get_string (schema, "format", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_strcmp0 (texts[i].format, format) == 0)
      return texts[i].text;
  return "\"\"";
}

static void
append_made_number (GString *out, JsonObject *schema, gboolean whole)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double number = 0, limit = 0;

  if (get_number (schema, "minimum", &limit))
    number = MAX (number, whole ? ceil (limit) : limit);
  if (get_number (schema, "exclusiveMinimum", &limit) && number <= limit)
    number = floor (limit) + 1;
  if (get_number (schema, "maximum", &limit))
    number = MIN (number, whole ? floor (limit) : limit);
  if (whole && fabs (number) < 1e15)
    g_string_append_printf (out, "%" G_GINT64_FORMAT, (gint64) number);
  else
    g_string_append (out, g_ascii_dtostr (buffer, sizeof buffer, number));
}

static void
append_node (GString *out, JsonNode *node)
{
  g_autofree char *json = embark_json_to_string (node, FALSE);

  g_string_append (out, json);
}

static void
append_made (GString *out, JsonObject *schema, guint *made)
{
  JsonArray *choices = embark_json_get_array (schema, "enum");

  ++*made;
  for (const char *const *name = (const char *const[]){ "const", "default", NULL }; *name != NULL; name++)
    if (schema != NULL && json_object_has_member (schema, *name))
      {
        append_node (out, json_object_get_member (schema, *name));
        return;
      }
  if (choices != NULL && json_array_get_length (choices) > 0)
    {
      append_node (out, json_array_get_element (choices, 0));
      return;
    }
  switch (embark_payload_wish (schema).type)
    {
    case EMBARK_PAYLOAD_OBJECT:
      append_made_object (out, schema, made);
      break;
    case EMBARK_PAYLOAD_ARRAY:
      append_made_array (out, schema, made);
      break;
    case EMBARK_PAYLOAD_INTEGER:
    case EMBARK_PAYLOAD_NUMBER:
      append_made_number (out, schema, embark_payload_wish (schema).type == EMBARK_PAYLOAD_INTEGER);
      break;
    case EMBARK_PAYLOAD_BOOLEAN:
      g_string_append (out, "false");
      break;
    case EMBARK_PAYLOAD_NULL:
      g_string_append (out, "null");
      break;
    case EMBARK_PAYLOAD_STRING:
    case EMBARK_PAYLOAD_ANY:
    default:
      g_string_append (out, get_made_text (schema));
      break;
    }
}

char *
embark_payload_schema_make (JsonObject *schema)
{
  GString *out = g_string_new (NULL);
  guint made = 0;

  append_made (out, schema, &made);
  return g_string_free (out, FALSE);
}

char *
embark_payload_make (EmbarkJsonSchema *schema)
{
  g_autofree char *json = NULL;
  char *text;

  g_return_val_if_fail (EMBARK_IS_JSON_SCHEMA (schema), NULL);

  json = embark_payload_schema_make (embark_json_node_object (embark_json_schema_get_json (schema)));
  /* A default of the schema may hold braces that look like a variable: then it stays as it is. */
  text = embark_payload_format (json, NULL, NULL, NULL);
  return text != NULL ? text : g_steal_pointer (&json);
}
