/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The id of the profile whose server runs inside the program. */
#define EMBARK_PROFILE_DEMO_ID "demo"
/* Default base address of a new profile (contract section 1). */
#define EMBARK_PROFILE_DEFAULT_BASE_URI "https://app.refold.ai"

/**
 * EmbarkProfile:
 *
 * One environment of one company on one host. Its API key is not here but in the secret store, under the profile's id.
 * Properties (notify on change): `id` (construct-only), `name`, `base-uri`, `demo` (construct-only boolean),
 * `callback` (nullable), `guide` (nullable), `ticks` (GStrv), `login-host` (nullable), `brand-name` (nullable), and
 * `brand-color` and `brand-background` (nullable, "#rrggbb").
 */
#define EMBARK_TYPE_PROFILE (embark_profile_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkProfile, embark_profile, EMBARK, PROFILE, GObject)

/* @id: (nullable): %NULL makes a new random one */
EmbarkProfile *embark_profile_new (const char *id, const char *name, const char *base_uri);
/* The Demo profile; its base address is set once its server listens. */
EmbarkProfile *embark_profile_new_demo (void);
const char *embark_profile_get_id (EmbarkProfile *self);
const char *embark_profile_get_name (EmbarkProfile *self);
void embark_profile_set_name (EmbarkProfile *self, const char *name);
const char *embark_profile_get_base_uri (EmbarkProfile *self);
void embark_profile_set_base_uri (EmbarkProfile *self, const char *base_uri);
gboolean embark_profile_get_demo (EmbarkProfile *self);
/* Whether somebody wants only to look while its key is one of production. Property `read-only`. */
gboolean embark_profile_get_read_only (EmbarkProfile *self);
void embark_profile_set_read_only (EmbarkProfile *self, gboolean read_only);
/* What was noted of the login host ("login.salesforce.com", a My Domain) and of the look of the connect page. All nullable:
 * blanks around are taken off, and an empty one is none. To keep a change, save the EmbarkProfileStore. */
const char *embark_profile_get_login_host (EmbarkProfile *self);
void embark_profile_set_login_host (EmbarkProfile *self, const char *login_host);
const char *embark_profile_get_brand_name (EmbarkProfile *self);
void embark_profile_set_brand_name (EmbarkProfile *self, const char *brand_name);
const char *embark_profile_get_brand_color (EmbarkProfile *self);
void embark_profile_set_brand_color (EmbarkProfile *self, const char *brand_color);
const char *embark_profile_get_brand_background (EmbarkProfile *self);
void embark_profile_set_brand_background (EmbarkProfile *self, const char *brand_background);

/* Returns: (nullable): the callback address that somebody read off the platform's dashboard, character for character:
 * what the app at Salesforce has to name. No secret. */
const char *embark_profile_get_callback (EmbarkProfile *self);
/* @callback: (nullable): blanks around it are taken off; an empty one is none */
void embark_profile_set_callback (EmbarkProfile *self, const char *callback);
/* Returns: (nullable): the id of the guide that was chosen for setting the app up */
const char *embark_profile_get_guide (EmbarkProfile *self);
void embark_profile_set_guide (EmbarkProfile *self, const char *guide);
/* What somebody ticked because no server can tell it; @id: "guide/step". */
gboolean embark_profile_get_ticked (EmbarkProfile *self, const char *id);
void embark_profile_set_ticked (EmbarkProfile *self, const char *id, gboolean ticked);
/* Returns: (transfer none): all of them, in the order in which they were ticked */
const char *const *embark_profile_get_ticks (EmbarkProfile *self);
/* @ticks: (nullable) */
void embark_profile_set_ticks (EmbarkProfile *self, const char *const *ticks);

G_END_DECLS
