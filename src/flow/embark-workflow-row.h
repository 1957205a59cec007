/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-onboarding.h"

G_BEGIN_DECLS

/**
 * EmbarkWorkflowRow:
 *
 * A workflow with its switch. The switch says what the user wants; it stays there once the server agreed and
 * goes back when it refused, and the row then says the server's words. Turned again while it saves, it is
 * saved again.
 */
#define EMBARK_TYPE_WORKFLOW_ROW (embark_workflow_row_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkWorkflowRow, embark_workflow_row, EMBARK, WORKFLOW_ROW, AdwActionRow)

GtkWidget *embark_workflow_row_new (EmbarkOnboarding *onboarding, EmbarkWorkflow *workflow);
/* A newer record of the same workflow, or another one. */
void embark_workflow_row_set_workflow (EmbarkWorkflowRow *self, EmbarkWorkflow *workflow);
EmbarkWorkflow *embark_workflow_row_get_workflow (EmbarkWorkflowRow *self);
/* Returns: whether the server is being asked */
gboolean embark_workflow_row_get_saving (EmbarkWorkflowRow *self);

G_END_DECLS
