/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include "embark-clock.h"

G_BEGIN_DECLS

/**
 * EmbarkSandbox:
 *
 * A stand-in for the platform, on loopback only: its HTTP API, its hosted portal, and a stand-in for
 * Salesforce's sign-in, consent and records. Everything it knows is one JSON document, so that a snapshot is
 * the document itself; time comes from the clock alone, and runs move on whenever somebody asks. Signal
 * `changed` (no arguments): a request or a call changed the document.
 */
#define EMBARK_TYPE_SANDBOX (embark_sandbox_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkSandbox, embark_sandbox, EMBARK, SANDBOX, GObject)

/* @seed: same seed, same ids and data */
EmbarkSandbox *embark_sandbox_new (EmbarkClock *clock, guint32 seed);
/* Listens on 127.0.0.1 in the thread-default main context; @port 0: the kernel picks one. */
gboolean embark_sandbox_listen (EmbarkSandbox *self, guint port, GError **error);
void embark_sandbox_close (EmbarkSandbox *self);
/* Returns: (nullable): "http://127.0.0.1:PORT", %NULL before it listens */
const char *embark_sandbox_get_base_uri (EmbarkSandbox *self);

/* The key that is accepted, by default a random one. Its prefix (tk or pk) swapped is accepted too and
 * opens the other environment's data set: "tk_abc" for test, "pk_abc" for production. */
void embark_sandbox_set_api_key (EmbarkSandbox *self, const char *key);
const char *embark_sandbox_get_api_key (EmbarkSandbox *self);

/* Seconds that a session token lives; the default is 599747 (contract 3.5). */
void embark_sandbox_set_token_lifetime (EmbarkSandbox *self, guint seconds);
/* Whether the portal goes to the sign-in page in its own window instead of opening one; the default is
 * %FALSE. */
void embark_sandbox_set_same_window (EmbarkSandbox *self, gboolean same_window);
/* How many times faster than life runs go; the default is 1, at which a run takes two to three seconds. */
void embark_sandbox_set_speed (EmbarkSandbox *self, double speed);
#define EMBARK_SANDBOX_LARGE 100000
/* Begins anew, with @n linked accounts in the test environment, and @n past runs of the first of them, beside those that
 * are always there. */
void embark_sandbox_set_large (EmbarkSandbox *self, guint n);

/* Begins anew, with an application that is not live and has no OAuth client, as before anybody set it up. */
void embark_sandbox_set_fresh_app (EmbarkSandbox *self, gboolean fresh);

/* Which age of the platform's documents the answers follow: "v3", the default, or "v2".
 * Returns: whether it is one of them */
gboolean embark_sandbox_set_style (EmbarkSandbox *self, const char *style);

/* Back to the seed: data, tokens, faults and the list of requests. The address and the key stay. */
void embark_sandbox_reset (EmbarkSandbox *self);
/* Writes the document to @path, readable by its owner only. */
gboolean embark_sandbox_save (EmbarkSandbox *self, const char *path, GError **error);
/* Replaces the document by that of @path; on an error everything stays as it was. */
gboolean embark_sandbox_load (EmbarkSandbox *self, const char *path, GError **error);

/**
 * embark_sandbox_fail_next:
 * @method: (nullable): an HTTP method, %NULL for any
 * @path_prefix: how the path begins, with or without "/api/v2/public"
 * @status: the answer's status
 * @count: how many requests fail
 */
void embark_sandbox_fail_next (
    EmbarkSandbox *self, const char *method, const char *path_prefix, guint status, guint count);
/* Makes the next sign-in end with a row of the table in embark-sandbox-oauth-errors.c, named by its id or, for
 * the first one that has it, its code.
 * Returns: whether there is one; %NULL clears what was set */
gboolean embark_sandbox_set_oauth_error (EmbarkSandbox *self, const char *id);

/* Returns: (transfer full): the requests received, oldest first: objects {method, path, query (names),
 * account, auth, status, time, cookie_sent}; for a fired event {event, payload}, for a connect page {link}, the
 * id in its token, for one with cookies {cookies}, their names, for the token endpoint {grant_type, error}. No
 * token, key or value of a query or cookie is among them */
JsonArray *embark_sandbox_dup_requests (EmbarkSandbox *self);
/* Returns: (transfer full): the document as it is now, for assertions */
JsonNode *embark_sandbox_dup_state (EmbarkSandbox *self);

G_END_DECLS
