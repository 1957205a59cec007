/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-event.h"

G_BEGIN_DECLS

/* EmbarkEventDetails: an event definition to be read: its sample payload, the keys made of it, its JSON schema. */
#define EMBARK_TYPE_EVENT_DETAILS (embark_event_details_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkEventDetails, embark_event_details, EMBARK, EVENT_DETAILS, AdwBin)

void embark_event_details_set_event (EmbarkEventDetails *self, EmbarkEvent *event);

G_END_DECLS
