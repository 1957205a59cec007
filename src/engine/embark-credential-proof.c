/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-authorize.h"
#include "embark-credential-proof.h"
#include "embark-redact.h"
#include "embark-task.h"

#define PRODUCTION "login.salesforce.com"
#define SANDBOX    "test.salesforce.com"

void
embark_proof_free (EmbarkProof *self)
{
  g_free (self->title);
  g_free (self->explanation);
  g_free (self->quote);
  g_free (self->code);
  g_free (self->login_host);
  g_free (self);
}

gboolean
embark_proof_is_good (const EmbarkProof *self)
{
  return self->verdict == EMBARK_TOKEN_ACCEPTED;
}

/* Returns: (transfer full) (nullable): the stand-in that a server on loopback brings along */
static char *
dup_stand_in (EmbarkWorkspace *workspace)
{
  const char *base = embark_client_get_base_uri (embark_workspace_get_client (workspace));
  g_autoptr (GUri) uri = base != NULL ? g_uri_parse (base, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return embark_login_kind_of_host (host) == EMBARK_LOGIN_STAND_IN ? embark_redact_uri (base) : NULL;
}

char *
embark_credential_proof_dup_default_host (EmbarkWorkspace *workspace)
{
  const char *noted;
  char *stand_in;

  g_return_val_if_fail (EMBARK_IS_WORKSPACE (workspace), NULL);

  noted = embark_profile_get_login_host (embark_workspace_get_profile (workspace));
  if (noted != NULL)
    return g_strdup (noted);
  stand_in = dup_stand_in (workspace);
  return stand_in != NULL ? stand_in : g_strdup (PRODUCTION);
}

char **
embark_credential_proof_dup_hosts (EmbarkWorkspace *workspace)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *first = NULL;
  g_autofree char *stand_in = NULL;
  const char *others[] = { NULL, PRODUCTION, SANDBOX };

  g_return_val_if_fail (EMBARK_IS_WORKSPACE (workspace), NULL);

  first = embark_credential_proof_dup_default_host (workspace);
  stand_in = dup_stand_in (workspace);
  others[0] = stand_in;
  g_strv_builder_add (builder, first);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (others[i] != NULL && !g_str_equal (others[i], first))
      g_strv_builder_add (builder, others[i]);
  return g_strv_builder_end (builder);
}

/* ---- in words ---- */

static void
say (EmbarkProof *self, EmbarkOwner owner, const char *title, const char *explanation)
{
  self->owner = owner;
  self->title = g_strdup (title);
  self->explanation = g_strdup (explanation);
}

static void
describe (EmbarkProof *self)
{
  switch (self->verdict)
    {
    case EMBARK_TOKEN_ACCEPTED:
      say (self, EMBARK_OWNER_US, _ ("Salesforce accepts this ID and secret"),
           _ ("It refused only the made-up code that was sent along, and it refused another secret. Both can "
              "be pasted "
              "into the dashboard."));
      break;
    case EMBARK_TOKEN_ID_ONLY:
      say (self, EMBARK_OWNER_US, _ ("Salesforce knows this ID"),
           _ ("It refused the made-up code before it looked at the secret, so nothing is proven of the "
              "secret. Compare "
              "it with the consumer secret in Setup."));
      break;
    case EMBARK_TOKEN_ID_UNKNOWN:
      say (self, EMBARK_OWNER_US, _ ("Salesforce does not know this ID here"),
           _ ("Check the login host first: production and sandboxes have different ones, and some apps are "
              "known at "
              "their My Domain only. A new app takes up to ten minutes. Otherwise copy the consumer key "
              "anew."));
      break;
    case EMBARK_TOKEN_SECRET_WRONG:
      say (self, EMBARK_OWNER_US, _ ("The ID is known, the secret is not its"),
           _ ("Copy the consumer secret anew, from the same app. If it was reset in Setup, the old one is "
              "void "
              "everywhere."));
      break;
    case EMBARK_TOKEN_FLOW_OFF:
      say (
          self, EMBARK_OWNER_US, _ ("The sign-in flow is switched off for this app"),
          _ ("Switch on the authorization code flow in the app’s OAuth settings, and ask again a few minutes "
             "later."));
      break;
    case EMBARK_TOKEN_NETWORK:
      say (self, EMBARK_OWNER_US, _ ("Salesforce was not reached"),
           _ ("Nothing was proven. Check the login host and this machine’s connection, and ask again."));
      break;
    case EMBARK_TOKEN_UNCLEAR:
    default:
      say (self, EMBARK_OWNER_US, _ ("Salesforce’s answer does not tell"),
           _ ("It says neither that the pair is good nor that it is not. Its own words are below."));
    }
}

gboolean
embark_proof_is_of_endpoint (const EmbarkProof *self)
{
  return self->verdict != EMBARK_TOKEN_NETWORK && self->verdict != EMBARK_TOKEN_UNCLEAR;
}

typedef struct _Question Question;
struct _Question
{
  char *login_host;   /* (owned) */
  EmbarkClock *clock; /* (owned) */
};

static void
question_clear (Question *self)
{
  g_clear_pointer (&self->login_host, g_free);
  g_clear_object (&self->clock);
}

EMBARK_DEFINE_TASK_DATA (Question, question)

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Question *question = embark_task_get_question (task);
  GError *error = NULL;
  g_autoptr (EmbarkTokenAnswer) answer = embark_token_probe_finish (result, &error);
  EmbarkProof *proof;

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  proof = g_new0 (EmbarkProof, 1);
  proof->verdict = answer->verdict;
  proof->code = g_strdup (answer->code);
  if (!embark_proof_is_good (proof))
    proof->quote = g_strdup (answer->words);
  proof->login_host = g_strdup (question->login_host);
  proof->asked_at = embark_clock_get_real_time (question->clock);
  describe (proof);
  g_task_return_pointer (task, proof, (GDestroyNotify) embark_proof_free);
}

/* Returns: (transfer full): what a person calls the host that was asked */
static char *
dup_shown_host (const char *origin)
{
  g_autoptr (EmbarkAuthorize) read = embark_authorize_new (origin);

  return g_strdup (read != NULL ? read->login_host : origin);
}

void
embark_credential_proof_async (EmbarkWorkspace *workspace,
                               const char *login_host,
                               const char *client_id,
                               const char *client_secret,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *host = NULL;
  g_autofree char *origin = NULL;
  g_autofree char *id = NULL;
  g_autofree char *secret = NULL;
  Question *question;

  g_return_if_fail (EMBARK_IS_WORKSPACE (workspace));

  task = g_task_new (workspace, cancellable, callback, user_data);
  g_task_set_source_tag (task, embark_credential_proof_async);
  host = login_host != NULL ? g_strdup (login_host) : embark_credential_proof_dup_default_host (workspace);
  origin = embark_token_probe_check_host (host, NULL);
  if (origin == NULL)
    {
      g_task_return_error (
          task, embark_api_error_new_described (EMBARK_API_ERROR_INVALID, 0, NULL, NULL,
                                                _ ("This is no login host of Salesforce. Use "
                                                   "login.salesforce.com, test.salesforce.com, or a My "
                                                   "Domain, which ends in .my.salesforce.com.")));
      return;
    }
  if (embark_client_id_check (client_id, &id, NULL, NULL) == EMBARK_SHAPE_EMPTY
      || embark_client_secret_check (client_secret, &secret, NULL, NULL) == EMBARK_SHAPE_EMPTY)
    {
      g_task_return_error (
          task, embark_api_error_new_described (EMBARK_API_ERROR_INVALID, 0, NULL, NULL,
                                                _ ("Enter both the Client ID and the Client Secret.")));
      return;
    }
  question = question_new ();
  question->login_host = dup_shown_host (origin);
  question->clock = g_object_ref (embark_workspace_get_clock (workspace));
  embark_task_set_question (task, question);
  embark_token_probe_async (origin, id, secret,
                            embark_profile_get_callback (embark_workspace_get_profile (workspace)),
                            question->clock, cancellable, answered_cb, g_object_ref (task));
}

EmbarkProof *
embark_credential_proof_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, embark_credential_proof_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
