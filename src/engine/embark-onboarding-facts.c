/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-onboarding-private.h"

static EmbarkLinkState
get_link (EmbarkOnboarding *self)
{
  EmbarkApplication *application = self->application;
  const gboolean waiting = self->watcher != NULL && !embark_connection_watcher_get_aside (self->watcher)
                           && embark_connection_watcher_get_state (self->watcher) == EMBARK_WATCH_WAITING;
  gboolean connected = FALSE;
  gboolean expired = FALSE;

  if (application != NULL)
    {
      connected = embark_application_get_connected (application);
      expired = connected && embark_application_get_reauth_required (application);
    }

  if (connected && !expired)
    return EMBARK_LINK_CONNECTED;
  if (waiting)
    return EMBARK_LINK_WAITING;
  /* A failed attempt from before the connection that has now expired says nothing of today. */
  if (self->attempt_failed
      && !(expired && embark_application_get_connected_at (application) > self->attempt_at))
    return EMBARK_LINK_REFUSED;
  if (expired)
    return EMBARK_LINK_EXPIRED;
  return application != NULL ? EMBARK_LINK_NONE : EMBARK_LINK_UNKNOWN;
}

static void
add_config (EmbarkOnboarding *self, EmbarkFactsData *data)
{
  GPtrArray *workflows, *fields;

  if (self->config == NULL)
    return;

  workflows = embark_config_get_workflows (self->config);
  fields = embark_config_get_fields (self->config);
  data->config_known = TRUE;
  data->n_workflows = workflows->len;
  data->n_field_errors = embark_config_get_field_errors (self->config)->len;
  for (guint i = 0; i < fields->len; i++)
    data->n_missing += embark_field_get_missing (g_ptr_array_index (fields, i));
  for (guint i = 0; i < workflows->len; i++)
    {
      EmbarkWorkflow *workflow = g_ptr_array_index (workflows, i);

      if (!embark_workflow_get_enabled (workflow))
        continue;
      data->n_enabled++;
      data->n_missing += embark_workflow_get_n_missing (workflow);
    }
}

static void
add_fires (EmbarkOnboarding *self, EmbarkFactsData *data)
{
  GListModel *fires = G_LIST_MODEL (self->fires);

  for (guint i = 0; i < g_list_model_get_n_items (fires); i++)
    {
      g_autoptr (EmbarkFire) fire = g_list_model_get_item (fires, i);
      const gboolean ran = embark_fire_get_state (fire) == EMBARK_FIRE_RAN;

      data->proven |= ran && embark_fire_get_succeeded (fire);
      if (i > 0)
        continue;
      data->fire_known = TRUE;
      data->fire = embark_fire_get_state (fire);
      data->fire_ended = embark_fire_get_ended_at (fire) != 0;
      data->fire_succeeded = embark_fire_get_succeeded (fire);
    }
}

EmbarkFacts *
embark_onboarding_gather_facts (EmbarkOnboarding *self)
{
  EmbarkFactsData data = {
    .demo = embark_profile_get_demo (embark_workspace_get_profile (self->workspace)),
    .key = embark_workspace_get_key_state (self->workspace),
    .environment = embark_workspace_get_environment (self->workspace),
    .environment_differs = embark_workspace_get_environment_differs (self->workspace),
    .app = self->app_state,
    .account = self->account_state,
    .account_name = self->account != NULL ? embark_linked_account_get_display_name (self->account) : NULL,
    .link = get_link (self),
    .handover_at = self->handover_at,
  };

  if (self->application != NULL)
    data.link_identifier = embark_application_get_identifier (self->application);
  if (data.link == EMBARK_LINK_REFUSED)
    {
      data.link_code = self->attempt_code;
      data.link_diagnosis = self->attempt_diagnosis;
    }
  add_config (self, &data);
  add_fires (self, &data);
  return embark_facts_new (&data);
}

EmbarkSilence
embark_onboarding_explain_silence (gpointer onboarding)
{
  EmbarkOnboarding *self = onboarding;
  const EmbarkFactsData *facts = embark_facts_get (self->facts);

  if (facts->link != EMBARK_LINK_CONNECTED && facts->link != EMBARK_LINK_UNKNOWN)
    return EMBARK_SILENCE_NOT_CONNECTED;
  if (facts->config_known && facts->n_enabled == 0)
    return EMBARK_SILENCE_NO_WORKFLOW;
  if (facts->n_missing > 0)
    return EMBARK_SILENCE_FIELD_MISSING;
  return EMBARK_SILENCE_UNEXPLAINED;
}
