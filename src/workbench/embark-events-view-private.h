/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-direct-list.h"
#include "embark-event-details.h"
#include "embark-events-view.h"
#include "embark-workbench-problem.h"

G_BEGIN_DECLS

struct _EmbarkEventsView
{
  AdwBin parent_instance;

  GtkWidget *list_pane;
  GtkEditable *search;
  EmbarkProblemView *list_problem;
  GtkStack *list_stack;
  GtkListView *list;
  GtkSpinner *spinner;
  GtkWidget *pane_line;
  GtkStack *detail_stack;
  GtkWidget *back;
  GtkLabel *name;
  GtkLabel *caption;
  EmbarkEventDetails *details;
  GtkStack *body;
  EmbarkEventComposer *composer;
  GtkToggleButton *definition;
  GtkWidget *fire;
  EmbarkDirectList *workflows;
  EmbarkDirectPane *direct;

  EmbarkWorkspace *workspace;    /* (owned) (nullable) */
  EmbarkEventBook *book;         /* (owned) (nullable) */
  gboolean composing;            /* there is an account to fire for */
  GtkFilterListModel *matching;  /* (owned) */
  GtkSingleSelection *selection; /* (owned) */
  GtkCustomFilter *filter;       /* (owned) */
  EmbarkEvent *shown;            /* (owned) (nullable) */
  GCancellable *cancellable;     /* (owned) (nullable): of what the book is asked */
  char *wanted;                  /* (owned) (nullable): casefolded, what is searched for */
  EmbarkRemedy remedy;           /* what the button of the problem does */
  gboolean calling;              /* a workflow is shown in the place of an event */
  gboolean by_itself;            /* nobody chose what is shown */
  gboolean narrow;
  gboolean syncing; /* the selection follows, nobody chose */
};

/* Shows @event (nullable) in the place of another, or of a workflow. */
void embark_events_view_choose (EmbarkEventsView *self, EmbarkEvent *event);
/* Lists every event again. */
void embark_events_view_stop_search (EmbarkEventsView *self);

/* In embark-events-view-actions.c */
void embark_events_view_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
