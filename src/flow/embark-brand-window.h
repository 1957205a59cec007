/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-profile.h"

G_BEGIN_DECLS

/**
 * EmbarkBrandWindow:
 *
 * Name and colours that every connect page of a profile shows, with a small drawing of how it will look. Kept with the
 * profile, where the other things about a company's environment are: whoever opens the profile sends the same look.
 */
#define EMBARK_TYPE_BRAND_WINDOW (embark_brand_window_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkBrandWindow, embark_brand_window, EMBARK, BRAND_WINDOW, AdwWindow)

GtkWidget *embark_brand_window_new (EmbarkProfile *profile);
void embark_brand_window_present (GtkWindow *parent, EmbarkProfile *profile);

G_END_DECLS
