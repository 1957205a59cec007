/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-server-switch.h"
#include "embark-workflow-row.h"

struct _EmbarkWorkflowRow
{
  AdwActionRow parent_instance;

  GtkSpinner *spinner;
  GtkSwitch *toggle;

  EmbarkOnboarding *onboarding; /* (owned) */
  EmbarkWorkflow *workflow;     /* (owned) (nullable) */
  GCancellable *cancellable;    /* (owned): for the calls of this workflow */
  EmbarkServerSwitch *enabled;  /* (owned) */
};

G_DEFINE_FINAL_TYPE (EmbarkWorkflowRow, embark_workflow_row, ADW_TYPE_ACTION_ROW)

static void
update_subtitle (EmbarkWorkflowRow *self)
{
  guint n_missing = embark_workflow_get_n_missing (self->workflow);
  const char *description = embark_workflow_get_description (self->workflow);
  const char *refusal = embark_server_switch_get_refusal (self->enabled);
  g_autofree char *lacks = NULL;
  const char *subtitle;

  gtk_widget_remove_css_class (GTK_WIDGET (self), "lacking");
  gtk_widget_remove_css_class (GTK_WIDGET (self), "refused");
  if (refusal != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "refused");
      subtitle = refusal;
    }
  else if (n_missing > 0)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "lacking");
      lacks = g_strdup_printf (ngettext ("%u required field empty", "%u required fields empty", n_missing),
                               n_missing);
      subtitle = lacks;
    }
  else
    {
      subtitle = description != NULL ? description : "";
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkWorkflowRow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = embark_onboarding_set_workflow_enabled_finish (EMBARK_ONBOARDING (source), result, &error);
  g_autoptr (EmbarkProblem) problem = NULL;

  /* The answer comes also to a row that went. */
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  problem = embark_problem_new (error);
  if (saved)
    embark_server_switch_accept (self->enabled);
  else
    embark_server_switch_refuse (self->enabled, problem != NULL ? problem->title : NULL,
                                 problem != NULL ? problem->quote : NULL);
  update_subtitle (self);
}

static void
save_cb (EmbarkWorkflowRow *self, gboolean wanted)
{
  embark_onboarding_set_workflow_enabled_async (self->onboarding, embark_workflow_get_id (self->workflow),
                                                wanted, self->cancellable, saved_cb, g_object_ref (self));
}

static void
turned_cb (EmbarkWorkflowRow *self)
{
  if (embark_workspace_asks_first (embark_onboarding_get_workspace (self->onboarding)))
    embark_server_switch_ask_in_production (self->enabled, self->workflow);
  else
    embark_server_switch_save (self->enabled);
}

static void
embark_workflow_row_dispose (GObject *object)
{
  EmbarkWorkflowRow *self = EMBARK_WORKFLOW_ROW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_WORKFLOW_ROW);
  g_clear_object (&self->workflow);
  g_clear_object (&self->onboarding);
  G_OBJECT_CLASS (embark_workflow_row_parent_class)->dispose (object);
}

static void
embark_workflow_row_finalize (GObject *object)
{
  EmbarkWorkflowRow *self = EMBARK_WORKFLOW_ROW (object);

  g_clear_object (&self->enabled);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (embark_workflow_row_parent_class)->finalize (object);
}

static void
embark_workflow_row_class_init (EmbarkWorkflowRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = embark_workflow_row_dispose;
  object_class->finalize = embark_workflow_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/flow/embark-workflow-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWorkflowRow, toggle);
}

static void
embark_workflow_row_init (EmbarkWorkflowRow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->enabled =
      embark_server_switch_new (GTK_WIDGET (self), self->toggle, self->spinner, self->cancellable);
  g_signal_connect_object (self->enabled, "turned", G_CALLBACK (turned_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->enabled, "save", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
embark_workflow_row_new (EmbarkOnboarding *onboarding, EmbarkWorkflow *workflow)
{
  EmbarkWorkflowRow *self;

  g_return_val_if_fail (EMBARK_IS_ONBOARDING (onboarding), NULL);

  self = g_object_new (EMBARK_TYPE_WORKFLOW_ROW, NULL);
  self->onboarding = g_object_ref (onboarding);
  embark_workflow_row_set_workflow (self, workflow);
  return GTK_WIDGET (self);
}

void
embark_workflow_row_set_workflow (EmbarkWorkflowRow *self, EmbarkWorkflow *workflow)
{
  const char *name;

  g_return_if_fail (EMBARK_IS_WORKFLOW_ROW (self));
  g_return_if_fail (EMBARK_IS_WORKFLOW (workflow));

  if (!g_set_object (&self->workflow, workflow))
    return;

  name = embark_workflow_get_name (workflow);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  embark_server_switch_follow (self->enabled, embark_workflow_get_enabled (workflow));
  update_subtitle (self);
}

EmbarkWorkflow *
embark_workflow_row_get_workflow (EmbarkWorkflowRow *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKFLOW_ROW (self), NULL);

  return self->workflow;
}

gboolean
embark_workflow_row_get_saving (EmbarkWorkflowRow *self)
{
  g_return_val_if_fail (EMBARK_IS_WORKFLOW_ROW (self), FALSE);

  return embark_server_switch_get_saving (self->enabled);
}
