/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A sandbox with a workspace on it: for what is known before connecting and remembered after it. */

#pragma once

#include "embark-onboarding.h"
#include "sandbox-fixture.h"

G_BEGIN_DECLS

typedef struct
{
  Fixture sandbox;
  EmbarkClient *client;
  EmbarkJournal *journal; /* open */
  char *journal_path;     /* (owned): of a file, in a folder of its own */
  EmbarkProfile *profile; /* "p", with the sandbox's callback noted */
  EmbarkWorkspace *workspace;
} Stand;

void stand_set_up (Stand *s, gconstpointer data);
/* Nothing of the engine may be left but the workspace. */
void stand_tear_down (Stand *s, gconstpointer data);
/* Sets what a switch of the sandbox says ("authorize", "client", "identifier"). */
void stand_switch (Stand *s, const char *name, const char *json);
/* Somebody goes through the door of @uri as @username and allows access. */
void stand_go_through (Stand *s, const char *uri, const char *username);
/* Returns: (transfer full): a path of @account, refreshed */
EmbarkOnboarding *stand_open (Stand *s, const char *account);
void stand_refresh (EmbarkOnboarding *onboarding);
/* Turns the main loop until everything that is under way is done. */
void stand_settle (Stand *s);

G_END_DECLS
