/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-secret-store.h"
#include "embark-clock.h"

G_BEGIN_DECLS

/* Keeps secrets in the Secret Service, and in Flatpak in the portal's store. A service that does not answer within
 * @deadline_ms (a prompt nobody sees, a hung daemon) is %EMBARK_SECRET_ERROR_TIMED_OUT; a store() waits for a prompt that
 * the user may be answering, so it has @prompt_deadline_ms. */
#define EMBARK_TYPE_SECRET_STORE_LIBSECRET (embark_secret_store_libsecret_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkSecretStoreLibsecret, embark_secret_store_libsecret, EMBARK, SECRET_STORE_LIBSECRET, GObject)
EmbarkSecretStore *embark_secret_store_libsecret_new (EmbarkClock *clock, guint deadline_ms, guint prompt_deadline_ms);

/* Keeps secrets for as long as the object lives ("keep for this run only"), and in tests. */
#define EMBARK_TYPE_SECRET_STORE_MEMORY (embark_secret_store_memory_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkSecretStoreMemory, embark_secret_store_memory, EMBARK, SECRET_STORE_MEMORY, GObject)
EmbarkSecretStore *embark_secret_store_memory_new (void);

G_END_DECLS
