/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EmbarkJsonTree:
 *
 * JSON to be read as a tree: rows are made when they are looked at, so that a hundred thousand members open as quickly as
 * ten; what has more than %EMBARK_JSON_ITEM_MAX_CHILDREN is shown in ranges. Right and Left open and close, Enter does
 * either; Ctrl+C copies the value, Ctrl+Shift+C its JSONPath, Ctrl+F looks for a text. Actions: `json-tree.copy-value`,
 * `json-tree.copy-path`, `json-tree.find`, `json-tree.next`, `json-tree.previous`. Properties: `label` (string, nullable:
 * its accessible name), `max-height` (int: px of the rows before they scroll).
 */
#define EMBARK_TYPE_JSON_TREE (embark_json_tree_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkJsonTree, embark_json_tree, EMBARK, JSON_TREE, AdwBin)

GtkWidget *embark_json_tree_new (void);
/* @node: (nullable): must not be changed any more. @other: it is of something else than what is shown: nothing of what
 * was opened is opened in it */
void embark_json_tree_set_json (EmbarkJsonTree *self, JsonNode *node, gboolean other);
/* Returns: (transfer none): the rows (GtkTreeListRow of EmbarkJsonItem) that are opened */
GListModel *embark_json_tree_get_rows (EmbarkJsonTree *self);
/* Shows the entry for a text that is looked for; what is found is opened and chosen. @text: (nullable): with that text */
void embark_json_tree_find (EmbarkJsonTree *self, const char *text);
/* Returns: how many values have the text, -1 while that is not known */
int embark_json_tree_get_n_found (EmbarkJsonTree *self);

G_END_DECLS
