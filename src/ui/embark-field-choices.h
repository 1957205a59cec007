/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Inside src/ui: the options of a field as a list model, one for all widgets that offer the same options. */

#pragma once

#include <gio/gio.h>

#include "embark-option.h"

G_BEGIN_DECLS

/* One line of a list of options. Immutable. Property: `label`. */
#define EMBARK_TYPE_FIELD_CHOICE (embark_field_choice_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkFieldChoice, embark_field_choice, EMBARK, FIELD_CHOICE, GObject)

/* @value: (nullable): %NULL for "nothing chosen" */
EmbarkFieldChoice *embark_field_choice_new (const char *label, JsonNode *value);
/* Returns: (transfer full): a choice for a value that is saved and no longer among the options, and says so */
EmbarkFieldChoice *embark_field_choice_new_gone (JsonNode *value);
const char *embark_field_choice_get_label (EmbarkFieldChoice *self);
/* Returns: (transfer none) (nullable) */
JsonNode *embark_field_choice_get_value (EmbarkFieldChoice *self);
/* Returns: equal for equal values of equal type */
const char *embark_field_choice_get_key (EmbarkFieldChoice *self);
gboolean embark_field_choice_get_gone (EmbarkFieldChoice *self);

/**
 * EmbarkFieldChoices:
 *
 * A GListModel of EmbarkFieldChoice. A field may have a hundred thousand options, and a row for each of many labels: the
 * lines are made when they are looked at, and once for all rows.
 */
#define EMBARK_TYPE_FIELD_CHOICES (embark_field_choices_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkFieldChoices, embark_field_choices, EMBARK, FIELD_CHOICES, GObject)

/* Returns: (transfer full): that of @options (element-type EmbarkOption) (nullable), the same while anybody has it */
EmbarkFieldChoices *embark_field_choices_get (GPtrArray *options);
/* Returns: where the option with @key (as embark_field_value_key()) is, else G_MAXUINT */
guint embark_field_choices_find (EmbarkFieldChoices *self, const char *key);
/* Whether both list the same, so that one can stay where the other is to come. Either: (nullable) */
gboolean embark_field_choices_equal (EmbarkFieldChoices *a, EmbarkFieldChoices *b);

G_END_DECLS
