/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-chip.h"
#include "embark-environment-page.h"
#include "embark-problem-view.h"

struct _EmbarkEnvironmentPage
{
  EmbarkFlowPage parent_instance;

  GtkLabel *title;
  GtkLabel *reason;
  GtkWidget *problem;
  AdwActionRow *address_row;
  AdwActionRow *environment_row;
  AdwActionRow *key_row;
  EmbarkChip *key_chip;
  GtkBox *buttons;
  GtkWidget *check;
  GtkWidget *replace;
  GtkWidget *reset;
  GtkWidget *spinner;
  GtkWidget *next;

  GError *error; /* (owned) (nullable): the last check did not get through */
  gboolean checking;
};

G_DEFINE_FINAL_TYPE (EmbarkEnvironmentPage, embark_environment_page, EMBARK_TYPE_FLOW_PAGE)

static const char *
environment_name (const char *environment)
{
  if (g_strcmp0 (environment, "test") == 0)
    return _ ("Test");
  if (g_strcmp0 (environment, "production") == 0)
    return _ ("Production");
  return _ ("Not known: the key begins with neither tk nor pk");
}

static void
show_key (EmbarkEnvironmentPage *self, const EmbarkFactsData *facts)
{
  switch (facts->key)
    {
    case EMBARK_KEY_ACCEPTED:
      embark_chip_set (self->key_chip, EMBARK_TONE_OK, _ ("Accepted"));
      break;
    case EMBARK_KEY_REFUSED:
      embark_chip_set (self->key_chip, EMBARK_TONE_BAD, _ ("Refused"));
      break;
    case EMBARK_KEY_MISSING:
      embark_chip_set (self->key_chip, EMBARK_TONE_WARN, _ ("Missing"));
      break;
    case EMBARK_KEY_UNCHECKED:
    default:
      embark_chip_set (self->key_chip, EMBARK_TONE_IDLE, _ ("Not checked"));
      break;
    }
  adw_action_row_set_subtitle (
      self->key_row, facts->demo ? _ ("The Demo makes its own at every start")
                                 : _ ("Kept in your keyring, or in memory for this run; never in a file"));
}

static void
embark_environment_page_update (EmbarkFlowPage *page)
{
  EmbarkEnvironmentPage *self = EMBARK_ENVIRONMENT_PAGE (page);
  EmbarkOnboarding *onboarding = embark_flow_page_get_onboarding (page);
  EmbarkProfile *profile = embark_workspace_get_profile (embark_onboarding_get_workspace (onboarding));
  const EmbarkFactsData *facts = embark_facts_get (embark_onboarding_get_facts (onboarding));
  const EmbarkStep *step =
      embark_plan_get_step (embark_onboarding_get_plan (onboarding), EMBARK_STEP_ENVIRONMENT);
  const GError *error =
      self->error != NULL ? self->error : embark_onboarding_get_error (onboarding, EMBARK_STEP_ENVIRONMENT);

  gtk_label_set_text (self->title, embark_profile_get_name (profile));
  gtk_label_set_text (self->reason, step->reason);
  adw_action_row_set_subtitle (self->address_row,
                               facts->demo ? _ ("A stand-in for Cobalt and Salesforce inside this app")
                                           : embark_profile_get_base_uri (profile));
  adw_action_row_set_subtitle (self->environment_row, environment_name (facts->environment));
  show_key (self, facts);
  embark_flow_page_show_problem (page, self->problem, facts->key == EMBARK_KEY_REFUSED ? NULL : error);

  gtk_widget_set_visible (self->replace, !facts->demo);
  gtk_widget_set_visible (self->reset, facts->demo);
  gtk_widget_set_visible (self->next, step->state == EMBARK_STEP_DONE);
  gtk_widget_set_sensitive (self->check, !self->checking && facts->key != EMBARK_KEY_MISSING);
  gtk_widget_set_visible (self->spinner, self->checking);
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!embark_onboarding_refresh_finish (EMBARK_ONBOARDING (source), result, &error))
    g_debug ("Refreshing after a check: %s", error->message);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  EmbarkEnvironmentPage *self;
  gboolean reached = embark_workspace_check_finish (EMBARK_WORKSPACE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = EMBARK_ENVIRONMENT_PAGE (user_data);
  self->checking = FALSE;
  g_clear_error (&self->error);
  if (!reached)
    self->error = g_steal_pointer (&error);
  else
    embark_onboarding_refresh_async (embark_flow_page_get_onboarding (EMBARK_FLOW_PAGE (self)),
                                     embark_flow_page_get_cancellable (EMBARK_FLOW_PAGE (self)), refreshed_cb,
                                     NULL);
  embark_environment_page_update (EMBARK_FLOW_PAGE (self));
}

static void
check_clicked_cb (EmbarkEnvironmentPage *self)
{
  EmbarkFlowPage *page = EMBARK_FLOW_PAGE (self);

  self->checking = TRUE;
  embark_environment_page_update (page);
  embark_workspace_check_async (embark_onboarding_get_workspace (embark_flow_page_get_onboarding (page)),
                                embark_flow_page_get_cancellable (page), checked_cb, self);
}

static void
embark_environment_page_narrow_changed (EmbarkFlowPage *page, gboolean narrow)
{
  EmbarkEnvironmentPage *self = EMBARK_ENVIRONMENT_PAGE (page);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (self->next, narrow ? GTK_ALIGN_FILL : GTK_ALIGN_END);
}

static void
embark_environment_page_dispose (GObject *object)
{
  EmbarkEnvironmentPage *self = EMBARK_ENVIRONMENT_PAGE (object);

  g_clear_error (&self->error);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_ENVIRONMENT_PAGE);
  G_OBJECT_CLASS (embark_environment_page_parent_class)->dispose (object);
}

static void
embark_environment_page_class_init (EmbarkEnvironmentPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  EmbarkFlowPageClass *page_class = EMBARK_FLOW_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_environment_page_dispose;
  page_class->update = embark_environment_page_update;
  page_class->narrow_changed = embark_environment_page_narrow_changed;

  g_type_ensure (EMBARK_TYPE_CHIP);
  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/flow/embark-environment-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkEnvironmentPage, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEnvironmentPage, reason);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEnvironmentPage, problem);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEnvironmentPage, address_row);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEnvironmentPage, environment_row);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEnvironmentPage, key_row);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEnvironmentPage, key_chip);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEnvironmentPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEnvironmentPage, check);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEnvironmentPage, replace);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEnvironmentPage, reset);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEnvironmentPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEnvironmentPage, next);
  gtk_widget_class_bind_template_callback (widget_class, check_clicked_cb);
}

static void
embark_environment_page_init (EmbarkEnvironmentPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
