/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-shortcuts.h"

struct _EmbarkShortcuts
{
  AdwWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (EmbarkShortcuts, embark_shortcuts, ADW_TYPE_WINDOW)

static void
embark_shortcuts_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), EMBARK_TYPE_SHORTCUTS);
  G_OBJECT_CLASS (embark_shortcuts_parent_class)->dispose (object);
}

static void
embark_shortcuts_class_init (EmbarkShortcutsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_shortcuts_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/embark/Embark/app/embark-shortcuts.ui");
}

static void
embark_shortcuts_init (EmbarkShortcuts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
embark_shortcuts_present (GtkWindow *parent)
{
  GtkWindow *window = g_object_new (EMBARK_TYPE_SHORTCUTS, "transient-for", parent, NULL);

  gtk_window_present (window);
}
