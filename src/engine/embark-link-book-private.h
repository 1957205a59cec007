/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The book, for the file that does something to the platform. */

#pragma once

#include "embark-link-record-private.h"

G_BEGIN_DECLS

EmbarkWorkspace *embark_link_book_get_workspace (EmbarkLinkBook *self);
const char *embark_link_book_get_account_id (EmbarkLinkBook *self);
/* Returns: when the newest connection known was made, 0 when none is */
gint64 embark_link_book_get_connected_at (EmbarkLinkBook *self);
/* Puts a new record first. */
void embark_link_book_add (EmbarkLinkBook *self, EmbarkLinkRecord *record);
/* Writes @record down as it is now, and counts anew. */
void embark_link_book_changed (EmbarkLinkBook *self, EmbarkLinkRecord *record);

G_END_DECLS
