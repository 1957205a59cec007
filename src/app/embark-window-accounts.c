/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a user does with a linked account: edit, delete, import. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-account-dialog.h"
#include "embark-api-error.h"
#include "embark-compat.h"
#include "embark-import-window.h"
#include "embark-notice.h"
#include "embark-problem.h"
#include "embark-window-private.h"

/* Returns: (nullable) (transfer none): the account that is open */
static EmbarkLinkedAccount *
open_account (EmbarkWindow *self)
{
  return self->onboarding != NULL ? embark_onboarding_get_account (self->onboarding) : NULL;
}

static void
import_accounts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkWindow *self = EMBARK_WINDOW (widget);

  if (self->workspace != NULL)
    gtk_window_present (GTK_WINDOW (embark_import_window_new (GTK_WINDOW (self), self->workspace)));
}

/* ---- editing ---- */

static void
edited_cb (EmbarkAccountDialog *dialog, EmbarkLinkedAccount *account, EmbarkWindow *self)
{
  embark_notice_toast (GTK_WIDGET (self), _ ("Account saved"));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.refresh", NULL);
}

static void
edit_account_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkWindow *self = EMBARK_WINDOW (widget);
  EmbarkAccountDialog *dialog;

  if (open_account (self) == NULL)
    return;
  dialog = embark_account_dialog_new (GTK_WINDOW (self), self->workspace, open_account (self));
  g_signal_connect_object (dialog, "saved", G_CALLBACK (edited_cb), self, G_CONNECT_DEFAULT);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- deleting ---- */

static void
show_refusal (EmbarkWindow *self, const GError *error)
{
  g_autoptr (EmbarkProblem) problem = embark_problem_new (error);
  g_autofree char *details = NULL;
  g_autofree char *body = NULL;

  if (problem == NULL)
    return;
  details = embark_problem_to_text (problem);
  if (problem->quote != NULL)
    /* Translators: first what a refusal means, then the server's own words */
    body = g_strdup_printf (_ ("%s Cobalt said: “%s”"), problem->explanation, problem->quote);
  embark_compat_show_message (GTK_WINDOW (self), _ ("The account was not deleted"),
                              body != NULL ? body : problem->explanation, details);
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = embark_workspace_dup_deleted_id (EMBARK_WORKSPACE (source), result);
  gboolean deleted = embark_workspace_delete_account_finish (EMBARK_WORKSPACE (source), result, &error);
  EmbarkLinkedAccount *account;

  if (g_cancellable_is_cancelled (self->cancellable) || self->workspace != EMBARK_WORKSPACE (source))
    return;
  if (!deleted)
    {
      show_refusal (self, error);
      return;
    }
  /* Another one may be open by now. */
  account = open_account (self);
  if (account != NULL && g_strcmp0 (embark_linked_account_get_id (account), id) == 0)
    embark_window_close_account (self);
  embark_notice_toast (GTK_WIDGET (self), _ ("Account deleted"));
}

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EmbarkWindow *self = EMBARK_WINDOW (source);
  g_autoptr (EmbarkLinkedAccount) account = user_data;

  /* What was asked for is what is deleted, whatever came to the front meanwhile. */
  if (embark_compat_confirm_finish (GTK_WINDOW (self), result) && open_account (self) != NULL
      && embark_linked_account_same_id (open_account (self), account))
    embark_workspace_delete_account_async (self->workspace, embark_linked_account_get_id (account),
                                           self->open_cancel, deleted_cb, g_object_ref (self));
}

static void
delete_account_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkWindow *self = EMBARK_WINDOW (widget);
  EmbarkLinkedAccount *account = open_account (self);
  const char *words =
      _ ("To use it again the client has to be created and connected anew. Cobalt does not state "
         "what becomes of its connection, settings and earlier runs: count on losing them. This "
         "cannot be undone.");
  g_autoptr (GError) refusal = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  const char *shown;

  if (account == NULL)
    return;
  if (!embark_workspace_may_change (self->workspace, &refusal))
    {
      embark_window_show_error (self, refusal);
      return;
    }
  shown = embark_linked_account_get_display_name (account);
  /* Translators: %s is the name of a linked account */
  heading = g_strdup_printf (_ ("Delete “%s”?"), shown);
  if (!embark_workspace_is_production (self->workspace))
    {
      embark_compat_confirm_async (GTK_WINDOW (self), heading, words, _ ("_Delete"), TRUE, self->open_cancel,
                                   confirmed_cb, g_object_ref (account));
      return;
    }
  /* Translators: %s are sentences of what follows from a deletion */
  body = g_strdup_printf (_ ("This is a real client in production. %s Type the name to delete it."), words);
  embark_compat_confirm_name_async (GTK_WINDOW (self), heading, body, shown, _ ("_Delete"), self->open_cancel,
                                    confirmed_cb, g_object_ref (account));
}

void
embark_window_install_account_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.import-accounts", NULL, import_accounts_action);
  gtk_widget_class_install_action (widget_class, "win.edit-account", NULL, edit_account_action);
  gtk_widget_class_install_action (widget_class, "win.delete-account", NULL, delete_account_action);
}

void
embark_window_update_account_actions (EmbarkWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "win.import-accounts", self->workspace != NULL);
  gtk_widget_action_set_enabled (widget, "win.edit-account", open_account (self) != NULL);
  gtk_widget_action_set_enabled (widget, "win.delete-account", open_account (self) != NULL);
}
