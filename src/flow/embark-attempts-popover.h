/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "embark-onboarding.h"

G_BEGIN_DECLS

/**
 * EmbarkAttemptsPopover:
 *
 * How earlier attempts to connect ended, newest first. Signal `chosen` (EmbarkAttempt pointer, uint): one to be explained, and
 * the how manieth it was.
 */
#define EMBARK_TYPE_ATTEMPTS_POPOVER (embark_attempts_popover_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkAttemptsPopover, embark_attempts_popover, EMBARK, ATTEMPTS_POPOVER, GtkPopover)

/* @onboarding: (nullable) */
void embark_attempts_popover_set_onboarding (EmbarkAttemptsPopover *self, EmbarkOnboarding *onboarding);

G_END_DECLS
