/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-chip.h"
#include "embark-direct-pane.h"
#include "embark-json-view.h"
#include "embark-payload-pane.h"
#include "embark-verdict-card.h"
#include "embark-workbench-problem.h"

G_BEGIN_DECLS

/* A workflow of an account as it was left. */
typedef struct
{
  char *text;                        /* (owned) (nullable): what was typed, where it is not the sample */
  char *sample;                      /* (owned) (nullable): %NULL as long as nobody knows */
  EmbarkRequestStructure *structure; /* (owned) (nullable) */
  GError *error;                     /* (owned) (nullable): why the structure is not known */
  EmbarkDirectRun *run;              /* (owned) (nullable) */
  gboolean asking;                   /* for the structure */
  gboolean sync;
} EmbarkDirectWork;

struct _EmbarkDirectPane
{
  AdwBin parent_instance;

  GtkWidget *back;
  GtkLabel *name;
  GtkLabel *caption;
  GtkWidget *execute;
  GtkStack *body;
  GtkSpinner *spinner;
  EmbarkProblemView *problem;
  GtkLabel *note;
  GtkLabel *sync_label;
  GtkLabel *sync_words;
  GtkSwitch *sync;
  EmbarkPayloadPane *pane;
  EmbarkVerdictCard *verdict;
  GtkWidget *open_run;
  GtkWidget *answer_box;
  EmbarkChip *status;
  GtkLabel *took;
  GtkLabel *answer_words;
  GtkWidget *answer_card;
  EmbarkJsonView *answer;

  EmbarkOnboarding *onboarding; /* (owned) (nullable) */
  EmbarkWorkflowInfo *workflow; /* (owned) (nullable) */
  GHashTable *works;            /* (owned) (element-type utf8 EmbarkDirectWork): by profile, account and workflow */
  EmbarkDirectWork *work;                   /* (unowned) (nullable): the one that is shown */
  GSignalGroup *run_signals;    /* (owned) */
  GSignalGroup *fire_signals;   /* (owned) */
  GCancellable *cancellable;    /* (owned): ends with the pane or another account */
  EmbarkRemedy remedy;
  gint64 pressed_at; /* monotonic: when somebody last asked to execute */
  gboolean loading;  /* another payload is being shown: nobody typed it */
};

/* Returns: (transfer none) (nullable) */
EmbarkWorkspace *embark_direct_pane_get_workspace (EmbarkDirectPane *self);
EmbarkLinkedAccount *embark_direct_pane_get_account (EmbarkDirectPane *self);
/* The run of the workflow that is shown is another one. */
void embark_direct_pane_show_run (EmbarkDirectPane *self);

/* In embark-direct-pane-execute.c: sends once more what was sent, after a question. */
void embark_direct_pane_execute_again (EmbarkDirectPane *self);

G_END_DECLS
