/* SPDX-License-Identifier: GPL-3.0-or-later */

/* For the files of EmbarkApp alone. */

#pragma once

#include "embark-app.h"

G_BEGIN_DECLS

struct _EmbarkApp
{
  AdwApplication parent_instance;

  EmbarkClock *clock;            /* (owned) */
  SoupSession *session;          /* (owned) */
  EmbarkJournal *journal;        /* (owned) */
  EmbarkProfileStore *profiles;  /* (owned) */
  EmbarkSecretStore *keyring;    /* (owned) */
  EmbarkSecretStore *memory;     /* (owned): keys for this run only, and the Demo's */
  EmbarkDemoServer *demo;        /* (owned) */
  EmbarkProfile *demo_profile;   /* (owned) */
  GError *startup_error;         /* (owned) (nullable) */
  guint n_requests;              /* under way in the session */
  guint drain_id;                /* the deadline of what is still under way after the last window */
  guint n_starting;
  gboolean ready;
  gboolean saving_notes;
  gboolean notes_changed;        /* while they were being saved */
};

/* In embark-app-notes.c */
/* Keeps what is noted of @profile from now on. */
void embark_app_keep_notes (EmbarkApp *self, EmbarkProfile *profile);
/* Takes out all of it. */
void embark_app_clear_notes (EmbarkProfile *profile);

G_END_DECLS
