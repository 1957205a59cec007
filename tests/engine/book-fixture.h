/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A workspace for a book, of a server with canned answers or of the sandbox. */

#pragma once

#include "canned-server.h"
#include "embark-book.h"
#include "embark-sandbox.h"

G_BEGIN_DECLS

typedef struct
{
  Canned canned;
  EmbarkSandbox *sandbox; /* (nullable) */
  SoupSession *session;   /* (nullable) */
  EmbarkClient *client;
  EmbarkWorkspace *workspace;
  gpointer book; /* (owned): an EmbarkBook of the kind that is tested, made of the workspace by the test */
} Fixture;

/* @data: (nullable): %NULL for canned answers, anything else for the sandbox */
void fixture_set_up (Fixture *f, gconstpointer data);
void fixture_tear_down (Fixture *f, gconstpointer data);
/* Loads the book, and turns the main loop until it is. */
gboolean fixture_load (Fixture *f, GError **error);

G_END_DECLS
