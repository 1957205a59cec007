/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-activity-private.h"
#include "embark-curl.h"

/* What is read again within this time (µs) is asked for by the program, not by a person. */
#define POLL_TIME (60 * G_USEC_PER_SEC)

/* Every path begins so: in a list it would hide what tells one from another. */
#define PREFIX "/api/v2/public"

struct _EmbarkActivityEntry
{
  GObject parent_instance;

  EmbarkExchange *exchange; /* (owned) (nullable) */
  EmbarkAttempt *attempt;   /* (owned) (nullable) */
  char *read_key;           /* (owned) (nullable) */
  gboolean repeats;
};

G_DEFINE_FINAL_TYPE (EmbarkActivityEntry, embark_activity_entry, G_TYPE_OBJECT)

static void
embark_activity_entry_finalize (GObject *object)
{
  EmbarkActivityEntry *self = EMBARK_ACTIVITY_ENTRY (object);

  g_clear_object (&self->exchange);
  g_clear_pointer (&self->attempt, embark_attempt_free);
  g_free (self->read_key);

  G_OBJECT_CLASS (embark_activity_entry_parent_class)->finalize (object);
}

static void
embark_activity_entry_class_init (EmbarkActivityEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = embark_activity_entry_finalize;
}

static void
embark_activity_entry_init (EmbarkActivityEntry *self)
{
}

/* Returns: (transfer full): of a query what tells one page of a list from another; times move on from one
 * look to the next */
static char *
dup_page (EmbarkExchange *exchange)
{
  const char *query = strchr (embark_exchange_get_uri (exchange), '?');
  const char *page = query != NULL ? strstr (query, "page=") : NULL;

  return page != NULL ? g_strndup (page, strcspn (page, "&#")) : g_strdup ("");
}

EmbarkActivityEntry *
embark_activity_entry_new_for_exchange (EmbarkExchange *exchange)
{
  EmbarkActivityEntry *self = g_object_new (EMBARK_TYPE_ACTIVITY_ENTRY, NULL);

  self->exchange = g_object_ref (exchange);
  if (!embark_exchange_get_changes (exchange))
    {
      g_autofree char *page = dup_page (exchange);

      self->read_key = g_strconcat (embark_exchange_get_method (exchange), " ",
                                    embark_exchange_get_path (exchange), " ", page, NULL);
    }
  return self;
}

EmbarkActivityEntry *
embark_activity_entry_new_for_attempt (const EmbarkAttempt *attempt)
{
  EmbarkActivityEntry *self = g_object_new (EMBARK_TYPE_ACTIVITY_ENTRY, NULL);

  self->attempt = embark_attempt_copy (attempt);
  return self;
}

EmbarkExchange *
embark_activity_entry_get_exchange (EmbarkActivityEntry *self)
{
  g_return_val_if_fail (EMBARK_IS_ACTIVITY_ENTRY (self), NULL);

  return self->exchange;
}

const EmbarkAttempt *
embark_activity_entry_get_attempt (EmbarkActivityEntry *self)
{
  g_return_val_if_fail (EMBARK_IS_ACTIVITY_ENTRY (self), NULL);

  return self->attempt;
}

gint64
embark_activity_entry_get_started_at (EmbarkActivityEntry *self)
{
  g_return_val_if_fail (EMBARK_IS_ACTIVITY_ENTRY (self), 0);

  return self->attempt != NULL ? self->attempt->started_at : embark_exchange_get_started_at (self->exchange);
}

gint64
embark_activity_entry_get_ended_at (EmbarkActivityEntry *self)
{
  if (self->attempt != NULL)
    return self->attempt->ended_at;
  return embark_exchange_get_started_at (self->exchange)
         + (gint64) (embark_exchange_get_duration (self->exchange) * 1000);
}

gboolean
embark_activity_entry_get_failed (EmbarkActivityEntry *self)
{
  g_return_val_if_fail (EMBARK_IS_ACTIVITY_ENTRY (self), FALSE);

  if (self->attempt != NULL)
    return g_strcmp0 (self->attempt->verdict, "connected") != 0
           && g_strcmp0 (self->attempt->verdict, "cancelled") != 0;
  return embark_exchange_get_error (self->exchange) != NULL
         || embark_exchange_get_status (self->exchange) == 0
         || embark_exchange_get_status (self->exchange) >= 400;
}

gboolean
embark_activity_entry_get_changes (EmbarkActivityEntry *self)
{
  g_return_val_if_fail (EMBARK_IS_ACTIVITY_ENTRY (self), FALSE);

  return self->attempt != NULL || embark_exchange_get_changes (self->exchange);
}

gboolean
embark_activity_entry_get_repeats (EmbarkActivityEntry *self)
{
  g_return_val_if_fail (EMBARK_IS_ACTIVITY_ENTRY (self), FALSE);

  return self->repeats;
}

const char *
embark_activity_entry_get_read_key (EmbarkActivityEntry *self)
{
  return self->read_key;
}

void
embark_activity_entry_compare (EmbarkActivityEntry *self, EmbarkActivityEntry *last)
{
  self->repeats =
      last != NULL
      && embark_exchange_get_status (last->exchange) == embark_exchange_get_status (self->exchange)
      && embark_exchange_get_started_at (self->exchange) - embark_activity_entry_get_ended_at (last)
             < POLL_TIME;
}

static gboolean
contains (const char *text, const char *wanted)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return folded != NULL && strstr (folded, wanted) != NULL;
}

const char *
embark_activity_entry_shorten (const char *path)
{
  return g_str_has_prefix (path, PREFIX "/") ? path + strlen (PREFIX) : path;
}

gboolean
embark_activity_entry_has_text (EmbarkActivityEntry *self, const char *text)
{
  const char *method, *path;
  g_autofree char *line = NULL;

  g_return_val_if_fail (EMBARK_IS_ACTIVITY_ENTRY (self), FALSE);

  if (text == NULL || *text == '\0')
    return TRUE;
  if (self->attempt != NULL)
    return contains (self->attempt->door, text) || contains (self->attempt->hosts, text)
           || contains (self->attempt->code, text) || contains (self->attempt->verdict, text)
           || contains (self->attempt->identifier, text) || contains (self->attempt->account_id, text);
  /* So that "get /event" and "404" are found as they are read, in a list and in full. */
  method = embark_exchange_get_method (self->exchange);
  path = embark_exchange_get_path (self->exchange);
  line = g_strdup_printf ("%s %s\n%s %s\n%u", method, path, method, embark_activity_entry_shorten (path),
                          embark_exchange_get_status (self->exchange));
  return contains (line, text) || contains (embark_exchange_get_trace_id (self->exchange), text);
}

char *
embark_activity_entry_dup_curl (EmbarkActivityEntry *self)
{
  const char *const *headers;
  g_autoptr (EmbarkCurl) curl = NULL;
  g_autofree char *body = NULL;
  EmbarkRecorded how;

  g_return_val_if_fail (EMBARK_IS_ACTIVITY_ENTRY (self), NULL);

  if (self->exchange == NULL)
    return NULL;
  body = embark_exchange_dup_request_body (self->exchange, &how);
  curl = embark_curl_new (embark_exchange_get_method (self->exchange),
                          embark_exchange_get_uri (self->exchange), body);
  headers = embark_exchange_get_request_headers (self->exchange);
  for (guint i = 0; headers[i] != NULL && headers[i + 1] != NULL; i += 2)
    {
      static const char *const own[] = { "host", "content-length", "connection", "accept-encoding",
                                         "user-agent" };
      gboolean leave_out = FALSE;

      /* What curl says by itself, and for itself. */
      for (guint j = 0; j < G_N_ELEMENTS (own); j++)
        leave_out = leave_out || g_ascii_strcasecmp (headers[i], own[j]) == 0;
      if (!leave_out)
        embark_curl_add_header (curl, headers[i], headers[i + 1]);
    }
  return embark_curl_print (curl);
}
