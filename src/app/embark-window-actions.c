/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a user does in the window: one action for button, menu, key and test alike. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compat.h"
#include "embark-health-window.h"
#include "embark-notice.h"
#include "embark-onboarding-view.h"
#include "embark-profile-dialog.h"
#include "embark-record-window.h"
#include "embark-shortcuts.h"
#include "embark-webhooks-window.h"
#include "embark-window-private.h"

static EmbarkApp *
app_of (EmbarkWindow *self)
{
  return EMBARK_APP (gtk_window_get_application (GTK_WINDOW (self)));
}

/* Returns: (nullable): the opened profile when the user made it, not the Demo */
static EmbarkProfile *
own_profile (EmbarkWindow *self)
{
  EmbarkProfile *profile = self->workspace != NULL ? embark_workspace_get_profile (self->workspace) : NULL;

  return profile != NULL && !embark_profile_get_demo (profile) ? profile : NULL;
}

/* ---- profiles ---- */

static void
open_demo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkWindow *self = EMBARK_WINDOW (widget);

  embark_window_open_profile (self, embark_app_get_demo_profile (app_of (self)));
}

static void
show_welcome_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  embark_window_show_welcome (EMBARK_WINDOW (widget));
}

static void
open_profile_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkWindow *self = EMBARK_WINDOW (widget);
  EmbarkProfile *profile = embark_profile_store_find (embark_app_get_profiles (app_of (self)),
                                                      g_variant_get_string (parameter, NULL));

  if (profile != NULL)
    embark_window_open_profile (self, profile);
}

static void
saved_cb (EmbarkProfileDialog *dialog, EmbarkProfile *profile, EmbarkWindow *self)
{
  embark_window_open_profile (self, profile);
}

static void
present_dialog (EmbarkWindow *self, EmbarkProfile *profile, gboolean key)
{
  EmbarkProfileDialog *dialog = embark_profile_dialog_new (app_of (self), GTK_WINDOW (self), profile);

  g_signal_connect_object (dialog, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_DEFAULT);
  gtk_window_present (GTK_WINDOW (dialog));
  if (key)
    embark_profile_dialog_focus_key (dialog);
}

static void
new_profile_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  present_dialog (EMBARK_WINDOW (widget), NULL, FALSE);
}

static void
edit_profile_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkWindow *self = EMBARK_WINDOW (widget);

  if (own_profile (self) != NULL)
    present_dialog (self, own_profile (self), FALSE);
}

static void
replace_key_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkWindow *self = EMBARK_WINDOW (widget);

  if (own_profile (self) != NULL)
    present_dialog (self, own_profile (self), TRUE);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!embark_app_remove_profile_finish (EMBARK_APP (source), result, &error))
    embark_window_show_error (self, error);
  else if (own_profile (self) != NULL
           && embark_profile_store_find (embark_app_get_profiles (EMBARK_APP (source)),
                                         embark_profile_get_id (own_profile (self)))
                  == NULL)
    embark_window_show_welcome (self);
  embark_window_update_profile_menu (self);
}

static void
remove_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkProfile) profile = user_data;
  EmbarkWindow *self = EMBARK_WINDOW (source);

  if (!embark_compat_confirm_finish (GTK_WINDOW (self), result) || profile != own_profile (self))
    return;
  embark_window_close_dashboard (self);
  embark_app_remove_profile_async (app_of (self), profile, NULL, removed_cb, g_object_ref (self));
}

static void
remove_profile_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkWindow *self = EMBARK_WINDOW (widget);
  EmbarkProfile *profile = own_profile (self);
  g_autofree char *heading = NULL;

  if (profile == NULL)
    return;
  /* Translators: %s is the name of a profile */
  heading = g_strdup_printf (_ ("Remove the profile “%s”?"), embark_profile_get_name (profile));
  embark_compat_confirm_async (
      GTK_WINDOW (self), heading,
      _ ("Its key leaves your keyring, and what was fired with it is forgotten on this machine. "
         "Nothing changes in Cobalt."),
      _ ("_Remove"), TRUE, self->cancellable, remove_confirmed_cb, g_object_ref (profile));
}

static void
demo_reset_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (embark_app_reset_demo_finish (EMBARK_APP (source), result, &error))
    embark_notice_toast (GTK_WIDGET (self), _ ("The Demo is as new"));
  else
    embark_window_show_error (self, error);
  embark_window_open_profile (self, embark_app_get_demo_profile (EMBARK_APP (source)));
}

static void
reset_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EmbarkWindow *self = EMBARK_WINDOW (source);

  if (!embark_compat_confirm_finish (GTK_WINDOW (self), result))
    return;
  /* What follows a fired event would write it down again after it was forgotten. */
  embark_window_close_profile (self);
  embark_app_reset_demo_async (app_of (self), NULL, demo_reset_cb, g_object_ref (self));
}

static void
reset_demo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkWindow *self = EMBARK_WINDOW (widget);

  embark_compat_confirm_async (
      GTK_WINDOW (self), _ ("Reset the Demo?"),
      _ ("Accounts, connections, runs and contacts of the Demo go back to how they were."), _ ("_Reset"),
      TRUE, self->cancellable, reset_confirmed_cb, NULL);
}

/* ---- accounts ---- */

static void
new_account_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  embark_window_open_account (EMBARK_WINDOW (widget), NULL);
}

/* Opens an account of the list by its id; a page that created one uses it. */
static void
open_account_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkWindow *self = EMBARK_WINDOW (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  GListModel *accounts;

  if (self->workspace == NULL)
    return;
  accounts = G_LIST_MODEL (embark_workspace_get_accounts (self->workspace));
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (EmbarkLinkedAccount) account = g_list_model_get_item (accounts, i);

      if (g_str_equal (embark_linked_account_get_id (account), id))
        {
          embark_window_open_account (self, account);
          return;
        }
    }
}

static void
show_accounts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  embark_window_set_showing_account (EMBARK_WINDOW (widget), FALSE);
}

static void
search_accounts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkWindow *self = EMBARK_WINDOW (widget);

  if (self->workspace == NULL)
    return;
  embark_window_set_showing_account (self, FALSE);
  embark_sidebar_focus_search (self->sidebar);
}

static void
copy_account_id_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkWindow *self = EMBARK_WINDOW (widget);
  EmbarkLinkedAccount *account =
      self->onboarding != NULL ? embark_onboarding_get_account (self->onboarding) : NULL;

  if (account != NULL)
    embark_notice_copy (widget, embark_linked_account_get_id (account), _ ("Account ID copied"));
}

static void
refresh_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkWindow *self = EMBARK_WINDOW (widget);
  GtkWidget *view = adw_bin_get_child (self->onboarding_slot);

  if (view != NULL)
    gtk_widget_activate_action (view, "flow.refresh", NULL);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->events)))
    embark_events_page_refresh (self->events);
  view = adw_bin_get_child (self->workflows_slot);
  if (view != NULL && gtk_widget_get_mapped (view))
    embark_workflows_view_refresh (EMBARK_WORKFLOWS_VIEW (view));
  view = adw_bin_get_child (self->runs_slot);
  if (view != NULL && gtk_widget_get_mapped (view))
    embark_runs_view_refresh (EMBARK_RUNS_VIEW (view));
}

/* Another view of the account, by its name: "onboarding", "workflows". */
static void
show_view_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkWindow *self = EMBARK_WINDOW (widget);
  const char *view = g_variant_get_string (parameter, NULL);

  if (self->onboarding != NULL && adw_view_stack_get_child_by_name (self->views, view) != NULL)
    adw_view_stack_set_visible_child_name (self->views, view);
}

/* Firing has one place: the page of the path. */
static void
fire_event_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkWindow *self = EMBARK_WINDOW (widget);
  GtkWidget *view = adw_bin_get_child (self->onboarding_slot);

  if (view == NULL)
    return;
  adw_view_stack_set_visible_child_name (self->views, "onboarding");
  embark_onboarding_view_choose_event (EMBARK_ONBOARDING_VIEW (view), g_variant_get_string (parameter, NULL));
}

/* They belong to the environment, not to an account. */
static void
webhooks_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkWindow *self = EMBARK_WINDOW (widget);

  if (self->workspace != NULL)
    gtk_window_present (GTK_WINDOW (embark_webhooks_window_new (self->workspace, GTK_WINDOW (self))));
}

static void
connection_wanted_cb (EmbarkWindow *self, EmbarkLinkedAccount *account)
{
  embark_window_open_account (self, account);
  gtk_window_present (GTK_WINDOW (self));
}

/* One for a profile: it stays open beside the work. */
static void
connections_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkWindow *self = EMBARK_WINDOW (widget);

  if (self->workspace == NULL)
    return;
  if (self->connections == NULL)
    {
      g_set_weak_pointer (&self->connections,
                          GTK_WINDOW (embark_health_window_new (self->workspace, GTK_WINDOW (self))));
      g_signal_connect_object (self->connections, "open", G_CALLBACK (connection_wanted_cb), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_window_present (self->connections);
}

static void
next_step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *view = adw_bin_get_child (EMBARK_WINDOW (widget)->onboarding_slot);

  if (view != NULL)
    gtk_widget_activate_action (view, "flow.next", NULL);
}

static void
previous_step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *view = adw_bin_get_child (EMBARK_WINDOW (widget)->onboarding_slot);

  if (view != NULL)
    gtk_widget_activate_action (view, "flow.previous", NULL);
}

/* ---- the rest ---- */

static void
record_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!embark_compat_open_uri_finish (GTK_WINDOW (source), result, &error))
    embark_notice_toast (GTK_WIDGET (source), _ ("The browser could not be opened"));
}

/* Whether @uri is a page of the server that this profile speaks to, and that one is on this machine: a server
 * elsewhere may not have a page of this machine opened. */
static gboolean
is_stand_in (EmbarkWindow *self, GUri *uri)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (g_uri_get_host (uri));
  g_autoptr (GUri) base = NULL;

  if (address == NULL || !g_inet_address_get_is_loopback (address) || self->workspace == NULL)
    return FALSE;
  base = g_uri_parse (embark_profile_get_base_uri (embark_workspace_get_profile (self->workspace)),
                      G_URI_FLAGS_NONE, NULL);
  return base != NULL && g_str_equal (g_uri_get_scheme (base), g_uri_get_scheme (uri))
         && g_strcmp0 (g_uri_get_host (base), g_uri_get_host (uri)) == 0
         && g_uri_get_port (base) == g_uri_get_port (uri);
}

/* The address came from the server: only web pages are opened, and those of the stand-in on this machine in a
 * window of the program, since no browser session knows them and there may be no browser. */
static void
open_record_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkWindow *self = EMBARK_WINDOW (widget);
  const char *text = g_variant_get_string (parameter, NULL);
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return;
  if (is_stand_in (self, uri))
    embark_record_window_present (GTK_WINDOW (self), text);
  else if (g_str_equal (g_uri_get_scheme (uri), "https"))
    embark_compat_open_uri_async (GTK_WINDOW (self), text, self->cancellable, record_opened_cb, NULL);
  else
    embark_notice_toast (widget, _ ("This address is not opened: it is no safe web page"));
}

static void
about_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  embark_compat_present_about (GTK_WINDOW (widget), EMBARK_APP_ID, EMBARK_VERSION);
}

static void
shortcuts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  embark_shortcuts_present (GTK_WINDOW (widget));
}

void
embark_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.open-demo", NULL, open_demo_action);
  gtk_widget_class_install_action (widget_class, "win.show-welcome", NULL, show_welcome_action);
  gtk_widget_class_install_action (widget_class, "win.open-profile", "s", open_profile_action);
  gtk_widget_class_install_action (widget_class, "win.new-profile", NULL, new_profile_action);
  gtk_widget_class_install_action (widget_class, "win.edit-profile", NULL, edit_profile_action);
  gtk_widget_class_install_action (widget_class, "win.replace-key", NULL, replace_key_action);
  gtk_widget_class_install_action (widget_class, "win.remove-profile", NULL, remove_profile_action);
  gtk_widget_class_install_action (widget_class, "win.reset-demo", NULL, reset_demo_action);
  gtk_widget_class_install_action (widget_class, "win.new-account", NULL, new_account_action);
  gtk_widget_class_install_action (widget_class, "win.open-account", "s", open_account_action);
  embark_window_install_account_actions (widget_class);
  embark_window_install_dashboard_action (widget_class);
  gtk_widget_class_install_action (widget_class, "win.show-accounts", NULL, show_accounts_action);
  gtk_widget_class_install_action (widget_class, "win.search-accounts", NULL, search_accounts_action);
  gtk_widget_class_install_action (widget_class, "win.copy-account-id", NULL, copy_account_id_action);
  gtk_widget_class_install_action (widget_class, "win.show-view", "s", show_view_action);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "win.fire-event", "s", fire_event_action);
  gtk_widget_class_install_action (widget_class, "win.webhooks", NULL, webhooks_action);
  gtk_widget_class_install_action (widget_class, "win.connections", NULL, connections_action);
  gtk_widget_class_install_action (widget_class, "win.next-step", NULL, next_step_action);
  gtk_widget_class_install_action (widget_class, "win.previous-step", NULL, previous_step_action);
  gtk_widget_class_install_action (widget_class, "win.open-record", "s", open_record_action);
  gtk_widget_class_install_action (widget_class, "win.about", NULL, about_action);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, shortcuts_action);
}

void
embark_window_update_actions (EmbarkWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean open = self->workspace != NULL;
  gboolean own = own_profile (self) != NULL;

  gtk_widget_action_set_enabled (widget, "win.edit-profile", own);
  gtk_widget_action_set_enabled (widget, "win.replace-key", own);
  gtk_widget_action_set_enabled (widget, "win.remove-profile", own);
  gtk_widget_action_set_enabled (widget, "win.reset-demo", open && !own);
  gtk_widget_action_set_enabled (widget, "win.new-account", open);
  gtk_widget_action_set_enabled (widget, "win.webhooks", open);
  gtk_widget_action_set_enabled (widget, "win.connections", open);
  embark_window_update_account_actions (self);
  gtk_widget_action_set_enabled (widget, "win.search-accounts", open);
  gtk_widget_action_set_enabled (widget, "win.refresh", self->onboarding != NULL);
  gtk_widget_action_set_enabled (widget, "win.copy-account-id", self->onboarding != NULL);
}
