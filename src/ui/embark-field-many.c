/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-field-checks.h"
#include "embark-tooltip.h"

#define SHOWN_CHARS 24
#define POPUP_WIDTH 260

struct _EmbarkFieldMany
{
  AdwBin parent_instance;

  GtkMenuButton *button;     /* (unowned): the child */
  GtkLabel *label;           /* (unowned) */
  EmbarkFieldChecks *checks; /* (unowned): in the popover */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkFieldMany, embark_field_many, ADW_TYPE_BIN)

static void
chosen_cb (EmbarkFieldMany *self)
{
  embark_field_many_update (self);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
embark_field_many_class_init (EmbarkFieldManyClass *klass)
{
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
embark_field_many_init (EmbarkFieldMany *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("pan-down-symbolic");
  GtkWidget *popover = gtk_popover_new ();

  self->button = GTK_MENU_BUTTON (button);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  self->checks = EMBARK_FIELD_CHECKS (embark_field_checks_new ());
  gtk_label_set_xalign (self->label, 0);
  embark_tooltip_when_cut (self->label);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->label, SHOWN_CHARS);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), arrow);
  gtk_menu_button_set_child (self->button, box);
  /* GTK centres what stands between its button and the child. */
  for (GtkWidget *widget = box; !GTK_IS_BUTTON (widget); widget = gtk_widget_get_parent (widget))
    gtk_widget_set_halign (widget, GTK_ALIGN_FILL);

  gtk_widget_set_size_request (GTK_WIDGET (self->checks), POPUP_WIDTH, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->checks), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Choices"),
                                  -1);
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->checks));
  gtk_menu_button_set_popover (self->button, popover);
  adw_bin_set_child (ADW_BIN (self), button);
  g_signal_connect_object (self->checks, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  embark_field_many_update (self);
}

GtkWidget *
embark_field_many_new (void)
{
  return g_object_new (EMBARK_TYPE_FIELD_MANY, NULL);
}

EmbarkFieldChecks *
embark_field_many_get_checks (EmbarkFieldMany *self)
{
  g_return_val_if_fail (EMBARK_IS_FIELD_MANY (self), NULL);

  return self->checks;
}

void
embark_field_many_update (EmbarkFieldMany *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (EMBARK_IS_FIELD_MANY (self));

  text = embark_field_checks_dup_summary (self->checks);
  gtk_label_set_text (self->label, *text != '\0' ? text : _ ("Nothing chosen"));
}

GtkWidget *
embark_field_many_get_control (EmbarkFieldMany *self)
{
  g_return_val_if_fail (EMBARK_IS_FIELD_MANY (self), NULL);

  return GTK_WIDGET (self->button);
}
