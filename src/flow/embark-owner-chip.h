/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-chip.h"
#include "embark-plan.h"

G_BEGIN_DECLS

/* Returns: (transfer floating): who has to act, as a chip with a person; @tone colours it, EMBARK_TONE_IDLE does not */
GtkWidget *embark_owner_chip_new (EmbarkOwner owner, EmbarkTone tone);

G_END_DECLS
