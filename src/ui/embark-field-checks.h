/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Inside src/ui: choosing several of a field's options. */

#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EmbarkFieldChecks:
 *
 * Options of which several may be chosen: chips where they are few, else a list with a search. Signal: `chosen`, by the
 * user only.
 */
#define EMBARK_TYPE_FIELD_CHECKS (embark_field_checks_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkFieldChecks, embark_field_checks, EMBARK, FIELD_CHECKS, AdwBin)

GtkWidget *embark_field_checks_new (void);
/* @options: (element-type EmbarkOption) (nullable). What is chosen stays. */
void embark_field_checks_set_options (EmbarkFieldChecks *self, GPtrArray *options);
/* @value: (nullable): an array, or one value alone. Returns: %FALSE for what is neither */
gboolean embark_field_checks_set_value (EmbarkFieldChecks *self, JsonNode *value);
/* Returns: (transfer full) (nullable): an array: what was chosen before in its order, then what was added; untouched it is
 * the node that was set */
JsonNode *embark_field_checks_dup_value (EmbarkFieldChecks *self);
/* Returns: (transfer full): what is chosen, in words */
char *embark_field_checks_dup_summary (EmbarkFieldChecks *self);
/* Returns: whether something chosen is not among the options */
gboolean embark_field_checks_get_gone (EmbarkFieldChecks *self);

/* EmbarkFieldMany: the same in a popover, for a line in which there is no room. Signal: `chosen`. */
#define EMBARK_TYPE_FIELD_MANY (embark_field_many_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkFieldMany, embark_field_many, EMBARK, FIELD_MANY, AdwBin)

GtkWidget *embark_field_many_new (void);
EmbarkFieldChecks *embark_field_many_get_checks (EmbarkFieldMany *self);
/* Says again what is chosen, after the checks were set. */
void embark_field_many_update (EmbarkFieldMany *self);
GtkWidget *embark_field_many_get_control (EmbarkFieldMany *self);

G_END_DECLS
