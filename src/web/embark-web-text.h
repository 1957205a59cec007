/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sentences of the embedded view. */

#pragma once

#include <gio/gio.h>

#include "embark-web-policy.h"

G_BEGIN_DECLS

char *embark_web_text_dup_denied (EmbarkWebVerdict verdict, const char *host);
char *embark_web_text_dup_tls (GTlsCertificate *certificate, GTlsCertificateFlags flags, const char *host);
char *embark_web_text_dup_network (const GError *error, const char *host);

G_END_DECLS
