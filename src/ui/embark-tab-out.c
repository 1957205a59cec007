/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-tab-out.h"

/* The focus moves as if the list were not there, which is what it is on its way out. */
static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, GtkWidget *list)
{
  const gboolean tab = key == GDK_KEY_Tab || key == GDK_KEY_KP_Tab;
  const gboolean back = key == GDK_KEY_ISO_Left_Tab || (tab && (state & GDK_SHIFT_MASK) != 0);
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (list));
  gboolean moved;

  if ((!tab && !back) || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_set_can_focus (list, FALSE);
  moved = gtk_widget_child_focus (root, back ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD);
  /* At the end of the window it goes round. */
  if (!moved)
    {
      gtk_window_set_focus (GTK_WINDOW (root), NULL);
      gtk_widget_child_focus (root, back ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD);
    }
  gtk_widget_set_can_focus (list, TRUE);
  gtk_window_set_focus_visible (GTK_WINDOW (root), TRUE);
  return GDK_EVENT_STOP;
}

void
embark_tab_out (GtkWidget *list)
{
  GtkEventController *keys;

  g_return_if_fail (GTK_IS_WIDGET (list));

  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), list, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (list, keys);
}
