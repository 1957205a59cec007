/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-flow-page.h"

G_BEGIN_DECLS

/* Step 4: the doors through which the client signs in to Salesforce, and what came of it. */
#define EMBARK_TYPE_CONNECT_PAGE (embark_connect_page_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkConnectPage, embark_connect_page, EMBARK, CONNECT_PAGE, EmbarkFlowPage)

G_END_DECLS
