/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-onboarding-private.h"
#include "embark-redact.h"

/* Enough to prove it, and still one page. */
#define MAX_FIRES 10

/* The platform may name another environment some day; its own word is then the best there is. */
static const char *
environment_words (const char *environment)
{
  if (g_str_equal (environment, "test"))
    /* Translators: the environment, behind the name of a profile */
    return C_ ("environment", "test");
  if (g_str_equal (environment, "production"))
    return C_ ("environment", "production");
  return environment;
}

static char *
dup_time (gint64 us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (us / G_USEC_PER_SEC);

  /* Translators: date and time of day, for g_date_time_format() */
  return time != NULL ? g_date_time_format (time, _ ("%Y-%m-%d %H:%M")) : g_strdup ("");
}

/* @text is a name from the server: one line of it, and no more. */
static char *
dup_line (const char *text)
{
  char *line = g_strdup (text != NULL ? text : "");

  return g_strstrip (g_strdelimit (line, "\n\r\t", ' '));
}

static void
add_connection (EmbarkOnboarding *self, GString *text)
{
  EmbarkApplication *application = self->application;
  g_autofree char *identifier = NULL;
  g_autofree char *time = NULL;

  if (application == NULL || !embark_application_get_connected (application))
    {
      g_string_append (text, _ ("Salesforce is not connected."));
      g_string_append_c (text, '\n');
      return;
    }

  identifier = dup_line (embark_application_get_identifier (application));
  time = dup_time (embark_application_get_connected_at (application));
  if (*identifier == '\0')
    g_string_append (text, _ ("Salesforce is connected."));
  else
    /* Translators: %s: the org or user that signed in */
    g_string_append_printf (text, _ ("Salesforce is connected as %s."), identifier);
  g_string_append_c (text, '\n');
  if (embark_application_get_connected_at (application) > 0)
    {
      /* Translators: %s: date and time */
      g_string_append_printf (text, _ ("Connected since %s."), time);
      g_string_append_c (text, '\n');
    }
}

static void
add_workflows (EmbarkOnboarding *self, GString *text)
{
  GPtrArray *workflows = self->config != NULL ? embark_config_get_workflows (self->config) : NULL;

  g_string_append_c (text, '\n');
  /* Translators: heading of a list in the summary */
  g_string_append (text, _ ("Workflows"));
  g_string_append_c (text, '\n');
  for (guint i = 0; workflows != NULL && i < workflows->len; i++)
    {
      EmbarkWorkflow *workflow = g_ptr_array_index (workflows, i);
      g_autofree char *name = dup_line (embark_workflow_get_name (workflow));

      g_string_append (text, "- ");
      if (embark_workflow_get_enabled (workflow))
        /* Translators: %s: a workflow that is switched on */
        g_string_append_printf (text, _ ("%s: on"), name);
      else
        /* Translators: %s: a workflow that is switched off */
        g_string_append_printf (text, _ ("%s: off"), name);
      g_string_append_c (text, '\n');
    }
  if (workflows == NULL || workflows->len == 0)
    g_string_append_printf (text, "- %s\n", _ ("None"));
}

static void
add_fires (EmbarkOnboarding *self, GString *text)
{
  GListModel *fires = G_LIST_MODEL (self->fires);
  const guint n = MIN (g_list_model_get_n_items (fires), MAX_FIRES);

  g_string_append_c (text, '\n');
  /* Translators: heading of a list in the summary */
  g_string_append (text, _ ("Test events"));
  g_string_append_c (text, '\n');
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (EmbarkFire) fire = g_list_model_get_item (fires, i);
      g_autofree char *time = dup_time (embark_fire_get_created_at (fire));
      g_autofree char *event = dup_line (embark_fire_get_event (fire));
      g_autofree char *verdict = embark_fire_dup_verdict (fire);
      g_autofree char *line = dup_line (verdict);
      g_autofree char *runs = g_strjoinv (", ", (char **) embark_fire_get_run_ids (fire));

      g_string_append_printf (text, "- %s · %s · %s", time, event, line);
      if (*runs != '\0')
        g_string_append_printf (text, " · %s", runs);
      g_string_append_c (text, '\n');
    }
  if (n == 0)
    g_string_append_printf (text, "- %s\n", _ ("None"));
}

static void
add_open_points (EmbarkOnboarding *self, GString *text)
{
  guint n = 0;

  g_string_append_c (text, '\n');
  /* Translators: heading of a list in the summary: what is still to be done */
  g_string_append (text, _ ("Open points"));
  g_string_append_c (text, '\n');
  for (guint i = 0; i < EMBARK_STEP_HANDOVER; i++)
    {
      const EmbarkStep *step = embark_plan_get_step (self->plan, i);

      if (step->state == EMBARK_STEP_DONE)
        continue;
      n++;
      /* Translators: an open point: %1$s: a step, %2$s: what is missing, %3$s: who has to act */
      g_string_append_printf (text, _ ("- %1$s: %2$s (%3$s)"), step->title, step->reason,
                              embark_owner_get_label (step->owner));
      g_string_append_c (text, '\n');
    }
  if (n == 0)
    g_string_append_printf (text, "- %s\n", _ ("None"));
}

char *
embark_onboarding_dup_summary (EmbarkOnboarding *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *name = NULL;
  g_autofree char *profile = NULL;
  const char *environment;

  g_return_val_if_fail (EMBARK_IS_ONBOARDING (self), NULL);

  if (self->account != NULL)
    name = dup_line (embark_linked_account_get_display_name (self->account));
  else
    name = g_strdup (_ ("No linked account"));
  profile = dup_line (embark_profile_get_name (embark_workspace_get_profile (self->workspace)));
  environment = embark_workspace_get_environment (self->workspace);

  g_string_append_printf (text, "%s\n", name);
  if (self->account != NULL)
    {
      g_autofree char *id = dup_line (embark_linked_account_get_id (self->account));

      /* Translators: %s: the id of a linked account */
      g_string_append_printf (text, _ ("Account ID: %s"), id);
      g_string_append_c (text, '\n');
    }
  if (environment != NULL)
    /* Translators: %1$s: a profile’s name, %2$s: “test” or “production” */
    g_string_append_printf (text, _ ("Profile: %1$s, %2$s"), profile, environment_words (environment));
  else
    /* Translators: %s: a profile’s name */
    g_string_append_printf (text, _ ("Profile: %s"), profile);
  g_string_append_c (text, '\n');

  add_connection (self, text);
  add_workflows (self, text);
  add_fires (self, text);
  add_open_points (self, text);
  return embark_redact_text (text->str);
}
