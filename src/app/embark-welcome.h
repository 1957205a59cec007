/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* EmbarkWelcome: the first page of all, with two doors: the Demo and a profile of one's own. */
#define EMBARK_TYPE_WELCOME (embark_welcome_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkWelcome, embark_welcome, EMBARK, WELCOME, AdwBin)

void embark_welcome_set_narrow (EmbarkWelcome *self, gboolean narrow);

G_END_DECLS
