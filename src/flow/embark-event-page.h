/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-flow-page.h"

G_BEGIN_DECLS

/* Step 6: fires an event and shows what it did. */
#define EMBARK_TYPE_EVENT_PAGE (embark_event_page_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkEventPage, embark_event_page, EMBARK, EVENT_PAGE, EmbarkFlowPage)

EmbarkFlowPage *embark_event_page_new (EmbarkOnboarding *onboarding);
/* Chooses the event of that name, now or as soon as the list has it. */
void embark_event_page_choose_event (EmbarkEventPage *self, const char *name);

G_END_DECLS
