/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "embark-sandbox-json-judge.h"
#include "embark-sandbox-json.h"

#define MAX_DEPTH 64
/* Integers with fewer digits fit into 64 bits. */
#define SAFE_DIGITS 19

/* Copies the number at @p. One beyond 64 bits, which json-glib would wrap, becomes a real one, as JavaScript
 * has it. */
static const char *
copy_number (GString *copy, const char *p, const char *end)
{
  const char *start = p;
  guint digits = 0;
  gboolean real = FALSE;

  while (p < end && (g_ascii_isalnum (*p) || strchr ("+-.", *p) != NULL))
    {
      digits += g_ascii_isdigit (*p) ? 1 : 0;
      real = real || strchr (".eE", *p) != NULL;
      p++;
    }
  g_string_append_len (copy, start, p - start);
  if (!real && digits >= SAFE_DIGITS)
    g_string_append (copy, ".0");
  return p;
}

static const char *
copy_string (GString *copy, const char *p, const char *end)
{
  const char *start = p++;

  while (p < end && *p != '"')
    p += *p == '\\' && p + 1 < end ? 2 : 1;
  if (p < end)
    p++;
  g_string_append_len (copy, start, p - start);
  return p;
}

/* Returns: (transfer full) (nullable): @data with its numbers made safe, %NULL when it nests too deep. It
 * takes no view of whether @data is JSON. */
static GString *
prepare (const char *data, gsize length)
{
  GString *copy = g_string_sized_new (length);
  const char *end = data + length;
  const char *p = data;
  guint depth = 0;

  while (p < end)
    {
      if (*p == '"')
        {
          p = copy_string (copy, p, end);
          continue;
        }
      if (g_ascii_isdigit (*p))
        {
          p = copy_number (copy, p, end);
          continue;
        }
      if (*p == '[' || *p == '{')
        depth++;
      else if ((*p == ']' || *p == '}') && depth > 0)
        depth--;
      if (depth > MAX_DEPTH)
        {
          g_string_free (copy, TRUE);
          return NULL;
        }
      g_string_append_c (copy, *p++);
    }
  return copy;
}

/* Jansson judges, json-glib reads: by itself the latter takes much that is not JSON. The two libraries share
 * a symbol, json_object_iter_next(), which is why nothing in the sandbox calls it. */
JsonNode *
sandbox_json_parse (const char *data, gsize length, GError **error)
{
  g_autoptr (GString) text = prepare (data, length);
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (text == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "nested deeper than %d levels", MAX_DEPTH);
      return NULL;
    }
  if (!sandbox_json_judge (text->str, text->len, error))
    return NULL;
  if (!json_parser_load_from_data (parser, text->str, (gssize) text->len, error))
    return NULL;
  return json_parser_steal_root (parser);
}

/* The generator ends a number such as 1e+30 in ".0", which no reader takes. */
static char *
mend_exponents (char *text)
{
  char *end = text;
  char *p = text;

  while (*p != '\0')
    {
      char *start = p;

      if (*p == '"')
        {
          for (p++; *p != '"' && *p != '\0'; p++)
            if (*p == '\\' && p[1] != '\0')
              p++;
          p += *p == '"' ? 1 : 0;
        }
      else if (g_ascii_isdigit (*p))
        {
          p += strspn (p, "0123456789.eE+-");
          if (memchr (start, 'e', p - start) != NULL && p - start > 2 && strncmp (p - 2, ".0", 2) == 0)
            {
              memmove (end, start, p - 2 - start);
              end += p - 2 - start;
              continue;
            }
        }
      else
        {
          p++;
        }
      memmove (end, start, p - start);
      end += p - start;
    }
  *end = '\0';
  return text;
}

char *
sandbox_json_print (JsonNode *node, gboolean pretty)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();

  json_generator_set_root (generator, node);
  json_generator_set_pretty (generator, pretty);
  return mend_exponents (json_generator_to_data (generator, NULL));
}

JsonNode *
sandbox_node (JsonObject *object, const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

const char *
sandbox_str (JsonObject *object, const char *name)
{
  JsonNode *node = sandbox_node (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

double
sandbox_double (JsonObject *object, const char *name)
{
  JsonNode *node = sandbox_node (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return 0;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return (double) json_node_get_int (node);
  if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    return json_node_get_double (node);
  return 0;
}

gint64
sandbox_int (JsonObject *object, const char *name)
{
  JsonNode *node = sandbox_node (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return 0;
  return json_node_get_int (node);
}

gboolean
sandbox_bool (JsonObject *object, const char *name)
{
  JsonNode *node = sandbox_node (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return FALSE;
  return json_node_get_boolean (node);
}

JsonObject *
sandbox_obj (JsonObject *object, const char *name)
{
  JsonNode *node = sandbox_node (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
sandbox_arr (JsonObject *object, const char *name)
{
  JsonNode *node = sandbox_node (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

JsonObject *
sandbox_ensure_obj (JsonObject *object, const char *name)
{
  if (sandbox_obj (object, name) == NULL)
    json_object_set_object_member (object, name, json_object_new ());
  return sandbox_obj (object, name);
}

JsonArray *
sandbox_ensure_arr (JsonObject *object, const char *name)
{
  if (sandbox_arr (object, name) == NULL)
    json_object_set_array_member (object, name, json_array_new ());
  return sandbox_arr (object, name);
}

JsonObject *
sandbox_item (JsonArray *array, guint index)
{
  JsonNode *node = json_array_get_element (array, index);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

guint
sandbox_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

JsonObject *
sandbox_find (JsonArray *array, const char *name, const char *value)
{
  for (guint i = 0; value != NULL && i < sandbox_length (array); i++)
    {
      JsonObject *item = sandbox_item (array, i);

      if (g_strcmp0 (sandbox_str (item, name), value) == 0)
        return item;
    }
  return NULL;
}

gboolean
sandbox_remove (JsonArray *array, const char *name, const char *value)
{
  for (guint i = 0; value != NULL && i < sandbox_length (array); i++)
    if (g_strcmp0 (sandbox_str (sandbox_item (array, i), name), value) == 0)
      {
        json_array_remove_element (array, i);
        return TRUE;
      }
  return FALSE;
}

JsonNode *
sandbox_node_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

JsonNode *
sandbox_node_array (JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);
  return node;
}

JsonNode *
sandbox_node_string (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
value_node (char type, va_list *args)
{
  JsonObject *object;
  JsonNode *node;
  const char *text;

  switch (type)
    {
    case 's':
      text = va_arg (*args, const char *);
      return text != NULL ? sandbox_node_string (text) : NULL;
    case 'i':
      return json_node_init_int (json_node_alloc (), va_arg (*args, int));
    case 'l':
      return json_node_init_int (json_node_alloc (), va_arg (*args, gint64));
    case 'd':
      return json_node_init_double (json_node_alloc (), va_arg (*args, double));
    case 'b':
      return json_node_init_boolean (json_node_alloc (), va_arg (*args, gboolean));
    case 'n':
      node = va_arg (*args, JsonNode *);
      return node != NULL ? node : json_node_new (JSON_NODE_NULL);
    case 'o':
      object = va_arg (*args, JsonObject *);
      return object != NULL ? sandbox_node_object (object) : json_node_new (JSON_NODE_NULL);
    case 'a':
      return sandbox_node_array (va_arg (*args, JsonArray *));
    default:
      g_assert_not_reached ();
    }
}

JsonObject *
sandbox_object (const char *first, ...)
{
  JsonObject *object = json_object_new ();
  va_list args;

  va_start (args, first);
  for (const char *name = first; name != NULL; name = va_arg (args, const char *))
    {
      JsonNode *node;

      g_assert (name[1] == ':');
      node = value_node (name[0], &args);
      if (node != NULL)
        json_object_set_member (object, name + 2, node);
    }
  va_end (args);
  return object;
}

JsonNode *
sandbox_deep_copy (JsonNode *node)
{
  JsonNode *copy;

  if (node == NULL)
    return json_node_new (JSON_NODE_NULL);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return sandbox_node_object (sandbox_copy_object (json_node_get_object (node)));

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return json_node_copy (node);

  copy = sandbox_node_array (json_array_new ());
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    json_array_add_element (json_node_get_array (copy),
                            sandbox_deep_copy (json_array_get_element (json_node_get_array (node), i)));
  return copy;
}

JsonObject *
sandbox_copy_object (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    json_object_set_member (copy, l->data, sandbox_deep_copy (json_object_get_member (object, l->data)));
  return copy;
}
