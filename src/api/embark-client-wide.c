/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-client-wide.h"
#include "embark-send-private.h"

EmbarkClient *
embark_client_new_wide (EmbarkClient *self, guint connections)
{
  g_autoptr (SoupSession) session = NULL;
  const char *base_uri;
  EmbarkClient *wide;

  g_return_val_if_fail (EMBARK_IS_CLIENT (self), NULL);
  g_return_val_if_fail (connections > 0, NULL);

  session = embark_session_new_wide (connections);
  base_uri = embark_client_get_base_uri (self);
  wide = embark_client_new (base_uri != NULL ? base_uri : "", session, embark_client_get_clock (self));
  embark_client_set_api_key (wide, embark_client_get_api_key (self));
  embark_client_set_read_only (wide, embark_client_get_read_only (self));
  return wide;
}
