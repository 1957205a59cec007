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
  gboolean late;       /* the verdict is that nothing came; what comes still corrects it */
  gboolean explained;  /* it was asked what a duplicate repeats */
  GHashTable *reruns;  /* (owned) (element-type utf8): runs that somebody started again */
  gboolean show_only;  /* the verdict stands, its runs are only read again */

  /* The round under way. */
  guint page;
  GPtrArray *found; /* (owned) (element-type EmbarkExecution): what the pages listed */
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
/* Waits for the next round. */
void embark_fire_look_schedule (EmbarkFireFollow *self);

/* In embark-fire-take.c: puts @run into the list, or what is new of it. Returns: whether anything changed */
gboolean embark_fire_follow_put_run (EmbarkFireFollow *self, EmbarkExecution *run);
EmbarkRunWindow embark_fire_follow_get_window (EmbarkFireFollow *self);
/* Returns: whether the list has runs that are not this fire's yet */
gboolean embark_fire_follow_finds_new (EmbarkFireFollow *self);
/* Takes of what was found what is this fire's. The looking may be over afterwards. */
void embark_fire_follow_take_found (EmbarkFireFollow *self);

/* In embark-fire-conclude.c: every answer of a round came, or failed. */
void embark_fire_follow_conclude (EmbarkFireFollow *self);

/* In embark-fire-duplicate.c: asks what a duplicate repeats, and concludes then. */
void embark_fire_follow_explain (EmbarkFireFollow *self);

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
/* Returns: (transfer full) (element-type EmbarkRunWindow): of every fire of the account that is on its way, that of @follow
 * first; valid until one of them changes */
GArray *embark_fire_tracker_get_windows (EmbarkFireTracker *self, EmbarkFireFollow *follow);
/* Takes those out of @runs that are of a fire which is not on its way any more. */
void embark_fire_tracker_drop_claimed (EmbarkFireTracker *self, GPtrArray *runs);
void embark_fire_tracker_claim (EmbarkFireTracker *self, EmbarkFire *fire, const char *run_id);

/* Remembers whose the runs of @fire are, which is not followed. */
void embark_fire_tracker_note (EmbarkFireTracker *self, EmbarkFire *fire);

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
