/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-payload-pane.h"
#include "embark-saved-popover.h"
#include "embark-workspace.h"

G_BEGIN_DECLS

/**
 * EmbarkEventTemplates:
 *
 * The popover with the payloads that were saved for an event: one is put into the editor, as one step to be undone,
 * renamed, deleted and put back; what stands in the editor is saved under a name.
 */
#define EMBARK_TYPE_EVENT_TEMPLATES (embark_event_templates_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkEventTemplates, embark_event_templates, EMBARK, EVENT_TEMPLATES, EmbarkSavedPopover)

/* @pane: whose text it is. It is not held: the popover belongs to the same composer. */
void embark_event_templates_set_pane (EmbarkEventTemplates *self, EmbarkPayloadPane *pane);
/* @workspace: (nullable): whose saved payloads these are */
void embark_event_templates_set_workspace (EmbarkEventTemplates *self, EmbarkWorkspace *workspace);
/* @event: (nullable): its name, or the id of the workflow that is executed */
void embark_event_templates_set_event (EmbarkEventTemplates *self, const char *event);
/* Opens it with the focus where the name is typed. */
void embark_event_templates_ask_name (EmbarkEventTemplates *self);

G_END_DECLS
