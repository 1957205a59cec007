/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The states of the design's table: always an icon, words and a colour, never colour alone. */
typedef enum
{
  EMBARK_TONE_IDLE,
  EMBARK_TONE_NOW,
  EMBARK_TONE_OK,
  EMBARK_TONE_WARN,
  EMBARK_TONE_BAD,
} EmbarkTone;

/* Returns: the icon of a tone, and its CSS class */
const char *embark_tone_get_icon_name (EmbarkTone tone);
const char *embark_tone_get_css_class (EmbarkTone tone);
/* Gives @image the icon and colour of @tone, taking away those of another. */
void embark_tone_apply_to_image (EmbarkTone tone, GtkImage *image);

/* EmbarkChip: one state of the thing it stands beside; never a button. Properties: `tone` (int), `label`. */
#define EMBARK_TYPE_CHIP (embark_chip_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkChip, embark_chip, EMBARK, CHIP, GtkWidget)
GtkWidget *embark_chip_new (EmbarkTone tone, const char *label);
void embark_chip_set (EmbarkChip *self, EmbarkTone tone, const char *label);

G_END_DECLS
