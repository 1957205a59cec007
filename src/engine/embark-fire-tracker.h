/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-client.h"
#include "embark-clock.h"
#include "embark-execution.h"
#include "embark-journal.h"

G_BEGIN_DECLS

/* How long a run may take to show up before the verdict is "nothing listened". */
#define EMBARK_FIRE_RUN_DEADLINE_MS 30000
/* A run that comes later than that corrects the verdict. It is looked for every 5 s in the first two minutes, then every
 * 15 s, until the event was fired so long ago. */
#define EMBARK_FIRE_LATE_LIMIT_MS 600000

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
  const char *event;          /* (nullable) */
  const char *config_id;      /* (nullable) */
  const char *account_id;
  const char *workflow_id;    /* (nullable): the workflow that was executed directly */
  const char *event_id;       /* (nullable): associated_event_id of a run already matched */
  const char *const *run_ids; /* (nullable): runs that are this fire's already */
  GHashTable *reruns;         /* (nullable) (element-type utf8): ids of runs that somebody started again */
  gboolean late;              /* nothing came in time: a younger fire chooses first */
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
/* Gives each of @runs (in any order) to one of the fires that are on their way at once, or to none.
 * @windows: in any order; @owners: (out caller-allocates) (array length=n_runs): index of a window, -1: of none;
 * @matches: (out caller-allocates) (array length=n_runs): how sure that is */
void embark_run_window_assign (const EmbarkRunWindow *windows, guint n_windows, EmbarkExecution *const *runs,
                               guint n_runs, int *owners, EmbarkMatch *matches);

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
/* Goes on looking for the runs of a fire read from the journal, and never sends it: one that may change still. */
void embark_fire_tracker_follow (EmbarkFireTracker *self, EmbarkFire *fire);
/* Asks for the runs (with their nodes) of a fire whose verdict stands, to show them again. */
void embark_fire_tracker_load_runs (EmbarkFireTracker *self, EmbarkFire *fire);
/* Cancels all following; what was sent stays as it is in the journal. */
void embark_fire_tracker_stop (EmbarkFireTracker *self);

/* The verdict as one sentence ("Ran: 1 run, completed in 2.4 s") and how we know it. (transfer full) */
char *embark_fire_dup_verdict (EmbarkFire *fire);
char *embark_fire_dup_evidence (EmbarkFire *fire);
/* Returns: whether @fire may change still, as of @now (microseconds since 1970): no verdict, runs that have not ended, or
 * no run and late ones are still looked for */
gboolean embark_fire_may_change (EmbarkFire *fire, gint64 now);
/* Returns: (transfer full) (nullable): what is unusual about @fire and to be known before it is sent, too (fired without an
 * application) */
char *embark_fire_dup_warning (EmbarkFire *fire);
/* Returns: (transfer full) (nullable): the payload of @fire with another value where the workflow looks for repetitions;
 * nothing else of its text changes. %NULL when that place is not known or not in the payload. */
char *embark_fire_dup_fresh_payload (EmbarkFire *fire);

G_END_DECLS
