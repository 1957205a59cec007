/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The platform's dashboard beside the window: one, of the profile that is open. */

#include "config.h"

#include "embark-window-private.h"

/* What was done there changes what the path knows. */
static void
left_cb (EmbarkWindow *self)
{
  GtkWidget *view = self->onboarding_slot != NULL ? adw_bin_get_child (self->onboarding_slot) : NULL;

  if (view != NULL)
    gtk_widget_activate_action (view, "flow.refresh", NULL);
}

static void
open_dashboard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkWindow *self = EMBARK_WINDOW (widget);
  const char *address = g_variant_get_string (parameter, NULL);

  /* An address is put behind an origin: it must not be able to name another one. */
  if (self->workspace == NULL || address[0] != '/' || address[1] == '/')
    return;
  if (self->dashboard == NULL)
    {
      EmbarkApp *app = EMBARK_APP (gtk_window_get_application (GTK_WINDOW (self)));

      g_set_weak_pointer (&self->dashboard,
                          embark_dashboard_window_new (app, embark_workspace_get_profile (self->workspace),
                                                       GTK_WINDOW (self)));
      g_signal_connect_object (self->dashboard, "left", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
    }
  embark_dashboard_window_open (self->dashboard, address);
}

void
embark_window_install_dashboard_action (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.open-dashboard", "s", open_dashboard_action);
}

void
embark_window_close_dashboard (EmbarkWindow *self)
{
  EmbarkDashboardWindow *dashboard = self->dashboard;

  if (dashboard == NULL)
    return;
  g_signal_handlers_disconnect_by_data (dashboard, self);
  g_clear_weak_pointer (&self->dashboard);
  gtk_window_destroy (GTK_WINDOW (dashboard));
}
