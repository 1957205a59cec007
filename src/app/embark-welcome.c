/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-welcome.h"

struct _EmbarkWelcome
{
  AdwBin parent_instance;

  GtkImage *icon;
  GtkOrientable *doors;
  GtkWidget *demo;
  GtkWidget *connect;
};

G_DEFINE_FINAL_TYPE (EmbarkWelcome, embark_welcome, ADW_TYPE_BIN)

static void
embark_welcome_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), EMBARK_TYPE_WELCOME);
  G_OBJECT_CLASS (embark_welcome_parent_class)->dispose (object);
}

static void
embark_welcome_class_init (EmbarkWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_welcome_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/embark/Embark/app/embark-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkWelcome, icon);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWelcome, doors);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWelcome, demo);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWelcome, connect);
}

static void
embark_welcome_init (EmbarkWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_image_set_from_icon_name (self->icon, EMBARK_APP_ID);
}

void
embark_welcome_set_narrow (EmbarkWelcome *self, gboolean narrow)
{
  g_return_if_fail (EMBARK_IS_WELCOME (self));

  gtk_orientable_set_orientation (self->doors,
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_image_set_pixel_size (self->icon, narrow ? 96 : 128);
}
