/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "embark-payload-form.h"

G_BEGIN_DECLS

/* So many fields are drawn; what comes behind them is in the JSON alone. */
#define EMBARK_PAYLOAD_FIELDS_SHOWN 300

/**
 * EmbarkPayloadFields:
 *
 * The fields of a payload to be filled in, over an EmbarkPayloadForm: what is entered goes into the form at once, and what
 * the form is given shows here. While the form is frozen nothing can be entered.
 */
#define EMBARK_TYPE_PAYLOAD_FIELDS (embark_payload_fields_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkPayloadFields, embark_payload_fields, EMBARK, PAYLOAD_FIELDS, AdwBin)

/* @form: once */
void embark_payload_fields_set_form (EmbarkPayloadFields *self, EmbarkPayloadForm *form);

G_END_DECLS
