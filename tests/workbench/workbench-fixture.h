/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A workspace of a sandbox in the test's own main context, and a window for what is tested. */

#pragma once

#include "embark-book.h"
#include "embark-sandbox.h"
#include "embark-workspace.h"
#include "ui-test-util.h"

typedef struct
{
  EmbarkClockManual *clock;
  EmbarkSandbox *sandbox;
  SoupSession *session;
  EmbarkClient *client;
  EmbarkJournal *journal;
  EmbarkWorkspace *workspace;
  GtkWindow *window;  /* (nullable) */
  EmbarkBook *book;   /* (nullable): of what is tested, which holds it */
  gboolean elsewhere; /* somebody else's change is done */
} Fixture;

/* @data: "production" for a key that looks like one of production, else %NULL */
void fixture_set_up (Fixture *f, gconstpointer data);
void fixture_tear_down (Fixture *f, gconstpointer data);
/* The same profile with what the journal at @path kept, as after another start; nothing may hold the workspace. */
void fixture_reopen (Fixture *f, const char *path);
/* Turns the main loop until @done says so. */
void fixture_wait (Fixture *f, gboolean (*done) (Fixture *f));

/* Returns: (transfer none) (nullable): the toplevel of @type that is shown, the newest when there are several */
GtkWindow *fixture_find_window (GType type);
/* Answers the question that is asked: presses the button with @label ("_Delete"). */
void fixture_answer (Fixture *f, const char *label);
/* The same for a question that wants @name typed first. */
void fixture_answer_by_name (Fixture *f, const char *name, const char *label);
/* A question or a message is shown. */
gboolean fixture_is_asked (Fixture *f);
/* Presses @button as a user could: it has to be shown and sensitive. */
void fixture_press (GtkWidget *button);
/* @widget fits into a window of 360 px. */
void fixture_check_narrow (GtkWidget *widget);
/* Returns: whether anything in @root that can be seen says @text */
gboolean fixture_sees (GtkWidget *root, const char *text);

/* The book has an answer. */
gboolean fixture_is_loaded (Fixture *f);
/* What somebody else changed, by a book of theirs: a callback for it with the fixture, and whether it is done. */
void fixture_elsewhere_cb (GObject *source, GAsyncResult *result, gpointer f);
gboolean fixture_is_elsewhere_done (Fixture *f);

/* Returns: (transfer none): the dialog that creates or edits a record of the book */
GtkWidget *fixture_get_dialog (void);
gboolean fixture_is_closed (Fixture *f);
/* An answer came: the dialog's form can be used again. */
gboolean fixture_is_answered (Fixture *f);
