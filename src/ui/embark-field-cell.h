/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Inside src/ui: one value within a map, a grid of pairs or a rule. */

#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EmbarkFieldCell:
 *
 * Edits a value that is chosen from options, or typed where there are none. Signals, by the user only: `changed`;
 * `done` after a choice or Enter. A value that is not touched is given back as it came.
 */
#define EMBARK_TYPE_FIELD_CELL (embark_field_cell_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkFieldCell, embark_field_cell, EMBARK, FIELD_CELL, AdwBin)

GtkWidget *embark_field_cell_new (void);
/**
 * embark_field_cell_configure:
 * @options: (element-type EmbarkOption) (nullable): none: the value is typed
 * @multiple: whether it is an array; typed values are parted by commas
 * @number: whether what is typed is a number, if it can be read as one
 *
 * Also again; what is shown stays.
 */
void embark_field_cell_configure (EmbarkFieldCell *self, GPtrArray *options, gboolean multiple, gboolean number);
void embark_field_cell_set_value (EmbarkFieldCell *self, JsonNode *value);
/* Returns: (transfer full) (nullable) */
JsonNode *embark_field_cell_dup_value (EmbarkFieldCell *self);
/* Returns: whether the value is not among the options */
gboolean embark_field_cell_get_gone (EmbarkFieldCell *self);
/* @label: the accessible name; also shown in an empty entry */
void embark_field_cell_set_label (EmbarkFieldCell *self, const char *label);

G_END_DECLS
