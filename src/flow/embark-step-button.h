/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "embark-plan.h"

G_BEGIN_DECLS

/* EmbarkStepButton: one of the seven steps in the bar over the pages; a press goes there. */
#define EMBARK_TYPE_STEP_BUTTON (embark_step_button_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkStepButton, embark_step_button, EMBARK, STEP_BUTTON, GtkButton)

GtkWidget *embark_step_button_new (EmbarkStepId id);
/* @previous: (nullable): the step before, whose state colours the line between them; @current: whether its page is shown */
void embark_step_button_update (EmbarkStepButton *self, const EmbarkStep *step, const EmbarkStep *previous,
                                gboolean current);

G_END_DECLS
