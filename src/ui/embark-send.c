/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-send.h"

#define SAME_PRESS_US G_TIME_SPAN_SECOND

void
embark_send_bind_key (GtkWidget *widget, GtkShortcutFunc func)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  const guint keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter };

  g_return_if_fail (GTK_IS_WIDGET (widget));

  /* Wherever the focus is, and before an editor takes the key for a new line. */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new (gtk_keyval_trigger_new (keys[i], GDK_CONTROL_MASK),
                          gtk_callback_action_new (func, NULL, NULL)));
  gtk_widget_add_controller (widget, controller);
}

gboolean
embark_send_is_same_press (gint64 *pressed_at, EmbarkClock *clock)
{
  const gint64 before = *pressed_at;

  *pressed_at = embark_clock_get_monotonic_time (clock);
  return before != 0 && *pressed_at - before < SAME_PRESS_US;
}
