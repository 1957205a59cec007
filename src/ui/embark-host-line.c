/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-host-line.h"

void
embark_host_line_show (EmbarkWebHost *web, GtkLabel *host, GtkImage *lock)
{
  g_autofree char *name = NULL;
  int security = EMBARK_WEB_SECURITY_NONE;
  const char *icon = "channel-insecure-symbolic";
  const char *words = _ ("Nothing is loaded yet");

  if (web != NULL)
    g_object_get (web, "host", &name, "security", &security, NULL);
  if (security == EMBARK_WEB_SECURITY_SECURE)
    {
      icon = "channel-secure-symbolic";
      words = _ ("The connection is encrypted and the certificate is valid");
    }
  else if (security == EMBARK_WEB_SECURITY_LOOPBACK)
    {
      icon = "computer-symbolic";
      words = _ ("The page comes from this machine");
    }

  gtk_label_set_text (host, name != NULL ? name : "");
  gtk_image_set_from_icon_name (lock, icon);
  gtk_widget_set_tooltip_text (GTK_WIDGET (lock), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (lock), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  if (security == EMBARK_WEB_SECURITY_SECURE)
    gtk_widget_add_css_class (GTK_WIDGET (lock), "ok");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (lock), "ok");
}
