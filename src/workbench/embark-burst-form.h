/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "embark-burst.h"

G_BEGIN_DECLS

/**
 * EmbarkBurstForm:
 *
 * What a new burst is made of, with a look at the first rows of the data and the first event.
 * Signal `start` (EmbarkBurst): it is to be sent; nobody was asked yet.
 */
#define EMBARK_TYPE_BURST_FORM (embark_burst_form_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkBurstForm, embark_burst_form, EMBARK, BURST_FORM, AdwBin)

/* @workspace: (nullable); @account_id: (nullable) */
void embark_burst_form_set_account (EmbarkBurstForm *self, EmbarkWorkspace *workspace, const char *account_id);
/* @event, @slug, @config_id, @payload: (nullable) */
void embark_burst_form_fill (EmbarkBurstForm *self, const char *event, const char *slug, const char *config_id,
                             const char *payload);
/* @file: (nullable) */
void embark_burst_form_set_data (EmbarkBurstForm *self, GFile *file);

G_END_DECLS
