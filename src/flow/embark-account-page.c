/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-account-page.h"
#include "embark-account-udf.h"
#include "embark-chip.h"
#include "embark-notice.h"
#include "embark-problem-view.h"
#include "embark-text.h"

/* The contract names no limit; what is longer than any product's own id is a slip of the clipboard. */
#define ID_MAX_LENGTH 200

struct _EmbarkAccountPage
{
  EmbarkFlowPage parent_instance;

  GtkLabel *title;
  GtkLabel *reason;
  GtkWidget *problem;
  GtkWidget *form;
  GtkEditable *new_name;
  GtkEditable *new_id;
  GtkLabel *form_hint;
  GtkWidget *create_spinner;
  GtkWidget *create;
  GtkWidget *record;
  GtkEditable *name_row;
  AdwActionRow *id_row;
  AdwActionRow *environment_row;
  AdwActionRow *created_row;
  AdwActionRow *udf_row;
  GtkWidget *next;

  GError *error;     /* (owned) (nullable): the last save failed */
  char *shown_name;  /* (owned) (nullable): what the server says, so that a refresh does not undo typing */
  gboolean id_typed; /* somebody typed an id; it no longer follows the name */
  gboolean filling;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (EmbarkAccountPage, embark_account_page, EMBARK_TYPE_FLOW_PAGE)

/* Returns: (transfer full): an id that could be a product's own: letters, digits and dashes of @name */
static char *
suggest_id (const char *name)
{
  g_autofree char *plain = g_str_to_ascii (name, NULL);
  GString *id = g_string_new (NULL);

  for (const char *c = plain; *c != '\0' && id->len < 40; c++)
    if (g_ascii_isalnum (*c))
      g_string_append_c (id, g_ascii_tolower (*c));
    else if (*c != '?' && id->len > 0 && id->str[id->len - 1] != '-')
      g_string_append_c (id, '-');
  while (id->len > 0 && id->str[id->len - 1] == '-')
    g_string_truncate (id, id->len - 1);
  return g_string_free (id, FALSE);
}

static const char *
environment_name (const char *environment)
{
  if (environment == NULL)
    return _ ("Not said");
  if (g_str_equal (environment, "test"))
    return _ ("Test");
  if (g_str_equal (environment, "production"))
    return _ ("Production");
  return environment;
}

/* Returns: (nullable): what is wrong with an account id, in words */
static const char *
id_problem (const char *id)
{
  if (g_utf8_strlen (id, -1) > ID_MAX_LENGTH)
    return _ ("An account ID has at most 200 characters.");
  for (const char *c = id; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_iscntrl (g_utf8_get_char (c)) || g_unichar_isspace (g_utf8_get_char (c)))
      return _ ("An account ID has no spaces or line breaks.");
  return NULL;
}

static void
update_form (EmbarkAccountPage *self)
{
  g_autofree char *id = g_strstrip (g_strdup (gtk_editable_get_text (self->new_id)));
  const char *wrong = id_problem (id);

  gtk_label_set_text (
      self->form_hint,
      wrong != NULL ? wrong
                    : _ ("The ID is the one that your own product uses for this client. It cannot be changed "
                         "later; creating one that exists changes its name."));
  if (wrong != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->new_id), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->new_id), "error");
  gtk_widget_set_sensitive (self->create, !self->busy && wrong == NULL && *id != '\0');
  gtk_widget_set_sensitive (GTK_WIDGET (self->new_name), !self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->new_id), !self->busy);
  gtk_widget_set_visible (self->create_spinner, self->busy);
}

/* Returns: (transfer full): the user-defined fields in one text, each cut to what can be read at a glance */
static char *
describe_fields (EmbarkLinkedAccount *account)
{
  g_autoptr (JsonObject) udf = embark_account_udf_get (account);
  g_autoptr (GList) names = json_object_get_members (udf);
  g_autoptr (GString) text = g_string_new (NULL);

  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *value = embark_account_udf_to_text (json_object_get_member (udf, l->data));
      g_autofree char *shown_key = embark_text_clean (l->data, 60);
      g_autofree char *shown = embark_text_clean (value, 60);

      g_string_append_printf (text, text->len > 0 ? "\n%s: %s" : "%s: %s", shown_key != NULL ? shown_key : "",
                              shown != NULL ? shown : "");
    }
  return g_strdup (text->len > 0 ? text->str : _ ("None"));
}

static void
update_record (EmbarkAccountPage *self, EmbarkLinkedAccount *account)
{
  const char *name = embark_linked_account_get_name (account);
  gint64 created = embark_linked_account_get_created_at (account);
  g_autofree char *when = NULL;
  g_autofree char *fields = NULL;

  if (g_strcmp0 (self->shown_name, name) != 0)
    {
      g_free (self->shown_name);
      self->shown_name = g_strdup (name);
      gtk_editable_set_text (self->name_row, name != NULL ? name : "");
    }
  adw_action_row_set_subtitle (self->id_row, embark_linked_account_get_id (account));
  adw_action_row_set_subtitle (self->environment_row,
                               environment_name (embark_linked_account_get_environment (account)));
  if (created > 0)
    {
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (created / G_USEC_PER_SEC);

      when = time != NULL ? g_date_time_format (time, "%x, %R") : NULL;
    }
  adw_action_row_set_subtitle (self->created_row, when != NULL ? when : _ ("Not said"));
  fields = describe_fields (account);
  adw_action_row_set_subtitle (self->udf_row, fields);
  gtk_widget_set_sensitive (GTK_WIDGET (self->name_row), !self->busy);
}

static void
embark_account_page_update (EmbarkFlowPage *page)
{
  EmbarkAccountPage *self = EMBARK_ACCOUNT_PAGE (page);
  EmbarkOnboarding *onboarding = embark_flow_page_get_onboarding (page);
  EmbarkLinkedAccount *account = embark_onboarding_get_account (onboarding);
  const EmbarkStep *step =
      embark_plan_get_step (embark_onboarding_get_plan (onboarding), EMBARK_STEP_ACCOUNT);

  gtk_label_set_text (self->title, account != NULL ? embark_linked_account_get_display_name (account)
                                                   : _ ("A new linked account"));
  gtk_label_set_text (self->reason, step->reason);
  embark_flow_page_show_problem (
      page, self->problem,
      self->error != NULL ? self->error : embark_onboarding_get_error (onboarding, EMBARK_STEP_ACCOUNT));
  gtk_widget_set_visible (self->form, account == NULL);
  gtk_widget_set_visible (self->record, account != NULL);
  gtk_widget_set_visible (self->next, step->state == EMBARK_STEP_DONE);
  if (account != NULL)
    update_record (self, account);
  else
    update_form (self);
}

static void
new_name_changed_cb (EmbarkAccountPage *self)
{
  if (!self->id_typed)
    {
      g_autofree char *id = suggest_id (gtk_editable_get_text (self->new_name));

      self->filling = TRUE;
      gtk_editable_set_text (self->new_id, id);
      self->filling = FALSE;
    }
  update_form (self);
}

static void
new_id_changed_cb (EmbarkAccountPage *self)
{
  if (!self->filling)
    self->id_typed = *gtk_editable_get_text (self->new_id) != '\0';
  update_form (self);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkLinkedAccount) account =
      embark_workspace_save_account_finish (EMBARK_WORKSPACE (source), result, &error);
  EmbarkAccountPage *self;
  gboolean created;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = EMBARK_ACCOUNT_PAGE (user_data);
  created = embark_onboarding_get_account (embark_flow_page_get_onboarding (EMBARK_FLOW_PAGE (self))) == NULL;
  self->busy = FALSE;
  g_clear_error (&self->error);
  if (account == NULL)
    self->error = g_steal_pointer (&error);
  embark_account_page_update (EMBARK_FLOW_PAGE (self));
  if (account == NULL)
    return;
  if (created)
    /* The window opens the new account, on a path of its own; this page goes with the old one. */
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-account", "s",
                                embark_linked_account_get_id (account));
  else
    {
      embark_notice_toast (GTK_WIDGET (self), _ ("Name saved"));
      gtk_widget_activate_action (GTK_WIDGET (self), "flow.refresh", NULL);
    }
}

static void
save (EmbarkAccountPage *self, const char *id, const char *name)
{
  EmbarkOnboarding *onboarding = embark_flow_page_get_onboarding (EMBARK_FLOW_PAGE (self));

  self->busy = TRUE;
  g_clear_error (&self->error);
  embark_account_page_update (EMBARK_FLOW_PAGE (self));
  embark_workspace_save_account_async (embark_onboarding_get_workspace (onboarding), id, name,
                                       embark_flow_page_get_cancellable (EMBARK_FLOW_PAGE (self)), saved_cb,
                                       self);
}

static void
create_clicked_cb (EmbarkAccountPage *self)
{
  g_autofree char *id = g_strstrip (g_strdup (gtk_editable_get_text (self->new_id)));
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->new_name)));

  if (!self->busy && *id != '\0' && id_problem (id) == NULL)
    save (self, id, *name != '\0' ? name : NULL);
}

static void
rename_cb (EmbarkAccountPage *self)
{
  EmbarkLinkedAccount *account =
      embark_onboarding_get_account (embark_flow_page_get_onboarding (EMBARK_FLOW_PAGE (self)));
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));

  if (account == NULL || self->busy)
    return;
  if (*name == '\0')
    {
      /* An empty name is none at all, and leaving the name out changes nothing (contract section 7). */
      gtk_editable_set_text (self->name_row, self->shown_name != NULL ? self->shown_name : "");
      embark_notice_toast (GTK_WIDGET (self), _ ("A name cannot be taken away, only changed"));
      return;
    }
  save (self, embark_linked_account_get_id (account), name);
}

static void
copy_id_cb (EmbarkAccountPage *self)
{
  EmbarkLinkedAccount *account =
      embark_onboarding_get_account (embark_flow_page_get_onboarding (EMBARK_FLOW_PAGE (self)));

  if (account != NULL)
    embark_notice_copy (GTK_WIDGET (self), embark_linked_account_get_id (account), _ ("Account ID copied"));
}

static void
embark_account_page_shown (EmbarkFlowPage *page)
{
  EmbarkAccountPage *self = EMBARK_ACCOUNT_PAGE (page);

  if (gtk_widget_get_visible (self->form))
    gtk_widget_grab_focus (GTK_WIDGET (self->new_name));
}

static void
embark_account_page_dispose (GObject *object)
{
  EmbarkAccountPage *self = EMBARK_ACCOUNT_PAGE (object);

  g_clear_error (&self->error);
  g_clear_pointer (&self->shown_name, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_ACCOUNT_PAGE);
  G_OBJECT_CLASS (embark_account_page_parent_class)->dispose (object);
}

static void
embark_account_page_class_init (EmbarkAccountPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  EmbarkFlowPageClass *page_class = EMBARK_FLOW_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_account_page_dispose;
  page_class->update = embark_account_page_update;
  page_class->shown = embark_account_page_shown;

  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/flow/embark-account-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountPage, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountPage, reason);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountPage, problem);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountPage, form);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountPage, new_name);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountPage, new_id);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountPage, form_hint);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountPage, create_spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountPage, create);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountPage, record);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountPage, id_row);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountPage, environment_row);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountPage, created_row);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountPage, udf_row);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountPage, next);
  gtk_widget_class_bind_template_callback (widget_class, new_name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_id_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, rename_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_id_cb);
}

static void
embark_account_page_init (EmbarkAccountPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
