/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Firing what is in the editor: at once, later, or again. Refused before asked, asked before sent. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compat.h"
#include "embark-event-composer-private.h"
#include "embark-send.h"
#include "embark-workbench-problem.h"

#define TICK_MS 1000

/* What somebody wants sent, as it was when asked for. */
typedef struct
{
  EmbarkEventComposer *composer; /* (owned) */
  EmbarkOnboarding *onboarding;  /* (owned) */
  char *event;                   /* (owned) */
  char *payload;                 /* (owned): with values in the place of variables */
  guint seconds;                 /* later, 0: now */
  gboolean everywhere;
} Order;

static void
order_free (Order *order)
{
  g_object_unref (order->composer);
  g_object_unref (order->onboarding);
  g_free (order->event);
  g_free (order->payload);
  g_free (order);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Order, order_free)

static void
send (EmbarkEventComposer *self, const char *event, const char *payload, gboolean everywhere)
{
  EmbarkFire *fire = everywhere ? embark_onboarding_fire_everywhere (self->onboarding, event, payload)
                                : embark_onboarding_fire (self->onboarding, event, payload);

  embark_payload_pane_renew_values (self->pane);
  embark_event_composer_show_fire (self, fire);
}

/* Returns: whether something may be sent now; when not, it was said why */
static gboolean
may_fire (EmbarkEventComposer *self)
{
  g_autoptr (GError) refusal = NULL;

  if (self->onboarding == NULL || embark_onboarding_get_account (self->onboarding) == NULL)
    return FALSE;
  if (embark_workspace_may_change (embark_event_composer_get_workspace (self), &refusal))
    return TRUE;
  embark_workbench_report (GTK_WIDGET (self), refusal);
  return FALSE;
}

/* ---- later ---- */

void
embark_event_composer_stop_later (EmbarkEventComposer *self)
{
  if (self->clock != NULL)
    embark_clock_clear (self->clock, &self->later_id);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->later_event, g_free);
  g_clear_pointer (&self->later_payload, g_free);
  if (self->later != NULL)
    gtk_widget_set_visible (self->later, FALSE);
}

static void
say_later (EmbarkEventComposer *self, gint64 left)
{
  const int seconds = (int) ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
  /* Translators: the name of an event, and in how many seconds */
  g_autofree char *words =
      g_strdup_printf (ngettext ("“%s” is fired in %d second", "“%s” is fired in %d seconds", seconds),
                       self->later_event, seconds);

  gtk_label_set_text (self->later_words, words);
}

static gboolean
later_cb (gpointer data)
{
  EmbarkEventComposer *self = data;
  const gint64 left = self->later_at - embark_clock_get_monotonic_time (self->clock);
  g_autofree char *event = NULL;
  g_autofree char *payload = NULL;

  if (left > 0)
    {
      say_later (self, left);
      return G_SOURCE_CONTINUE;
    }
  event = g_steal_pointer (&self->later_event);
  payload = g_steal_pointer (&self->later_payload);
  self->later_id = 0;
  embark_event_composer_stop_later (self);
  /* It may have become read-only while the seconds were counted. */
  if (may_fire (self))
    send (self, event, payload, FALSE);
  embark_event_composer_update (self);
  return G_SOURCE_REMOVE;
}

static void
start_later (EmbarkEventComposer *self, const char *event, const char *payload, guint seconds)
{
  embark_event_composer_stop_later (self);
  self->clock = g_object_ref (embark_workspace_get_clock (embark_event_composer_get_workspace (self)));
  self->later_event = g_strdup (event);
  self->later_payload = g_strdup (payload);
  self->later_at = embark_clock_get_monotonic_time (self->clock) + seconds * (gint64) G_USEC_PER_SEC;
  self->later_id = embark_clock_add_timeout (self->clock, TICK_MS, later_cb, self, NULL);
  say_later (self, seconds * (gint64) G_USEC_PER_SEC);
  gtk_widget_set_visible (self->later, TRUE);
  embark_payload_pane_renew_values (self->pane);
}

/* ---- asking ---- */

static void
carry_out (const Order *order)
{
  EmbarkEventComposer *self = order->composer;

  /* Another account was opened while the question stood, or read only was turned on. */
  if (self->onboarding != order->onboarding || !may_fire (self))
    return;
  if (order->seconds > 0)
    start_later (self, order->event, order->payload, order->seconds);
  else
    send (self, order->event, order->payload, order->everywhere);
  embark_event_composer_update (self);
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
dup_question (EmbarkEventComposer *self, const Order *order, gboolean again)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *objection = !again ? embark_payload_pane_dup_objection (self->pane, order->payload) : NULL;

  if (embark_workspace_is_production (embark_event_composer_get_workspace (self)))
    g_string_append (
        text,
        _ ("What it starts writes to the client’s real Salesforce, and that cannot be undone from here."));
  if (again)
    g_string_append_printf (
        text, "%s%s", text->len > 0 ? "\n\n" : "",
        self->shown != NULL && embark_fire_get_state (self->shown) == EMBARK_FIRE_UNKNOWN
            ? _ ("The first one may have arrived: then what it starts happens twice. The same "
                 "payload is sent as a new event.")
            : _ ("The same payload is sent as a new event."));
  if (order->everywhere)
    g_string_append_printf (
        text, "%s%s", text->len > 0 ? "\n\n" : "",
        _ ("Fired without an application, it starts every workflow of this linked account that "
           "listens to the event, of whichever application."));
  if (objection != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "", objection);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static void
place (Order *taken, gboolean again)
{
  g_autoptr (Order) order = taken;
  EmbarkEventComposer *self = order->composer;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *body = dup_question (self, order, again);
  g_autofree char *heading = NULL;

  if (body == NULL || !GTK_IS_WINDOW (root))
    {
      if (body == NULL)
        carry_out (order);
      return;
    }
  if (embark_workspace_is_production (embark_event_composer_get_workspace (self)))
    /* Translators: %s is the name of an event */
    heading = g_strdup_printf (_ ("Fire “%s” in production?"), order->event);
  else
    /* Translators: %s is the name of an event */
    heading = g_strdup_printf (again ? _ ("Fire “%s” again?") : _ ("Fire “%s”?"), order->event);
  embark_compat_confirm_async (GTK_WINDOW (root), heading, body, _ ("_Fire"), FALSE, self->cancellable,
                               confirmed_cb, g_steal_pointer (&order));
}

static void
fire (EmbarkEventComposer *self, guint seconds, gboolean everywhere)
{
  g_autoptr (Order) order = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *payload = NULL;

  if (!gtk_widget_get_sensitive (self->fire_ways))
    return;
  if (embark_send_is_same_press (&self->pressed_at,
                                 embark_workspace_get_clock (embark_event_composer_get_workspace (self)))
      || !may_fire (self))
    return;

  payload = embark_payload_pane_expand (self->pane, self->onboarding, &error);
  if (payload == NULL)
    {
      embark_workbench_report (GTK_WIDGET (self), error);
      return;
    }
  order = g_new0 (Order, 1);
  order->composer = g_object_ref (self);
  order->onboarding = g_object_ref (self->onboarding);
  order->event = g_strdup (embark_event_get_name (self->event));
  order->payload = g_steal_pointer (&payload);
  order->seconds = seconds;
  order->everywhere = everywhere;
  place (g_steal_pointer (&order), FALSE);
}

void
embark_event_composer_fire (EmbarkEventComposer *self)
{
  g_return_if_fail (EMBARK_IS_EVENT_COMPOSER (self));

  fire (self, 0, FALSE);
}

/* Sends what was sent, not what is in the editor now. */
void
embark_event_composer_fire_again (EmbarkEventComposer *self)
{
  Order *order;

  if (self->shown == NULL || !may_fire (self))
    return;
  order = g_new0 (Order, 1);
  order->composer = g_object_ref (self);
  order->onboarding = g_object_ref (self->onboarding);
  order->event = g_strdup (embark_fire_get_event (self->shown));
  order->payload = g_strdup (embark_fire_get_payload (self->shown));
  order->everywhere = embark_fire_get_slug (self->shown) == NULL;
  place (order, TRUE);
}

/* ---- the actions ---- */

static void
fire_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fire (EMBARK_EVENT_COMPOSER (widget), 0, FALSE);
}

static void
fire_later_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fire (EMBARK_EVENT_COMPOSER (widget), g_variant_get_uint32 (parameter), FALSE);
}

static void
cancel_later_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkEventComposer *self = EMBARK_EVENT_COMPOSER (widget);

  embark_event_composer_stop_later (self);
  embark_event_composer_update (self);
  gtk_widget_grab_focus (self->fire_button);
}

static void
fire_everywhere_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fire (EMBARK_EVENT_COMPOSER (widget), 0, TRUE);
}

static void
burst_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkEventComposer *self = EMBARK_EVENT_COMPOSER (widget);
  g_autofree char *text = embark_payload_pane_dup_text (self->pane);

  if (self->event != NULL)
    g_signal_emit_by_name (self, "burst", embark_event_get_name (self->event), text);
}

EmbarkEvent *
embark_event_composer_find_last (EmbarkEventComposer *self, EmbarkEventBook *book)
{
  GListModel *fires = self->onboarding != NULL ? embark_onboarding_get_fires (self->onboarding) : NULL;
  const guint n = fires != NULL ? g_list_model_get_n_items (fires) : 0;
  EmbarkEvent *last = NULL;
  gint64 last_at = 0;

  g_return_val_if_fail (EMBARK_IS_EVENT_COMPOSER (self), NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (EmbarkFire) fire = g_list_model_get_item (fires, i);
      EmbarkEvent *event;

      if (embark_fire_get_created_at (fire) <= last_at)
        continue;
      event = embark_event_book_find_name (book, embark_fire_get_event (fire));
      if (event == NULL)
        continue;
      last = event;
      last_at = embark_fire_get_created_at (fire);
    }
  return last;
}

void
embark_event_composer_install_fire (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "compose.fire", NULL, fire_action);
  gtk_widget_class_install_action (widget_class, "compose.fire-later", "u", fire_later_action);
  gtk_widget_class_install_action (widget_class, "compose.cancel-later", NULL, cancel_later_action);
  gtk_widget_class_install_action (widget_class, "compose.fire-everywhere", NULL, fire_everywhere_action);
  gtk_widget_class_install_action (widget_class, "compose.burst", NULL, burst_action);
}
