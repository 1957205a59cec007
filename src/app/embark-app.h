/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-demo-server.h"
#include "embark-profile-store.h"
#include "embark-secret-store.h"
#include "embark-workspace.h"

G_BEGIN_DECLS

/**
 * EmbarkApp:
 *
 * What outlives a window: the journal, the profiles, the secret stores, the Demo's server, the HTTP session. It wires the
 * adapters to the ports; a window asks it for a workspace. (EmbarkApplication is the platform's noun.)
 */
#define EMBARK_TYPE_APP (embark_app_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkApp, embark_app, EMBARK, APP, AdwApplication)

EmbarkApp *embark_app_new (void);
EmbarkProfileStore *embark_app_get_profiles (EmbarkApp *self);
EmbarkProfile *embark_app_get_demo_profile (EmbarkApp *self);

/* Whether journal and profiles were read (or failed to be, which the window then says). Property `ready`. */
gboolean embark_app_get_ready (EmbarkApp *self);
/* Returns: (nullable): why the journal or the profiles could not be read */
const GError *embark_app_get_startup_error (EmbarkApp *self);

/* Opens a profile: starts the Demo's server or fetches the key. The workspace is there even without a key; a keyring that
 * failed is told by @key_error. */
void embark_app_open_profile_async (EmbarkApp *self, EmbarkProfile *profile, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
/**
 * embark_app_open_profile_finish:
 * @key_error: (out) (optional) (nullable): why the key could not be fetched, of EMBARK_SECRET_ERROR
 *
 * Returns: (transfer full) (nullable)
 */
EmbarkWorkspace *embark_app_open_profile_finish (EmbarkApp *self, GAsyncResult *result, GError **key_error,
                                                 GError **error);
/* A workspace for a profile that is not kept yet, to try a key. (transfer full) */
EmbarkWorkspace *embark_app_try_profile (EmbarkApp *self, const char *base_uri, const char *api_key);

/* Keeps a profile with @name and @base_uri, and its key. @api_key: (nullable): %NULL leaves the key that is kept; @this_run_only: the key goes to
 * memory and no store is asked. A store that fails leaves the profile as it was, so that it can be asked again. */
void embark_app_save_profile_async (EmbarkApp *self, EmbarkProfile *profile, const char *name, const char *base_uri,
                                    const char *api_key, gboolean this_run_only, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean embark_app_save_profile_finish (EmbarkApp *self, GAsyncResult *result, GError **error);
/* Forgets a profile, its key and its journal. */
void embark_app_remove_profile_async (EmbarkApp *self, EmbarkProfile *profile, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_app_remove_profile_finish (EmbarkApp *self, GAsyncResult *result, GError **error);
/* Puts the Demo back to its start, and forgets its journal. */
void embark_app_reset_demo_async (EmbarkApp *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean embark_app_reset_demo_finish (EmbarkApp *self, GAsyncResult *result, GError **error);
/* Remembers which profile was open. */
void embark_app_set_last_used (EmbarkApp *self, const char *profile_id);

G_END_DECLS
