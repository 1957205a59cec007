/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "embark-workflow.h"

G_BEGIN_DECLS

/**
 * EmbarkServerSwitch:
 *
 * What moves the switch of a row whose truth is on the server. The switch says what the user wants; it stays there
 * once the server agreed and goes back when it refused. Turned again while it saves, it is saved again.
 *
 * Signals:
 * - `turned` (gboolean wanted): the user turned it; the row calls embark_server_switch_save(), or a question first
 * - `save` (gboolean wanted): the row asks the server, and calls embark_server_switch_accept() or
 *   embark_server_switch_refuse() with its answer
 */
#define EMBARK_TYPE_SERVER_SWITCH (embark_server_switch_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkServerSwitch, embark_server_switch, EMBARK, SERVER_SWITCH, GObject)

/**
 * embark_server_switch_new:
 * @row: (transfer none): what is busy while it saves, and says that it was refused
 * @toggle: (transfer none): in @row
 * @spinner: (transfer none): in @row, hidden
 * @cancellable: to be cancelled when @row goes; nothing in it is touched from then on
 */
EmbarkServerSwitch *embark_server_switch_new (GtkWidget *row, GtkSwitch *toggle, GtkSpinner *spinner,
                                              GCancellable *cancellable);
/* What the server says when nobody turned the switch. While it saves, or a question is asked, what the user wants
 * stays, unless the server says the same meanwhile. */
void embark_server_switch_follow (EmbarkServerSwitch *self, gboolean enabled);
/* In production: asks whether @workflow shall be switched, then saves or moves the switch back. */
void embark_server_switch_ask_in_production (EmbarkServerSwitch *self, EmbarkWorkflow *workflow);
void embark_server_switch_save (EmbarkServerSwitch *self);
void embark_server_switch_accept (EmbarkServerSwitch *self);
/**
 * embark_server_switch_refuse:
 * @title: (nullable): what happened; without it nothing is said
 * @quote: (nullable): the server's words
 */
void embark_server_switch_refuse (EmbarkServerSwitch *self, const char *title, const char *quote);
/* Returns: (transfer none) (nullable): why it was not switched, until it is tried again or has become so all the same */
const char *embark_server_switch_get_refusal (EmbarkServerSwitch *self);
/* Returns: whether the server is being asked */
gboolean embark_server_switch_get_saving (EmbarkServerSwitch *self);

G_END_DECLS
