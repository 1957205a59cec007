/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-onboarding.h"

G_BEGIN_DECLS

/* Whether an OAuth client is entered, as far as the authorize address tells. */
typedef enum
{
  EMBARK_OAUTH_UNKNOWN,
  EMBARK_OAUTH_NO_CLIENT,
  EMBARK_OAUTH_CLIENT,
} EmbarkOauthState;

/* What came of asking for the application. */
typedef enum
{
  EMBARK_ASKED_UNKNOWN,
  EMBARK_ASKED_FOUND,
  EMBARK_ASKED_ABSENT,
} EmbarkAsked;

struct _EmbarkOnboarding
{
  GObject parent_instance;

  EmbarkWorkspace *workspace;       /* (owned) */
  EmbarkLinkedAccount *account;     /* (owned) (nullable) */
  EmbarkConnectionWatcher *watcher; /* (owned) (nullable): NULL without an account */
  EmbarkFireTracker *tracker;       /* (owned) */
  EmbarkLinkBook *links;            /* (owned) (nullable): NULL without an account */
  gint64 identity_noted;            /* when the connection was made whose identity is written down: 0 for none, -1 before anything was */

  EmbarkFacts *facts;             /* (owned) */
  EmbarkPlan *plan;               /* (owned) */
  EmbarkApplication *application; /* (owned) (nullable) */
  EmbarkConfig *config;           /* (owned) (nullable) */
  GListStore *events;             /* (owned) (element-type EmbarkEvent) */
  GListStore *fires;              /* (owned) (element-type EmbarkFire): newest first */
  guint n_fires;                  /* in the journal */
  gboolean has_older_fires;
  GError *fires_error;            /* (owned) (nullable): why they could not be read */
  EmbarkFire *oldest_fire;        /* (owned) (nullable): from here on the list may have gaps */
  GPtrArray *older_waiting;       /* (owned) (element-type GTask): for the next page of older fires */
  EmbarkAccountState account_state;
  EmbarkAppState app_state;
  gboolean attempt_failed; /* the last attempt to connect did */
  char *attempt_code;      /* (owned) (nullable) */
  char *attempt_diagnosis; /* (owned) (nullable) */
  gint64 attempt_at;
  gint64 handover_at;
  GError *errors[EMBARK_N_STEPS]; /* (owned) (nullable) */

  guint reread; /* clock timeout: the journal is read again for what another page of the account sent */

  gboolean visible;

  /* The refresh under way. */
  GPtrArray *waiting;        /* (owned) (element-type Waiter): for this round, and for the next */
  guint round;               /* its number */
  guint unsent;              /* source: nothing of the round has left the program yet */
  GCancellable *cancellable; /* (owned) (nullable): of its calls */
  guint pending;             /* answers still to come */
  guint n_asked;             /* calls to the server */
  guint n_answered;          /* of them, those that were answered at all */
  GError *first_error;       /* (owned) (nullable) */
  gboolean config_absent;    /* it has to be made first */
  gboolean own_application;  /* what is asked for is this account's */
  EmbarkAsked asked;
  EmbarkOauthState oauth;
  gboolean seen_connected; /* the application is, for whichever account was asked */
  gint64 refreshed_at;     /* monotonic */
};

/* In embark-onboarding.c: to be called after any of the above changed. */
void embark_onboarding_update (EmbarkOnboarding *self);
void embark_onboarding_set_application (EmbarkOnboarding *self, EmbarkApplication *application);
void embark_onboarding_set_config (EmbarkOnboarding *self, EmbarkConfig *config);
void embark_onboarding_set_account (EmbarkOnboarding *self, EmbarkLinkedAccount *account);
void embark_onboarding_set_error (EmbarkOnboarding *self, EmbarkStepId step, const GError *error);
void embark_onboarding_notify_loading (EmbarkOnboarding *self);

/* In embark-onboarding-attempts.c: what is known of the connection has changed. */
void embark_onboarding_note_connection (EmbarkOnboarding *self);

/* In embark-onboarding-facts.c: pure. (transfer full) */
EmbarkFacts *embark_onboarding_gather_facts (EmbarkOnboarding *self);
EmbarkSilence embark_onboarding_explain_silence (gpointer onboarding);

/* In embark-onboarding-refresh.c */
void embark_onboarding_prepare_waiting (EmbarkOnboarding *self);
void embark_onboarding_drop_waiting (EmbarkOnboarding *self);

/* In embark-onboarding-history.c: what the journal has. */
typedef void (*EmbarkHistoryFunc) (EmbarkOnboarding *self, EmbarkStepId step, const GError *error);
/* Calls @answered once for each of the @returned number of questions. */
guint embark_onboarding_load_history (EmbarkOnboarding *self, EmbarkHistoryFunc answered);
/* Reads the journal no more. */
void embark_onboarding_stop_history (EmbarkOnboarding *self);
/* Follows every fire without a verdict: the following of some may have ended when the server refused to be asked. */
void embark_onboarding_follow_open_fires (EmbarkOnboarding *self);

/* Puts fires of the journal into the list, and follows those without a verdict. */
void embark_onboarding_take_fires (EmbarkOnboarding *self, GPtrArray *fires);

/* In embark-onboarding-fires.c: @fires were read as the newest @limit and what is pinned. */
void embark_onboarding_note_newest (EmbarkOnboarding *self, GPtrArray *fires, guint limit);

/* In embark-onboarding.c */
void embark_onboarding_set_n_fires (EmbarkOnboarding *self, guint n);
void embark_onboarding_set_has_older_fires (EmbarkOnboarding *self, gboolean has_older);

G_END_DECLS
