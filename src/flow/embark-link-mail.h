/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * embark_link_mail_dup_uri:
 * @language: "en" or "de"; another one is English: the client's language, not that of the window
 * @sender: (nullable): the name of the app, as on the connect page
 * @address: the connect address, a secret
 * @expires_at: microseconds since 1970; 0: not known
 *
 * Returns: (transfer full): the mailto: address of a draft; a secret as well
 */
char *embark_link_mail_dup_uri (const char *language, const char *sender, const char *address, gint64 expires_at);

G_END_DECLS
