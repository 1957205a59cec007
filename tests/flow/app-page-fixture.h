/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the tests of the page of the Salesforce app share. */

#pragma once

#include "embark-guide-row.h"
#include "flow-fixture.h"

/* (nullable): the address of the dashboard that was asked for last */
extern char *app_page_dashboard;

/* Shows the page, in a window that hears when the dashboard is asked for. */
void app_page_show (Fixture *f);
EmbarkProfile *app_page_profile_of (Fixture *f);

EmbarkGuideRow *app_page_row (Fixture *f, const char *id);
/* Returns: whether the step @id says just @words */
gboolean app_page_says (Fixture *f, const char *id, const char *words);
/* Returns: (nullable): the row of that title */
GtkWidget *app_page_find_titled (GtkWidget *root, const char *title);
/* Puts a text into the row of that title; and what is in it. */
void app_page_type (Fixture *f, const char *title, const char *text);
const char *app_page_typed (Fixture *f, const char *title);
GtkWidget *app_page_button (Fixture *f, const char *label);
/* Returns: whether @text is in one of the texts that are shown */
gboolean app_page_reads (GtkWidget *root, const char *text);
void app_page_wait_text (Fixture *f, const char *text);
/* Says yes to the question that was asked. */
void app_page_answer (const char *label);

/* Says to the stand-in what its dashboard would say, or asks it. Returns: (transfer full): its answer */
JsonNode *app_page_client (Fixture *f, const char *body);
/* Client ID and Secret as Salesforce has them. */
void app_page_get_pair (Fixture *f, char **client_id, char **secret);
