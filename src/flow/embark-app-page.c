/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-app-page.h"
#include "embark-chip.h"
#include "embark-compat.h"
#include "embark-notice.h"
#include "embark-problem-view.h"

/* Mandatory on both sides, contract 16.2. */
#define SCOPES "api refresh_token offline_access"

struct _EmbarkAppPage
{
  EmbarkFlowPage parent_instance;

  GtkLabel *title;
  GtkLabel *reason;
  GtkWidget *problem;
  GtkImage *live_mark;
  GtkImage *scopes_mark;
  GtkImage *client_mark;
  AdwActionRow *live_row;
  AdwActionRow *scopes_row;
  AdwActionRow *client_row;
  GtkBox *buttons;
  GtkWidget *dashboard;
  GtkWidget *spinner;
  GtkWidget *next;
};

G_DEFINE_FINAL_TYPE (EmbarkAppPage, embark_app_page, EMBARK_TYPE_FLOW_PAGE)

/* The state is in the row's words for a screen reader too, not only in the mark. */
static void
mark (AdwActionRow *row, GtkImage *image, EmbarkTone tone, const char *words)
{
  embark_tone_apply_to_image (tone, image);
  gtk_widget_set_tooltip_text (GTK_WIDGET (image), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

static void
embark_app_page_update (EmbarkFlowPage *page)
{
  EmbarkAppPage *self = EMBARK_APP_PAGE (page);
  EmbarkOnboarding *onboarding = embark_flow_page_get_onboarding (page);
  const EmbarkFactsData *facts = embark_facts_get (embark_onboarding_get_facts (onboarding));
  const EmbarkStep *step = embark_plan_get_step (embark_onboarding_get_plan (onboarding), EMBARK_STEP_APP);
  gboolean live = facts->app == EMBARK_APP_LIVE || facts->app == EMBARK_APP_NO_CLIENT;
  gboolean client = facts->app == EMBARK_APP_LIVE;

  gtk_label_set_text (self->reason, step->reason);
  mark (self->live_row, self->live_mark,
        live                                ? EMBARK_TONE_OK
        : facts->app == EMBARK_APP_NOT_LIVE ? EMBARK_TONE_WARN
                                            : EMBARK_TONE_IDLE,
        live                                ? _ ("Verified by Cobalt")
        : facts->app == EMBARK_APP_NOT_LIVE ? _ ("Not live in this environment")
                                            : _ ("Can be verified once a linked account exists"));
  mark (self->client_row, self->client_mark,
        client                               ? EMBARK_TONE_OK
        : facts->app == EMBARK_APP_NO_CLIENT ? EMBARK_TONE_WARN
                                             : EMBARK_TONE_IDLE,
        client                               ? _ ("Verified by Cobalt")
        : facts->app == EMBARK_APP_NO_CLIENT ? _ ("No Client ID is entered yet")
                                             : _ ("Can be verified once the app is live"));
  /* What stands in Salesforce's own settings the platform cannot tell; a client that is entered came from
   * there. */
  mark (self->scopes_row, self->scopes_mark, client ? EMBARK_TONE_NOW : EMBARK_TONE_IDLE,
        _ ("Cannot be verified from here: compare both sides by eye"));

  embark_flow_page_show_problem (page, self->problem,
                                 embark_onboarding_get_error (onboarding, EMBARK_STEP_APP));
  gtk_widget_set_visible (self->spinner, embark_onboarding_get_loading (onboarding));
  gtk_widget_set_visible (self->dashboard, !facts->demo);
  gtk_widget_set_visible (self->next, step->state == EMBARK_STEP_DONE || facts->app == EMBARK_APP_UNKNOWN);
}

static void
copy_scopes_cb (EmbarkAppPage *self)
{
  embark_notice_copy (GTK_WIDGET (self), SCOPES, _ ("Scopes copied"));
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
dashboard_clicked_cb (EmbarkAppPage *self)
{
  EmbarkOnboarding *onboarding = embark_flow_page_get_onboarding (EMBARK_FLOW_PAGE (self));
  EmbarkProfile *profile = embark_workspace_get_profile (embark_onboarding_get_workspace (onboarding));
  /* The API and the dashboard are one origin, contract section 1. */
  g_autofree char *uri = g_strconcat (embark_profile_get_base_uri (profile), "/applications", NULL);

  embark_compat_open_uri_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), uri, NULL, opened_cb,
                                g_object_ref (self));
}

static void
embark_app_page_narrow_changed (EmbarkFlowPage *page, gboolean narrow)
{
  EmbarkAppPage *self = EMBARK_APP_PAGE (page);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (self->next, narrow ? GTK_ALIGN_FILL : GTK_ALIGN_END);
}

static void
embark_app_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), EMBARK_TYPE_APP_PAGE);
  G_OBJECT_CLASS (embark_app_page_parent_class)->dispose (object);
}

static void
embark_app_page_class_init (EmbarkAppPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  EmbarkFlowPageClass *page_class = EMBARK_FLOW_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_app_page_dispose;
  page_class->update = embark_app_page_update;
  page_class->narrow_changed = embark_app_page_narrow_changed;

  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/embark/Embark/flow/embark-app-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, reason);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, problem);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, live_mark);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, scopes_mark);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, client_mark);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, live_row);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, scopes_row);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, client_row);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, dashboard);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAppPage, next);
  gtk_widget_class_bind_template_callback (widget_class, copy_scopes_cb);
  gtk_widget_class_bind_template_callback (widget_class, dashboard_clicked_cb);
}

static void
embark_app_page_init (EmbarkAppPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
