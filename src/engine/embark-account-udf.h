/* SPDX-License-Identifier: GPL-3.0-or-later */

/* User-defined fields of a linked account: an array of pairs in answers, an object in requests (register 20). */

#pragma once

#include "embark-linked-account.h"

G_BEGIN_DECLS

/* Returns: (transfer full): the fields of @account by key, values as they came; either form is read */
JsonObject *embark_account_udf_get (EmbarkLinkedAccount *account);
/* Returns: (transfer full): a field's value as text for a person: strings as they are, anything else as JSON */
char *embark_account_udf_to_text (JsonNode *value);
/* Returns: whether both hold the same keys and values */
gboolean embark_account_udf_equal (JsonObject *a, JsonObject *b);
/* Returns: (nullable): the record's name as it came, not made fit for a label */
const char *embark_account_get_raw_name (EmbarkLinkedAccount *account);

G_END_DECLS
