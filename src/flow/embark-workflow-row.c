/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compat.h"
#include "embark-workflow-row.h"

struct _EmbarkWorkflowRow
{
  AdwActionRow parent_instance;

  GtkSpinner *spinner;
  GtkSwitch *toggle;

  EmbarkOnboarding *onboarding; /* (owned) */
  EmbarkWorkflow *workflow;     /* (owned) (nullable) */
  GCancellable *cancellable;    /* (owned): for the calls of this workflow */
  char *refusal;                /* (owned) (nullable): why it was not switched, until it is tried again */
  gboolean saving;
  gboolean asked;     /* for: what the server is being asked */
  gboolean wanted;    /* where the user put the switch */
  gboolean confirmed; /* what the server last said */
};

G_DEFINE_FINAL_TYPE (EmbarkWorkflowRow, embark_workflow_row, ADW_TYPE_ACTION_ROW)

static gboolean state_set_cb (EmbarkWorkflowRow *self, gboolean state);
static void save (EmbarkWorkflowRow *self);

/* Moves the switch without asking the server. */
static void
put_switch (EmbarkWorkflowRow *self, gboolean enabled)
{
  g_signal_handlers_block_by_func (self->toggle, state_set_cb, self);
  gtk_switch_set_active (self->toggle, enabled);
  gtk_switch_set_state (self->toggle, enabled);
  g_signal_handlers_unblock_by_func (self->toggle, state_set_cb, self);
}

static void
update_subtitle (EmbarkWorkflowRow *self)
{
  guint n_missing = embark_workflow_get_n_missing (self->workflow);
  const char *description = embark_workflow_get_description (self->workflow);
  g_autofree char *lacks = NULL;
  const char *subtitle;

  gtk_widget_remove_css_class (GTK_WIDGET (self), "lacking");
  gtk_widget_remove_css_class (GTK_WIDGET (self), "refused");
  if (self->refusal != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "refused");
      subtitle = self->refusal;
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
update_saving (EmbarkWorkflowRow *self, gboolean saving)
{
  self->saving = saving;
  gtk_spinner_set_spinning (self->spinner, saving);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), saving);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, saving, -1);
}

/* Returns: (transfer full): what @error means for this row; it stayed @enabled */
static char *
dup_refusal (const GError *error, gboolean enabled)
{
  g_autoptr (EmbarkProblem) problem = embark_problem_new (error);
  const char *stays = enabled ? _ ("It is still on.") : _ ("It is still off.");

  if (problem == NULL)
    return NULL;
  if (problem->quote != NULL)
    /* Translators: the server's words, then "It is still off." */
    return g_strdup_printf (_ ("Cobalt refused: “%s”. %s"), problem->quote, stays);
  /* Translators: what happened, then "It is still off." */
  return g_strdup_printf (_ ("%s. %s"), problem->title, stays);
}

static void
set_refusal (EmbarkWorkflowRow *self, const GError *error)
{
  g_free (self->refusal);
  self->refusal = error != NULL ? dup_refusal (error, self->confirmed) : NULL;
  if (self->refusal != NULL)
    embark_compat_announce (GTK_WIDGET (self), self->refusal);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkWorkflowRow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = embark_onboarding_set_workflow_enabled_finish (EMBARK_ONBOARDING (source), result, &error);

  /* The answer comes also to a row that went. */
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  self->confirmed = saved ? self->asked : !self->asked;
  update_saving (self, FALSE);
  if (saved && self->wanted != self->confirmed)
    {
      save (self);
      return;
    }

  set_refusal (self, saved ? NULL : error);
  self->wanted = self->confirmed;
  put_switch (self, self->confirmed);
  update_subtitle (self);
}

static void
save (EmbarkWorkflowRow *self)
{
  self->asked = self->wanted;
  update_saving (self, TRUE);
  embark_onboarding_set_workflow_enabled_async (self->onboarding, embark_workflow_get_id (self->workflow),
                                                self->asked, self->cancellable, saved_cb,
                                                g_object_ref (self));
}

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkWorkflowRow) self = user_data;
  gboolean confirmed = embark_compat_confirm_finish (GTK_WINDOW (source), result);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (confirmed)
    {
      save (self);
      return;
    }
  self->wanted = self->confirmed;
  put_switch (self, self->confirmed);
}

static void
ask_in_production (EmbarkWorkflowRow *self, GtkWindow *window)
{
  const char *name = embark_workflow_get_name (self->workflow);
  /* Translators: %s is the name of a workflow */
  g_autofree char *heading = g_strdup_printf (
      self->wanted ? _ ("Switch on “%s” in production?") : _ ("Switch off “%s” in production?"), name);

  embark_compat_confirm_async (window, heading, _ ("It works with the client’s real records from then on."),
                               self->wanted ? _ ("Switch _On") : _ ("Switch _Off"), FALSE, self->cancellable,
                               confirmed_cb, g_object_ref (self));
}

static gboolean
state_set_cb (EmbarkWorkflowRow *self, gboolean state)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  self->wanted = state;
  if (!self->saving && state != self->confirmed)
    {
      if (embark_workspace_is_production (embark_onboarding_get_workspace (self->onboarding))
          && GTK_IS_WINDOW (root))
        ask_in_production (self, GTK_WINDOW (root));
      else
        save (self);
    }
  /* The state follows once the server agreed. */
  return TRUE;
}

static void
embark_workflow_row_dispose (GObject *object)
{
  EmbarkWorkflowRow *self = EMBARK_WORKFLOW_ROW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_WORKFLOW_ROW);
  g_clear_object (&self->workflow);
  g_clear_object (&self->onboarding);
  g_clear_pointer (&self->refusal, g_free);
  G_OBJECT_CLASS (embark_workflow_row_parent_class)->dispose (object);
}

static void
embark_workflow_row_finalize (GObject *object)
{
  EmbarkWorkflowRow *self = EMBARK_WORKFLOW_ROW (object);

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
  gtk_widget_class_bind_template_callback (widget_class, state_set_cb);
}

static void
embark_workflow_row_init (EmbarkWorkflowRow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
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
  if (!self->saving)
    {
      self->wanted = embark_workflow_get_enabled (workflow);
      /* What was refused has become so all the same. */
      if (self->wanted != self->confirmed)
        g_clear_pointer (&self->refusal, g_free);
      self->confirmed = self->wanted;
      put_switch (self, self->confirmed);
    }
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

  return self->saving;
}
