/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Returns: whether @host (a name or an address, without brackets) is this machine: 127.0.0.0/8, ::1 or "localhost"; what is
 * sent there in the clear is seen by nobody. @host: (nullable) */
gboolean embark_host_is_loopback (const char *host);

G_END_DECLS
