/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EmbarkBrandPreview:
 *
 * A small drawing of the head of the connect page: name, page, button. It is for the eye; what is wrong with the colours is
 * said in words beside it.
 */
#define EMBARK_TYPE_BRAND_PREVIEW (embark_brand_preview_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkBrandPreview, embark_brand_preview, EMBARK, BRAND_PREVIEW, GtkWidget)

/* Each may be %NULL: then the platform's own, as far as it is known. Colours: "#rrggbb". */
void embark_brand_preview_set (EmbarkBrandPreview *self, const char *name, const char *color, const char *background);

/* Returns: whether @text is "#rrggbb" */
gboolean embark_brand_is_color (const char *text);
/* Returns: how much two colours differ in brightness, 1 to 21, as the accessibility guidelines count it */
double embark_brand_contrast (const char *a, const char *b);

G_END_DECLS
