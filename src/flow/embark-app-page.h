/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-flow-page.h"

G_BEGIN_DECLS

/* Step 2: whether the Salesforce app is live, and what only the dashboard can do. */
#define EMBARK_TYPE_APP_PAGE (embark_app_page_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkAppPage, embark_app_page, EMBARK, APP_PAGE, EmbarkFlowPage)

G_END_DECLS
