/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-flow-page.h"

G_BEGIN_DECLS

/* Step 3: creates the linked account, or shows it and renames it. */
#define EMBARK_TYPE_ACCOUNT_PAGE (embark_account_page_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkAccountPage, embark_account_page, EMBARK, ACCOUNT_PAGE, EmbarkFlowPage)

G_END_DECLS
