/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Inside src/ui: choosing one of a field's options. */

#pragma once

#include <adwaita.h>

#include "embark-option.h"

G_BEGIN_DECLS

/* EmbarkFieldDrop: a drop-down of options, with a search where they are many. Signal: `chosen`, by the user only. */
#define EMBARK_TYPE_FIELD_DROP (embark_field_drop_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkFieldDrop, embark_field_drop, EMBARK, FIELD_DROP, AdwBin)

GtkWidget *embark_field_drop_new (void);
/* @options: (element-type EmbarkOption) (nullable); @none: (nullable): the words of a first line for no value. What is
 * shown stays. */
void embark_field_drop_set_options (EmbarkFieldDrop *self, GPtrArray *options, const char *none);
void embark_field_drop_set_value (EmbarkFieldDrop *self, JsonNode *value);
/* Returns: (transfer none) (nullable) */
JsonNode *embark_field_drop_get_value (EmbarkFieldDrop *self);
/* Whether the value is not among the options. */
gboolean embark_field_drop_get_gone (EmbarkFieldDrop *self);
/* The widget that a label names. */
GtkWidget *embark_field_drop_get_control (EmbarkFieldDrop *self);

G_END_DECLS
