/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-flow-page.h"

G_BEGIN_DECLS

/* Step 7: what was done, as text to hand over. */
#define EMBARK_TYPE_HANDOVER_PAGE (embark_handover_page_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkHandoverPage, embark_handover_page, EMBARK, HANDOVER_PAGE, EmbarkFlowPage)

EmbarkFlowPage *embark_handover_page_new (EmbarkOnboarding *onboarding);

G_END_DECLS
