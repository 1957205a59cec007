/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A journal that is open, in a folder of its own. */

#pragma once

#include "embark-journal.h"
#include "test-util.h"

G_BEGIN_DECLS

typedef struct
{
  char *folder; /* (owned) */
  char *path;   /* (owned) */
  EmbarkJournal *journal;
} JournalFixture;

/* @sql: (nullable): what makes the file that is found there, instead of none */
void journal_fixture_set_up (JournalFixture *self, gconstpointer sql);
void journal_fixture_tear_down (JournalFixture *self, gconstpointer sql);
/* What the next start of the program finds. */
void journal_fixture_open_again (JournalFixture *self);
/* Forgets all of the profile "p". */
void journal_fixture_forget_profile (JournalFixture *self);

G_END_DECLS
