/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-direct-pane.h"
#include "embark-event-book.h"
#include "embark-event-composer.h"

G_BEGIN_DECLS

/**
 * EmbarkEventsView:
 *
 * The event definitions of the environment: the list, and beside it the one that is chosen. It asks the server whenever
 * it is shown. Actions: `events.new`, `events.edit`, `events.delete`, `events.fire`, `events.copy`, `events.back`.
 * Signal `changed`: a definition was created, changed or deleted from here.
 * With a linked account an event is composed and fired here, and the workflows are listed that a call starts; without one `events.fire` activates the action
 * `win.fire-event` (s, the event's name) of whatever it is in.
 */
#define EMBARK_TYPE_EVENTS_VIEW (embark_events_view_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkEventsView, embark_events_view, EMBARK, EVENTS_VIEW, AdwBin)

/* @workspace: (nullable) */
void embark_events_view_set_workspace (EmbarkEventsView *self, EmbarkWorkspace *workspace);
/* @onboarding: (nullable): for which account is fired; before, the definitions are only shown */
void embark_events_view_set_onboarding (EmbarkEventsView *self, EmbarkOnboarding *onboarding);
/* Brings that event into the editor. @payload: (nullable): %NULL leaves what is there. Returns: whether it is listed */
gboolean embark_events_view_compose (EmbarkEventsView *self, const char *event, const char *payload);
/* Returns: (transfer none) */
EmbarkEventComposer *embark_events_view_get_composer (EmbarkEventsView *self);
/* Brings a workflow that a call starts into the pane. @payload: (nullable): %NULL leaves what is there. Returns: whether it
 * is listed */
gboolean embark_events_view_call (EmbarkEventsView *self, const char *workflow_id, const char *payload);
/* Returns: (transfer none) */
EmbarkDirectPane *embark_events_view_get_direct (EmbarkEventsView *self);
/* Returns: (transfer none) (nullable) */
EmbarkEventBook *embark_events_view_get_book (EmbarkEventsView *self);
/* At phone width the list and the chosen event take turns. */
void embark_events_view_set_narrow (EmbarkEventsView *self, gboolean narrow);
/* Asks the server again. */
void embark_events_view_refresh (EmbarkEventsView *self);

G_END_DECLS
