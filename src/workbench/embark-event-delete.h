/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "embark-event-book.h"

G_BEGIN_DECLS

/* Asks whether @event is to be deleted, by its name in production, and deletes it; says why where that is refused.
 * @callback: for embark_event_book_delete_finish(), called only when it was tried */
void embark_event_delete (GtkWidget *from, EmbarkWorkspace *workspace, EmbarkEventBook *book, EmbarkEvent *event,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
