/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "embark-scroll-through.h"

static gboolean
has_more (GtkAdjustment *adjustment, double delta)
{
  const double value = gtk_adjustment_get_value (adjustment);

  if (delta < 0)
    return value > gtk_adjustment_get_lower (adjustment);
  return value < gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, gpointer data)
{
  GtkWidget *inner = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  GtkWidget *outer = gtk_widget_get_ancestor (gtk_widget_get_parent (inner), GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment;
  double step = 1;

  if (outer == NULL || dy == 0
      || has_more (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (inner)), dy))
    return GDK_EVENT_PROPAGATE;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (outer));
  /* As far as GTK itself goes with one turn of a wheel; a touchpad tells pixels. */
  if (gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_WHEEL)
    step = pow (gtk_adjustment_get_page_size (adjustment), 2.0 / 3.0);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + dy * step);
  return GDK_EVENT_STOP;
}

void
embark_scroll_through (GtkScrolledWindow *scroller)
{
  GtkEventController *controller;

  g_return_if_fail (GTK_IS_SCROLLED_WINDOW (scroller));

  controller = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "scroll", G_CALLBACK (scroll_cb), NULL);
  gtk_widget_add_controller (GTK_WIDGET (scroller), controller);
}

gboolean
embark_scroll_is_near_end (GtkScrolledWindow *scroller, double ahead)
{
  GtkAdjustment *adjustment;

  g_return_val_if_fail (GTK_IS_SCROLLED_WINDOW (scroller), FALSE);

  adjustment = gtk_scrolled_window_get_vadjustment (scroller);
  return gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_value (adjustment)
             - gtk_adjustment_get_page_size (adjustment)
         < ahead;
}
