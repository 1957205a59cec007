/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A sandbox on a port of the kernel's choice, its held clock, and a client in the same main context. */

#pragma once

#include <libsoup/soup.h>

#include "embark-sandbox-json.h"
#include "embark-sandbox.h"

G_BEGIN_DECLS

#define API                "/api/v2/public"
#define ACCOUNT            "northwind-20418"
#define CREATE_CONTACT     "64d1fb3a8716dc506512801c"
#define SYNC_OPPORTUNITIES "64d1fac58716dc5065127ffe"
#define CONTACT_UPDATED    "64d1fb9e8716dc5065128035"

typedef struct
{
  EmbarkClockManual *clock; /* (owned) */
  EmbarkSandbox *sandbox;   /* (owned) */
  SoupSession *session;     /* (owned) */
  guint status;             /* of the last answer */
  char *text;               /* (owned) (nullable): its body */
  JsonNode *json;           /* (owned) (nullable): the same, when it is JSON */
  SoupMessage *message;     /* (owned) (nullable) */
  GError *error;            /* (owned) (nullable): there was no answer */
} Fixture;

void fixture_set_up (Fixture *f, gconstpointer data);
void fixture_tear_down (Fixture *f, gconstpointer data);

/**
 * fixture_send:
 * @path: path with query, or a whole address
 * @body: (nullable): JSON text, or a form when it does not begin with a brace, bracket or quotation mark
 * @...: header names and values, ended by %NULL; "key" and "bearer" stand for the two kinds of authorization,
 * and "account" for the linked account's header
 *
 * Returns: the status
 */
guint
fixture_send (Fixture *f, const char *method, const char *path, const char *body, ...) G_GNUC_NULL_TERMINATED;
/* The same with the API key and the account @ACCOUNT. */
guint fixture_call (Fixture *f, const char *method, const char *path, const char *body);
/* Starts a request and does not wait for its answer; the next fixture_wait() does. */
void fixture_send_message (Fixture *f, SoupMessage *message);
gboolean fixture_wait (Fixture *f);
/* Returns: the last answer's object */
JsonObject *fixture_object (Fixture *f);
JsonArray *fixture_array (Fixture *f);
const char *fixture_header (Fixture *f, const char *name);

/* Returns: (transfer full): a new session token for @account */
char *fixture_token (Fixture *f, const char *account);
/* Returns: (transfer full): path of the connect page of @account */
char *fixture_portal (Fixture *f, const char *account);
/* Returns: (transfer full): path with query of @uri */
char *fixture_path (Fixture *f, const char *uri);
/* Returns: (transfer full): the value of the hidden input @name on the last page */
char *fixture_input (Fixture *f, const char *name);
/* Follows the last answer's redirect. */
guint fixture_follow (Fixture *f);
/* Opens the sign-in page of @account and signs in as @username; the last answer is what the login leads to.
 */
guint fixture_sign_in (Fixture *f, const char *account, const char *username);
/* Presses Allow or Deny on the consent page and follows to the callback. */
guint fixture_decide (Fixture *f, const char *decision);
/* The whole way, from the account to an active connection. */
void fixture_connect (Fixture *f, const char *account, const char *username);
/* Makes the config of @account and switches @workflow on. */
void fixture_enable (Fixture *f, const char *account, const char *workflow);
/* Fires @event and returns what the list of runs then says, @ms milliseconds later. */
JsonArray *fixture_fire (Fixture *f, const char *event, const char *payload, guint ms);

G_END_DECLS
