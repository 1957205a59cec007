/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-config-form.h"
#include "embark-field-row.h"

G_BEGIN_DECLS

/**
 * EmbarkConfigPane:
 *
 * The fields of one part of a form: of one workflow, or those that all workflows share. Every change saves itself.
 */
#define EMBARK_TYPE_CONFIG_PANE (embark_config_pane_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkConfigPane, embark_config_pane, EMBARK, CONFIG_PANE, AdwBin)

/* @workflow_id: (nullable): %NULL for what all workflows share */
GtkWidget *embark_config_pane_new (EmbarkConfigForm *form, const char *workflow_id);
/* Shows what form and config say now. @workflow: (nullable): the newest record */
void embark_config_pane_update (EmbarkConfigPane *self, EmbarkWorkflow *workflow);
void embark_config_pane_set_narrow (EmbarkConfigPane *self, gboolean narrow);
/* Returns: (nullable): the row of a field, when the pane has it */
EmbarkFieldRow *embark_config_pane_get_row (EmbarkConfigPane *self, const char *field_id);

G_END_DECLS
