/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One fire on its way to a verdict. For the tracker only. */

#pragma once

#include "embark-fire-tracker.h"

G_BEGIN_DECLS

/**
 * EmbarkFireFollow:
 *
 * It has its own references to all it needs, so that an event that is in the air when its tracker goes away
 * still gets its answer written down.
 */
typedef struct
{
  EmbarkFireTracker *tracker; /* (unowned) (nullable): NULL once stopped */
  EmbarkClient *client;       /* (owned) */
  EmbarkJournal *journal;     /* (owned) */
  EmbarkClock *clock;         /* (owned) */
  EmbarkFire *fire;           /* (owned) */
  GCancellable *cancellable;  /* (owned): of the polls, never of the event itself */

  guint timeout; /* clock timeout of the next round */
  guint n_rounds;
  guint n_failures;    /* rounds that failed in a row */
  gint64 since;        /* monotonic: when the looking began */
  gint64 deadline_at;  /* monotonic: when no run means none */
  gint64 last_new_run; /* monotonic */
  gint64 skew;         /* server's clock minus ours; at most a second and the way of an answer too small */
  gboolean skew_known;
  char *event_id;      /* (owned) (nullable): of the first run that matched */
  GHashTable *settled; /* (owned) (element-type utf8): runs that ended and were read with their nodes */
  gboolean show_only;  /* the verdict stands, its runs are only read again */

  /* The round under way. */
  guint page;
  guint pending;   /* answers still to come */
  gboolean listed; /* the list came */
  const char *barred; /* (nullable): in words, why no later round can pass */
} EmbarkFireFollow;

EmbarkFireFollow *embark_fire_follow_new (EmbarkFireTracker *tracker,
                                          EmbarkClient *client,
                                          EmbarkJournal *journal,
                                          EmbarkClock *clock,
                                          EmbarkFire *fire);
EmbarkFireFollow *embark_fire_follow_ref (EmbarkFireFollow *self);
void embark_fire_follow_unref (EmbarkFireFollow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkFireFollow, embark_fire_follow_unref)

/* Journal, then send, then look. */
void embark_fire_follow_send (EmbarkFireFollow *self);
/* Looks for runs until there is a verdict. */
void embark_fire_follow_look (EmbarkFireFollow *self);
/* Reads the known runs once. */
void embark_fire_follow_show (EmbarkFireFollow *self);
/* Ends the looking; what is in the air is not touched. */
void embark_fire_follow_stop (EmbarkFireFollow *self);

/* In embark-fire-look.c: starts the rounds. */
void embark_fire_look_start (EmbarkFireFollow *self);
void embark_fire_look_round (EmbarkFireFollow *self);
/* Notes the clocks' difference as @reply shows it. */
void embark_fire_follow_take_time (EmbarkFireFollow *self, EmbarkReply *reply);
/* Writes the fire down and tells the tracker. */
void embark_fire_follow_changed (EmbarkFireFollow *self);
/* The verdict stands: leaves the tracker. @self may be gone afterwards. */
void embark_fire_follow_end (EmbarkFireFollow *self);

/* In embark-fire-tracker.c. */
void embark_fire_tracker_emit_changed (EmbarkFireTracker *self, EmbarkFire *fire);
void embark_fire_tracker_drop (EmbarkFireTracker *self, EmbarkFireFollow *follow);
EmbarkSilence embark_fire_tracker_ask_silence (EmbarkFireTracker *self);
/* Returns: whether @run belongs to another fire than @follow's: one that has it already, or whose time fits
 * better */
gboolean
embark_fire_tracker_is_taken (EmbarkFireTracker *self, EmbarkFireFollow *follow, EmbarkExecution *run);
void embark_fire_tracker_claim (EmbarkFireTracker *self, EmbarkFire *fire, const char *run_id);

/* Returns: whether @fire is on its way through this tracker */
gboolean embark_fire_tracker_has (EmbarkFireTracker *self, EmbarkFire *fire);

/* In embark-fire-verdict.c. (transfer full) */
char *embark_silence_dup_sentence (EmbarkSilence silence);
/* Returns: the detail of a fire whose runs the server no longer has; what marks such a fire in the journal, too */
const char *embark_fire_get_gone_sentence (void);
/* Returns: (nullable): why nothing more can be asked after @error, and what to do; %NULL when it may pass */
const char *embark_fire_get_bar_sentence (const GError *error);
/* Returns: whether @detail is such a sentence */
gboolean embark_fire_is_bar_sentence (const char *detail);

G_END_DECLS
