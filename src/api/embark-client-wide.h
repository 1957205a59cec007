/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-client.h"

G_BEGIN_DECLS

/**
 * embark_client_new_wide:
 * @connections: how many at a time
 *
 * For many calls of one kind: another client of the same address, key and permission (as they are now), whose connections
 * are its own. So what is given to it leaves at once instead of waiting in line, as long as no more than @connections calls
 * are under way, and nothing else waits behind them. Its exchanges are its own, too: @self does not tell of them.
 */
EmbarkClient *embark_client_new_wide (EmbarkClient *self, guint connections);

G_END_DECLS
