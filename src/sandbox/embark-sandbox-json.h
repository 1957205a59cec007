/* SPDX-License-Identifier: GPL-3.0-or-later */

/* JSON as the sandbox uses it: a strict reader, getters that take a wrong type as absent, and a short way to
 * write objects down. */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Returns: (transfer full) (nullable): the value, or %NULL with @error (G_IO_ERROR_INVALID_DATA) when @data
 * is not exactly one JSON text, repeats a key or nests deeper than 64 levels */
JsonNode *sandbox_json_parse (const char *data, gsize length, GError **error);
/* Returns: (transfer full): @node as text */
char *sandbox_json_print (JsonNode *node, gboolean pretty);

/* All of them take %NULL for @object, and give %NULL, 0 or %FALSE for what is missing or of another type.
 */
const char *sandbox_str (JsonObject *object, const char *name);
gint64 sandbox_int (JsonObject *object, const char *name);
double sandbox_double (JsonObject *object, const char *name);
gboolean sandbox_bool (JsonObject *object, const char *name);
JsonObject *sandbox_obj (JsonObject *object, const char *name);
JsonArray *sandbox_arr (JsonObject *object, const char *name);
JsonNode *sandbox_node (JsonObject *object, const char *name);
/* Returns: (transfer none): the member, made empty when it is missing or of another type */
JsonObject *sandbox_ensure_obj (JsonObject *object, const char *name);
JsonArray *sandbox_ensure_arr (JsonObject *object, const char *name);
/* Returns: (transfer none) (nullable): the element, when it is an object */
JsonObject *sandbox_item (JsonArray *array, guint index);
guint sandbox_length (JsonArray *array);
/* Returns: (transfer none) (nullable): the first object in @array whose member @name is the text @value */
JsonObject *sandbox_find (JsonArray *array, const char *name, const char *value);
/* Returns: whether there was such an object */
gboolean sandbox_remove (JsonArray *array, const char *name, const char *value);

/**
 * sandbox_object:
 * @first: a type letter, a colon and the name: "s:" const char * (left out when %NULL), "i:" int, "l:"
 * gint64, "d:" double, "b:" gboolean, "n:" JsonNode * (transfer full; null when %NULL), "o:" JsonObject *
 * (transfer full; null when %NULL), "a:" JsonArray * (transfer full)
 * @...: its value, then further pairs, then %NULL
 *
 * Returns: (transfer full): the object
 */
JsonObject *sandbox_object (const char *first, ...) G_GNUC_NULL_TERMINATED;
/* Returns: (transfer full): a node that takes @object or @array over, or holds @text */
JsonNode *sandbox_node_object (JsonObject *object);
JsonNode *sandbox_node_array (JsonArray *array);
JsonNode *sandbox_node_string (const char *text);
/* Returns: (transfer full): a copy that shares nothing */
JsonNode *sandbox_deep_copy (JsonNode *node);
JsonObject *sandbox_copy_object (JsonObject *object);

G_END_DECLS
