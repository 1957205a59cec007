/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EmbarkProblemView:
 *
 * A problem said inside a page: what happened, what it means and what to do, the server's words, the request id, and one
 * button for the way on.
 * Signal `remedy`: the button was pressed.
 */
#define EMBARK_TYPE_PROBLEM_VIEW (embark_problem_view_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkProblemView, embark_problem_view, EMBARK, PROBLEM_VIEW, AdwBin)

GtkWidget *embark_problem_view_new (void);
/**
 * embark_problem_view_set:
 * @quote: (nullable): the server's own words
 * @request_id: (nullable)
 * @details: (nullable): what Copy Details copies
 * @button: (nullable): label of the button, with a mnemonic; %NULL for none
 */
void embark_problem_view_set (EmbarkProblemView *self, const char *title, const char *explanation, const char *quote,
                              const char *request_id, const char *details, const char *button);

G_END_DECLS
