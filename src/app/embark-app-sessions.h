/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the web session of a profile lives in which staff are signed in to the dashboard. */

#pragma once

#include "embark-profile.h"

G_BEGIN_DECLS

/* Returns: (transfer full) */
char *embark_app_dup_session_folder (EmbarkProfile *profile);
/* Deletes it, and looks again until nothing makes it anew any more. One that is not there is no error. No view on it may
 * be open, and none may be opened until it is over. */
void embark_app_forget_session_async (EmbarkProfile *profile, GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_app_forget_session_finish (GAsyncResult *result, GError **error);

G_END_DECLS
