/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the book does to its records. */

#pragma once

#include "embark-link-book.h"

G_BEGIN_DECLS

/* @entry: (transfer full): as the journal has it */
EmbarkLinkRecord *embark_link_record_new (EmbarkLinkEntry *entry);
/* Returns: (transfer none): what the journal is to have */
const EmbarkLinkEntry *embark_link_record_get_entry (EmbarkLinkRecord *self);
/* Gives a new record what makes it work. @uri: a secret; copied */
void embark_link_record_set_secret (EmbarkLinkRecord *self, const char *uri, EmbarkSessionToken *token);
/* Returns: (transfer none) (nullable) */
EmbarkSessionToken *embark_link_record_get_token (EmbarkLinkRecord *self);
/* Returns: whether the address is in memory, whatever the state */
gboolean embark_link_record_holds_address (EmbarkLinkRecord *self);
/* Leaves LIVE for another state: the address is wiped, and the token given back, but for that of a USED one, which still
 * opens a portal and may be revoked. */
void embark_link_record_end (EmbarkLinkRecord *self, EmbarkLinkRecordState state, gint64 ended_at, gboolean sure);
/* Forgets the token too of one that was used: its state stays, since that is what is worth knowing of it. */
void embark_link_record_forget_secret (EmbarkLinkRecord *self);
void embark_link_record_set_busy (EmbarkLinkRecord *self, gboolean busy);
/* @error: (nullable): copied */
void embark_link_record_set_error (EmbarkLinkRecord *self, const GError *error);

G_END_DECLS
