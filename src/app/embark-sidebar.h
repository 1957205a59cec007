/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-workspace.h"

G_BEGIN_DECLS

/**
 * EmbarkSidebar:
 *
 * The linked accounts of the opened profile: search, a list that pages as it scrolls, what is wrong when there is none.
 * Signal `chosen` (EmbarkLinkedAccount): somebody picked one.
 */
#define EMBARK_TYPE_SIDEBAR (embark_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkSidebar, embark_sidebar, EMBARK, SIDEBAR, AdwBin)

/* @workspace: (nullable) */
void embark_sidebar_set_workspace (EmbarkSidebar *self, EmbarkWorkspace *workspace);
/* Marks the account that is open, now and whenever the list has it again. @id: (nullable) */
void embark_sidebar_set_selected (EmbarkSidebar *self, const char *id);
/* Says how far an account is: @n_done of the seven steps. Only accounts that were opened are known so well. */
void embark_sidebar_set_progress (EmbarkSidebar *self, const char *id, guint n_done);
void embark_sidebar_focus_search (EmbarkSidebar *self);
/* @model: the profiles to switch to */
void embark_sidebar_set_profile_menu (EmbarkSidebar *self, GMenuModel *model);
/* Whether it is the whole window: then it carries the window's buttons. */
void embark_sidebar_set_alone (EmbarkSidebar *self, gboolean alone);

G_END_DECLS
