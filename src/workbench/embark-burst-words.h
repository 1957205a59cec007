/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said of a burst and of its events. */

#pragma once

#include "embark-burst.h"
#include "embark-chip.h"

G_BEGIN_DECLS

/* Returns: (transfer none): "Accepted" */
const char *embark_burst_event_word (EmbarkBurstEventState state);
/* Returns: (transfer none): "Completed" */
const char *embark_burst_run_word (EmbarkExecutionStatus status);
/* Returns: (transfer none): "Running" */
const char *embark_burst_state_word (EmbarkBurst *burst);
EmbarkTone embark_burst_get_tone (EmbarkBurst *burst);
gboolean embark_burst_is_running (EmbarkBurst *burst);
/* Returns: (transfer full): "420 of 1,000 accepted" */
char *embark_burst_dup_summary (EmbarkBurst *burst);
/* Returns: (transfer full): a line for each event: its number, how it stands, and why; for a table program */
char *embark_burst_dup_csv (EmbarkBurst *burst);

G_END_DECLS
