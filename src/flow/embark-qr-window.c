/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "embark-qr-window.h"

#define MARGIN 24

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

static void
add_escape (GtkWidget *window)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_callback_action_new (escape_cb, NULL, NULL)));
  gtk_widget_add_controller (window, controller);
}

/* A code that opens nothing any more would send somebody to a dead end. */
static void
address_cb (EmbarkLinkRecord *record, GParamSpec *pspec, GtkWindow *window)
{
  if (!embark_link_record_get_has_address (record))
    gtk_window_destroy (window);
}

void
embark_qr_window_present (GtkWindow *parent, EmbarkQrView *qr, EmbarkLinkRecord *record)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *large = embark_qr_view_new ();
  GtkWidget *label =
      gtk_label_new (_ ("Whoever scans this can act for the account. The code is as secret as the link."));
  const int side =
      CLAMP (MIN (gtk_widget_get_width (GTK_WIDGET (parent)), gtk_widget_get_height (GTK_WIDGET (parent))),
             360, 900);

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (EMBARK_IS_QR_VIEW (qr));
  g_return_if_fail (EMBARK_IS_LINK_RECORD (record));

  embark_qr_view_copy (EMBARK_QR_VIEW (large), qr);
  gtk_accessible_update_property (GTK_ACCESSIBLE (large), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("QR code of the connect link"), -1);
  gtk_widget_set_vexpand (large, TRUE);
  gtk_widget_set_margin_start (large, MARGIN);
  gtk_widget_set_margin_end (large, MARGIN);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_margin_start (label, MARGIN);
  gtk_widget_set_margin_end (label, MARGIN);
  gtk_widget_set_margin_top (label, 12);
  gtk_widget_set_margin_bottom (label, MARGIN);
  gtk_widget_add_css_class (bar, "flat");
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), large);
  gtk_box_append (GTK_BOX (box), label);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), _ ("Connect Link"));
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), side - MARGIN, side);
  add_escape (window);
  g_signal_connect_object (record, "notify::has-address", G_CALLBACK (address_cb), window, G_CONNECT_DEFAULT);
  gtk_window_present (GTK_WINDOW (window));
}
