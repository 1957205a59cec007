/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-burst-data.h"
#include "embark-burst-stats.h"
#include "embark-burst.h"
#include "embark-journal-burst.h"

G_BEGIN_DECLS

typedef struct _EmbarkBurstRuns EmbarkBurstRuns;

struct _EmbarkBurst
{
  GObject parent_instance;

  EmbarkWorkspace *workspace; /* (owned) */
  EmbarkJournal *journal;     /* (owned) */
  EmbarkClock *clock;         /* (owned) */
  char *id;                   /* (owned) */
  char *profile_id;           /* (owned) */
  char *account_id;           /* (owned) */
  char *slug;                 /* (owned) (nullable) */
  char *config_id;            /* (owned) (nullable) */
  char *event;                /* (owned) */
  char *payload;              /* (owned) (nullable) */
  GFile *file;                /* (owned) (nullable) */
  guint32 seed;
  guint wanted; /* what was asked for: 0: as many as there are rows */
  guint rate;
  guint allowance;
  guint concurrency;
  gint64 created_at;
  gint64 ended_at;

  EmbarkBurstState state;
  GError *error;         /* (owned) (nullable): why it ended */
  EmbarkBurstData *data; /* (owned) (nullable) */
  char *data_sum;        /* (owned) (nullable): what the data must have */
  gboolean prepared;
  gboolean in_journal;
  guint n;
  guint8 *events; /* (owned) (nullable) (array length=2n): as in EmbarkBurstPart */
  guint counts[EMBARK_BURST_N_EVENT_STATES];
  GPtrArray *reasons; /* (owned) (element-type utf8) */
  EmbarkBurstStats stats;

  /* While it runs. */
  GTask *task;              /* (owned) (nullable) */
  EmbarkClient *client;     /* (owned) (nullable): with connections of its own */
  GCancellable *calls;      /* (owned) (nullable) */
  char *body_start;         /* (owned) (nullable): of every event, up to its payload */
  GArray *order;            /* (owned) (nullable) (element-type guint): of the events to send */
  guint next;               /* of @order: the first that has not left */
  guint reserved;           /* of @order: up to here the journal knows that they may leave */
  guint reserving;          /* of @order: up to here it is being told */
  guint n_out;              /* calls under way */
  gboolean *dirty;          /* (owned) (nullable): parts to be written */
  gboolean unsaved;         /* there are results that the journal does not know */
  gboolean saving;          /* a transaction is under way */
  gboolean last_saved;      /* the last one was */
  gint64 due_at;            /* monotonic µs: when the next would leave that keeps to the rate */
  gint64 started;           /* monotonic µs */
  gint64 waits_until;       /* µs since 1970 */
  guint n_waits;            /* one after the other */
  guint rate_timer;
  guint save_timer;
  guint wait_timer;

  gint64 skew; /* µs, server's clock minus ours */
  gboolean skew_known;
  gint64 first_sent_at; /* µs since 1970, 0: not yet */
  EmbarkBurstRuns *runs; /* (owned) (nullable) */
  guint changed_timer;
};

/* Changes how an event stands, and what is counted. @words: (nullable) */
void embark_burst_set_event (EmbarkBurst *self, guint index, EmbarkBurstEventState state, const char *words);
void embark_burst_set_state (EmbarkBurst *self, EmbarkBurstState state);
/* Makes room for @n events, none of which was sent. */
void embark_burst_make_events (EmbarkBurst *self, guint n);
/* Something is otherwise: `changed` follows soon. */
void embark_burst_changed (EmbarkBurst *self);
void embark_burst_changed_now (EmbarkBurst *self);

/* Goes on with what is to be done: sends, writes, or ends. */
void embark_burst_step (EmbarkBurst *self);
/* Ends it with @error. @error: (transfer full) */
void embark_burst_fail (EmbarkBurst *self, GError *error);

/* Tells the journal what came back, and that the events up to @reserving may leave. */
void embark_burst_save (EmbarkBurst *self, guint reserving);
/* The same soon, for results alone. */
void embark_burst_save_soon (EmbarkBurst *self);
/* Returns: how many events are told to the journal at once */
guint embark_burst_get_ahead (EmbarkBurst *self);
/* Returns: (transfer none) (nullable): the burst of that id that runs in this program */
EmbarkBurst *embark_burst_find_live (EmbarkWorkspace *workspace, const char *id);
void embark_burst_set_live (EmbarkBurst *self, gboolean live);
/* Takes over what the journal has. */
EmbarkBurst *embark_burst_new_from_entry (EmbarkWorkspace *workspace, EmbarkBurstEntry *entry);

/* What an event became whose call ended with @error. @ends: (out): it would be the same with every other */
EmbarkBurstEventState embark_burst_judge (const GError *error, gboolean *ends);

void embark_burst_runs_free (EmbarkBurstRuns *runs);

G_END_DECLS
