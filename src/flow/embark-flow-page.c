/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-flow-page.h"
#include "embark-notice.h"
#include "embark-problem-view.h"

typedef struct
{
  EmbarkOnboarding *onboarding; /* (owned) */
  GCancellable *cancellable;    /* (owned) */
  guint update_id;
  gboolean narrow;
  gboolean visible;
  gboolean updated;
} EmbarkFlowPagePrivate;

enum
{
  PROP_0,
  PROP_ONBOARDING,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (EmbarkFlowPage, embark_flow_page, ADW_TYPE_BIN)

static void
update (EmbarkFlowPage *self)
{
  EmbarkFlowPagePrivate *priv = embark_flow_page_get_instance_private (self);

  g_clear_handle_id (&priv->update_id, g_source_remove);
  priv->updated = TRUE;
  if (EMBARK_FLOW_PAGE_GET_CLASS (self)->update != NULL)
    EMBARK_FLOW_PAGE_GET_CLASS (self)->update (self);
}

static gboolean
update_cb (gpointer data)
{
  EmbarkFlowPage *self = data;
  EmbarkFlowPagePrivate *priv = embark_flow_page_get_instance_private (self);

  priv->update_id = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* One answer changes several properties of the onboarding: the page is brought up to date once for all of
 * them, and not at all before somebody looks. */
static void
changed_cb (EmbarkFlowPage *self)
{
  EmbarkFlowPagePrivate *priv = embark_flow_page_get_instance_private (self);

  priv->updated = FALSE;
  if (priv->visible && priv->update_id == 0)
    priv->update_id = g_idle_add (update_cb, self);
}

static void
remedy_cb (GtkWidget *view, EmbarkFlowPage *self)
{
  EmbarkRemedy remedy = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (view), "embark-remedy"));

  switch (remedy)
    {
    case EMBARK_REMEDY_REPLACE_KEY:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.replace-key", NULL);
      break;
    case EMBARK_REMEDY_EDIT_PROFILE:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.edit-profile", NULL);
      break;
    case EMBARK_REMEDY_GO_TO_APP:
      embark_flow_page_go_to (self, EMBARK_STEP_APP);
      break;
    case EMBARK_REMEDY_GO_TO_ACCOUNT:
      embark_flow_page_go_to (self, EMBARK_STEP_ACCOUNT);
      break;
    case EMBARK_REMEDY_GO_TO_CONNECT:
      embark_flow_page_go_to (self, EMBARK_STEP_CONNECT);
      break;
    case EMBARK_REMEDY_NONE:
    case EMBARK_REMEDY_RETRY:
    default:
      gtk_widget_activate_action (GTK_WIDGET (self), "flow.refresh", NULL);
      break;
    }
}

static const char *
remedy_label (EmbarkRemedy remedy)
{
  switch (remedy)
    {
    case EMBARK_REMEDY_RETRY:
      return _ ("_Try Again");
    case EMBARK_REMEDY_REPLACE_KEY:
      return _ ("_Replace Key…");
    case EMBARK_REMEDY_EDIT_PROFILE:
      return _ ("_Edit Profile…");
    case EMBARK_REMEDY_GO_TO_APP:
      return _ ("Go to _Salesforce App");
    case EMBARK_REMEDY_GO_TO_ACCOUNT:
      return _ ("Go to _Account");
    case EMBARK_REMEDY_GO_TO_CONNECT:
      return _ ("Go to _Connect");
    case EMBARK_REMEDY_NONE:
    default:
      return NULL;
    }
}

static void
embark_flow_page_constructed (GObject *object)
{
  EmbarkFlowPage *self = EMBARK_FLOW_PAGE (object);
  EmbarkFlowPagePrivate *priv = embark_flow_page_get_instance_private (self);

  G_OBJECT_CLASS (embark_flow_page_parent_class)->constructed (object);
  g_signal_connect_object (priv->onboarding, "notify", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static void
embark_flow_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  EmbarkFlowPage *self = EMBARK_FLOW_PAGE (object);
  EmbarkFlowPagePrivate *priv = embark_flow_page_get_instance_private (self);

  switch (prop_id)
    {
    case PROP_ONBOARDING:
      priv->onboarding = g_value_dup_object (value);
      break;
    case PROP_NARROW:
      embark_flow_page_set_narrow (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_flow_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkFlowPage *self = EMBARK_FLOW_PAGE (object);
  EmbarkFlowPagePrivate *priv = embark_flow_page_get_instance_private (self);

  switch (prop_id)
    {
    case PROP_ONBOARDING:
      g_value_set_object (value, priv->onboarding);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, priv->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_flow_page_dispose (GObject *object)
{
  EmbarkFlowPage *self = EMBARK_FLOW_PAGE (object);
  EmbarkFlowPagePrivate *priv = embark_flow_page_get_instance_private (self);

  g_clear_handle_id (&priv->update_id, g_source_remove);
  g_cancellable_cancel (priv->cancellable);
  priv->visible = FALSE;
  G_OBJECT_CLASS (embark_flow_page_parent_class)->dispose (object);
}

static void
embark_flow_page_finalize (GObject *object)
{
  EmbarkFlowPagePrivate *priv = embark_flow_page_get_instance_private (EMBARK_FLOW_PAGE (object));

  g_clear_object (&priv->onboarding);
  g_clear_object (&priv->cancellable);
  G_OBJECT_CLASS (embark_flow_page_parent_class)->finalize (object);
}

static void
embark_flow_page_class_init (EmbarkFlowPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = embark_flow_page_constructed;
  object_class->set_property = embark_flow_page_set_property;
  object_class->get_property = embark_flow_page_get_property;
  object_class->dispose = embark_flow_page_dispose;
  object_class->finalize = embark_flow_page_finalize;

  properties[PROP_ONBOARDING] =
      g_param_spec_object ("onboarding", NULL, NULL, EMBARK_TYPE_ONBOARDING,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] = g_param_spec_boolean (
      "narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_flow_page_init (EmbarkFlowPage *self)
{
  EmbarkFlowPagePrivate *priv = embark_flow_page_get_instance_private (self);

  priv->cancellable = g_cancellable_new ();
}

EmbarkOnboarding *
embark_flow_page_get_onboarding (EmbarkFlowPage *self)
{
  EmbarkFlowPagePrivate *priv = embark_flow_page_get_instance_private (self);

  g_return_val_if_fail (EMBARK_IS_FLOW_PAGE (self), NULL);

  return priv->onboarding;
}

gboolean
embark_flow_page_get_narrow (EmbarkFlowPage *self)
{
  EmbarkFlowPagePrivate *priv = embark_flow_page_get_instance_private (self);

  g_return_val_if_fail (EMBARK_IS_FLOW_PAGE (self), FALSE);

  return priv->narrow;
}

void
embark_flow_page_set_narrow (EmbarkFlowPage *self, gboolean narrow)
{
  EmbarkFlowPagePrivate *priv = embark_flow_page_get_instance_private (self);

  g_return_if_fail (EMBARK_IS_FLOW_PAGE (self));

  if (priv->narrow == narrow)
    return;
  priv->narrow = narrow;
  if (EMBARK_FLOW_PAGE_GET_CLASS (self)->narrow_changed != NULL)
    EMBARK_FLOW_PAGE_GET_CLASS (self)->narrow_changed (self, narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

GCancellable *
embark_flow_page_get_cancellable (EmbarkFlowPage *self)
{
  EmbarkFlowPagePrivate *priv = embark_flow_page_get_instance_private (self);

  g_return_val_if_fail (EMBARK_IS_FLOW_PAGE (self), NULL);

  return priv->cancellable;
}

void
embark_flow_page_report (EmbarkFlowPage *self, const GError *error)
{
  g_autoptr (EmbarkProblem) problem = embark_problem_new (error);
  g_autofree char *details = NULL;
  g_autofree char *body = NULL;

  g_return_if_fail (EMBARK_IS_FLOW_PAGE (self));

  if (problem == NULL)
    return;
  details = embark_problem_to_text (problem);
  body = problem->quote != NULL
             /* Translators: first what the problem means, then the server's own words */
             ? g_strdup_printf (_ ("%s\n\nCobalt said: “%s”"), problem->explanation, problem->quote)
             : g_strdup (problem->explanation);
  embark_notice_message (GTK_WIDGET (self), problem->title, body, details);
}

void
embark_flow_page_go_to (EmbarkFlowPage *self, EmbarkStepId step)
{
  g_return_if_fail (EMBARK_IS_FLOW_PAGE (self));

  gtk_widget_activate_action (GTK_WIDGET (self), "flow.go-to", "i", (int) step);
}

void
embark_flow_page_show_problem (EmbarkFlowPage *self, GtkWidget *view, const GError *error)
{
  g_autoptr (EmbarkProblem) problem = embark_problem_new (error);

  g_return_if_fail (EMBARK_IS_FLOW_PAGE (self));
  g_return_if_fail (EMBARK_IS_PROBLEM_VIEW (view));

  if (problem != NULL)
    {
      g_autofree char *details = embark_problem_to_text (problem);

      embark_problem_view_set (EMBARK_PROBLEM_VIEW (view), problem->title, problem->explanation,
                               problem->quote, problem->request_id, details, remedy_label (problem->remedy));
      if (g_object_get_data (G_OBJECT (view), "embark-remedy") == NULL)
        g_signal_connect_object (view, "remedy", G_CALLBACK (remedy_cb), self, G_CONNECT_DEFAULT);
      g_object_set_data (G_OBJECT (view), "embark-remedy", GINT_TO_POINTER (MAX (problem->remedy, 1)));
    }
  gtk_widget_set_visible (view, problem != NULL);
}

void
embark_flow_page_shown (EmbarkFlowPage *self)
{
  EmbarkFlowPagePrivate *priv = embark_flow_page_get_instance_private (self);

  g_return_if_fail (EMBARK_IS_FLOW_PAGE (self));

  priv->visible = TRUE;
  if (!priv->updated)
    update (self);
  if (EMBARK_FLOW_PAGE_GET_CLASS (self)->shown != NULL)
    EMBARK_FLOW_PAGE_GET_CLASS (self)->shown (self);
}

void
embark_flow_page_hidden (EmbarkFlowPage *self)
{
  EmbarkFlowPagePrivate *priv = embark_flow_page_get_instance_private (self);

  g_return_if_fail (EMBARK_IS_FLOW_PAGE (self));

  priv->visible = FALSE;
  if (EMBARK_FLOW_PAGE_GET_CLASS (self)->hidden != NULL)
    EMBARK_FLOW_PAGE_GET_CLASS (self)->hidden (self);
}
