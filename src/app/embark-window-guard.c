/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The production guard: a red frame, the word, and the switch that lets nothing be changed. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-window-private.h"

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!embark_profile_store_save_finish (EMBARK_PROFILE_STORE (source), result, &error)
      && !g_cancellable_is_cancelled (self->cancellable))
    embark_window_show_error (self, error);
}

void
embark_window_read_only_cb (EmbarkWindow *self)
{
  EmbarkApp *app = EMBARK_APP (gtk_window_get_application (GTK_WINDOW (self)));
  const gboolean read_only = gtk_switch_get_active (self->read_only);

  if (self->workspace == NULL || embark_workspace_get_read_only (self->workspace) == read_only)
    return;
  embark_workspace_set_read_only (self->workspace, read_only);
  embark_profile_store_save_async (embark_app_get_profiles (app), NULL, saved_cb, g_object_ref (self));
}

void
embark_window_update_guard (EmbarkWindow *self)
{
  const gboolean production = self->workspace != NULL && embark_workspace_is_production (self->workspace);

  gtk_widget_set_visible (self->guard_strip, production);
  if (production)
    {
      gtk_switch_set_active (self->read_only, embark_workspace_get_read_only (self->workspace));
      gtk_widget_add_css_class (GTK_WIDGET (self), "guarded");
    }
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "guarded");
}
