/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-activity.h"

G_BEGIN_DECLS

EmbarkActivityEntry *embark_activity_entry_new_for_exchange (EmbarkExchange *exchange);
/* @attempt: copied */
EmbarkActivityEntry *embark_activity_entry_new_for_attempt (const EmbarkAttempt *attempt);
/* Returns: µs since 1970 */
gint64 embark_activity_entry_get_ended_at (EmbarkActivityEntry *self);
/* Returns: (nullable): what is the same for calls that read the same, %NULL for what does not only read */
const char *embark_activity_entry_get_read_key (EmbarkActivityEntry *self);
/* @last: (nullable): the last call with the same key */
void embark_activity_entry_compare (EmbarkActivityEntry *self, EmbarkActivityEntry *last);

G_END_DECLS
