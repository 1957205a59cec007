/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Nesting beyond this is refused. */
#define EMBARK_JSON_MAX_DEPTH 128

/**
 * embark_json_parse:
 * @text: UTF-8 or not; need not end in NUL
 * @length: bytes of @text, or -1
 * @error: domain %EMBARK_API_ERROR, code PROTOCOL; the message names line and column
 *
 * The gate: Jansson reads first and strictly (depth, trailing text, duplicate keys, number range, encoding), and only
 * what passed reaches json-glib, which accepts much that is not JSON and does not survive deep nesting.
 *
 * Returns: (transfer full): an immutable node
 */
JsonNode *embark_json_parse (const char *text, gssize length, GError **error);
/**
 * embark_json_parse_reply:
 *
 * As embark_json_parse(), for what a server sent. A number that no 64-bit integer or double holds is refused by
 * embark_json_parse(), since what a user typed must not be sent as something else; here it becomes the string of its
 * digits: the rest of the page stays readable, the number is shown as it came and, being a string, never counted with.
 * A byte order mark at the start is left out.
 */
JsonNode *embark_json_parse_reply (const char *text, gssize length, GError **error);
/* As embark_json_parse(), and says where: @line and @column count from 1 (0 when unknown). For an editor. */
gboolean embark_json_check (const char *text, gssize length, guint *line, guint *column, GError **error);

/* Tolerant getters: absent, null and the wrong type all give the fallback. @object may be %NULL. */
const char *embark_json_get_string (JsonObject *object, const char *name, const char *fallback);
gboolean embark_json_get_boolean (JsonObject *object, const char *name, gboolean fallback);
gint64 embark_json_get_int (JsonObject *object, const char *name, gint64 fallback);
double embark_json_get_double (JsonObject *object, const char *name, double fallback);
/* Returns: (transfer none) (nullable) */
JsonObject *embark_json_get_object (JsonObject *object, const char *name);
JsonArray *embark_json_get_array (JsonObject *object, const char *name);
JsonNode *embark_json_get_node (JsonObject *object, const char *name);
/* Returns: microseconds since 1970 from an ISO 8601 or RFC 1123 string, 0 when absent or unreadable */
gint64 embark_json_get_time (JsonObject *object, const char *name);
/* Returns: (transfer full) (nullable): text for a label: see embark_text_clean(); %NULL when absent or empty */
char *embark_json_dup_label (JsonObject *object, const char *name);
/* Returns: (nullable): a string that is not empty, such as an identifier, else %NULL */
const char *embark_json_get_id (JsonObject *object, const char *name);
/* Returns: (transfer none) (nullable): the object that @node is */
JsonObject *embark_json_node_object (JsonNode *node);
/* Returns: (transfer full): @node as text, indented when @pretty; "null" for %NULL. Order and numbers as parsed. */
char *embark_json_to_string (JsonNode *node, gboolean pretty);
/* Returns: (transfer none) (nullable): the sentence with which a failed call explains itself, found in the usual members
 * of @node (message, error.message, error_description, first element of a list of such…); @node alone when it is text */
const char *embark_json_find_error_text (JsonNode *node);
/* Returns: (transfer none) (nullable): the code beside it (errorCode, statusCode, error_code, error, code) */
const char *embark_json_find_error_code (JsonNode *node);
/* Returns: (transfer full) (nullable): who is connected (register 29): strings as they are, "NA" and null as %NULL, an
 * object by the usual names in it ("mara@acme.example, Acme"), anything else as compact JSON */
char *embark_json_stringify_identifier (JsonNode *node);
/**
 * embark_json_release:
 * @node: (transfer full) (nullable)
 *
 * As json_node_unref(), for what may have megabytes: freeing them holds the main loop for longer than ten frames. What is
 * large is freed in pieces while the loop has nothing else to do. Not in a thread: json-glib counts the references of
 * objects and arrays without locking.
 */
void embark_json_release (JsonNode *node);

G_END_DECLS
