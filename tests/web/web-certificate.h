/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Certificates of a test: made for each run, so that no key lies in the repository. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @san: whose it is ("IP:127.0.0.1"); @from, @to: "20260101000000Z". Returns: (transfer full): signed by itself, that is
 * by "Proxy of a test" */
GTlsCertificate *web_certificate_new (const char *san, const char *from, const char *to);

G_END_DECLS
