/* SPDX-License-Identifier: GPL-3.0-or-later */

/* For the files of EmbarkWindow alone. */

#pragma once

#include "embark-activity-view.h"
#include "embark-chip.h"
#include "embark-dashboard-window.h"
#include "embark-events-page.h"
#include "embark-narrow-bin.h"
#include "embark-runs-view.h"
#include "embark-sidebar.h"
#include "embark-welcome.h"
#include "embark-window.h"
#include "embark-workflows-view.h"

G_BEGIN_DECLS

struct _EmbarkWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkWidget *guard_strip;
  GtkSwitch *read_only;
  EmbarkNarrowBin *narrow_bin;
  GtkStack *stack;
  EmbarkWelcome *welcome;
  GtkWidget *cancel_opening;
  GtkWidget *sidebar_clamp;
  EmbarkSidebar *sidebar;
  GtkWidget *pane_line;
  GtkStack *account_stack;
  GtkWidget *account_pane;
  AdwHeaderBar *account_header;
  AdwWindowTitle *narrow_title;
  GtkWidget *back;
  AdwAvatar *avatar;
  GtkWidget *names;
  GtkLabel *account_name;
  GtkLabel *account_id;
  GtkWidget *copy_id;
  EmbarkChip *chip;
  GtkWidget *switcher;
  AdwViewStack *views;
  AdwBin *onboarding_slot;
  AdwBin *workflows_slot;
  AdwBin *runs_slot;
  EmbarkEventsPage *events;
  EmbarkActivityView *activity;
  AdwViewSwitcherBar *narrow_bar;

  GSettings *settings;          /* (owned) */
  GCancellable *cancellable;    /* (owned): ends with the window */
  GCancellable *open_cancel;    /* (owned) (nullable): ends with the profile that is open or being opened */
  EmbarkWorkspace *workspace;   /* (owned) (nullable) */
  EmbarkOnboarding *onboarding; /* (owned) (nullable): the account on the right */
  GtkWindow *connections;       /* (unowned) (nullable): weak; the health board of the profile */
  EmbarkDashboardWindow *dashboard; /* (unowned) (nullable): weak */
  gboolean showing_account;     /* at phone width: which of the two panes is in front */
};

/* Opens @profile; what was open is left. */
void embark_window_open_profile (EmbarkWindow *self, EmbarkProfile *profile);
/* Leaves the profile that is open; the window says that it is starting. */
void embark_window_close_profile (EmbarkWindow *self);
/* Opens an account, or with %NULL a path for one still to be created. */
void embark_window_open_account (EmbarkWindow *self, EmbarkLinkedAccount *account);
/* Leaves the account that is open; at phone width the list comes to the front. */
void embark_window_close_account (EmbarkWindow *self);
/* Goes back to the welcome page. */
void embark_window_show_welcome (EmbarkWindow *self);
void embark_window_show_error (EmbarkWindow *self, const GError *error);
/* Brings the list or the account to the front at phone width. */
void embark_window_set_showing_account (EmbarkWindow *self, gboolean showing_account);
void embark_window_update_profile_menu (EmbarkWindow *self);

/* In embark-window-actions.c */
void embark_window_install_actions (GtkWidgetClass *widget_class);
void embark_window_update_actions (EmbarkWindow *self);

/* In embark-window-dashboard.c */
void embark_window_install_dashboard_action (GtkWidgetClass *widget_class);
/* Ends the view on the session that the profile keeps. */
void embark_window_close_dashboard (EmbarkWindow *self);

/* In embark-window-guard.c */
void embark_window_read_only_cb (EmbarkWindow *self);
void embark_window_update_guard (EmbarkWindow *self);

/* In embark-window-accounts.c */
void embark_window_install_account_actions (GtkWidgetClass *widget_class);
void embark_window_update_account_actions (EmbarkWindow *self);

G_END_DECLS
