/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is written down of connecting: how attempts ended, and as whom the account is connected. */

#include "config.h"

#include "embark-glib.h"
#include "embark-onboarding-private.h"
#include "embark-redact.h"
#include "embark-text.h"

#define MAX_HOSTS       1000
#define MAX_DESCRIPTION 300
#define MAX_WORD        100

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!embark_journal_add_attempt_finish (EMBARK_JOURNAL (source), result, &error))
    g_message ("An attempt to connect could not be written down: %s", error->message);
}

/* Returns: (transfer full) (nullable): what came from outside, fit to be kept and shown */
static char *
dup_clean (const char *text, gsize max_chars)
{
  g_autofree char *redacted = text != NULL ? embark_redact_text (text) : NULL;

  return embark_text_clean (redacted, max_chars);
}

void
embark_onboarding_note_whole_attempt (EmbarkOnboarding *self, const EmbarkAttempt *attempt)
{
  g_autoptr (EmbarkAttempt) copy = NULL;
  gboolean denied;

  g_return_if_fail (EMBARK_IS_ONBOARDING (self));
  g_return_if_fail (self->account != NULL);
  g_return_if_fail (attempt != NULL);

  denied = g_strcmp0 (attempt->verdict, "denied") == 0;
  copy = g_new0 (EmbarkAttempt, 1);
  copy->profile_id = g_strdup (embark_profile_get_id (embark_workspace_get_profile (self->workspace)));
  copy->account_id = g_strdup (embark_linked_account_get_id (self->account));
  copy->door = g_strdup (attempt->door);
  copy->hosts = dup_clean (attempt->hosts, MAX_HOSTS);
  if (copy->hosts == NULL)
    copy->hosts = g_strdup ("");
  copy->code = dup_clean (attempt->code, MAX_WORD);
  if (copy->code == NULL && denied)
    copy->code = g_strdup ("access_denied");
  copy->verdict = g_strdup (attempt->verdict);
  copy->started_at = attempt->started_at;
  copy->ended_at = embark_clock_get_real_time (embark_workspace_get_clock (self->workspace));
  copy->description = dup_clean (attempt->description, MAX_DESCRIPTION);
  copy->landmark = dup_clean (attempt->landmark, MAX_WORD);
  copy->diagnosis = dup_clean (attempt->diagnosis, MAX_DESCRIPTION);
  copy->identifier = dup_clean (attempt->identifier, MAX_DESCRIPTION);
  copy->link_id = g_strdup (attempt->link_id);

  self->attempt_at = attempt->started_at;
  self->attempt_failed = denied || g_strcmp0 (attempt->verdict, "failed") == 0;
  embark_set_str (&self->attempt_code, copy->code);
  embark_set_str (&self->attempt_diagnosis, copy->diagnosis);
  embark_journal_add_attempt_async (embark_workspace_get_journal (self->workspace), copy, NULL, noted_cb,
                                    NULL);
  embark_onboarding_update (self);
}

void
embark_onboarding_note_attempt (EmbarkOnboarding *self,
                                const char *door,
                                const char *hosts,
                                const char *code,
                                const char *verdict,
                                gint64 started_at)
{
  const EmbarkAttempt attempt = {
    .door = (char *) door,
    .hosts = (char *) hosts,
    .code = (char *) code,
    .verdict = (char *) verdict,
    .started_at = started_at,
  };

  embark_onboarding_note_whole_attempt (self, &attempt);
}

EmbarkLinkBook *
embark_onboarding_get_links (EmbarkOnboarding *self)
{
  g_return_val_if_fail (EMBARK_IS_ONBOARDING (self), NULL);

  return self->links;
}

EmbarkIdentity *
embark_onboarding_dup_identity (EmbarkOnboarding *self)
{
  g_return_val_if_fail (EMBARK_IS_ONBOARDING (self), NULL);

  return embark_identity_new_for_application (self->application);
}

void
embark_onboarding_note_connection (EmbarkOnboarding *self)
{
  g_autoptr (EmbarkIdentity) identity = NULL;
  gint64 connected_at;

  if (self->account == NULL || self->links == NULL)
    return;
  embark_link_book_note_application (self->links, self->application);
  if (self->application == NULL)
    return;

  connected_at = embark_application_get_connected (self->application)
                     ? MAX (embark_application_get_connected_at (self->application), 1)
                     : 0;
  /* Once for a connection: a poll every three seconds tells the same. */
  if (connected_at == self->identity_noted)
    return;
  identity = embark_onboarding_dup_identity (self);
  embark_identity_note (self->workspace, embark_linked_account_get_id (self->account),
                        embark_linked_account_get_display_name (self->account), identity);
  self->identity_noted = connected_at;
}
