/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one place that knows what must not be seen: keys, tokens, secrets, connect addresses and codes. Whatever goes to
 * a log, the journal, the activity list, the clipboard or a report passes through here first. Pure functions. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stands in the place of a secret. */
#define EMBARK_REDACTED "•••"

/* Returns: (transfer full): scheme, host and port of @uri and nothing else ("https://host"); %EMBARK_REDACTED when it
 * cannot be parsed */
char *embark_redact_uri (const char *uri);
/* Returns: whether a header of this name carries a secret: x-api-key, Authorization, Cookie, Set-Cookie, Location… */
gboolean embark_redact_is_secret_header (const char *name);
/* Returns: whether a JSON member or query parameter of this name carries a secret: token, refresh_token, hosted_url,
 * auth_url, client_secret, password, code, state… Case does not matter. */
gboolean embark_redact_is_secret_name (const char *name);
/* Returns: (transfer full): @text with every JWT, bearer value, API key (tk…/pk… as in contract section 1) and every
 * query or path secret of an address inside it replaced */
char *embark_redact_text (const char *text);
/* As embark_redact_text(), for JSON, whole or cut off: also the value of a pair whose name is that of a secret
 * ({"name": "password", "value": "…"}), and everything in members with one of the names @members (nullable).
 * Returns: (transfer full) (nullable): %NULL for %NULL */
char *embark_redact_json (const char *text, const char *const *members);
/* Returns: (transfer full): "tk_••••1234" like form of a key for display: prefix and last four characters */
char *embark_redact_key (const char *key);

G_END_DECLS
