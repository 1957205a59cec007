/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Executing what is in the editor, or what was sent before: refused before asked, asked before sent. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compat.h"
#include "embark-direct-pane-private.h"
#include "embark-send.h"

/* What somebody wants sent, as it was when asked for. */
typedef struct
{
  EmbarkDirectPane *self;       /* (owned) */
  EmbarkOnboarding *onboarding; /* (owned) */
  EmbarkWorkflowInfo *workflow; /* (owned) */
  char *payload;                /* (owned): with values in the place of variables */
  gboolean sync;
} Order;

static void
order_free (Order *order)
{
  g_object_unref (order->self);
  g_object_unref (order->onboarding);
  g_object_unref (order->workflow);
  g_free (order->payload);
  g_free (order);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Order, order_free)

/* Returns: whether something may be sent now; when not, it was said why */
static gboolean
may_execute (EmbarkDirectPane *self)
{
  g_autoptr (GError) refusal = NULL;

  if (self->work == NULL || (self->work->run != NULL && embark_direct_run_get_running (self->work->run)))
    return FALSE;
  if (embark_workspace_may_change (embark_direct_pane_get_workspace (self), &refusal))
    return TRUE;
  embark_workbench_report (GTK_WIDGET (self), refusal);
  return FALSE;
}

static void
carry_out (const Order *order)
{
  EmbarkDirectPane *self = order->self;
  EmbarkConfig *config;
  const char *account_id;
  const char *config_id;
  const char *slug = embark_workflow_info_get_slug (order->workflow);

  /* Another account or workflow was opened while the question stood, or read only was turned on. */
  if (self->onboarding != order->onboarding || self->workflow != order->workflow || !may_execute (self))
    return;
  account_id = embark_linked_account_get_id (embark_direct_pane_get_account (self));
  config = embark_onboarding_get_config (self->onboarding);
  config_id = config != NULL ? embark_config_get_id (config) : NULL;
  g_clear_object (&self->work->run);
  self->work->run = embark_direct_run_start (
      embark_direct_pane_get_workspace (self), embark_onboarding_get_tracker (self->onboarding),
      &(const EmbarkDirectOrder){ .account_id = account_id,
                                  .workflow_id = embark_workflow_info_get_id (order->workflow),
                                  .slug = slug != NULL ? slug : EMBARK_SLUG_SALESFORCE,
                                  .config_id = config_id != NULL ? config_id : account_id,
                                  .payload = order->payload,
                                  .sync = order->sync });
  embark_onboarding_note_fire (self->onboarding, embark_direct_run_get_fire (self->work->run));
  embark_payload_pane_renew_values (self->pane);
  embark_direct_pane_show_run (self);
}

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Order) order = user_data;

  if (embark_compat_confirm_finish (GTK_WINDOW (source), result))
    carry_out (order);
}

/* Returns: (transfer full) (nullable): what has to be said before @order is sent, %NULL when nothing */
static char *
dup_question (EmbarkDirectPane *self, const Order *order, gboolean again)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *objection = !again ? embark_payload_pane_dup_objection (self->pane, order->payload) : NULL;

  if (embark_workspace_asks_first (embark_direct_pane_get_workspace (self)))
    g_string_append (
        text,
        _ ("What it does is done to the client’s real Salesforce, and that cannot be undone from here."));
  if (again)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "",
                            self->work != NULL
                                    && embark_fire_get_state (embark_direct_run_get_fire (self->work->run))
                                           == EMBARK_FIRE_UNKNOWN
                                ? _ ("The first call may have arrived: then what the workflow does happens "
                                     "twice. The same payload is sent in a new call.")
                                : _ ("The same payload is sent in a new call."));
  if (objection != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "", objection);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* Takes @taken. */
static void
place (Order *taken, gboolean again)
{
  g_autoptr (Order) order = taken;
  EmbarkDirectPane *self = order->self;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *body = dup_question (self, order, again);
  g_autofree char *heading = NULL;

  if (body == NULL || !GTK_IS_WINDOW (root))
    {
      if (body == NULL)
        carry_out (order);
      return;
    }
  /* Translators: %s is the name of a workflow */
  heading = g_strdup_printf (embark_workspace_asks_first (embark_direct_pane_get_workspace (self))
                                 ? _ ("Execute “%s” in production?")
                                 : _ ("Execute “%s”?"),
                             embark_workflow_info_get_name (order->workflow));
  embark_compat_confirm_async (GTK_WINDOW (root), heading, body, _ ("_Execute"), FALSE, self->cancellable,
                               confirmed_cb, g_steal_pointer (&order));
}

/* @payload: (transfer full) */
static Order *
order_new (EmbarkDirectPane *self, char *payload, gboolean sync)
{
  Order *order = g_new0 (Order, 1);

  order->self = g_object_ref (self);
  order->onboarding = g_object_ref (self->onboarding);
  order->workflow = g_object_ref (self->workflow);
  order->payload = payload;
  order->sync = sync;
  return order;
}

void
embark_direct_pane_execute (EmbarkDirectPane *self)
{
  EmbarkDirectWork *work = self->work;
  g_autoptr (GError) error = NULL;
  char *payload;

  g_return_if_fail (EMBARK_IS_DIRECT_PANE (self));

  if (work == NULL || (work->sample == NULL && work->text == NULL)
      || !embark_payload_pane_get_valid (self->pane))
    return;
  if (embark_send_is_same_press (&self->pressed_at,
                                 embark_workspace_get_clock (embark_direct_pane_get_workspace (self)))
      || !may_execute (self))
    return;
  payload = embark_payload_pane_expand (self->pane, self->onboarding, &error);
  if (payload == NULL)
    embark_workbench_report (GTK_WIDGET (self), error);
  else
    place (order_new (self, payload, work->sync), FALSE);
}

void
embark_direct_pane_execute_again (EmbarkDirectPane *self)
{
  EmbarkDirectRun *run = self->work != NULL ? self->work->run : NULL;

  if (run == NULL || !may_execute (self))
    return;
  place (order_new (self, g_strdup (embark_fire_get_payload (embark_direct_run_get_fire (run))),
                    embark_direct_run_get_sync (run)),
         TRUE);
}
