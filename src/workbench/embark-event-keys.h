/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-event.h"

G_BEGIN_DECLS

/**
 * EmbarkEventKey:
 *
 * One key that the platform derived from an event's sample payload.
 */
typedef struct
{
  char *key;  /* "payload.email": text fit for a label */
  char *type; /* "text" */
} EmbarkEventKey;

void embark_event_key_free (EmbarkEventKey *self);
/* Returns: (transfer full) (element-type EmbarkEventKey): what the record of @event lists; empty when it lists none */
GPtrArray *embark_event_keys_new (EmbarkEvent *event);
/* Returns: whether the record of @event has the sample itself, so that embark_event_dup_sample() need not make one up */
gboolean embark_event_keys_has_sample (EmbarkEvent *event);
/* Returns: (transfer full) (nullable): the JSON schema of @event as text, and whether it came as a string */
char *embark_event_keys_dup_schema (EmbarkEvent *event, gboolean *is_string);

G_END_DECLS
