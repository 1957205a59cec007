/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-event-book.h"

G_BEGIN_DECLS

/* Takes a whole list of definitions for what there is now, and tells the workspace that its key is good. */
void embark_event_book_take (EmbarkEventBook *self, GPtrArray *events);
/* A change was answered: a list that was asked for before it is older than it. */
void embark_event_book_note_change (EmbarkEventBook *self);

G_END_DECLS
