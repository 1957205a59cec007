/* SPDX-License-Identifier: GPL-3.0-or-later */

/* For the files of EmbarkClientCard alone. */

#pragma once

#include "embark-chip.h"
#include "embark-client-card.h"

G_BEGIN_DECLS

struct _EmbarkClientCard
{
  AdwBin parent_instance;

  EmbarkChip *kept;
  GtkEditable *client_id;
  GtkWidget *copy_id;
  GtkEditable *client_secret;
  GtkWidget *copy_secret;
  AdwComboRow *host;
  GtkEditable *domain;
  GtkLabel *reasons;
  GtkWidget *buttons;
  GtkWidget *prove;
  GtkWidget *keep;
  GtkWidget *spinner;
  GtkWidget *forget;
  GtkWidget *trouble;
  GtkLabel *trouble_text;
  GtkWidget *this_run;
  GtkWidget *verdict;
  GtkImage *verdict_icon;
  GtkLabel *verdict_title;
  GtkLabel *verdict_text;
  GtkLabel *verdict_quote;
  GtkLabel *verdict_meta;

  EmbarkWorkspace *workspace;           /* (owned) (nullable) */
  EmbarkClientCredentials *credentials; /* (owned) (nullable) */
  GCancellable *cancellable;            /* (owned): ends with the card */
  char **hosts;                         /* (owned) (nullable): those that can be chosen; behind them stands My Domain */
  gboolean filling;                     /* the widgets change because the card does it */
  gboolean busy;                        /* the keyring or Salesforce is asked */
  guint n_edits;                        /* how often somebody changed what is asked about */
  guint asked_at;                       /* n_edits when the question that is open was asked */
};

void embark_client_card_update (EmbarkClientCard *self);
void embark_client_card_set_busy (EmbarkClientCard *self, gboolean busy);
/* Returns: whether what stands there is still what was asked about */
gboolean embark_client_card_is_same (EmbarkClientCard *self);

/* In embark-client-card-proof.c */
void embark_client_card_fill_hosts (EmbarkClientCard *self);
/* Says what is sent where, then sends it. */
void embark_client_card_prove (EmbarkClientCard *self);

G_END_DECLS
