/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "embark-events-view.h"
#include "embark-onboarding.h"

G_BEGIN_DECLS

/**
 * EmbarkEventsPage:
 *
 * Everything about events: composing and firing them (with the book of definitions), the history of what was fired for the
 * linked account, and bursts. Signals: `open-run` (utf8: a run's id); `changed`: a definition was created, changed or
 * deleted from here.
 */
#define EMBARK_TYPE_EVENTS_PAGE (embark_events_page_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkEventsPage, embark_events_page, EMBARK, EVENTS_PAGE, AdwBin)

/* @workspace: (nullable): whose definitions are listed */
void embark_events_page_set_workspace (EmbarkEventsPage *self, EmbarkWorkspace *workspace);
/* @onboarding: (nullable): for which linked account is fired */
void embark_events_page_set_onboarding (EmbarkEventsPage *self, EmbarkOnboarding *onboarding);
void embark_events_page_set_narrow (EmbarkEventsPage *self, gboolean narrow);
/* Asks the server again. */
void embark_events_page_refresh (EmbarkEventsPage *self);
/* Brings that event into the editor. @payload: (nullable): what is to be sent, %NULL leaves what is there. Returns: whether
 * there is such an event */
gboolean embark_events_page_compose (EmbarkEventsPage *self, const char *event, const char *payload);
/* Returns: (transfer none) */
EmbarkEventsView *embark_events_page_get_view (EmbarkEventsPage *self);

G_END_DECLS
