/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "embark-api-error.h"
#include "embark-bare-request-private.h"
#include "embark-redact.h"
#include "embark-task.h"
#include "embark-text.h"
#include "embark-token-probe.h"

#define MAX_BODY    (64 * 1024)
#define DEADLINE_MS 20000
/* No server gives out a code like this one. */
#define INVALID_CODE "embark-probe-not-a-code"
#define MAX_WORDS    300
#define MAX_CODE     80

typedef struct _Probe Probe;
struct _Probe
{
  char *uri;                /* (owned) */
  char *client_id;          /* (owned) */
  char *client_secret;      /* (owned): a secret */
  char *redirect_uri;       /* (owned) (nullable) */
  EmbarkClock *clock;       /* (owned) */
  EmbarkTokenAnswer *first; /* (owned) (nullable): what the pair got, while a wrong secret is tried */
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
  g_clear_pointer (&self->uri, g_free);
  g_clear_pointer (&self->client_id, wipe);
  g_clear_pointer (&self->client_secret, wipe);
  g_clear_pointer (&self->redirect_uri, g_free);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->first, embark_token_answer_free);
}

EMBARK_DEFINE_TASK_DATA (Probe, probe)

/* What a server says may repeat what it was told. */
static void
hide (char **words, const char *secret)
{
  g_auto (GStrv) parts = NULL;

  if (*words == NULL || *secret == '\0' || strstr (*words, secret) == NULL)
    return;
  parts = g_strsplit (*words, secret, -1);
  g_free (*words);
  *words = g_strjoinv (EMBARK_REDACTED, parts);
}

static void
finish (GTask *task, EmbarkTokenAnswer *answer)
{
  Probe *self = embark_task_get_probe (task);
  struct
  {
    char **text;
    gsize max;
  } const told[] = { { &answer->words, MAX_WORDS }, { &answer->code, MAX_CODE } };

  for (gsize i = 0; i < G_N_ELEMENTS (told); i++)
    {
      g_autofree char *text = NULL;
      g_autofree char *redacted = NULL;

      hide (told[i].text, self->client_secret);
      hide (told[i].text, self->client_id);
      text = g_steal_pointer (told[i].text);
      redacted = text != NULL ? embark_redact_text (text) : NULL;
      /* Cut last: of a secret that is cut in two, the first half would be known for none. */
      *told[i].text = embark_text_clean (redacted, told[i].max);
    }
  g_task_return_pointer (task, answer, (GDestroyNotify) embark_token_answer_free);
}

static void ask (GTask *task, const char *secret);

/* The pair may look good only because the code is looked at first: a secret that is certainly wrong tells. */
static void
cross_check (GTask *task, EmbarkTokenAnswer *answer)
{
  Probe *self = embark_task_get_probe (task);

  if (self->first != NULL)
    {
      const gboolean told = answer->verdict == EMBARK_TOKEN_SECRET_WRONG;

      embark_token_answer_free (answer);
      answer = g_steal_pointer (&self->first);
      if (!told)
        answer->verdict = EMBARK_TOKEN_ID_ONLY;
    }
  else if (answer->verdict == EMBARK_TOKEN_ACCEPTED)
    {
      g_autofree char *wrong = g_strnfill (strlen (self->client_secret), '0');

      if (strcmp (wrong, self->client_secret) == 0 && *wrong != '\0')
        wrong[0] = '1';
      self->first = answer;
      ask (task, wrong);
      return;
    }
  finish (task, answer);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (EmbarkBareReply) reply = embark_bare_request_finish (result, &error);
  EmbarkTokenAnswer *answer;
  gconstpointer body = NULL;
  gsize length = 0;

  if (reply == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (reply->status == 0)
    {
      answer = g_new0 (EmbarkTokenAnswer, 1);
      answer->verdict = EMBARK_TOKEN_NETWORK;
      answer->words = g_steal_pointer (&reply->words);
      finish (task, answer);
      return;
    }
  /* What is longer than any answer of a token endpoint is none. */
  if (reply->body != NULL)
    body = g_bytes_get_data (reply->body, &length);
  cross_check (task, embark_token_answer_new (reply->status, body != NULL ? body : "", length));
}

static void
ask (GTask *task, const char *secret)
{
  Probe *self = embark_task_get_probe (task);
  const char *redirect_uri = self->redirect_uri;
  char *form = soup_form_encode ("grant_type", "authorization_code", "code", INVALID_CODE, "client_id",
                                 self->client_id, "client_secret", secret, "format", "json",
                                 redirect_uri != NULL ? "redirect_uri" : NULL, redirect_uri, NULL);

  embark_bare_request_async (self->uri, form, MAX_BODY, DEADLINE_MS, self->clock,
                             g_task_get_cancellable (task), answered_cb, g_object_ref (task));
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
  /* Whoever calls: a secret goes to nobody else. */
  checked = embark_token_probe_check_host (origin, &error);
  if (checked == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self = probe_new ();
  self->clock = g_object_ref (clock);
  self->uri = g_strconcat (checked, "/services/oauth2/token", NULL);
  self->client_id = g_strdup (client_id);
  self->client_secret = g_strdup (client_secret);
  self->redirect_uri = g_strdup (redirect_uri);
  embark_task_set_probe (task, self);
  ask (task, self->client_secret);
}

EmbarkTokenAnswer *
embark_token_probe_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_token_probe_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
