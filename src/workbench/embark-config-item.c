/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-config-item.h"
#include "embark-server-switch.h"
#include "embark-tooltip.h"

struct _EmbarkConfigItem
{
  GtkListBoxRow parent_instance;

  GtkLabel *title;
  GtkLabel *caption;
  GtkSpinner *spinner;
  GtkSwitch *toggle;

  EmbarkConfigForm *form;      /* (owned) */
  EmbarkWorkflow *workflow;    /* (owned) (nullable) */
  GCancellable *cancellable;   /* (owned): for the calls of this workflow */
  EmbarkServerSwitch *enabled; /* (owned) */
};

G_DEFINE_FINAL_TYPE (EmbarkConfigItem, embark_config_item, GTK_TYPE_LIST_BOX_ROW)

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
  const char *refusal = embark_server_switch_get_refusal (self->enabled);
  g_autofree char *words = NULL;
  guint n_refused, n_missing;

  embark_config_form_count (self->form, embark_config_item_get_workflow_id (self), NULL, &n_refused,
                            &n_missing, NULL);
  gtk_label_set_lines (self->caption, refusal != NULL ? -1 : 1);
  if (refusal != NULL)
    say (self, refusal, "error-text");
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
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkConfigItem) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved =
      embark_config_form_set_workflow_enabled_finish (EMBARK_CONFIG_FORM (source), result, &error);
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
  update_caption (self);
}

static void
save_cb (EmbarkConfigItem *self, gboolean wanted)
{
  /* Not cancelled with the row: what is on its way is not taken back. */
  embark_config_form_set_workflow_enabled_async (self->form, embark_workflow_get_id (self->workflow), wanted,
                                                 NULL, saved_cb, g_object_ref (self));
}

static void
turned_cb (EmbarkConfigItem *self)
{
  if (embark_workspace_asks_first (
          embark_onboarding_get_workspace (embark_config_form_get_onboarding (self->form))))
    embark_server_switch_ask_in_production (self->enabled, self->workflow);
  else
    embark_server_switch_save (self->enabled);
}

static void
embark_config_item_dispose (GObject *object)
{
  EmbarkConfigItem *self = EMBARK_CONFIG_ITEM (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_CONFIG_ITEM);
  g_clear_object (&self->workflow);
  g_clear_object (&self->form);
  G_OBJECT_CLASS (embark_config_item_parent_class)->dispose (object);
}

static void
embark_config_item_finalize (GObject *object)
{
  EmbarkConfigItem *self = EMBARK_CONFIG_ITEM (object);

  g_clear_object (&self->enabled);
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
}

static void
embark_config_item_init (EmbarkConfigItem *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  embark_tooltip_when_cut (self->title);
  embark_tooltip_when_cut (self->caption);
  self->enabled =
      embark_server_switch_new (GTK_WIDGET (self), self->toggle, self->spinner, self->cancellable);
  g_signal_connect_object (self->enabled, "turned", G_CALLBACK (turned_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->enabled, "save", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
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
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (workflow != NULL)
    {
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      embark_server_switch_follow (self->enabled, embark_workflow_get_enabled (workflow));
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

  return embark_server_switch_get_saving (self->enabled);
}
