/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A server on loopback, in the test's own main context, that answers what it was told to, and a client of it.
 */

#pragma once

#include "embark-client.h"

typedef struct
{
  const char *body;
  const char *content_type; /* NULL: application/json */
  const char *header;       /* (nullable): another one: "Retry-After" */
  const char *header_value;
  guint status; /* 0: the connection is closed instead */
} StubReply;

typedef struct
{
  SoupServer *server;       /* (owned) */
  EmbarkClockManual *clock; /* (owned) */
  EmbarkClient *client;     /* (owned) */
  GQueue replies;           /* (element-type StubReply): those to come; the last one stays */
  GPtrArray *requests;      /* (owned) (element-type utf8): "METHOD /path?query" of each */
  GPtrArray *exchanges;     /* (owned) (element-type EmbarkExchange) */
  GHashTable *headers;      /* (owned): of the last request, names in lower case */
  char *body;               /* (owned) (nullable): of the last request */
  SoupServerMessage *held;  /* (unowned) (nullable): the request that is left without an answer */
  gboolean hold;            /* whether to leave them so */
  GAsyncResult *result;     /* (owned) (nullable) */
  guint waited;             /* ms that the clock was moved by stub_send() */
} Stub;

#define STUB_KEY "tk_0123456789abcdef"
#define STUB_JWT "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjIwMDAwMDAwMDB9.c2lnbmF0dXJl"

void stub_set_up (Stub *stub, gconstpointer data);
void stub_tear_down (Stub *stub, gconstpointer data);
/* @reply: must outlive the stub */
void stub_add (Stub *stub, const StubReply *reply);
void stub_start (Stub *stub, EmbarkCall *call, GCancellable *cancellable);
/* Runs the main context, and the clock when all wait for it, until the call is done. */
EmbarkReply *stub_finish (Stub *stub, GError **error);
/* @call: (transfer full) */
EmbarkReply *stub_send (Stub *stub, EmbarkCall *call, GError **error);
const char *stub_get_request (Stub *stub, guint index);
EmbarkSessionToken *stub_make_token (void);
char *stub_get_base_uri (SoupServer *server);
EmbarkCall *stub_call (EmbarkOperation operation);
