/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* An object or array of more than this many is shown in ranges, so that opening one costs the same whatever it has. */
#define EMBARK_JSON_ITEM_MAX_CHILDREN 10000
/* So many are in the smallest range. */
#define EMBARK_JSON_ITEM_RANGE 1000

typedef enum
{
  EMBARK_JSON_ITEM_OBJECT,
  EMBARK_JSON_ITEM_ARRAY,
  EMBARK_JSON_ITEM_STRING,
  EMBARK_JSON_ITEM_NUMBER,
  EMBARK_JSON_ITEM_WORD, /* true, false, null */
} EmbarkJsonItemKind;

/**
 * EmbarkJsonItem:
 *
 * A value of a JSON document as a row of a tree: the document itself, a member, an element, or a range of those.
 * Immutable; made when somebody looks at it, as its children are.
 */
#define EMBARK_TYPE_JSON_ITEM (embark_json_item_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkJsonItem, embark_json_item, EMBARK, JSON_ITEM, GObject)

/* @root: must not be changed any more. Returns: (transfer full): the whole document */
EmbarkJsonItem *embark_json_item_new (JsonNode *root);
EmbarkJsonItemKind embark_json_item_get_kind (EmbarkJsonItem *self);
/* Returns: the value; of a range what it is a part of */
JsonNode *embark_json_item_get_node (EmbarkJsonItem *self);
gboolean embark_json_item_get_is_range (EmbarkJsonItem *self);
/* Returns: how many members or elements it has, ranges not counted */
guint embark_json_item_get_size (EmbarkJsonItem *self);
/* Returns: (transfer full): for one line: the member's name, "[3]", "[1000 … 1999]"; "$" for the document. No character
 * of it turns the direction of what stands beside it. */
char *embark_json_item_dup_name (EmbarkJsonItem *self);
/* Returns: (transfer full): for one line: a string in quotation marks, cut and with escapes for what is not seen; a number
 * as it came; "" for an object or array */
char *embark_json_item_dup_value (EmbarkJsonItem *self);
/* Returns: (transfer full): the JSONPath */
char *embark_json_item_dup_path (EmbarkJsonItem *self);
/* Returns: (transfer full) (nullable): its children (EmbarkJsonItem), %NULL where there can be none */
GListModel *embark_json_item_new_children (EmbarkJsonItem *self);

/* Where child @index stands in the tree below @node: appends the positions, through ranges, to @positions (element-type
 * guint). */
void embark_json_item_append_positions (JsonNode *node, guint index, GArray *positions);

G_END_DECLS
