/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-config-form.h"

G_BEGIN_DECLS

/**
 * EmbarkConfigSwitcher:
 *
 * Names the config that a form shows and, in a popover, chooses another one, creates one and deletes the chosen one.
 */
#define EMBARK_TYPE_CONFIG_SWITCHER (embark_config_switcher_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkConfigSwitcher, embark_config_switcher, EMBARK, CONFIG_SWITCHER, AdwBin)

/* @form: (nullable) */
void embark_config_switcher_set_form (EmbarkConfigSwitcher *self, EmbarkConfigForm *form);

G_END_DECLS
