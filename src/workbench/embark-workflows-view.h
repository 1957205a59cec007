/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-config-form.h"
#include "embark-field-row.h"

G_BEGIN_DECLS

/**
 * EmbarkWorkflowsView:
 *
 * The workflows of a linked account: switches on the left, the native form of the chosen one on the right, where every
 * change saves itself. Actions: `workflows.back`, `workflows.connect`.
 * It activates the actions `win.show-view` (s) and `win.refresh` of whatever it is in.
 */
#define EMBARK_TYPE_WORKFLOWS_VIEW (embark_workflows_view_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkWorkflowsView, embark_workflows_view, EMBARK, WORKFLOWS_VIEW, AdwBin)

GtkWidget *embark_workflows_view_new (EmbarkOnboarding *onboarding);
/* Returns: (nullable): %NULL before the view was shown for an account that exists */
EmbarkConfigForm *embark_workflows_view_get_form (EmbarkWorkflowsView *self);
/* Chooses a part. @workflow_id: (nullable): %NULL for what all workflows share */
void embark_workflows_view_select (EmbarkWorkflowsView *self, const char *workflow_id);
/* At phone width the list and the form take turns. */
void embark_workflows_view_set_narrow (EmbarkWorkflowsView *self, gboolean narrow);
/* Asks the server again. */
void embark_workflows_view_refresh (EmbarkWorkflowsView *self);
/* Returns: (nullable): the row of a field of the chosen part */
EmbarkFieldRow *embark_workflows_view_get_row (EmbarkWorkflowsView *self, const char *field_id);

G_END_DECLS
