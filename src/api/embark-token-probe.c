/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "embark-api-error.h"
#include "embark-redact.h"
#include "embark-task.h"
#include "embark-text.h"
#include "embark-token-probe.h"

#define MAX_BODY    (64 * 1024)
#define DEADLINE_MS 20000
#define TIMEOUT     15
#define MAX_WORDS   300
/* No server gives out a code like this one. */
#define INVALID_CODE "embark-probe-not-a-code"

typedef struct _Probe Probe;
struct _Probe
{
  char *uri;                /* (owned) */
  char *client_id;          /* (owned) */
  char *client_secret;      /* (owned): a secret */
  char *redirect_uri;       /* (owned) (nullable) */
  EmbarkClock *clock;       /* (owned) */
  SoupSession *session;     /* (owned) */
  SoupMessage *message;     /* (owned) (nullable): under way */
  GInputStream *stream;     /* (owned) (nullable) */
  GByteArray *body;         /* (owned) */
  GCancellable *deadline;   /* (owned): of the requests; also cancelled by the caller's */
  EmbarkTokenAnswer *first; /* (owned) (nullable): what the pair got, while a wrong secret is tried */
  gulong cancelled_id;
  guint timeout;
  gboolean late;
};

static void
wipe (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

static void
probe_clear (Probe *self)
{
  embark_clock_clear (self->clock, &self->timeout);
  g_clear_pointer (&self->uri, g_free);
  wipe (g_steal_pointer (&self->client_id));
  wipe (g_steal_pointer (&self->client_secret));
  g_clear_pointer (&self->redirect_uri, g_free);
  g_clear_object (&self->clock);
  g_clear_object (&self->message);
  g_clear_object (&self->stream);
  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_clear_object (&self->deadline);
  g_clear_pointer (&self->first, embark_token_answer_free);
}

EMBARK_DEFINE_TASK_DATA (Probe, probe)

/* A session of its own: no cookie of anybody, no logger that could print a body, no proxy's password asked
 * for. */
static SoupSession *
make_session (void)
{
  SoupSession *session =
      soup_session_new_with_options ("user-agent", "Embark/" EMBARK_VERSION, "timeout", TIMEOUT, NULL);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_COOKIE_JAR);
  return session;
}

/* What a server says may repeat what it was told. */
static void
hide (char **words, const char *secret)
{
  g_auto (GStrv) parts = NULL;

  if (*words == NULL || secret == NULL || *secret == '\0' || strstr (*words, secret) == NULL)
    return;
  parts = g_strsplit (*words, secret, -1);
  g_free (*words);
  *words = g_strjoinv (EMBARK_REDACTED, parts);
}

static void
finish (GTask *task, EmbarkTokenAnswer *answer)
{
  Probe *self = embark_task_get_probe (task);
  g_autofree char *words = NULL;

  embark_clock_clear (self->clock, &self->timeout);
  if (self->cancelled_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_id);
  self->cancelled_id = 0;
  hide (&answer->words, self->client_secret);
  hide (&answer->words, self->client_id);
  hide (&answer->code, self->client_secret);
  hide (&answer->code, self->client_id);
  words = answer->words;
  answer->words = words != NULL ? embark_redact_text (words) : NULL;
  if (g_task_return_error_if_cancelled (task))
    embark_token_answer_free (answer);
  else
    g_task_return_pointer (task, answer, (GDestroyNotify) embark_token_answer_free);
}

static void
finish_unreached (GTask *task, const GError *error)
{
  EmbarkTokenAnswer *answer = g_new0 (EmbarkTokenAnswer, 1);
  Probe *self = embark_task_get_probe (task);

  answer->verdict = EMBARK_TOKEN_NETWORK;
  answer->words = self->late ? g_strdup ("No answer in time") : embark_text_clean (error->message, MAX_WORDS);
  finish (task, answer);
}

static void ask (GTask *task, const char *secret);

/* The pair may look good only because the code is looked at first: a secret that is certainly wrong tells. */
static void
cross_check (GTask *task, EmbarkTokenAnswer *answer)
{
  Probe *self = embark_task_get_probe (task);
  g_autofree char *wrong = NULL;

  if (self->first == NULL && answer->verdict == EMBARK_TOKEN_ACCEPTED)
    {
      self->first = answer;
      wrong = g_strdup (self->client_secret);
      for (char *c = wrong; *c != '\0'; c++)
        *c = '0';
      if (*wrong != '\0' && strcmp (wrong, self->client_secret) == 0)
        wrong[0] = '1';
      ask (task, wrong);
      return;
    }
  if (self->first != NULL)
    {
      const gboolean same = answer->verdict == EMBARK_TOKEN_ACCEPTED;
      const gboolean told = answer->verdict == EMBARK_TOKEN_SECRET_WRONG;

      embark_token_answer_free (answer);
      answer = g_steal_pointer (&self->first);
      if (same || !told)
        answer->verdict = EMBARK_TOKEN_ID_ONLY;
    }
  finish (task, answer);
}

static void read_more (GTask *task);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Probe *self = embark_task_get_probe (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gconstpointer data;
  gsize size;

  if (bytes == NULL)
    {
      finish_unreached (task, error);
      return;
    }
  data = g_bytes_get_data (bytes, &size);
  if (size > 0 && self->body->len + size <= MAX_BODY)
    {
      g_byte_array_append (self->body, data, (guint) size);
      read_more (task);
      return;
    }
  /* What is longer than any answer of a token endpoint is none, and the rest of it stays unread. */
  if (size > 0)
    g_byte_array_set_size (self->body, 0);
  cross_check (task, embark_token_answer_new (soup_message_get_status (self->message),
                                              self->body->len > 0 ? (const char *) self->body->data : "",
                                              self->body->len));
}

static void
read_more (GTask *task)
{
  Probe *self = embark_task_get_probe (task);

  g_input_stream_read_bytes_async (self->stream, 8192, G_PRIORITY_DEFAULT, self->deadline, read_cb,
                                   g_object_ref (task));
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Probe *self = embark_task_get_probe (task);
  g_autoptr (GError) error = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->stream == NULL)
    {
      finish_unreached (task, error);
      return;
    }
  read_more (task);
}

static void
ask (GTask *task, const char *secret)
{
  Probe *self = embark_task_get_probe (task);
  g_autofree char *form = NULL;
  g_autoptr (GBytes) bytes = NULL;

  form = self->redirect_uri != NULL
             ? soup_form_encode ("grant_type", "authorization_code", "code", INVALID_CODE, "client_id",
                                 self->client_id, "client_secret", secret, "redirect_uri", self->redirect_uri,
                                 "format", "json", NULL)
             : soup_form_encode ("grant_type", "authorization_code", "code", INVALID_CODE, "client_id",
                                 self->client_id, "client_secret", secret, "format", "json", NULL);
  bytes = g_bytes_new_with_free_func (form, strlen (form), (GDestroyNotify) wipe, form);
  g_steal_pointer (&form);

  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  g_byte_array_set_size (self->body, 0);
  self->message = soup_message_new (SOUP_METHOD_POST, self->uri);
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  soup_message_set_request_body_from_bytes (self->message, "application/x-www-form-urlencoded", bytes);
  soup_message_headers_replace (soup_message_get_request_headers (self->message), "Accept",
                                "application/json");
  soup_session_send_async (self->session, self->message, G_PRIORITY_DEFAULT, self->deadline, sent_cb,
                           g_object_ref (task));
}

static gboolean
late_cb (gpointer user_data)
{
  Probe *self = user_data;

  self->timeout = 0;
  self->late = TRUE;
  g_cancellable_cancel (self->deadline);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

void
embark_token_probe_async (const char *origin,
                          const char *client_id,
                          const char *client_secret,
                          const char *redirect_uri,
                          EmbarkClock *clock,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *checked = NULL;
  GError *error = NULL;
  Probe *self;

  g_return_if_fail (origin != NULL && client_id != NULL && client_secret != NULL);
  g_return_if_fail (EMBARK_IS_CLOCK (clock));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_token_probe_async);
  self = probe_new ();
  self->clock = g_object_ref (clock);
  embark_task_set_probe (task, self);
  /* Whoever calls: a secret goes to nobody else. */
  checked = embark_token_probe_check_host (origin, &error);
  if (checked == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (g_task_return_error_if_cancelled (task))
    return;
  self->uri = g_strconcat (checked, "/services/oauth2/token", NULL);
  self->client_id = g_strdup (client_id);
  self->client_secret = g_strdup (client_secret);
  self->redirect_uri = g_strdup (redirect_uri);
  self->session = make_session ();
  self->body = g_byte_array_new ();
  self->deadline = g_cancellable_new ();
  self->timeout = embark_clock_add_timeout (clock, DEADLINE_MS, late_cb, self, NULL);
  if (cancellable != NULL)
    self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                g_object_ref (self->deadline), g_object_unref);
  ask (task, self->client_secret);
}

EmbarkTokenAnswer *
embark_token_probe_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_token_probe_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
