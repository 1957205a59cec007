/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-notice.h"
#include "embark-workbench-problem.h"

static const char *
remedy_label (EmbarkRemedy remedy)
{
  switch (remedy)
    {
    case EMBARK_REMEDY_RETRY:
      return _ ("_Try Again");
    case EMBARK_REMEDY_REPLACE_KEY:
      return _ ("_Replace Key…");
    case EMBARK_REMEDY_EDIT_PROFILE:
      return _ ("_Edit Profile…");
    case EMBARK_REMEDY_NONE:
    case EMBARK_REMEDY_GO_TO_APP:
    case EMBARK_REMEDY_GO_TO_ACCOUNT:
    case EMBARK_REMEDY_GO_TO_CONNECT:
    default:
      return NULL;
    }
}

EmbarkRemedy
embark_workbench_show_problem (EmbarkProblemView *view, const GError *error, gboolean buttons)
{
  g_autoptr (EmbarkProblem) problem = embark_problem_new (error);
  EmbarkRemedy remedy = EMBARK_REMEDY_NONE;

  if (problem != NULL)
    {
      g_autofree char *details = embark_problem_to_text (problem);

      remedy = problem->remedy;
      embark_problem_view_set (view, problem->title, problem->explanation, problem->quote,
                               problem->request_id, details, buttons ? remedy_label (remedy) : NULL);
    }
  gtk_widget_set_visible (GTK_WIDGET (view), problem != NULL);
  return remedy;
}

gboolean
embark_workbench_follow_remedy (GtkWidget *from, EmbarkRemedy remedy)
{
  if (remedy == EMBARK_REMEDY_REPLACE_KEY)
    return gtk_widget_activate_action (from, "win.replace-key", NULL);
  if (remedy == EMBARK_REMEDY_EDIT_PROFILE)
    return gtk_widget_activate_action (from, "win.edit-profile", NULL);
  return FALSE;
}

gboolean
embark_workbench_follow_verdict (GtkWidget *from, EmbarkVerdictAction action)
{
  switch (action)
    {
    case EMBARK_VERDICT_ACTION_GO_TO_WORKFLOWS:
      return gtk_widget_activate_action (from, "win.show-view", "s", "workflows");
    case EMBARK_VERDICT_ACTION_GO_TO_ENVIRONMENT:
    case EMBARK_VERDICT_ACTION_GO_TO_APP:
    case EMBARK_VERDICT_ACTION_GO_TO_ACCOUNT:
    case EMBARK_VERDICT_ACTION_GO_TO_CONNECT:
      return gtk_widget_activate_action (from, "win.show-view", "s", "onboarding");
    case EMBARK_VERDICT_ACTION_FIRE_AGAIN:
    case EMBARK_VERDICT_ACTION_NONE:
    default:
      return FALSE;
    }
}

void
embark_workbench_report (GtkWidget *from, const GError *error)
{
  g_autoptr (EmbarkProblem) problem = embark_problem_new (error);
  g_autofree char *details = NULL;
  g_autofree char *body = NULL;

  if (problem == NULL)
    return;
  details = embark_problem_to_text (problem);
  body = problem->quote != NULL
             /* Translators: first what the problem means, then the server's own words */
             ? g_strdup_printf (_ ("%s\n\nCobalt said: “%s”"), problem->explanation, problem->quote)
             : g_strdup (problem->explanation);
  embark_notice_message (from, problem->title, body, details);
}
