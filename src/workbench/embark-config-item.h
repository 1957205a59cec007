/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "embark-config-form.h"

G_BEGIN_DECLS

/**
 * EmbarkConfigItem:
 *
 * A part of a form in its list: the settings that all workflows share, or a workflow with its switch. The switch says what
 * the user wants; it stays there once the server agreed and goes back when it refused, and the row then says the server's
 * words. Turned again while it saves, it is saved again.
 */
#define EMBARK_TYPE_CONFIG_ITEM (embark_config_item_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkConfigItem, embark_config_item, EMBARK, CONFIG_ITEM, GtkListBoxRow)

/* @workflow: (nullable): %NULL for what all workflows share */
GtkWidget *embark_config_item_new (EmbarkConfigForm *form, EmbarkWorkflow *workflow);
/* A newer record of the same workflow; also says anew what is lacking. */
void embark_config_item_update (EmbarkConfigItem *self, EmbarkWorkflow *workflow);
/* Returns: (nullable) */
EmbarkWorkflow *embark_config_item_get_workflow (EmbarkConfigItem *self);
/* Returns: (nullable) */
const char *embark_config_item_get_workflow_id (EmbarkConfigItem *self);
/* Returns: whether the server is being asked */
gboolean embark_config_item_get_saving (EmbarkConfigItem *self);

G_END_DECLS
