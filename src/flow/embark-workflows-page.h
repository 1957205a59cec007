/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-flow-page.h"

G_BEGIN_DECLS

/* Step 5: which workflows of the account are on. */
#define EMBARK_TYPE_WORKFLOWS_PAGE (embark_workflows_page_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkWorkflowsPage, embark_workflows_page, EMBARK, WORKFLOWS_PAGE, EmbarkFlowPage)

EmbarkFlowPage *embark_workflows_page_new (EmbarkOnboarding *onboarding);

G_END_DECLS
