/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-onboarding.h"

G_BEGIN_DECLS

/**
 * EmbarkFlowPage:
 *
 * One page of the guided path. The view that holds the pages decides which is shown and puts a locked notice in its place
 * where the step is locked; a page shows its own loading, empty, error and done states. Properties: `onboarding`
 * (construct-only), `narrow` (boolean, set by the view).
 *
 * Actions a page can use: `flow.go-to` (int32 EmbarkStepId), `flow.refresh`, `win.replace-key`, `win.edit-profile`.
 */
#define EMBARK_TYPE_FLOW_PAGE (embark_flow_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (EmbarkFlowPage, embark_flow_page, EMBARK, FLOW_PAGE, AdwBin)

struct _EmbarkFlowPageClass
{
  AdwBinClass parent_class;

  /* The page came into view. */
  void (*shown) (EmbarkFlowPage *self);
  /* It went out of view. */
  void (*hidden) (EmbarkFlowPage *self);
  /* Facts, plan or a model of the onboarding changed: show what they say now. Called once before shown(). */
  void (*update) (EmbarkFlowPage *self);
  /* `narrow` changed. */
  void (*narrow_changed) (EmbarkFlowPage *self, gboolean narrow);
};

EmbarkOnboarding *embark_flow_page_get_onboarding (EmbarkFlowPage *self);
gboolean embark_flow_page_get_narrow (EmbarkFlowPage *self);
void embark_flow_page_set_narrow (EmbarkFlowPage *self, gboolean narrow);
/* Returns: (transfer none): cancelled when the page goes: for every call it starts */
GCancellable *embark_flow_page_get_cancellable (EmbarkFlowPage *self);
/* Shows @error in a dialog of the window (a failed action, not a failed page). Nothing for a cancelled one. */
void embark_flow_page_report (EmbarkFlowPage *self, const GError *error);
/* Goes to another step. */
void embark_flow_page_go_to (EmbarkFlowPage *self, EmbarkStepId step);
/* Fills @view from @error, with the button that the problem's remedy asks for, and shows it; hides it for %NULL. */
void embark_flow_page_show_problem (EmbarkFlowPage *self, GtkWidget *view, const GError *error);

/* For the view. */
void embark_flow_page_shown (EmbarkFlowPage *self);
void embark_flow_page_hidden (EmbarkFlowPage *self);

G_END_DECLS
