/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-book-dialog.h"
#include "embark-event-book.h"

G_BEGIN_DECLS

/**
 * EmbarkEventDialog:
 *
 * Creates an event definition, or edits one. What was typed is asked about before it is lost; nothing that the list
 * does meanwhile changes it. Signal `saved` (EmbarkEvent): the server has it; the dialog closes after it.
 */
#define EMBARK_TYPE_EVENT_DIALOG (embark_event_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkEventDialog, embark_event_dialog, EMBARK, EVENT_DIALOG, EmbarkBookDialog)

/* @parent: (nullable); @event: (nullable): %NULL for a new one */
EmbarkEventDialog *embark_event_dialog_new (EmbarkEventBook *book, GtkWindow *parent, EmbarkEvent *event);

G_END_DECLS
