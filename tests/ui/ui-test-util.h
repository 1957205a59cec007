/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the tests of widgets share. */

#pragma once

#include <adwaita.h>

/* Returns: (nullable): the first widget in @root, itself included, that is of @type and has @css_class
 * (nullable) */
static inline GtkWidget *
ui_find (GtkWidget *root, GType type, const char *css_class)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type)
      && (css_class == NULL || gtk_widget_has_css_class (root, css_class)))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_find (child, type, css_class);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Returns: (nullable): the first label in @root that is seen and reads @text */
static inline GtkWidget *
ui_find_text (GtkWidget *root, const char *text)
{
  if (!gtk_widget_get_visible (root))
    return NULL;
  if (GTK_IS_LABEL (root) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (root)), text) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_find_text (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Returns: (nullable): the button in @root whose label, with its mnemonic, is @label */
static inline GtkWidget *
ui_find_button (GtkWidget *root, const char *label)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Returns: whether @widget and all that it is in are visible */
static inline gboolean
ui_is_shown (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    if (!gtk_widget_get_visible (widget))
      return FALSE;
  return TRUE;
}

static inline void
ui_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Puts @widget into a window of that size, shows it and waits until it is drawn. Returns: the window */
static inline GtkWindow *
ui_show (GtkWidget *widget, int width, int height)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_default_size (window, width, height);
  gtk_window_set_child (window, widget);
  gtk_window_present (window);
  while (!gtk_widget_get_mapped (widget) || gtk_widget_get_width (widget) == 0)
    g_main_context_iteration (NULL, TRUE);
  ui_settle ();
  return window;
}

static inline void
ui_close (GtkWindow *window)
{
  gtk_window_destroy (window);
  ui_settle ();
}
