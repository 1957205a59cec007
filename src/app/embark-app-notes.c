/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What pages note of a profile is kept as it changes: they know the profile, and not where it lives. */

#include "config.h"

#include "embark-app-private.h"

static void save_notes (EmbarkApp *self);

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkApp) self = user_data;
  g_autoptr (GError) error = NULL;

  /* The note stays in the window; the next change tries again. */
  if (!embark_profile_store_save_finish (EMBARK_PROFILE_STORE (source), result, &error))
    g_message ("What was noted of a profile is not kept: %s", error->message);
  self->saving_notes = FALSE;
  if (self->notes_changed)
    save_notes (self);
  g_application_release (G_APPLICATION (self));
}

/* One at a time: whoever types makes a change with each letter. The program ends after the last one. */
static void
save_notes (EmbarkApp *self)
{
  self->notes_changed = self->saving_notes;
  if (self->saving_notes)
    return;
  self->saving_notes = TRUE;
  g_application_hold (G_APPLICATION (self));
  embark_profile_store_save_async (self->profiles, NULL, saved_cb, g_object_ref (self));
}

static void
noted_cb (EmbarkApp *self)
{
  save_notes (self);
}

void
embark_app_keep_notes (EmbarkApp *self, EmbarkProfile *profile)
{
  static const char *const notes[] = { "callback",   "login-host",  "guide",           "ticks",
                                       "brand-name", "brand-color", "brand-background" };

  /* The Demo's are as short-lived as its server. */
  if (embark_profile_get_demo (profile))
    return;
  g_signal_handlers_disconnect_by_func (profile, noted_cb, self);
  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      g_autofree char *signal = g_strconcat ("notify::", notes[i], NULL);

      g_signal_connect_object (profile, signal, G_CALLBACK (noted_cb), self, G_CONNECT_SWAPPED);
    }
}

void
embark_app_clear_notes (EmbarkProfile *profile)
{
  embark_profile_set_callback (profile, NULL);
  embark_profile_set_login_host (profile, NULL);
  embark_profile_set_guide (profile, NULL);
  embark_profile_set_ticks (profile, NULL);
  embark_profile_set_brand_name (profile, NULL);
  embark_profile_set_brand_color (profile, NULL);
  embark_profile_set_brand_background (profile, NULL);
}
