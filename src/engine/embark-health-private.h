/* SPDX-License-Identifier: GPL-3.0-or-later */

/* For the files of EmbarkHealthBoard and their test alone. */

#pragma once

#include "embark-health-board.h"

G_BEGIN_DECLS

/* ---- board ---- */

void embark_health_board_set_progress (EmbarkHealthBoard *self, guint n_probed, guint n_to_probe);
void embark_health_board_set_probing (EmbarkHealthBoard *self, gboolean probing);
void embark_health_board_set_waiting (EmbarkHealthBoard *self, gboolean waiting);
void embark_health_board_queue_counts (EmbarkHealthBoard *self);

/* ---- which action, and what it said: pure ---- */

/* Returns: (transfer full) (element-type utf8): ids of those of @actions (EmbarkAction) that only read, the cheapest
 * first */
GPtrArray *embark_health_choose_actions (GPtrArray *actions);
/* @parameters: (nullable): what the action takes, as the platform answered
 * Returns: (transfer full) (nullable): a body with which it reads next to nothing; %NULL when it needs what we cannot
 * know */
JsonNode *embark_health_make_body (JsonNode *parameters);

typedef struct
{
  gboolean works;
  char *blocker; /* (owned) (nullable): why not, one line */
  EmbarkOwner owner;
} EmbarkHealthFinding;

void embark_health_finding_clear (EmbarkHealthFinding *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EmbarkHealthFinding, embark_health_finding_clear)

/* @answer: (nullable): of the action */
void embark_health_judge (JsonNode *answer, EmbarkHealthFinding *finding);
/* Returns: whether @error of the call is one about the connection, so that it makes a finding */
gboolean embark_health_judge_error (const GError *error, EmbarkHealthFinding *finding);

G_END_DECLS
