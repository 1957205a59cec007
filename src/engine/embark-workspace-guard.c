/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The production guard: what is real is only looked at when somebody wants that. */

#include "config.h"

#include "embark-api-error.h"
#include "embark-workspace-private.h"

gboolean
embark_workspace_get_read_only (EmbarkWorkspace *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKSPACE (self), FALSE);

  return embark_client_get_read_only (embark_workspace_get_client (self));
}

void
embark_workspace_set_read_only (EmbarkWorkspace *self, gboolean read_only)
{
  g_return_if_fail (EMBARK_IS_WORKSPACE (self));

  embark_client_set_read_only (embark_workspace_get_client (self), read_only);
  embark_profile_set_read_only (embark_workspace_get_profile (self), read_only);
}

gboolean
embark_workspace_may_change (EmbarkWorkspace *self, GError **error)
{
  g_return_val_if_fail (EMBARK_IS_WORKSPACE (self), FALSE);

  if (!embark_workspace_get_read_only (self))
    return TRUE;
  g_propagate_error (error, embark_api_error_new_described (EMBARK_API_ERROR_READ_ONLY, 0, NULL, NULL,
                                                            "Read only: nothing was sent"));
  return FALSE;
}

gboolean
embark_workspace_asks_first (EmbarkWorkspace *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKSPACE (self), FALSE);

  return embark_workspace_is_production (self) && !embark_workspace_get_read_only (self);
}
