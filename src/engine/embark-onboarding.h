/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-application.h"
#include "embark-config.h"
#include "embark-connection-watcher.h"
#include "embark-event.h"
#include "embark-fire-tracker.h"
#include "embark-identity.h"
#include "embark-link-book.h"
#include "embark-plan.h"
#include "embark-problem.h"
#include "embark-workspace.h"

G_BEGIN_DECLS

/**
 * EmbarkOnboarding:
 *
 * The guided path of one linked account (or of none yet): it gathers facts and keeps the plan that follows from them.
 * Properties (notify on change): `workspace` (construct-only), `account` (EmbarkLinkedAccount, nullable), `facts`,
 * `plan` (boxed), `application` (nullable), `config` (nullable), `events` (GListModel of EmbarkEvent), `fires`
 * (GListModel of EmbarkFire, newest first), `n-fires` (uint: in the journal, too), `has-older-fires` (boolean), `loading`
 * (boolean), `watcher`, `tracker`.
 */
#define EMBARK_TYPE_ONBOARDING (embark_onboarding_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkOnboarding, embark_onboarding, EMBARK, ONBOARDING, GObject)

/* @account: (nullable): %NULL for a path whose linked account is still to be created */
EmbarkOnboarding *embark_onboarding_new (EmbarkWorkspace *workspace, EmbarkLinkedAccount *account);
EmbarkWorkspace *embark_onboarding_get_workspace (EmbarkOnboarding *self);
EmbarkLinkedAccount *embark_onboarding_get_account (EmbarkOnboarding *self);
EmbarkFacts *embark_onboarding_get_facts (EmbarkOnboarding *self);
EmbarkPlan *embark_onboarding_get_plan (EmbarkOnboarding *self);
EmbarkApplication *embark_onboarding_get_application (EmbarkOnboarding *self);
EmbarkConfig *embark_onboarding_get_config (EmbarkOnboarding *self);
GListModel *embark_onboarding_get_events (EmbarkOnboarding *self);
GListModel *embark_onboarding_get_fires (EmbarkOnboarding *self);
EmbarkConnectionWatcher *embark_onboarding_get_watcher (EmbarkOnboarding *self);
EmbarkFireTracker *embark_onboarding_get_tracker (EmbarkOnboarding *self);
gboolean embark_onboarding_get_loading (EmbarkOnboarding *self);
/* Returns: (transfer none) (nullable): why the last load of what @step needs failed: shown on that step's page */
const GError *embark_onboarding_get_error (EmbarkOnboarding *self, EmbarkStepId step);

/* Asks for everything the path needs, the calls at once. Facts change as answers come. Fails only when cancelled or when
 * no answer at all came; single failures are kept per step. Those asked for at once are one; one that is asked for while
 * answers are on the way, which may be older than what it is asked for, is done when these have come. */
void embark_onboarding_refresh_async (EmbarkOnboarding *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean embark_onboarding_refresh_finish (EmbarkOnboarding *self, GAsyncResult *result, GError **error);

/* Switches a workflow. The config changes only once the server agreed. */
void embark_onboarding_set_workflow_enabled_async (EmbarkOnboarding *self, const char *workflow_id, gboolean enabled,
                                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                                   gpointer user_data);
gboolean embark_onboarding_set_workflow_enabled_finish (EmbarkOnboarding *self, GAsyncResult *result, GError **error);

/* Takes the connection away (contract section 7, DELETE integration), then refreshes. */
void embark_onboarding_disconnect_async (EmbarkOnboarding *self, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_onboarding_disconnect_finish (EmbarkOnboarding *self, GAsyncResult *result, GError **error);

/* Fires an event (see EmbarkFireTracker); the fire is in `fires` when this returns. @payload: JSON, sent byte for byte. */
EmbarkFire *embark_onboarding_fire (EmbarkOnboarding *self, const char *event, const char *payload);
/* The same for no application: every workflow of the account that listens to the event is started, of whichever
 * application (see embark_fire_dup_warning()). */
EmbarkFire *embark_onboarding_fire_everywhere (EmbarkOnboarding *self, const char *event, const char *payload);
/* Puts a fire that was sent by other means, as an EmbarkDirectRun is, into `fires`. */
void embark_onboarding_note_fire (EmbarkOnboarding *self, EmbarkFire *fire);

/* The newest fires, all that are pinned, and what was loaded of the older ones are in `fires`. */
guint embark_onboarding_get_n_fires (EmbarkOnboarding *self);
gboolean embark_onboarding_get_has_older_fires (EmbarkOnboarding *self);
/* Returns: (transfer none) (nullable): why the journal could not be read in the last refresh */
const GError *embark_onboarding_get_fires_error (EmbarkOnboarding *self);
/* Loads the next older ones from the journal into `fires`. One that is asked for while another is under way waits for it
 * and loads nothing more. */
void embark_onboarding_load_older_fires_async (EmbarkOnboarding *self, GCancellable *cancellable,
                                               GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_onboarding_load_older_fires_finish (EmbarkOnboarding *self, GAsyncResult *result, GError **error);
/* Pins a fire or takes the pin away; `pinned` changes at once, and back when it could not be written down. */
void embark_onboarding_pin_fire_async (EmbarkOnboarding *self, EmbarkFire *fire, gboolean pinned,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_onboarding_pin_fire_finish (EmbarkOnboarding *self, GAsyncResult *result, GError **error);

/* Notes that an attempt to connect ended (also written to the journal). Takes what the view told: @hosts, @code
 * (nullable), @verdict as in EmbarkAttempt. */
void embark_onboarding_note_attempt (EmbarkOnboarding *self, const char *door, const char *hosts, const char *code,
                                     const char *verdict, gint64 started_at);
/* The same with everything that is known: door, hosts, code, description, landmark, verdict, diagnosis, identifier, link_id
 * and started_at of @attempt are taken, cleaned and redacted; profile, account and the end are filled in. */
void embark_onboarding_note_whole_attempt (EmbarkOnboarding *self, const EmbarkAttempt *attempt);
/* Returns: (transfer none) (nullable): the connect links of the account; %NULL without one */
EmbarkLinkBook *embark_onboarding_get_links (EmbarkOnboarding *self);
/* Returns: (transfer full) (nullable): who is connected now; %NULL when nobody is or when the platform does not tell */
EmbarkIdentity *embark_onboarding_dup_identity (EmbarkOnboarding *self);
/* Returns: (transfer full): the summary of what was done, as text in the user's language: who was connected to which org
 * and when, which workflows are on, which test events ran, what is open and who owns it. No payloads, no secrets. */
char *embark_onboarding_dup_summary (EmbarkOnboarding *self);
/* Remembers that a handover was made now. */
void embark_onboarding_mark_handover_async (EmbarkOnboarding *self, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_onboarding_mark_handover_finish (EmbarkOnboarding *self, GAsyncResult *result, GError **error);
/* Whether anybody looks. While hidden, a watcher that waits asks every 15 s only, and at once when shown again; an event
 * without a verdict is followed as ever; nothing else polls, hidden or not. What is older than 30 s when shown again is
 * refreshed. */
void embark_onboarding_set_visible (EmbarkOnboarding *self, gboolean visible);

G_END_DECLS
