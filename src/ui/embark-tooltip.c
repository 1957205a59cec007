/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-tooltip.h"

static gboolean
query_cb (GtkLabel *label, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  GtkWidget *button = gtk_widget_get_ancestor (GTK_WIDGET (label), GTK_TYPE_TOGGLE_BUTTON);
  GtkWidget *owner = button != NULL ? gtk_widget_get_parent (button) : NULL;

  if (!pango_layout_is_ellipsized (gtk_label_get_layout (label)))
    return FALSE;
  /* A list that hangs on a button would be covered. */
  if ((GTK_IS_DROP_DOWN (owner) || GTK_IS_MENU_BUTTON (owner))
      && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)))
    return FALSE;
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (label));
  return TRUE;
}

void
embark_tooltip_when_cut (GtkLabel *label)
{
  g_return_if_fail (GTK_IS_LABEL (label));

  gtk_widget_set_has_tooltip (GTK_WIDGET (label), TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (query_cb), NULL);
}

/* ---- a text of its own ---- */

#define TEXT_KEY "embark-tooltip"

static gboolean
query_text_cb (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  const char *text = g_object_get_data (G_OBJECT (widget), TEXT_KEY);

  if (text == NULL)
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

void
embark_tooltip_set_text (GtkWidget *widget, const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (!gtk_widget_get_has_tooltip (widget))
    {
      gtk_widget_set_has_tooltip (widget, TRUE);
      g_signal_connect (widget, "query-tooltip", G_CALLBACK (query_text_cb), NULL);
    }
  g_object_set_data_full (G_OBJECT (widget), TEXT_KEY, g_strdup (text), g_free);
}
