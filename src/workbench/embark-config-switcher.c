/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "embark-compat.h"
#include "embark-config-ref.h"
#include "embark-config-switcher.h"
#include "embark-notice.h"
#include "embark-workbench-problem.h"

struct _EmbarkConfigSwitcher
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkLabel *chosen;
  GtkPopover *popover;
  GtkListBox *configs;
  GtkEditable *entry;
  GtkWidget *create;
  GtkLabel *problem;
  GtkWidget *remove;

  EmbarkConfigForm *form;    /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned): ends with the switcher */
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (EmbarkConfigSwitcher, embark_config_switcher, ADW_TYPE_BIN)

/* Returns: (transfer full): what the user entered, without blanks around it */
static char *
dup_entered (EmbarkConfigSwitcher *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
}

static void
update_buttons (EmbarkConfigSwitcher *self)
{
  g_autofree char *entered = dup_entered (self);

  gtk_widget_set_sensitive (self->create, !self->busy && *entered != '\0');
  /* The account's own one comes back by itself, empty: nobody means that. */
  gtk_widget_set_visible (self->remove, self->form != NULL && !embark_config_form_get_is_own (self->form));
  gtk_widget_set_sensitive (self->remove, !self->busy);
}

static void
add_row (EmbarkConfigSwitcher *self, const char *id, gboolean own)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (id);
  GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (own)
    {
      /* Translators: beside the config that bears the account's own id: events and runs use it */
      GtkWidget *word = gtk_label_new (_ ("default"));

      gtk_widget_add_css_class (word, "dim-label");
      gtk_widget_add_css_class (word, "caption");
      gtk_box_append (GTK_BOX (box), word);
    }
  gtk_widget_set_opacity (mark, g_str_equal (id, embark_config_form_get_config_id (self->form)) ? 1 : 0);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, id, -1);
  g_object_set_data_full (G_OBJECT (row), "embark-config", g_strdup (id), g_free);
  gtk_list_box_append (self->configs, row);
}

static void
update (EmbarkConfigSwitcher *self)
{
  GtkListBoxRow *row;
  GListModel *configs;
  const char *id, *own;

  while ((row = gtk_list_box_get_row_at_index (self->configs, 0)) != NULL)
    gtk_list_box_remove (self->configs, GTK_WIDGET (row));
  if (self->form == NULL)
    return;
  id = embark_config_form_get_config_id (self->form);
  own = embark_linked_account_get_id (
      embark_onboarding_get_account (embark_config_form_get_onboarding (self->form)));
  gtk_label_set_text (self->chosen, id);
  add_row (self, own, TRUE);
  configs = embark_config_form_get_configs (self->form);
  for (guint i = 0; i < g_list_model_get_n_items (configs); i++)
    {
      g_autoptr (EmbarkConfigRef) ref = g_list_model_get_item (configs, i);

      if (!g_str_equal (embark_config_ref_get_id (ref), own))
        add_row (self, embark_config_ref_get_id (ref), FALSE);
    }
  update_buttons (self);
}

static void
chosen_cb (EmbarkConfigSwitcher *self, GtkListBoxRow *row)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (row), "embark-config"));

  gtk_popover_popdown (self->popover);
  embark_config_form_choose (self->form, id);
}

static void
say_problem (EmbarkConfigSwitcher *self, const GError *error)
{
  g_autoptr (EmbarkProblem) problem = embark_problem_new (error);
  g_autofree char *words = NULL;

  if (problem != NULL)
    words = problem->quote != NULL ? g_strdup_printf (_ ("Cobalt refused: “%s”."), problem->quote)
                                   : g_strdup_printf ("%s. %s", problem->title, problem->explanation);
  gtk_label_set_text (self->problem, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
}

static void
entry_changed_cb (EmbarkConfigSwitcher *self)
{
  say_problem (self, NULL);
  update_buttons (self);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkConfigSwitcher) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean created = embark_config_form_create_finish (EMBARK_CONFIG_FORM (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->busy = FALSE;
  if (created)
    {
      gtk_editable_set_text (self->entry, "");
      gtk_popover_popdown (self->popover);
    }
  else
    say_problem (self, error);
  update_buttons (self);
}

static void
create_cb (EmbarkConfigSwitcher *self)
{
  g_autofree char *id = dup_entered (self);

  if (*id == '\0' || self->busy || self->form == NULL)
    return;
  self->busy = TRUE;
  say_problem (self, NULL);
  update_buttons (self);
  embark_config_form_create_async (self->form, id, NULL, created_cb, g_object_ref (self));
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkConfigSwitcher) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean deleted = embark_config_form_delete_finish (EMBARK_CONFIG_FORM (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->busy = FALSE;
  if (deleted)
    embark_notice_toast (GTK_WIDGET (self), _ ("Configuration deleted"));
  else
    embark_workbench_report (GTK_WIDGET (self), error);
  update_buttons (self);
}

typedef struct
{
  EmbarkConfigSwitcher *self; /* (owned) */
  char *id;                   /* (owned) */
} Question;

static void
delete_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  EmbarkConfigSwitcher *self = question->self;

  if (embark_compat_confirm_finish (GTK_WINDOW (source), result)
      && !g_cancellable_is_cancelled (self->cancellable) && self->form != NULL && !self->busy)
    {
      self->busy = TRUE;
      update_buttons (self);
      embark_config_form_delete_async (self->form, question->id, NULL, deleted_cb, g_object_ref (self));
    }
  g_object_unref (question->self);
  g_free (question->id);
  g_free (question);
}

static void
delete_cb (EmbarkConfigSwitcher *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  EmbarkOnboarding *onboarding = embark_config_form_get_onboarding (self->form);
  const char *id = embark_config_form_get_config_id (self->form);
  const char *body = _ ("Its values and switches are lost, and events that name it start no run any more. "
                        "The connection and the other configurations stay.");
  g_autoptr (GError) refusal = NULL;
  g_autofree char *heading = NULL;
  Question *question;

  if (!GTK_IS_WINDOW (root) || embark_config_form_get_is_own (self->form))
    return;
  gtk_popover_popdown (self->popover);
  if (!embark_workspace_may_change (embark_onboarding_get_workspace (onboarding), &refusal))
    {
      embark_workbench_report (GTK_WIDGET (self), refusal);
      return;
    }
  question = g_new0 (Question, 1);
  question->self = g_object_ref (self);
  question->id = g_strdup (id);
  /* Translators: %s is the id of a configuration */
  heading = g_strdup_printf (_ ("Delete the configuration “%s”?"), id);
  if (embark_workspace_is_production (embark_onboarding_get_workspace (onboarding)))
    embark_compat_confirm_name_async (GTK_WINDOW (root), heading, body, id, _ ("_Delete"), self->cancellable,
                                      delete_confirmed_cb, question);
  else
    embark_compat_confirm_async (GTK_WINDOW (root), heading, body, _ ("_Delete"), TRUE, self->cancellable,
                                 delete_confirmed_cb, question);
}

static void
embark_config_switcher_dispose (GObject *object)
{
  EmbarkConfigSwitcher *self = EMBARK_CONFIG_SWITCHER (object);

  g_cancellable_cancel (self->cancellable);
  if (self->form != NULL)
    g_signal_handlers_disconnect_by_data (self->form, self);
  g_clear_object (&self->form);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_CONFIG_SWITCHER);
  G_OBJECT_CLASS (embark_config_switcher_parent_class)->dispose (object);
}

static void
embark_config_switcher_finalize (GObject *object)
{
  EmbarkConfigSwitcher *self = EMBARK_CONFIG_SWITCHER (object);

  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (embark_config_switcher_parent_class)->finalize (object);
}

static void
embark_config_switcher_class_init (EmbarkConfigSwitcherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = embark_config_switcher_dispose;
  object_class->finalize = embark_config_switcher_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-config-switcher.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkConfigSwitcher, button);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConfigSwitcher, chosen);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConfigSwitcher, popover);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConfigSwitcher, configs);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConfigSwitcher, entry);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConfigSwitcher, create);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConfigSwitcher, problem);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConfigSwitcher, remove);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_cb);
}

static void
embark_config_switcher_init (EmbarkConfigSwitcher *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
embark_config_switcher_set_form (EmbarkConfigSwitcher *self, EmbarkConfigForm *form)
{
  g_return_if_fail (EMBARK_IS_CONFIG_SWITCHER (self));

  if (self->form == form)
    return;
  if (self->form != NULL)
    g_signal_handlers_disconnect_by_data (self->form, self);
  g_set_object (&self->form, form);
  if (form != NULL)
    g_signal_connect_object (form, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
