/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-flow-page.h"
#include "embark-sandbox.h"
#include "ui-test-util.h"

/* A seeded account that is connected and has all three workflows on, and one with none. */
#define ACCOUNT_READY "acme-robotics"
#define ACCOUNT_IDLE  "solstice-001"

/* Fixture: a path of one account, its server and a window that hears what a page asks for */
typedef struct
{
  EmbarkClockManual *clock;
  EmbarkSandbox *sandbox;
  SoupSession *session;
  EmbarkClient *client;
  EmbarkJournal *journal;
  EmbarkWorkspace *workspace;
  EmbarkOnboarding *onboarding;
  GtkWindow *window;    /* (nullable) */
  EmbarkFlowPage *page; /* (nullable): in the window */
  int went_to;          /* EmbarkStepId of the last flow.go-to, -1: none */
} Fixture;

/* @data: the id of the account, ACCOUNT_READY for NULL */
void fixture_set_up (Fixture *f, gconstpointer data);
void fixture_tear_down (Fixture *f, gconstpointer data);

/* Makes the environment one of production that may only be looked at. Before the first refresh. */
void fixture_read_only (Fixture *f);
/* Asks the server for everything, and waits for it. Errors are the pages' business. */
void fixture_refresh (Fixture *f);
/* Shows a page of @type in a window. */
void fixture_show (Fixture *f, GType type);
/* Runs the main loop, and the clock a good deal faster than life, until @done says so. */
void fixture_wait (Fixture *f, gboolean (*done) (Fixture *f));
/* A page of @type on its own goes when nobody holds it. */
void fixture_check_finalize (Fixture *f, GType type);
/* No window is wider than it has to be: @type fits 360 px. */
void fixture_check_narrow (Fixture *f);
