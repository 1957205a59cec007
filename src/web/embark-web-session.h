/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the cookies of a page live, and how long. */

#pragma once

#include <webkit/webkit.h>

G_BEGIN_DECLS

WebKitNetworkSession *embark_web_session_new (const char *folder);

G_END_DECLS
