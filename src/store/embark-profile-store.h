/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-profile.h"

G_BEGIN_DECLS

/**
 * EmbarkProfileStore:
 *
 * A #GListModel of the profiles that the user made, kept in a key file. The Demo is never in it.
 * Property: `last-used` (nullable id, remembered in the same file; may be the Demo's).
 */
#define EMBARK_TYPE_PROFILE_STORE (embark_profile_store_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkProfileStore, embark_profile_store, EMBARK, PROFILE_STORE, GObject)

/* @file: where they are kept, for example $XDG_CONFIG_HOME/embark/profiles.ini */
EmbarkProfileStore *embark_profile_store_new (GFile *file);
/* A file that is not there is an empty list. An unreadable one is an error and is never overwritten: it is moved aside
 * to “profiles.ini.broken” at the next save. */
void embark_profile_store_load_async (EmbarkProfileStore *self, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_profile_store_load_finish (EmbarkProfileStore *self, GAsyncResult *result, GError **error);
/* Writes the file anew (atomically, mode 0600, folder made 0700). Saves that overlap are put in line. */
void embark_profile_store_save_async (EmbarkProfileStore *self, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_profile_store_save_finish (EmbarkProfileStore *self, GAsyncResult *result, GError **error);

void embark_profile_store_add (EmbarkProfileStore *self, EmbarkProfile *profile);
void embark_profile_store_remove (EmbarkProfileStore *self, EmbarkProfile *profile);
/* Returns: (transfer none) (nullable) */
EmbarkProfile *embark_profile_store_find (EmbarkProfileStore *self, const char *id);
const char *embark_profile_store_get_last_used (EmbarkProfileStore *self);
void embark_profile_store_set_last_used (EmbarkProfileStore *self, const char *id);

G_END_DECLS
