/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compat.h"
#include "embark-config-item.h"

struct _EmbarkConfigItem
{
  GtkListBoxRow parent_instance;

  GtkLabel *title;
  GtkLabel *caption;
  GtkSpinner *spinner;
  GtkSwitch *toggle;

  EmbarkConfigForm *form;    /* (owned) */
  EmbarkWorkflow *workflow;  /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned): for the calls of this workflow */
  char *refusal;             /* (owned) (nullable): why it was not switched, until it is tried again */
  gboolean saving;
  gboolean asked;     /* for: what the server is being asked */
  gboolean wanted;    /* where the user put the switch */
  gboolean confirmed; /* what the server last said */
};

G_DEFINE_FINAL_TYPE (EmbarkConfigItem, embark_config_item, GTK_TYPE_LIST_BOX_ROW)

static gboolean state_set_cb (EmbarkConfigItem *self, gboolean state);
static void save (EmbarkConfigItem *self);

/* Moves the switch without asking the server. */
static void
put_switch (EmbarkConfigItem *self, gboolean enabled)
{
  g_signal_handlers_block_by_func (self->toggle, state_set_cb, self);
  gtk_switch_set_active (self->toggle, enabled);
  gtk_switch_set_state (self->toggle, enabled);
  g_signal_handlers_unblock_by_func (self->toggle, state_set_cb, self);
}

static void
say (EmbarkConfigItem *self, const char *words, const char *css_class)
{
  static const char *const classes[] = { "dim-label", "warning-text", "error-text" };

  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    if (g_str_equal (classes[i], css_class))
      gtk_widget_add_css_class (GTK_WIDGET (self->caption), classes[i]);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self->caption), classes[i]);
  gtk_label_set_text (self->caption, words);
  gtk_widget_set_visible (GTK_WIDGET (self->caption), *words != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

static void
update_caption (EmbarkConfigItem *self)
{
  const char *description = self->workflow != NULL ? embark_workflow_get_description (self->workflow)
                                                   : _ ("What all workflows use");
  g_autofree char *words = NULL;
  guint n_refused, n_missing;

  embark_config_form_count (self->form, embark_config_item_get_workflow_id (self), NULL, &n_refused,
                            &n_missing, NULL);
  gtk_label_set_lines (self->caption, self->refusal != NULL ? -1 : 1);
  if (self->refusal != NULL)
    say (self, self->refusal, "error-text");
  else if (n_refused > 0)
    {
      words = g_strdup_printf (ngettext ("%u field needs attention", "%u fields need attention", n_refused),
                               n_refused);
      say (self, words, "error-text");
    }
  else if (n_missing > 0)
    {
      words = g_strdup_printf (ngettext ("%u required field empty", "%u required fields empty", n_missing),
                               n_missing);
      say (self, words, "warning-text");
    }
  else
    say (self, description != NULL ? description : "", "dim-label");
}

static void
update_saving (EmbarkConfigItem *self, gboolean saving)
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
set_refusal (EmbarkConfigItem *self, const GError *error)
{
  g_free (self->refusal);
  self->refusal = error != NULL ? dup_refusal (error, self->confirmed) : NULL;
  if (self->refusal != NULL)
    embark_compat_announce (GTK_WIDGET (self), self->refusal);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkConfigItem) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved =
      embark_config_form_set_workflow_enabled_finish (EMBARK_CONFIG_FORM (source), result, &error);

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
  update_caption (self);
}

static void
save (EmbarkConfigItem *self)
{
  self->asked = self->wanted;
  update_saving (self, TRUE);
  /* Not cancelled with the row: what is on its way is not taken back. */
  embark_config_form_set_workflow_enabled_async (self->form, embark_workflow_get_id (self->workflow),
                                                 self->asked, NULL, saved_cb, g_object_ref (self));
}

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkConfigItem) self = user_data;
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
ask_in_production (EmbarkConfigItem *self, GtkWindow *window)
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
state_set_cb (EmbarkConfigItem *self, gboolean state)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  self->wanted = state;
  if (!self->saving && state != self->confirmed)
    {
      if (embark_workspace_is_production (
              embark_onboarding_get_workspace (embark_config_form_get_onboarding (self->form)))
          && GTK_IS_WINDOW (root))
        ask_in_production (self, GTK_WINDOW (root));
      else
        save (self);
    }
  /* The state follows once the server agreed. */
  return TRUE;
}

static void
embark_config_item_dispose (GObject *object)
{
  EmbarkConfigItem *self = EMBARK_CONFIG_ITEM (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_CONFIG_ITEM);
  g_clear_object (&self->workflow);
  g_clear_object (&self->form);
  g_clear_pointer (&self->refusal, g_free);
  G_OBJECT_CLASS (embark_config_item_parent_class)->dispose (object);
}

static void
embark_config_item_finalize (GObject *object)
{
  EmbarkConfigItem *self = EMBARK_CONFIG_ITEM (object);

  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (embark_config_item_parent_class)->finalize (object);
}

static void
embark_config_item_class_init (EmbarkConfigItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = embark_config_item_dispose;
  object_class->finalize = embark_config_item_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-config-item.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkConfigItem, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConfigItem, caption);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConfigItem, spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConfigItem, toggle);
  gtk_widget_class_bind_template_callback (widget_class, state_set_cb);
}

static void
embark_config_item_init (EmbarkConfigItem *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
embark_config_item_new (EmbarkConfigForm *form, EmbarkWorkflow *workflow)
{
  EmbarkConfigItem *self;

  g_return_val_if_fail (EMBARK_IS_CONFIG_FORM (form), NULL);

  self = g_object_new (EMBARK_TYPE_CONFIG_ITEM, NULL);
  self->form = g_object_ref (form);
  gtk_widget_set_visible (GTK_WIDGET (self->toggle), workflow != NULL);
  embark_config_item_update (self, workflow);
  return GTK_WIDGET (self);
}

void
embark_config_item_update (EmbarkConfigItem *self, EmbarkWorkflow *workflow)
{
  const char *name = workflow != NULL ? embark_workflow_get_name (workflow) : _ ("Shared settings");

  g_return_if_fail (EMBARK_IS_CONFIG_ITEM (self));

  g_set_object (&self->workflow, workflow);
  gtk_label_set_text (self->title, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (workflow != NULL && !self->saving)
    {
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      /* While a question is asked the switch stands where the user put it. */
      if (self->wanted == self->confirmed || embark_workflow_get_enabled (workflow) != self->confirmed)
        {
          self->wanted = embark_workflow_get_enabled (workflow);
          /* What was refused has become so all the same. */
          if (self->wanted != self->confirmed)
            g_clear_pointer (&self->refusal, g_free);
          self->confirmed = self->wanted;
          put_switch (self, self->confirmed);
        }
    }
  update_caption (self);
}

EmbarkWorkflow *
embark_config_item_get_workflow (EmbarkConfigItem *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_ITEM (self), NULL);

  return self->workflow;
}

const char *
embark_config_item_get_workflow_id (EmbarkConfigItem *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_ITEM (self), NULL);

  return self->workflow != NULL ? embark_workflow_get_id (self->workflow) : NULL;
}

gboolean
embark_config_item_get_saving (EmbarkConfigItem *self)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_ITEM (self), FALSE);

  return self->saving;
}
