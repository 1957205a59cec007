/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-owner-chip.h"

#define ICON_SIZE 13
#define SPACING   5

GtkWidget *
embark_owner_chip_new (EmbarkOwner owner, EmbarkTone tone)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "avatar-default-symbolic", "pixel-size",
                                  ICON_SIZE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (chip, "chip");
  if (tone != EMBARK_TONE_IDLE)
    gtk_widget_add_css_class (chip, embark_tone_get_css_class (tone));
  gtk_box_append (GTK_BOX (chip), icon);
  gtk_box_append (GTK_BOX (chip), gtk_label_new (embark_owner_get_label (owner)));
  return chip;
}
