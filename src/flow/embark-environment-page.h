/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-flow-page.h"

G_BEGIN_DECLS

/* Step 1: which environment of which company, and whether its key is accepted. */
#define EMBARK_TYPE_ENVIRONMENT_PAGE (embark_environment_page_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkEnvironmentPage, embark_environment_page, EMBARK, ENVIRONMENT_PAGE, EmbarkFlowPage)

G_END_DECLS
