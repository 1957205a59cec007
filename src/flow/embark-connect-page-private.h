/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Between the files of the page: what it shows, and the door that is open. */

#pragma once

#include "embark-attempts-popover.h"
#include "embark-connect-page.h"
#include "embark-connection-card.h"
#include "embark-doctor-page.h"
#include "embark-doors.h"
#include "embark-link-list.h"
#include "embark-preflight-card.h"
#include "embark-visit.h"

G_BEGIN_DECLS

typedef enum
{
  CONNECT_DOOR_NONE,
  CONNECT_DOOR_EMBEDDED,
  CONNECT_DOOR_BROWSER,
  CONNECT_DOOR_LINK, /* a link is out: waited for by the way, while the other doors can be opened */
} ConnectDoor;

struct _EmbarkConnectPage
{
  EmbarkFlowPage parent_instance;

  GtkStack *stack;
  GtkLabel *title;
  GtkLabel *reason;
  GtkWidget *problem;
  EmbarkConnectionCard *card;
  EmbarkPreflightCard *preflight_card;
  EmbarkDoors *doors;
  GtkWidget *still_connected;
  GtkWidget *waiting;
  GtkLabel *waiting_label;
  GtkWidget *next;
  EmbarkLinkList *links;
  EmbarkAttemptsPopover *attempts;
  EmbarkVisit *visit;
  EmbarkDoctorPage *doctor;

  EmbarkPreflight *preflight; /* (owned) (nullable) */
  ConnectDoor door;
  EmbarkLinkRecord *record;   /* (owned) (nullable): the link of the open door */
  GCancellable *door_cancel;  /* (owned) (nullable): ends with the door */
  GError *error;              /* (owned) (nullable): what failed outside the visit */
  gint64 opened_at;
  gint64 success_at;          /* when the view seemed to be done, 0: it did not */
  guint n_attempts;
  guint tick_id;
  guint n_asks;               /* answers still to come before a closed window is judged */
  int closing;                /* EmbarkWebClosing of that window */
  gboolean shown;
  gboolean other_host;        /* tell how to get to another login host, until the door is closed */
  gboolean reconnecting;      /* open the view once the old connection is gone */
};

EmbarkOnboarding *connect_page_onboarding (EmbarkConnectPage *self);
EmbarkConnectionWatcher *connect_page_watcher (EmbarkConnectPage *self);
EmbarkClock *connect_page_clock (EmbarkConnectPage *self);
void connect_page_update (EmbarkConnectPage *self);
void connect_page_focus_doors (EmbarkConnectPage *self);

/* The door. */
void connect_page_open (EmbarkConnectPage *self, ConnectDoor door);
/* Closes whatever door is open and writes down what came of it. */
void connect_page_close (EmbarkConnectPage *self);
/* The same, and back to the doors, or to the doctor where there is something to tell. */
void connect_page_leave (EmbarkConnectPage *self);
/* Waits for the links that are out, unless a door is open. */
void connect_page_watch_links (EmbarkConnectPage *self);
void connect_page_watch_changed_cb (EmbarkConnectPage *self);
void connect_page_asked_cb (EmbarkConnectPage *self);
void connect_page_visit_progress_cb (EmbarkConnectPage *self);
void connect_page_visit_slow_cb (EmbarkConnectPage *self);
void connect_page_visit_closed_cb (EmbarkConnectPage *self, int closing);

/* What is known of why it fails. */
EmbarkEvidence *connect_page_dup_evidence (EmbarkConnectPage *self);
/* Takes @evidence: fills in what preflight and the account tell. */
void connect_page_complete_evidence (EmbarkConnectPage *self, EmbarkEvidence *evidence);

G_END_DECLS
