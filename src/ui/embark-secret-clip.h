/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "embark-clock.h"

G_BEGIN_DECLS

/* How long a secret that was copied stays in the clipboard, unless something else was copied meanwhile. */
#define EMBARK_SECRET_CLIP_SECONDS 60

/* Copies @secret and asks clipboard managers not to remember it; after a minute it is taken out again if it is still
 * there. @toast: (nullable): what to say. */
void embark_secret_clip_copy (GtkWidget *from, const char *secret, EmbarkClock *clock, const char *toast);
/* Takes out at once what is still there: a clipboard outlives the program where something keeps it. */
void embark_secret_clip_clear (void);

G_END_DECLS
