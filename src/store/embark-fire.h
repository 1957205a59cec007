/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EmbarkFireState:
 * @EMBARK_FIRE_SENDING: in the journal; it may or may not have left
 * @EMBARK_FIRE_ACCEPTED: the platform took it; its runs are being looked for ("not yet")
 * @EMBARK_FIRE_RAN: runs were seen; see their status
 * @EMBARK_FIRE_NOTHING_LISTENED: accepted, and no run came within the time limit
 * @EMBARK_FIRE_DUPLICATE: dropped by the platform as a repetition
 * @EMBARK_FIRE_REFUSED: the platform said no, or nothing was sent at all; nothing ran
 * @EMBARK_FIRE_UNKNOWN: the answer was lost; it is never sent again by itself
 *
 * The numbers are kept in the journal: never renumber.
 */
typedef enum
{
  EMBARK_FIRE_SENDING = 0,
  EMBARK_FIRE_ACCEPTED = 1,
  EMBARK_FIRE_RAN = 2,
  EMBARK_FIRE_NOTHING_LISTENED = 3,
  EMBARK_FIRE_DUPLICATE = 4,
  EMBARK_FIRE_REFUSED = 5,
  EMBARK_FIRE_UNKNOWN = 6,
} EmbarkFireState;

#define EMBARK_TYPE_FIRE_STATE (embark_fire_state_get_type ())
GType embark_fire_state_get_type (void);

/**
 * EmbarkFire:
 *
 * One event that was fired, and what became of it. Properties (notify on change): `id`, `profile-id`, `account-id`,
 * `slug`, `config-id`, `event`, `payload` (all construct-only), `state`, `created-at`, `answered-at`, `run-seen-at`,
 * `ended-at` (microseconds since 1970, 0: not yet), `detail` (nullable: why, in words), `request-id` (nullable),
 * `runs` (#GListModel of EmbarkExecution, live), `run-ids` (strv), `succeeded` (boolean: every run completed),
 * `pinned` (boolean), `workflow-id`, `dedup-key`, `repeats` (nullable).
 */
#define EMBARK_TYPE_FIRE (embark_fire_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkFire, embark_fire, EMBARK, FIRE, GObject)

/* @id: (nullable): %NULL makes a new UUID */
EmbarkFire *embark_fire_new (const char *id, const char *profile_id, const char *account_id, const char *slug,
                             const char *config_id, const char *event, const char *payload, gint64 created_at);
const char *embark_fire_get_id (EmbarkFire *self);
const char *embark_fire_get_profile_id (EmbarkFire *self);
const char *embark_fire_get_account_id (EmbarkFire *self);
const char *embark_fire_get_slug (EmbarkFire *self);
const char *embark_fire_get_config_id (EmbarkFire *self);
const char *embark_fire_get_event (EmbarkFire *self);
const char *embark_fire_get_payload (EmbarkFire *self);
gint64 embark_fire_get_created_at (EmbarkFire *self);

EmbarkFireState embark_fire_get_state (EmbarkFire *self);
void embark_fire_set_state (EmbarkFire *self, EmbarkFireState state);
gint64 embark_fire_get_answered_at (EmbarkFire *self);
void embark_fire_set_answered_at (EmbarkFire *self, gint64 time);
gint64 embark_fire_get_run_seen_at (EmbarkFire *self);
void embark_fire_set_run_seen_at (EmbarkFire *self, gint64 time);
gint64 embark_fire_get_ended_at (EmbarkFire *self);
void embark_fire_set_ended_at (EmbarkFire *self, gint64 time);
const char *embark_fire_get_detail (EmbarkFire *self);
void embark_fire_set_detail (EmbarkFire *self, const char *detail);
const char *embark_fire_get_request_id (EmbarkFire *self);
void embark_fire_set_request_id (EmbarkFire *self, const char *request_id);
const char *const *embark_fire_get_run_ids (EmbarkFire *self);
void embark_fire_set_run_ids (EmbarkFire *self, const char *const *ids);
gboolean embark_fire_get_succeeded (EmbarkFire *self);
void embark_fire_set_succeeded (EmbarkFire *self, gboolean succeeded);
/* Whether somebody wants it kept at hand, however old. Saving a fire again does not change it in the journal: see
 * embark_journal_pin_fire_async(). */
gboolean embark_fire_get_pinned (EmbarkFire *self);
void embark_fire_set_pinned (EmbarkFire *self, gboolean pinned);
/* Returns: (nullable): of a fire that executed this workflow directly, and names no event. Set before it is first saved. */
const char *embark_fire_get_workflow_id (EmbarkFire *self);
void embark_fire_set_workflow_id (EmbarkFire *self, const char *workflow_id);
/* Returns: (nullable): of a duplicate: the member of the payload ("order.id") by which the workflow tells repetitions */
const char *embark_fire_get_dedup_key (EmbarkFire *self);
void embark_fire_set_dedup_key (EmbarkFire *self, const char *dedup_key);
/* Returns: (nullable): of a duplicate: id of the earlier fire that it repeats */
const char *embark_fire_get_repeats (EmbarkFire *self);
void embark_fire_set_repeats (EmbarkFire *self, const char *repeats);
/* Returns: (transfer none): a #GListStore of EmbarkExecution that whoever follows the fire keeps up to date */
GListStore *embark_fire_get_runs (EmbarkFire *self);

G_END_DECLS
