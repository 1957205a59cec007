/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Session tokens: JSON Web Tokens signed with HMAC-SHA256, and the random bytes that secrets are made of. */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Returns: (transfer full): @length random bytes of the kernel as hex digits */
char *sandbox_random_hex (guint length);
/* Returns: (transfer full): a token with @claims, signed with @secret */
char *sandbox_jwt_sign (JsonObject *claims, GBytes *secret);
/* Returns: (transfer full) (nullable): the claims of @token when its signature holds and its exp is after
 * @now (seconds since 1970) */
JsonObject *sandbox_jwt_verify (const char *token, GBytes *secret, gint64 now);
/* Returns: whether @a and @b are the same text; takes as long whatever they share */
gboolean sandbox_equal_secret (const char *a, const char *b);

G_END_DECLS
