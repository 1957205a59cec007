/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-event-composer.h"
#include "embark-event-templates.h"
#include "embark-payload-pane.h"
#include "embark-verdict-card.h"

G_BEGIN_DECLS

struct _EmbarkEventComposer
{
  AdwBin parent_instance;

  GtkWidget *page;
  GtkWidget *fire_button;
  GtkWidget *fire_ways;
  GtkMenuButton *variables;
  GtkMenuButton *templates_button;
  EmbarkEventTemplates *templates;
  GtkLabel *warning;
  EmbarkPayloadPane *pane;
  GtkWidget *later;
  GtkLabel *later_words;
  EmbarkVerdictCard *verdict;
  GtkBox *runs;

  EmbarkOnboarding *onboarding; /* (owned) (nullable) */
  EmbarkEvent *event;           /* (owned) (nullable) */
  EmbarkFire *shown;            /* (owned) (nullable): whose verdict is on the page */
  GSignalGroup *shown_signals;  /* (owned) */
  GCancellable *cancellable;    /* (owned): ends with the composer or another account */
  GHashTable *drafts; /* (owned) (element-type utf8 utf8): profile, account and event → text that differs from the sample */
  char *sample;       /* (owned) (nullable): of the event shown */
  gint64 pressed_at;  /* monotonic: when somebody last asked to fire */
  gboolean loading;   /* another payload is being shown: nobody typed it */
  gboolean narrow;

  guint later_id;         /* of the clock: the countdown */
  EmbarkClock *clock;     /* (owned) (nullable): of the countdown */
  gint64 later_at;        /* monotonic: when it is fired */
  char *later_event;      /* (owned) (nullable) */
  char *later_payload;    /* (owned) (nullable): as it was when somebody said when */
};

/* Shows the verdict of @fire (nullable). */
void embark_event_composer_show_fire (EmbarkEventComposer *self, EmbarkFire *fire);
EmbarkWorkspace *embark_event_composer_get_workspace (EmbarkEventComposer *self);
void embark_event_composer_update (EmbarkEventComposer *self);

/* In embark-event-composer-fire.c */
void embark_event_composer_install_fire (GtkWidgetClass *widget_class);
void embark_event_composer_stop_later (EmbarkEventComposer *self);
void embark_event_composer_fire_again (EmbarkEventComposer *self);

/* In embark-event-composer-files.c */
void embark_event_composer_install_files (GtkWidgetClass *widget_class);
void embark_event_composer_take_drops (EmbarkEventComposer *self);

G_END_DECLS
