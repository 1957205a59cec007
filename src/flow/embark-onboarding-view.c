/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-account-page.h"
#include "embark-app-page.h"
#include "embark-connect-page.h"
#include "embark-environment-page.h"
#include "embark-event-page.h"
#include "embark-handover-page.h"
#include "embark-onboarding-view.h"
#include "embark-step-button.h"
#include "embark-workflows-page.h"

struct _EmbarkOnboardingView
{
  AdwBin parent_instance;

  GtkWidget *step_clamp;
  GtkBox *step_bar;
  GtkWidget *step_compact;
  GtkLabel *compact_title;
  GtkLabel *compact_state;
  GtkBox *step_strip;
  GtkStack *pages;
  AdwStatusPage *locked;
  GtkButton *unlock;

  EmbarkOnboarding *onboarding; /* (owned) */
  GCancellable *cancellable;    /* (owned) */
  EmbarkStepButton *buttons[EMBARK_N_STEPS];
  GtkWidget *strip[EMBARK_N_STEPS];
  EmbarkFlowPage *page[EMBARK_N_STEPS]; /* (nullable): made when first shown */
  EmbarkFlowPage *visible_page;         /* (nullable) (unowned) */
  EmbarkStepId step;
  gboolean step_chosen; /* by somebody, or by the first answers; until then the path's own place is shown */
  gboolean narrow;
};

enum
{
  PROP_0,
  PROP_ONBOARDING,
  PROP_NARROW,
  PROP_STEP,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkOnboardingView, embark_onboarding_view, ADW_TYPE_BIN)

static GType
page_type (EmbarkStepId step)
{
  switch (step)
    {
    case EMBARK_STEP_ENVIRONMENT:
      return EMBARK_TYPE_ENVIRONMENT_PAGE;
    case EMBARK_STEP_APP:
      return EMBARK_TYPE_APP_PAGE;
    case EMBARK_STEP_ACCOUNT:
      return EMBARK_TYPE_ACCOUNT_PAGE;
    case EMBARK_STEP_CONNECT:
      return EMBARK_TYPE_CONNECT_PAGE;
    case EMBARK_STEP_WORKFLOWS:
      return EMBARK_TYPE_WORKFLOWS_PAGE;
    case EMBARK_STEP_EVENT:
      return EMBARK_TYPE_EVENT_PAGE;
    case EMBARK_STEP_HANDOVER:
      return EMBARK_TYPE_HANDOVER_PAGE;
    case EMBARK_N_STEPS:
    default:
      g_return_val_if_reached (G_TYPE_INVALID);
    }
}

static EmbarkFlowPage *
ensure_page (EmbarkOnboardingView *self, EmbarkStepId step)
{
  if (self->page[step] == NULL)
    {
      g_autofree char *name = g_strdup_printf ("%d", (int) step);

      self->page[step] =
          g_object_new (page_type (step), "onboarding", self->onboarding, "narrow", self->narrow, NULL);
      gtk_stack_add_named (self->pages, GTK_WIDGET (self->page[step]), name);
    }
  return self->page[step];
}

static void
show_page (EmbarkOnboardingView *self, EmbarkFlowPage *page)
{
  if (self->visible_page == page)
    return;
  if (self->visible_page != NULL)
    embark_flow_page_hidden (self->visible_page);
  self->visible_page = page;
  if (page != NULL)
    {
      gtk_stack_set_visible_child (self->pages, GTK_WIDGET (page));
      embark_flow_page_shown (page);
    }
  else
    gtk_stack_set_visible_child_name (self->pages, "locked");
}

static void
show_locked (EmbarkOnboardingView *self, EmbarkPlan *plan, const EmbarkStep *step)
{
  const EmbarkStep *blocker = embark_plan_get_step (plan, step->blocked_by);
  g_autofree char *label = NULL;
  g_autofree char *title = NULL;
  g_autofree char *reason = g_markup_escape_text (step->reason, -1);

  /* Translators: a page that cannot be used yet; %s is the name of the step that comes before it */
  title = g_strdup_printf (_ ("“%s” Comes First"), blocker->title);
  /* Translators: a button; %s is the name of a step, for example Connect */
  label = g_strdup_printf (_ ("_Go to %s"), blocker->title);
  adw_status_page_set_title (self->locked, title);
  adw_status_page_set_description (self->locked, reason);
  gtk_button_set_label (self->unlock, label);
  show_page (self, NULL);
}

static void
update (EmbarkOnboardingView *self)
{
  EmbarkPlan *plan = embark_onboarding_get_plan (self->onboarding);
  const EmbarkStep *previous = NULL;
  const EmbarkStep *step;
  g_autofree char *state = NULL;

  if (plan == NULL)
    return;
  if (!self->step_chosen)
    {
      /* Before the first answers are there the path would seem to begin at its first step, and then jump. */
      gtk_stack_set_visible_child_name (self->pages, "loading");
      self->step = embark_plan_get_current (plan);
    }

  for (EmbarkStepId id = 0; id < EMBARK_N_STEPS; id++)
    {
      step = embark_plan_get_step (plan, id);
      embark_step_button_update (self->buttons[id], step, previous, id == self->step);
      gtk_widget_set_css_classes (self->strip[id],
                                  (const char *[]){ "step-strip-part",
                                                    step->state == EMBARK_STEP_WORKING
                                                        ? "ready"
                                                        : embark_step_state_get_nick (step->state),
                                                    NULL });
      previous = step;
    }

  step = embark_plan_get_step (plan, self->step);
  gtk_label_set_text (self->compact_title, step->title);
  /* Translators: below the header at phone width: "step 4 of 7 · Ready" */
  state = g_strdup_printf (_ ("step %d of %d · %s"), (int) self->step + 1, EMBARK_N_STEPS, step->label);
  gtk_label_set_text (self->compact_state, state);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "flow.previous", self->step > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "flow.next", self->step + 1 < EMBARK_N_STEPS);

  if (!self->step_chosen)
    return;
  if (step->state == EMBARK_STEP_LOCKED)
    show_locked (self, plan, step);
  else
    show_page (self, ensure_page (self, self->step));
}

static void
loading_cb (EmbarkOnboardingView *self)
{
  if (!self->step_chosen && !embark_onboarding_get_loading (self->onboarding))
    {
      self->step_chosen = TRUE;
      update (self);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STEP]);
    }
}

static void
unlock_clicked_cb (EmbarkOnboardingView *self)
{
  EmbarkPlan *plan = embark_onboarding_get_plan (self->onboarding);

  embark_onboarding_view_set_step (self, embark_plan_get_step (plan, self->step)->blocked_by);
}

static void
go_to_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  int step = g_variant_get_int32 (parameter);

  if (step >= 0 && step < EMBARK_N_STEPS)
    embark_onboarding_view_set_step (EMBARK_ONBOARDING_VIEW (widget), step);
}

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkOnboardingView *self = EMBARK_ONBOARDING_VIEW (widget);

  if (self->step + 1 < EMBARK_N_STEPS)
    embark_onboarding_view_set_step (self, self->step + 1);
}

static void
previous_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkOnboardingView *self = EMBARK_ONBOARDING_VIEW (widget);

  if (self->step > 0)
    embark_onboarding_view_set_step (self, self->step - 1);
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* What failed stands on the page of its step. */
  if (!embark_onboarding_refresh_finish (EMBARK_ONBOARDING (source), result, &error))
    g_debug ("Refreshing the path: %s", error->message);
}

static void
refresh_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkOnboardingView *self = EMBARK_ONBOARDING_VIEW (widget);

  embark_onboarding_refresh_async (self->onboarding, self->cancellable, refreshed_cb, NULL);
}

static void
embark_onboarding_view_map (GtkWidget *widget)
{
  EmbarkOnboardingView *self = EMBARK_ONBOARDING_VIEW (widget);

  GTK_WIDGET_CLASS (embark_onboarding_view_parent_class)->map (widget);
  embark_onboarding_set_visible (self->onboarding, TRUE);
}

static void
embark_onboarding_view_unmap (GtkWidget *widget)
{
  EmbarkOnboardingView *self = EMBARK_ONBOARDING_VIEW (widget);

  embark_onboarding_set_visible (self->onboarding, FALSE);
  GTK_WIDGET_CLASS (embark_onboarding_view_parent_class)->unmap (widget);
}

static void
embark_onboarding_view_constructed (GObject *object)
{
  EmbarkOnboardingView *self = EMBARK_ONBOARDING_VIEW (object);

  G_OBJECT_CLASS (embark_onboarding_view_parent_class)->constructed (object);
  g_signal_connect_object (self->onboarding, "notify::plan", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->onboarding, "notify::loading", G_CALLBACK (loading_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

static void
set_narrow (EmbarkOnboardingView *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  gtk_widget_set_visible (self->step_clamp, !narrow);
  gtk_widget_set_visible (self->step_compact, narrow);
  for (EmbarkStepId id = 0; id < EMBARK_N_STEPS; id++)
    if (self->page[id] != NULL)
      embark_flow_page_set_narrow (self->page[id], narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
embark_onboarding_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  EmbarkOnboardingView *self = EMBARK_ONBOARDING_VIEW (object);

  switch (prop_id)
    {
    case PROP_ONBOARDING:
      self->onboarding = g_value_dup_object (value);
      break;
    case PROP_NARROW:
      set_narrow (self, g_value_get_boolean (value));
      break;
    case PROP_STEP:
      embark_onboarding_view_set_step (self, g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_onboarding_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkOnboardingView *self = EMBARK_ONBOARDING_VIEW (object);

  switch (prop_id)
    {
    case PROP_ONBOARDING:
      g_value_set_object (value, self->onboarding);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_STEP:
      g_value_set_int (value, self->step);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_onboarding_view_dispose (GObject *object)
{
  EmbarkOnboardingView *self = EMBARK_ONBOARDING_VIEW (object);

  /* A page that goes closes its door, which changes the plan; the buttons that show it go before that page.
   */
  if (self->onboarding != NULL)
    g_signal_handlers_disconnect_by_data (self->onboarding, self);
  g_cancellable_cancel (self->cancellable);
  if (self->visible_page != NULL)
    embark_flow_page_hidden (self->visible_page);
  self->visible_page = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_ONBOARDING_VIEW);
  G_OBJECT_CLASS (embark_onboarding_view_parent_class)->dispose (object);
}

static void
embark_onboarding_view_finalize (GObject *object)
{
  EmbarkOnboardingView *self = EMBARK_ONBOARDING_VIEW (object);

  g_clear_object (&self->onboarding);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (embark_onboarding_view_parent_class)->finalize (object);
}

static void
embark_onboarding_view_class_init (EmbarkOnboardingViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = embark_onboarding_view_constructed;
  object_class->set_property = embark_onboarding_view_set_property;
  object_class->get_property = embark_onboarding_view_get_property;
  object_class->dispose = embark_onboarding_view_dispose;
  object_class->finalize = embark_onboarding_view_finalize;
  widget_class->map = embark_onboarding_view_map;
  widget_class->unmap = embark_onboarding_view_unmap;

  properties[PROP_ONBOARDING] =
      g_param_spec_object ("onboarding", NULL, NULL, EMBARK_TYPE_ONBOARDING,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] = g_param_spec_boolean (
      "narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_STEP] =
      g_param_spec_int ("step", NULL, NULL, 0, EMBARK_N_STEPS - 1, 0,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "flow.go-to", "i", go_to_action);
  gtk_widget_class_install_action (widget_class, "flow.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "flow.previous", NULL, previous_action);
  gtk_widget_class_install_action (widget_class, "flow.refresh", NULL, refresh_action);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/flow/embark-onboarding-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkOnboardingView, step_clamp);
  gtk_widget_class_bind_template_child (widget_class, EmbarkOnboardingView, step_bar);
  gtk_widget_class_bind_template_child (widget_class, EmbarkOnboardingView, step_compact);
  gtk_widget_class_bind_template_child (widget_class, EmbarkOnboardingView, compact_title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkOnboardingView, compact_state);
  gtk_widget_class_bind_template_child (widget_class, EmbarkOnboardingView, step_strip);
  gtk_widget_class_bind_template_child (widget_class, EmbarkOnboardingView, pages);
  gtk_widget_class_bind_template_child (widget_class, EmbarkOnboardingView, locked);
  gtk_widget_class_bind_template_child (widget_class, EmbarkOnboardingView, unlock);
  gtk_widget_class_bind_template_callback (widget_class, unlock_clicked_cb);
}

static void
embark_onboarding_view_init (EmbarkOnboardingView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  for (EmbarkStepId id = 0; id < EMBARK_N_STEPS; id++)
    {
      self->buttons[id] = EMBARK_STEP_BUTTON (embark_step_button_new (id));
      gtk_box_append (self->step_bar, GTK_WIDGET (self->buttons[id]));
      self->strip[id] = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      gtk_box_append (self->step_strip, self->strip[id]);
    }
}

GtkWidget *
embark_onboarding_view_new (EmbarkOnboarding *onboarding)
{
  return g_object_new (EMBARK_TYPE_ONBOARDING_VIEW, "onboarding", onboarding, NULL);
}

EmbarkOnboarding *
embark_onboarding_view_get_onboarding (EmbarkOnboardingView *self)
{
  g_return_val_if_fail (EMBARK_IS_ONBOARDING_VIEW (self), NULL);

  return self->onboarding;
}

EmbarkStepId
embark_onboarding_view_get_step (EmbarkOnboardingView *self)
{
  g_return_val_if_fail (EMBARK_IS_ONBOARDING_VIEW (self), 0);

  return self->step;
}

void
embark_onboarding_view_set_step (EmbarkOnboardingView *self, EmbarkStepId step)
{
  g_return_if_fail (EMBARK_IS_ONBOARDING_VIEW (self));
  g_return_if_fail (step < EMBARK_N_STEPS);

  self->step_chosen = TRUE;
  if (self->step == step && self->visible_page == self->page[step] && self->visible_page != NULL)
    return;
  self->step = step;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STEP]);
}

void
embark_onboarding_view_choose_event (EmbarkOnboardingView *self, const char *name)
{
  g_return_if_fail (EMBARK_IS_ONBOARDING_VIEW (self));

  embark_onboarding_view_set_step (self, EMBARK_STEP_EVENT);
  embark_event_page_choose_event (EMBARK_EVENT_PAGE (ensure_page (self, EMBARK_STEP_EVENT)), name);
}
