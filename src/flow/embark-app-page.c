/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-app-page.h"
#include "embark-client-card.h"
#include "embark-compat.h"
#include "embark-guide-list.h"
#include "embark-notice.h"
#include "embark-preflight.h"
#include "embark-problem-view.h"
#include "embark-time.h"

/* Where the dashboard begins when no step names a page of it. */
#define DASHBOARD_ADDRESS "/applications"
/* How long after the last change to the callback address it is compared anew (ms). */
#define CALLBACK_DELAY 600
/* A window that is come back to right after it was asked is not asked again (us). */
#define RETURN_PAUSE (2 * G_USEC_PER_SEC)

struct _EmbarkAppPage
{
  EmbarkFlowPage parent_instance;

  GtkLabel *title;
  GtkLabel *reason;
  GtkWidget *problem;
  GtkOrientable *dashboard_card;
  GtkLabel *dashboard_text;
  GtkWidget *dashboard_buttons;
  GtkWidget *open_here;
  GtkWidget *open_browser;
  EmbarkGuideList *guide;
  EmbarkClientCard *client;
  GtkBox *buttons;
  GtkWidget *spinner;
  GtkLabel *checked;
  GtkWidget *next;

  EmbarkPreflight *preflight; /* (owned) (nullable): of the account there is */
  char *account_id;           /* (owned) (nullable): whose preflight that is */
  GtkWindow *window;          /* (unowned) (nullable): weak; the one whose return is heard of */
  guint compare_id;
  gint64 asked_at; /* on the monotonic clock */
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (EmbarkAppPage, embark_app_page, EMBARK_TYPE_FLOW_PAGE)

static EmbarkOnboarding *
onboarding_of (EmbarkAppPage *self)
{
  return embark_flow_page_get_onboarding (EMBARK_FLOW_PAGE (self));
}

static EmbarkWorkspace *
workspace_of (EmbarkAppPage *self)
{
  return embark_onboarding_get_workspace (onboarding_of (self));
}

static EmbarkProfile *
profile_of (EmbarkAppPage *self)
{
  return embark_workspace_get_profile (workspace_of (self));
}

static EmbarkClock *
clock_of (EmbarkAppPage *self)
{
  return embark_workspace_get_clock (workspace_of (self));
}

/* ---- what is so now ---- */

static const char *
read_line (EmbarkAppPage *self, EmbarkPreflightCheck check, EmbarkPreflightState *state)
{
  EmbarkPreflightLine *line = embark_preflight_get_line (self->preflight, check);

  *state = embark_preflight_line_get_state (line);
  return embark_preflight_line_get_reason (line);
}

static void
update_guide (EmbarkAppPage *self, const EmbarkFactsData *facts)
{
  EmbarkGuideSeen seen = {
    .app = facts->app,
    .has_account = facts->account == EMBARK_ACCOUNT_EXISTS,
    .has_callback = embark_profile_get_callback (profile_of (self)) != NULL,
    .running = embark_onboarding_get_loading (onboarding_of (self)),
  };

  if (self->preflight != NULL)
    {
      seen.running |= embark_preflight_get_running (self->preflight);
      seen.client_reason = read_line (self, EMBARK_PREFLIGHT_CLIENT, &seen.client);
      seen.redirect_reason = read_line (self, EMBARK_PREFLIGHT_REDIRECT, &seen.redirect);
      seen.scopes_reason = read_line (self, EMBARK_PREFLIGHT_SCOPES, &seen.scopes);
      seen.pkce_reason = read_line (self, EMBARK_PREFLIGHT_PKCE, &seen.pkce);
    }
  embark_guide_list_update (self->guide, &seen);
  gtk_widget_set_visible (self->spinner, seen.running);
}

static void
update_checked (EmbarkAppPage *self)
{
  gint64 at = self->preflight != NULL ? embark_preflight_get_finished_at (self->preflight) : 0;
  g_autofree char *time = embark_time_dup_clock (at);
  g_autofree char *text = NULL;

  if (at != 0)
    /* Translators: %s is a time of day */
    text = g_strdup_printf (_ ("Checked at %s"), time);
  gtk_label_set_text (self->checked, text != NULL ? text : "");
}

static void
embark_app_page_update (EmbarkFlowPage *page)
{
  EmbarkAppPage *self = EMBARK_APP_PAGE (page);
  EmbarkOnboarding *onboarding = onboarding_of (self);
  const EmbarkFactsData *facts = embark_facts_get (embark_onboarding_get_facts (onboarding));
  const EmbarkStep *step = embark_plan_get_step (embark_onboarding_get_plan (onboarding), EMBARK_STEP_APP);
  gboolean way_on = step->state == EMBARK_STEP_DONE || facts->app == EMBARK_APP_UNKNOWN;

  gtk_label_set_text (self->reason, step->reason);
  gtk_label_set_text (self->dashboard_text,
                      facts->demo
                          ? _ ("In the Demo a stand-in takes its place. What is done there is verified "
                               "here as soon as its window closes.")
                          : _ ("Opened here, the sign-in is kept for this profile on this machine. What "
                               "is done there is verified as soon as you come back."));
  gtk_widget_set_visible (self->open_browser, !facts->demo);
  embark_flow_page_show_problem (page, self->problem,
                                 embark_onboarding_get_error (onboarding, EMBARK_STEP_APP));
  update_guide (self, facts);
  update_checked (self);
  embark_client_card_refresh (self->client);

  /* One suggestion a page: what is to be done next. */
  gtk_widget_set_visible (self->next, way_on);
  if (way_on)
    gtk_widget_remove_css_class (self->open_here, "suggested-action");
  else
    gtk_widget_add_css_class (self->open_here, "suggested-action");
}

static void
profile_changed_cb (EmbarkAppPage *self)
{
  if (self->showing)
    embark_app_page_update (EMBARK_FLOW_PAGE (self));
}

/* ---- asking ---- */

static void
preflight_changed_cb (EmbarkAppPage *self)
{
  if (self->showing)
    embark_app_page_update (EMBARK_FLOW_PAGE (self));
}

static void
preflight_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!embark_preflight_run_finish (EMBARK_PREFLIGHT (source), result, &error))
    g_debug ("Reading the address of the sign-in: %s", error->message);
}

static void
drop_preflight (EmbarkAppPage *self)
{
  if (self->preflight != NULL)
    g_signal_handlers_disconnect_by_data (self->preflight, self);
  g_clear_object (&self->preflight);
  g_clear_pointer (&self->account_id, g_free);
}

/* Reads the address that a sign-in of this account would open. */
static void
run_preflight (EmbarkAppPage *self)
{
  EmbarkLinkedAccount *account = embark_onboarding_get_account (onboarding_of (self));
  const char *id = account != NULL ? embark_linked_account_get_id (account) : NULL;

  if (g_strcmp0 (id, self->account_id) != 0)
    drop_preflight (self);
  if (id == NULL)
    return;
  if (self->preflight == NULL)
    {
      self->account_id = g_strdup (id);
      self->preflight = embark_preflight_new (workspace_of (self), id);
      g_signal_connect_object (self->preflight, "notify", G_CALLBACK (preflight_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  embark_preflight_run_async (self->preflight, embark_flow_page_get_cancellable (EMBARK_FLOW_PAGE (self)),
                              preflight_ended_cb, NULL);
}

/* Whoever asks the path anew asks for what stands on this page, too. */
static void
loading_cb (EmbarkAppPage *self)
{
  if (!self->showing || !embark_onboarding_get_loading (onboarding_of (self)))
    return;
  self->asked_at = embark_clock_get_monotonic_time (clock_of (self));
  run_preflight (self);
}

static gboolean
compare_cb (gpointer data)
{
  EmbarkAppPage *self = data;

  self->compare_id = 0;
  if (self->showing)
    run_preflight (self);
  return G_SOURCE_REMOVE;
}

static void
callback_changed_cb (EmbarkAppPage *self)
{
  embark_clock_clear (clock_of (self), &self->compare_id);
  self->compare_id = embark_clock_add_timeout (clock_of (self), CALLBACK_DELAY, compare_cb, self, NULL);
}

/* Who comes back from the dashboard, from Salesforce's Setup or from the browser may have done something. */
static void
active_cb (EmbarkAppPage *self)
{
  if (!self->showing || self->window == NULL || !gtk_window_is_active (self->window)
      || embark_onboarding_get_loading (onboarding_of (self))
      || embark_clock_get_monotonic_time (clock_of (self)) - self->asked_at < RETURN_PAUSE)
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "flow.refresh", NULL);
}

/* ---- the dashboard ---- */

static void
open_here (EmbarkAppPage *self, const char *address)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-dashboard", "s", address);
}

static void
here_clicked_cb (EmbarkAppPage *self)
{
  open_here (self, DASHBOARD_ADDRESS);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkAppPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!embark_compat_open_uri_finish (GTK_WINDOW (source), result, &error)
      && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    embark_notice_toast (GTK_WIDGET (self), _ ("The browser could not be opened"));
}

static void
open_in_browser (EmbarkAppPage *self, const char *origin, const char *address)
{
  g_autofree char *uri = g_strconcat (origin, address, NULL);

  embark_compat_open_uri_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), uri, NULL, opened_cb,
                                g_object_ref (self));
}

static void
browser_clicked_cb (EmbarkAppPage *self)
{
  /* The API and the dashboard are one origin, contract section 1. */
  open_in_browser (self, embark_profile_get_base_uri (profile_of (self)), DASHBOARD_ADDRESS);
}

static void
open_address_cb (EmbarkAppPage *self, EmbarkGuideRow *row)
{
  const EmbarkGuideStep *step = embark_guide_row_get_step (row);
  const char *host = embark_profile_get_login_host (profile_of (self));
  g_autofree char *origin = NULL;

  if (embark_guide_row_get_opening (row) == EMBARK_GUIDE_OPENS_HERE)
    {
      open_here (self, step->address);
      return;
    }
  if (host == NULL)
    return;
  origin = g_strconcat ("https://", host, NULL);
  open_in_browser (self, origin, step->address);
}

/* ---- the class ---- */

static void
embark_app_page_shown (EmbarkFlowPage *page)
{
  EmbarkAppPage *self = EMBARK_APP_PAGE (page);

  self->showing = TRUE;
  run_preflight (self);
  self->asked_at = embark_clock_get_monotonic_time (clock_of (self));
  embark_app_page_update (page);
}

static void
embark_app_page_hidden (EmbarkFlowPage *page)
{
  EMBARK_APP_PAGE (page)->showing = FALSE;
}

static void
embark_app_page_root (GtkWidget *widget)
{
  EmbarkAppPage *self = EMBARK_APP_PAGE (widget);
  GtkRoot *root;

  GTK_WIDGET_CLASS (embark_app_page_parent_class)->root (widget);
  root = gtk_widget_get_root (widget);
  if (!GTK_IS_WINDOW (root))
    return;
  g_set_weak_pointer (&self->window, GTK_WINDOW (root));
  g_signal_connect_object (root, "notify::is-active", G_CALLBACK (active_cb), self, G_CONNECT_SWAPPED);
}

static void
embark_app_page_unroot (GtkWidget *widget)
{
  EmbarkAppPage *self = EMBARK_APP_PAGE (widget);

  if (self->window != NULL)
    g_signal_handlers_disconnect_by_func (self->window, active_cb, self);
  g_clear_weak_pointer (&self->window);
  GTK_WIDGET_CLASS (embark_app_page_parent_class)->unroot (widget);
}

static void
embark_app_page_narrow_changed (EmbarkFlowPage *page, gboolean narrow)
{
  EmbarkAppPage *self = EMBARK_APP_PAGE (page);
  GtkOrientation orientation = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  gtk_orientable_set_orientation (self->dashboard_card, orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->dashboard_buttons), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons), orientation);
  gtk_widget_set_halign (self->next, narrow ? GTK_ALIGN_FILL : GTK_ALIGN_END);
  embark_guide_list_set_narrow (self->guide, narrow);
  embark_client_card_set_narrow (self->client, narrow);
}

static void
embark_app_page_constructed (GObject *object)
{
  EmbarkAppPage *self = EMBARK_APP_PAGE (object);
  EmbarkProfile *profile;

  G_OBJECT_CLASS (embark_app_page_parent_class)->constructed (object);
  profile = profile_of (self);
  embark_guide_list_set_profile (self->guide, profile);
  embark_client_card_set_workspace (self->client, workspace_of (self));
  g_signal_connect_object (onboarding_of (self), "notify::loading", G_CALLBACK (loading_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (profile, "notify::ticks", G_CALLBACK (profile_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (profile, "notify::guide", G_CALLBACK (profile_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (profile, "notify::login-host", G_CALLBACK (profile_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (profile, "notify::callback", G_CALLBACK (callback_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (profile, "notify::callback", G_CALLBACK (profile_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
embark_app_page_dispose (GObject *object)
{
  EmbarkAppPage *self = EMBARK_APP_PAGE (object);

  self->showing = FALSE;
  if (onboarding_of (self) != NULL)
    embark_clock_clear (clock_of (self), &self->compare_id);
  drop_preflight (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), EMBARK_TYPE_APP_PAGE);
  G_OBJECT_CLASS (embark_app_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, reason);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, problem);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, dashboard_card);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, dashboard_text);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, dashboard_buttons);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, open_here);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, open_browser);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, guide);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, client);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, checked);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, next);
  gtk_widget_class_bind_template_callback (widget_class, here_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, browser_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_address_cb);
}

static void
embark_app_page_class_init (EmbarkAppPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  EmbarkFlowPageClass *page_class = EMBARK_FLOW_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = embark_app_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = embark_app_page_dispose;
  widget_class->root = embark_app_page_root;
  widget_class->unroot = embark_app_page_unroot;
  page_class->shown = embark_app_page_shown;
  page_class->hidden = embark_app_page_hidden;
  page_class->update = embark_app_page_update;
  page_class->narrow_changed = embark_app_page_narrow_changed;

  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  g_type_ensure (EMBARK_TYPE_GUIDE_LIST);
  g_type_ensure (EMBARK_TYPE_CLIENT_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/embark/Embark/flow/embark-app-page.ui");
  bind_children (widget_class);
}

static void
embark_app_page_init (EmbarkAppPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
