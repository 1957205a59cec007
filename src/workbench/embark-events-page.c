/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-burst-view.h"
#include "embark-events-page.h"
#include "embark-history-view.h"
#include "embark-notice.h"

struct _EmbarkEventsPage
{
  AdwBin parent_instance;

  GtkStack *stack;
  EmbarkEventsView *view;
  EmbarkHistoryView *history;
  EmbarkBurstView *bursts;

  EmbarkOnboarding *onboarding; /* (owned) (nullable) */
};

enum
{
  OPEN_RUN,
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

enum
{
  PROP_0,
  PROP_SHOWN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkEventsPage, embark_events_page, ADW_TYPE_BIN)

static void
show_part (EmbarkEventsPage *self, const char *name)
{
  if (g_str_equal (gtk_stack_get_visible_child_name (self->stack), name))
    return;
  gtk_stack_set_visible_child_name (self->stack, name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWN]);
}

static void
changed_cb (EmbarkEventsPage *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
open_run_cb (EmbarkEventsPage *self, const char *id)
{
  g_signal_emit (self, signals[OPEN_RUN], 0, id);
}

static void
edit_cb (EmbarkEventsPage *self, EmbarkFire *fire)
{
  if (embark_fire_get_workflow_id (fire) != NULL)
    {
      if (embark_events_view_call (self->view, embark_fire_get_workflow_id (fire),
                                   embark_fire_get_payload (fire)))
        show_part (self, "compose");
      else
        embark_notice_toast (GTK_WIDGET (self), _ ("Cobalt has no published workflow of this ID now"));
    }
  else if (!embark_events_page_compose (self, embark_fire_get_event (fire), embark_fire_get_payload (fire)))
    embark_notice_toast (GTK_WIDGET (self), _ ("Cobalt has no event of this name now"));
}

static void
burst_cb (EmbarkEventsPage *self, const char *event, const char *payload)
{
  EmbarkLinkedAccount *account =
      self->onboarding != NULL ? embark_onboarding_get_account (self->onboarding) : NULL;
  EmbarkConfig *config = self->onboarding != NULL ? embark_onboarding_get_config (self->onboarding) : NULL;
  const char *config_id = config != NULL ? embark_config_get_id (config) : NULL;

  if (account == NULL)
    return;
  /* The default configuration has the account's id. */
  embark_burst_view_prepare (self->bursts, event, EMBARK_SLUG_SALESFORCE,
                             config_id != NULL ? config_id : embark_linked_account_get_id (account), payload);
  show_part (self, "bursts");
}

static void
account_changed_cb (EmbarkEventsPage *self)
{
  EmbarkLinkedAccount *account =
      self->onboarding != NULL ? embark_onboarding_get_account (self->onboarding) : NULL;

  embark_burst_view_set_account (self->bursts,
                                 account != NULL ? embark_onboarding_get_workspace (self->onboarding) : NULL,
                                 account != NULL ? embark_linked_account_get_id (account) : NULL);
}

static void
embark_events_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SHOWN:
      g_value_set_string (value, gtk_stack_get_visible_child_name (EMBARK_EVENTS_PAGE (object)->stack));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_events_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SHOWN:
      show_part (EMBARK_EVENTS_PAGE (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_events_page_dispose (GObject *object)
{
  EmbarkEventsPage *self = EMBARK_EVENTS_PAGE (object);

  if (self->onboarding != NULL)
    g_signal_handlers_disconnect_by_data (self->onboarding, self);
  g_clear_object (&self->onboarding);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_EVENTS_PAGE);
  G_OBJECT_CLASS (embark_events_page_parent_class)->dispose (object);
}

static void
embark_events_page_class_init (EmbarkEventsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = embark_events_page_dispose;
  object_class->get_property = embark_events_page_get_property;
  object_class->set_property = embark_events_page_set_property;
  properties[PROP_SHOWN] = g_param_spec_string (
      "shown", NULL, NULL, "compose", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[OPEN_RUN] =
      g_signal_new ("open-run", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (EMBARK_TYPE_EVENTS_VIEW);
  g_type_ensure (EMBARK_TYPE_HISTORY_VIEW);
  g_type_ensure (EMBARK_TYPE_BURST_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-events-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventsPage, view);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventsPage, history);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventsPage, bursts);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_run_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_install_property_action (widget_class, "events-page.show", "shown");
}

static void
embark_events_page_init (EmbarkEventsPage *self)
{
  EmbarkEventComposer *composer;

  gtk_widget_init_template (GTK_WIDGET (self));
  composer = embark_events_view_get_composer (self->view);
  g_signal_connect_object (composer, "open-run", G_CALLBACK (open_run_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (embark_events_view_get_direct (self->view), "open-run", G_CALLBACK (open_run_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (composer, "burst", G_CALLBACK (burst_cb), self, G_CONNECT_SWAPPED);
}

void
embark_events_page_set_workspace (EmbarkEventsPage *self, EmbarkWorkspace *workspace)
{
  g_return_if_fail (EMBARK_IS_EVENTS_PAGE (self));

  embark_events_view_set_workspace (self->view, workspace);
}

void
embark_events_page_set_onboarding (EmbarkEventsPage *self, EmbarkOnboarding *onboarding)
{
  g_return_if_fail (EMBARK_IS_EVENTS_PAGE (self));

  if (self->onboarding == onboarding)
    return;
  if (self->onboarding != NULL)
    g_signal_handlers_disconnect_by_data (self->onboarding, self);
  g_set_object (&self->onboarding, onboarding);
  if (onboarding != NULL)
    g_signal_connect_object (onboarding, "notify::account", G_CALLBACK (account_changed_cb), self,
                             G_CONNECT_SWAPPED);
  account_changed_cb (self);
  embark_events_view_set_onboarding (self->view, onboarding);
  embark_history_view_set_onboarding (self->history, onboarding);
}

void
embark_events_page_set_narrow (EmbarkEventsPage *self, gboolean narrow)
{
  g_return_if_fail (EMBARK_IS_EVENTS_PAGE (self));

  embark_events_view_set_narrow (self->view, narrow);
  embark_history_view_set_narrow (self->history, narrow);
  embark_burst_view_set_narrow (self->bursts, narrow);
}

void
embark_events_page_refresh (EmbarkEventsPage *self)
{
  g_return_if_fail (EMBARK_IS_EVENTS_PAGE (self));

  embark_events_view_refresh (self->view);
}

gboolean
embark_events_page_compose (EmbarkEventsPage *self, const char *event, const char *payload)
{
  g_return_val_if_fail (EMBARK_IS_EVENTS_PAGE (self), FALSE);

  if (!embark_events_view_compose (self->view, event, payload))
    return FALSE;
  show_part (self, "compose");
  return TRUE;
}

EmbarkEventsView *
embark_events_page_get_view (EmbarkEventsPage *self)
{
  g_return_val_if_fail (EMBARK_IS_EVENTS_PAGE (self), NULL);

  return self->view;
}
