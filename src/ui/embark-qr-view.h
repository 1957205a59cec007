/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EmbarkQrView:
 *
 * A QR code: black on white in every style, since cameras want it so, with the quiet zone of four modules that the standard
 * asks for and whole pixels per module. What it says may be a secret: it is held nowhere but in the picture. Give it an
 * accessible label that says what it is for.
 *
 * Property: `module-size` (int): how many logical pixels wide a module is at least; the default is 2. Given more room it
 * takes the largest whole size that fits.
 */
#define EMBARK_TYPE_QR_VIEW (embark_qr_view_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkQrView, embark_qr_view, EMBARK, QR_VIEW, GtkWidget)

GtkWidget *embark_qr_view_new (void);
/* @text: (nullable): %NULL for a blank one. Returns: whether it fits into a QR code */
gboolean embark_qr_view_set_text (EmbarkQrView *self, const char *text);
/* Shows what @other shows, which is not asked for its text: it has none. */
void embark_qr_view_copy (EmbarkQrView *self, EmbarkQrView *other);
/* Returns: modules a side without the quiet zone, 0 when it is blank */
guint embark_qr_view_get_n_modules (EmbarkQrView *self);
/* Returns: whether the module is black */
gboolean embark_qr_view_get_module (EmbarkQrView *self, guint x, guint y);
/* Returns: how many device pixels wide a module is at @size logical pixels of @scale device pixels each; 0: too small */
guint embark_qr_view_get_module_pixels (EmbarkQrView *self, int size, int scale);

G_END_DECLS
