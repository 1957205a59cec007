/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "embark-chip.h"
#include "embark-fire.h"

G_BEGIN_DECLS

/* EmbarkHistoryRow: a fire in a list: its event, when, what came of it. It follows the fire. */
#define EMBARK_TYPE_HISTORY_ROW (embark_history_row_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkHistoryRow, embark_history_row, EMBARK, HISTORY_ROW, AdwBin)

GtkWidget *embark_history_row_new (void);
/* @fire: (nullable); @now: microseconds since 1970 */
void embark_history_row_set_fire (EmbarkHistoryRow *self, EmbarkFire *fire, gint64 now);

/* What a fire's verdict is filtered by. */
typedef enum
{
  EMBARK_HISTORY_ANY,
  EMBARK_HISTORY_COMPLETED,
  EMBARK_HISTORY_NOT_COMPLETED,
  EMBARK_HISTORY_NOTHING,
  EMBARK_HISTORY_DUPLICATE,
  EMBARK_HISTORY_REFUSED,
  EMBARK_HISTORY_UNKNOWN,
  EMBARK_HISTORY_OPEN, /* under way */
} EmbarkHistoryVerdict;

EmbarkHistoryVerdict embark_history_get_verdict (EmbarkFire *fire);
EmbarkTone embark_history_get_tone (EmbarkFire *fire);
/* Returns: a word for a verdict ("Nothing listened"); @verdict ANY has none */
const char *embark_history_verdict_get_word (EmbarkHistoryVerdict verdict);
/* Returns: (transfer full): what was fired: the event's name; of a workflow that was executed directly, that */
char *embark_history_dup_title (EmbarkFire *fire);

G_END_DECLS
