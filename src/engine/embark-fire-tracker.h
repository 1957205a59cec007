/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-client.h"
#include "embark-clock.h"
#include "embark-execution.h"
#include "embark-journal.h"

G_BEGIN_DECLS

/* How long a run may take to show up before the verdict is "nothing listened". */
#define EMBARK_FIRE_RUN_DEADLINE_MS 30000

/**
 * EmbarkSilence: why nothing may have listened, most likely first
 */
typedef enum
{
  EMBARK_SILENCE_UNEXPLAINED,   /* unpublished, hidden by access rules, another event name */
  EMBARK_SILENCE_NOT_CONNECTED,
  EMBARK_SILENCE_NO_WORKFLOW,   /* none is on */
  EMBARK_SILENCE_FIELD_MISSING, /* a required field is empty */
} EmbarkSilence;

/* Given by the owner: what would explain that nothing ran. */
typedef EmbarkSilence (*EmbarkSilenceFunc) (gpointer user_data);

/**
 * EmbarkRunWindow: what a run is matched against, for the pure rule below
 */
typedef struct
{
  const char *event;
  const char *config_id;      /* (nullable) */
  const char *account_id;
  const char *event_id;       /* (nullable): associated_event_id of a run already matched */
  gint64 sent_at;             /* microseconds since 1970, by our clock */
  gint64 skew;                /* server's clock minus ours, microseconds */
  gint64 tolerance;           /* microseconds */
} EmbarkRunWindow;

typedef enum
{
  EMBARK_MATCH_NO,
  EMBARK_MATCH_MAYBE, /* time and account fit, the record does not name its event */
  EMBARK_MATCH_YES,
} EmbarkMatch;

/* The one rule by which a run is taken for the consequence of a fire. */
EmbarkMatch embark_run_window_match (const EmbarkRunWindow *window, EmbarkExecution *run);

/**
 * EmbarkFireTracker:
 *
 * Fires events and finds out what they did: journal first, then send, then poll the runs until a verdict. It never sends
 * an event twice. Signal `changed` (EmbarkFire): a fire moved on.
 */
#define EMBARK_TYPE_FIRE_TRACKER (embark_fire_tracker_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkFireTracker, embark_fire_tracker, EMBARK, FIRE_TRACKER, GObject)

EmbarkFireTracker *embark_fire_tracker_new (EmbarkClient *client, EmbarkJournal *journal, EmbarkClock *clock);
/* @func: (nullable): asked when a deadline passed with no run */
void embark_fire_tracker_set_silence_func (EmbarkFireTracker *self, EmbarkSilenceFunc func, gpointer user_data);
/* Sends @fire, which must be new (state SENDING). It is written to the journal before it leaves; when that fails it is not
 * sent at all and becomes REFUSED with the reason. */
void embark_fire_tracker_send (EmbarkFireTracker *self, EmbarkFire *fire);
/* Goes on looking for the runs of a fire read from the journal (ACCEPTED, UNKNOWN, or RAN with runs that had not ended). */
void embark_fire_tracker_follow (EmbarkFireTracker *self, EmbarkFire *fire);
/* Asks for the runs (with their nodes) of a fire whose verdict stands, to show them again. */
void embark_fire_tracker_load_runs (EmbarkFireTracker *self, EmbarkFire *fire);
/* Cancels all following; what was sent stays as it is in the journal. */
void embark_fire_tracker_stop (EmbarkFireTracker *self);

/* The verdict as one sentence ("Ran: 1 run, completed in 2.4 s") and how we know it. (transfer full) */
char *embark_fire_dup_verdict (EmbarkFire *fire);
char *embark_fire_dup_evidence (EmbarkFire *fire);

G_END_DECLS
