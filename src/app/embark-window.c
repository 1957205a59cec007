/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compat.h"
#include "embark-notice.h"
#include "embark-onboarding-view.h"
#include "embark-problem.h"
#include "embark-window-private.h"

static void embark_window_notice_host_init (EmbarkNoticeHostInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkWindow,
                               embark_window,
                               ADW_TYPE_APPLICATION_WINDOW,
                               G_IMPLEMENT_INTERFACE (EMBARK_TYPE_NOTICE_HOST,
                                                      embark_window_notice_host_init))

/* ---- notices ---- */

static AdwToastOverlay *
embark_window_get_toasts (EmbarkNoticeHost *host)
{
  return EMBARK_WINDOW (host)->toasts;
}

static void
embark_window_notice_host_init (EmbarkNoticeHostInterface *iface)
{
  iface->get_toasts = embark_window_get_toasts;
}

void
embark_window_show_error (EmbarkWindow *self, const GError *error)
{
  g_autoptr (EmbarkProblem) problem = embark_problem_new (error);
  g_autofree char *details = NULL;

  if (problem == NULL)
    return;
  details = embark_problem_to_text (problem);
  embark_compat_show_message (GTK_WINDOW (self), problem->title, problem->explanation, details);
}

/* ---- what is shown where ---- */

static void
update_panes (EmbarkWindow *self)
{
  gboolean narrow = embark_narrow_bin_get_narrow (self->narrow_bin);
  gboolean account = !narrow || self->showing_account;
  gboolean list = !narrow || !self->showing_account;

  gtk_widget_set_visible (self->sidebar_clamp, list);
  gtk_widget_set_hexpand (self->sidebar_clamp, narrow);
  adw_clamp_set_maximum_size (ADW_CLAMP (self->sidebar_clamp), narrow ? 600 : 272);
  gtk_widget_set_visible (self->pane_line, !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->account_stack), account);
  embark_sidebar_set_alone (self->sidebar, narrow);
  adw_header_bar_set_show_start_title_buttons (self->account_header, narrow);

  gtk_widget_set_visible (self->back, narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->narrow_title), narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->avatar), !narrow);
  gtk_widget_set_visible (self->names, !narrow);
  gtk_widget_set_visible (self->copy_id, !narrow && self->onboarding != NULL
                                             && embark_onboarding_get_account (self->onboarding) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->chip), !narrow);
  gtk_widget_set_visible (self->switcher, !narrow);
  adw_view_switcher_bar_set_reveal (self->narrow_bar, narrow);
  embark_welcome_set_narrow (self->welcome, narrow);
  embark_activity_view_set_narrow (self->activity, narrow);
  embark_events_page_set_narrow (self->events, narrow);
  if (adw_bin_get_child (self->workflows_slot) != NULL)
    embark_workflows_view_set_narrow (EMBARK_WORKFLOWS_VIEW (adw_bin_get_child (self->workflows_slot)),
                                      narrow);
  if (adw_bin_get_child (self->runs_slot) != NULL)
    embark_runs_view_set_narrow (EMBARK_RUNS_VIEW (adw_bin_get_child (self->runs_slot)), narrow);
  if (adw_bin_get_child (self->onboarding_slot) != NULL)
    g_object_set (adw_bin_get_child (self->onboarding_slot), "narrow", narrow, NULL);
}

void
embark_window_set_showing_account (EmbarkWindow *self, gboolean showing_account)
{
  self->showing_account = showing_account;
  update_panes (self);
}

static void
connection_chip (const EmbarkFactsData *facts, EmbarkTone *tone, const char **words)
{
  *tone = EMBARK_TONE_IDLE;
  *words = _ ("Not connected");
  if (facts->account == EMBARK_ACCOUNT_NONE)
    *words = _ ("Not created yet");
  else if (facts->account == EMBARK_ACCOUNT_GONE)
    {
      *tone = EMBARK_TONE_BAD;
      *words = _ ("Deleted in Cobalt");
    }
  else
    switch (facts->link)
      {
      case EMBARK_LINK_CONNECTED:
        *tone = EMBARK_TONE_OK;
        *words = _ ("Connected");
        break;
      case EMBARK_LINK_EXPIRED:
        *tone = EMBARK_TONE_WARN;
        *words = _ ("Needs to sign in again");
        break;
      case EMBARK_LINK_REFUSED:
        *tone = EMBARK_TONE_BAD;
        *words = _ ("Salesforce refused");
        break;
      case EMBARK_LINK_WAITING:
        *tone = EMBARK_TONE_NOW;
        *words = _ ("Waiting for the sign-in");
        break;
      case EMBARK_LINK_NONE:
      case EMBARK_LINK_UNKNOWN:
      default:
        break;
      }
}

static void
update_header (EmbarkWindow *self)
{
  EmbarkLinkedAccount *account;
  const char *name = _ ("New linked account");
  const char *id = "";
  const char *words;
  EmbarkTone tone;

  if (self->onboarding == NULL)
    return;
  account = embark_onboarding_get_account (self->onboarding);
  if (account != NULL)
    {
      name = embark_linked_account_get_display_name (account);
      id = embark_linked_account_get_id (account);
    }
  connection_chip (embark_facts_get (embark_onboarding_get_facts (self->onboarding)), &tone, &words);

  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_text (self->account_name, name);
  gtk_label_set_text (self->account_id, id);
  gtk_widget_set_visible (GTK_WIDGET (self->account_id), *id != '\0');
  embark_chip_set (self->chip, tone, words);
  adw_window_title_set_title (self->narrow_title, name);
  adw_window_title_set_subtitle (self->narrow_title, words);
  update_panes (self);
}

static void
account_changed_cb (EmbarkWindow *self)
{
  EmbarkLinkedAccount *account = embark_onboarding_get_account (self->onboarding);

  if (account != NULL)
    {
      embark_paged_list_update (embark_workspace_get_accounts (self->workspace), account);
      embark_sidebar_set_selected (self->sidebar, embark_linked_account_get_id (account));
    }
  update_header (self);
}

/* The first answers come one by one: what is said before all are there would count up in the list. */
static void
progress_cb (EmbarkWindow *self)
{
  EmbarkLinkedAccount *account = embark_onboarding_get_account (self->onboarding);

  if (account != NULL && !embark_onboarding_get_loading (self->onboarding))
    embark_sidebar_set_progress (self->sidebar, embark_linked_account_get_id (account),
                                 embark_plan_get_n_done (embark_onboarding_get_plan (self->onboarding)));
}

/* ---- accounts ---- */

static void
close_account (EmbarkWindow *self)
{
  if (self->onboarding == NULL)
    return;
  adw_bin_set_child (self->onboarding_slot, NULL);
  adw_bin_set_child (self->workflows_slot, NULL);
  adw_bin_set_child (self->runs_slot, NULL);
  embark_events_page_set_onboarding (self->events, NULL);
  g_signal_handlers_disconnect_by_data (self->onboarding, self);
  embark_fire_tracker_stop (embark_onboarding_get_tracker (self->onboarding));
  g_clear_object (&self->onboarding);
  gtk_stack_set_visible_child_name (self->account_stack, "none");
}

void
embark_window_close_account (EmbarkWindow *self)
{
  close_account (self);
  embark_sidebar_set_selected (self->sidebar, NULL);
  embark_window_set_showing_account (self, FALSE);
  embark_window_update_actions (self);
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* What failed stands on the page of its step. */
  if (!embark_onboarding_refresh_finish (EMBARK_ONBOARDING (source), result, &error))
    g_debug ("Loading the path: %s", error->message);
}

void
embark_window_open_account (EmbarkWindow *self, EmbarkLinkedAccount *account)
{
  EmbarkLinkedAccount *open =
      self->onboarding != NULL ? embark_onboarding_get_account (self->onboarding) : NULL;

  if (self->workspace == NULL)
    return;
  if (account == NULL || open == NULL || !embark_linked_account_same_id (account, open))
    {
      close_account (self);
      self->onboarding = embark_onboarding_new (self->workspace, account);
      g_signal_connect_object (self->onboarding, "notify::account", G_CALLBACK (account_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->onboarding, "notify::plan", G_CALLBACK (progress_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->onboarding, "notify::loading", G_CALLBACK (progress_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->onboarding, "notify::facts", G_CALLBACK (update_header), self,
                               G_CONNECT_SWAPPED);
      adw_bin_set_child (self->onboarding_slot, embark_onboarding_view_new (self->onboarding));
      adw_bin_set_child (self->workflows_slot, embark_workflows_view_new (self->onboarding));
      adw_bin_set_child (self->runs_slot, embark_runs_view_new (self->onboarding));
      embark_events_page_set_onboarding (self->events, self->onboarding);
      if (account == NULL)
        embark_onboarding_view_set_step (EMBARK_ONBOARDING_VIEW (adw_bin_get_child (self->onboarding_slot)),
                                         EMBARK_STEP_ACCOUNT);
      embark_onboarding_refresh_async (self->onboarding, self->open_cancel, refreshed_cb, NULL);
    }
  adw_view_stack_set_visible_child_name (self->views, "onboarding");
  gtk_stack_set_visible_child_name (self->account_stack, "account");
  embark_sidebar_set_selected (self->sidebar,
                               account != NULL ? embark_linked_account_get_id (account) : NULL);
  self->showing_account = TRUE;
  embark_window_update_actions (self);
  update_header (self);
}

/* The page that fires events has a list of its own. */
static void
events_changed_cb (EmbarkWindow *self)
{
  if (self->onboarding != NULL)
    embark_onboarding_refresh_async (self->onboarding, self->open_cancel, refreshed_cb, NULL);
}

static void
open_run_cb (EmbarkWindow *self, const char *id)
{
  GtkWidget *view = adw_bin_get_child (self->runs_slot);

  if (view == NULL)
    return;
  adw_view_stack_set_visible_child_name (self->views, "runs");
  embark_runs_view_show_run (EMBARK_RUNS_VIEW (view), id);
}

static void
chosen_cb (EmbarkWindow *self, EmbarkLinkedAccount *account)
{
  embark_window_open_account (self, account);
}

/* ---- profiles ---- */

static void
close_profile (EmbarkWindow *self)
{
  if (self->connections != NULL)
    gtk_window_destroy (self->connections);
  close_account (self);
  embark_window_close_dashboard (self);
  g_cancellable_cancel (self->open_cancel);
  g_clear_object (&self->open_cancel);
  embark_sidebar_set_workspace (self->sidebar, NULL);
  embark_activity_view_set_workspace (self->activity, NULL);
  embark_events_page_set_workspace (self->events, NULL);
  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_func (self->workspace, embark_window_update_guard, self);
  g_clear_object (&self->workspace);
  embark_window_update_guard (self);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  EmbarkWindow *self;

  if (!embark_workspace_check_finish (EMBARK_WORKSPACE (source), result, &error)
      && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = EMBARK_WINDOW (user_data);
  embark_window_update_actions (self);
  /* A key that is refused is repaired on the first page of the path, account or not. */
  if (self->onboarding == NULL
      && embark_workspace_get_key_state (EMBARK_WORKSPACE (source)) != EMBARK_KEY_ACCEPTED)
    {
      embark_window_open_account (self, NULL);
      embark_onboarding_view_set_step (EMBARK_ONBOARDING_VIEW (adw_bin_get_child (self->onboarding_slot)),
                                       EMBARK_STEP_ENVIRONMENT);
    }
}

static void
profile_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) key_error = NULL;
  g_autoptr (EmbarkWorkspace) workspace =
      embark_app_open_profile_finish (EMBARK_APP (source), result, &key_error, &error);
  EmbarkWindow *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = EMBARK_WINDOW (user_data);
  if (workspace == NULL)
    {
      embark_window_show_welcome (self);
      embark_window_show_error (self, error);
      return;
    }

  self->workspace = g_steal_pointer (&workspace);
  g_signal_connect_object (self->workspace, "notify::environment", G_CALLBACK (embark_window_update_guard),
                           self, G_CONNECT_SWAPPED);
  embark_window_update_guard (self);
  embark_sidebar_set_workspace (self->sidebar, self->workspace);
  embark_activity_view_set_workspace (self->activity, self->workspace);
  embark_events_page_set_workspace (self->events, self->workspace);
  self->showing_account = FALSE;
  gtk_stack_set_visible_child_name (self->account_stack, "none");
  gtk_stack_set_visible_child_name (self->stack, "main");
  embark_window_update_profile_menu (self);
  embark_window_update_actions (self);
  update_panes (self);
  embark_app_set_last_used (EMBARK_APP (source),
                            embark_profile_get_id (embark_workspace_get_profile (self->workspace)));
  embark_paged_list_reload (embark_workspace_get_accounts (self->workspace));
  embark_workspace_check_async (self->workspace, self->open_cancel, checked_cb, self);
  if (key_error != NULL)
    embark_window_show_error (self, key_error);
}

void
embark_window_close_profile (EmbarkWindow *self)
{
  close_profile (self);
  gtk_stack_set_visible_child_name (self->stack, "starting");
  embark_window_update_actions (self);
}

void
embark_window_open_profile (EmbarkWindow *self, EmbarkProfile *profile)
{
  EmbarkApp *app = EMBARK_APP (gtk_window_get_application (GTK_WINDOW (self)));

  embark_window_close_profile (self);
  self->open_cancel = g_cancellable_new ();
  embark_app_open_profile_async (app, profile, self->open_cancel, profile_opened_cb, self);
}

void
embark_window_show_welcome (EmbarkWindow *self)
{
  close_profile (self);
  gtk_stack_set_visible_child_name (self->stack, "welcome");
  embark_window_update_actions (self);
}

void
embark_window_update_profile_menu (EmbarkWindow *self)
{
  EmbarkApp *app = EMBARK_APP (gtk_window_get_application (GTK_WINDOW (self)));
  GListModel *profiles = G_LIST_MODEL (embark_app_get_profiles (app));
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) list = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();

  for (guint i = 0; i < g_list_model_get_n_items (profiles); i++)
    {
      g_autoptr (EmbarkProfile) profile = g_list_model_get_item (profiles, i);
      g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);
      g_autoptr (GString) label = g_string_new (embark_profile_get_name (profile));

      /* In a menu one underscore marks the letter that follows, and is not shown. */
      g_string_replace (label, "_", "__", 0);
      g_menu_item_set_attribute (item, G_MENU_ATTRIBUTE_LABEL, "s", label->str);
      g_menu_item_set_action_and_target (item, "win.open-profile", "s", embark_profile_get_id (profile));
      g_menu_append_item (list, item);
    }
  g_menu_append (more, _ ("_Demo"), "win.open-demo");
  g_menu_append (more, _ ("New _Profile…"), "win.new-profile");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (list));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
  embark_sidebar_set_profile_menu (self->sidebar, G_MENU_MODEL (menu));
}

static void
ready_cb (EmbarkWindow *self)
{
  EmbarkApp *app = EMBARK_APP (gtk_window_get_application (GTK_WINDOW (self)));
  EmbarkProfile *profile = NULL;
  const char *last;

  if (app == NULL || !embark_app_get_ready (app))
    return;
  g_signal_handlers_disconnect_by_func (app, ready_cb, self);
  last = embark_profile_store_get_last_used (embark_app_get_profiles (app));
  if (g_strcmp0 (last, EMBARK_PROFILE_DEMO_ID) == 0)
    profile = embark_app_get_demo_profile (app);
  else if (last != NULL)
    profile = embark_profile_store_find (embark_app_get_profiles (app), last);

  if (profile != NULL)
    embark_window_open_profile (self, profile);
  else
    embark_window_show_welcome (self);
  if (embark_app_get_startup_error (app) != NULL)
    embark_window_show_error (self, embark_app_get_startup_error (app));
}

/* ---- the class ---- */

static gboolean
embark_window_close_request (GtkWindow *window)
{
  EmbarkWindow *self = EMBARK_WINDOW (window);
  int width;
  int height;

  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_int (self->settings, "window-width", width);
  g_settings_set_int (self->settings, "window-height", height);
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
  return GTK_WINDOW_CLASS (embark_window_parent_class)->close_request (window);
}

static void
embark_window_dispose (GObject *object)
{
  EmbarkWindow *self = EMBARK_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->sidebar != NULL)
    close_profile (self);
  g_clear_object (&self->settings);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->connections);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_WINDOW);
  G_OBJECT_CLASS (embark_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, guard_strip);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, read_only);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, narrow_bin);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, cancel_opening);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, sidebar_clamp);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, pane_line);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, account_stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, account_pane);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, account_header);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, narrow_title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, back);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, avatar);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, names);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, account_name);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, account_id);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, copy_id);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, chip);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, views);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, onboarding_slot);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, workflows_slot);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, runs_slot);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, events);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, activity);
  gtk_widget_class_bind_template_child (widget_class, EmbarkWindow, narrow_bar);
}

static void
embark_window_class_init (EmbarkWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = embark_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = embark_window_close_request;

  g_type_ensure (EMBARK_TYPE_ACTIVITY_VIEW);
  g_type_ensure (EMBARK_TYPE_CHIP);
  g_type_ensure (EMBARK_TYPE_EVENTS_PAGE);
  g_type_ensure (EMBARK_TYPE_NARROW_BIN);
  g_type_ensure (EMBARK_TYPE_SIDEBAR);
  g_type_ensure (EMBARK_TYPE_WELCOME);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/embark/Embark/app/embark-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, events_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_run_cb);
  gtk_widget_class_bind_template_callback (widget_class, embark_window_read_only_cb);
  embark_window_install_actions (widget_class);
}

static void
embark_window_init (EmbarkWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->settings = g_settings_new (EMBARK_APP_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  if (EMBARK_DEVEL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
  gtk_window_set_icon_name (GTK_WINDOW (self), EMBARK_APP_ID);
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  g_signal_connect_object (self->narrow_bin, "notify::narrow", G_CALLBACK (update_panes), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sidebar, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
}

EmbarkWindow *
embark_window_new (EmbarkApp *app)
{
  EmbarkWindow *self = g_object_new (EMBARK_TYPE_WINDOW, "application", app, NULL);

  embark_window_update_profile_menu (self);
  embark_window_update_actions (self);
  g_signal_connect_object (app, "notify::ready", G_CALLBACK (ready_cb), self, G_CONNECT_SWAPPED);
  ready_cb (self);
  return self;
}
