/* SPDX-License-Identifier: GPL-3.0-or-later */

/* For the files of the structural comparison alone. */

#pragma once

#include "embark-json-diff.h"

G_BEGIN_DECLS

#define EMBARK_DIFF_NONE G_MAXUINT

/* Whether a member of that name is not to be compared. */
gboolean embark_diff_is_volatile (const char *name, const EmbarkDiffRules *rules);
/* Two values that are no objects or arrays. */
gboolean embark_diff_same_scalar (JsonNode *a, JsonNode *b, const EmbarkDiffRules *rules);

/* Which element of @a each element of @b is: indices, EMBARK_DIFF_NONE for a new one.
 * Returns: (transfer full) (array length=n_b) */
guint *embark_diff_align (JsonArray *a, JsonArray *b, const EmbarkDiffRules *rules);
/* Which of those aligned changed their order: all but a longest run of them that kept it.
 * Returns: (transfer full) (array length=n) */
gboolean *embark_diff_find_moved (const guint *origins, guint n);

G_END_DECLS
