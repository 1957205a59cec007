/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-application.h"
#include "embark-client.h"
#include "embark-clock.h"

G_BEGIN_DECLS

typedef enum
{
  EMBARK_WATCH_IDLE,
  EMBARK_WATCH_WAITING,
  EMBARK_WATCH_CONNECTED,
} EmbarkWatchState;

/**
 * EmbarkConnectLink:
 *
 * An address through which one client connects. A secret: neither @uri nor @token is ever logged or kept.
 */
typedef struct
{
  char *uri;                 /* hosted_url as it came (register 24) */
  EmbarkSessionToken *token; /* (owned): to revoke it */
  gint64 expires_at;         /* microseconds since 1970 */
} EmbarkConnectLink;

void embark_connect_link_free (EmbarkConnectLink *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmbarkConnectLink, embark_connect_link_free)

/**
 * EmbarkConnectionWatcher:
 *
 * Makes connect links, and decides by polling the application whether somebody connected: every 3 s, after two minutes
 * every 6 s, after ten, and while nobody looks, every 15 s (contract 16.1). On a reconnect, success is reauth_required turning false or
 * connectedAt changing (contract section 5). Properties (notify): `state` (int), `application` (newest answer, nullable),
 * `started-at`, `error` (GError pointer, nullable: the last poll failed; polling goes on, unless the account is gone:
 * then `state` is IDLE again).
 */
#define EMBARK_TYPE_CONNECTION_WATCHER (embark_connection_watcher_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkConnectionWatcher, embark_connection_watcher, EMBARK, CONNECTION_WATCHER, GObject)

EmbarkConnectionWatcher *embark_connection_watcher_new (EmbarkClient *client, EmbarkClock *clock, const char *account_id,
                                                        const char *slug);
/* Mints a session token of its own (force_refresh) and a connect address with it. @properties: (nullable): theming, JSON */
void embark_connection_watcher_create_link_async (EmbarkConnectionWatcher *self, GCancellable *cancellable,
                                                  GAsyncReadyCallback callback, gpointer user_data);
/* The same with the look of the page; see embark_call_set_branding(). Finished by …create_link_finish(). */
void embark_connection_watcher_create_branded_link_async (EmbarkConnectionWatcher *self, const char *name,
                                                          const char *color, const char *background,
                                                          GCancellable *cancellable, GAsyncReadyCallback callback,
                                                          gpointer user_data);
/* Returns: (transfer full) */
EmbarkConnectLink *embark_connection_watcher_create_link_finish (EmbarkConnectionWatcher *self, GAsyncResult *result,
                                                                 GError **error);
/* Revokes the link's token; errors are of no interest to a user who just closed a page, so there is no finish. */
void embark_connection_watcher_revoke_link (EmbarkConnectionWatcher *self, EmbarkConnectLink *link);

/* @baseline: (nullable): what the application looked like before the door was opened */
void embark_connection_watcher_start (EmbarkConnectionWatcher *self, EmbarkApplication *baseline);
/* Asks now instead of waiting for the next turn (the view saw something happen). */
void embark_connection_watcher_poll_now (EmbarkConnectionWatcher *self);
/* Whether anybody looks. While hidden it goes on waiting at its slowest, since somebody may be signing in in a browser;
 * once shown it asks at once. */
void embark_connection_watcher_set_visible (EmbarkConnectionWatcher *self, gboolean visible);
/* The same by the way, for a link that somebody has: it asks at its slowest, and the facts do not count it as a door that is
 * open. */
void embark_connection_watcher_start_aside (EmbarkConnectionWatcher *self, EmbarkApplication *baseline);
gboolean embark_connection_watcher_get_aside (EmbarkConnectionWatcher *self);
void embark_connection_watcher_stop (EmbarkConnectionWatcher *self);
EmbarkWatchState embark_connection_watcher_get_state (EmbarkConnectionWatcher *self);
EmbarkApplication *embark_connection_watcher_get_application (EmbarkConnectionWatcher *self);
gint64 embark_connection_watcher_get_started_at (EmbarkConnectionWatcher *self);
const GError *embark_connection_watcher_get_error (EmbarkConnectionWatcher *self);

/* The pure rule: whether @now is a success when the door was opened at @baseline. */
gboolean embark_connection_is_new (EmbarkApplication *baseline, EmbarkApplication *now);

G_END_DECLS
