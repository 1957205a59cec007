/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compat.h"
#include "embark-problem.h"
#include "embark-text.h"
#include "embark-webhook-row.h"

/* What is shown of the events and the description (characters) */
#define MAX_SUBTITLE 1000

struct _EmbarkWebhookRow
{
  AdwActionRow parent_instance;

  GtkSwitch *toggle; /* (unowned): in the row */
  GtkWidget *remove; /* (unowned): in the row */

  EmbarkWebhookBook *book;   /* (owned) */
  EmbarkWebhook *webhook;    /* (owned) */
  GCancellable *cancellable; /* (owned) */
  char *refusal;             /* (owned) (nullable): what the server said of the switch */
  gboolean saving;
  gboolean syncing; /* the switch follows, nobody moved it */
};

G_DEFINE_FINAL_TYPE (EmbarkWebhookRow, embark_webhook_row, ADW_TYPE_ACTION_ROW)

static char *
dup_subtitle (EmbarkWebhookRow *self)
{
  GPtrArray *events = embark_webhook_get_events (self->webhook);
  g_autoptr (GString) text = g_string_new (NULL);
  char *clean;

  if (self->refusal != NULL)
    return g_strdup (self->refusal);
  if (embark_webhook_get_description (self->webhook) != NULL)
    g_string_append_printf (text, "%s · ", embark_webhook_get_description (self->webhook));
  for (guint i = 0; i < events->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", (const char *) events->pdata[i]);
  clean = embark_text_clean (text->str, MAX_SUBTITLE);
  return clean != NULL ? clean : g_strdup ("");
}

static void
update (EmbarkWebhookRow *self)
{
  g_autofree char *host = embark_webhook_uri_dup_host (embark_webhook_get_uri (self->webhook));
  g_autofree char *title = g_markup_escape_text (*host != '\0' ? host : _ ("No address"), -1);
  g_autofree char *words = dup_subtitle (self);
  g_autofree char *subtitle = g_markup_escape_text (words, -1);
  g_autofree char *label = NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  if (self->refusal != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "refused");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "refused");
  /* Translators: a switch; %s is the host of a webhook's address */
  label = g_strdup_printf (_ ("Webhook to %s"), host);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Delete Webhook…"), -1);
  if (self->saving)
    return;
  self->syncing = TRUE;
  gtk_switch_set_active (self->toggle, embark_webhook_get_enabled (self->webhook));
  gtk_switch_set_state (self->toggle, embark_webhook_get_enabled (self->webhook));
  self->syncing = FALSE;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkWebhook) webhook =
      embark_webhook_book_save_finish (EMBARK_WEBHOOK_BOOK (source), result, &error);
  g_autoptr (EmbarkProblem) problem = NULL;
  EmbarkWebhookRow *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = EMBARK_WEBHOOK_ROW (user_data);
  self->saving = FALSE;
  g_clear_pointer (&self->refusal, g_free);
  problem = embark_problem_new (error);
  if (problem != NULL)
    /* Translators: first what the server said, then what follows: "Invalid token. It is still on." */
    self->refusal = g_strdup_printf (embark_webhook_get_enabled (self->webhook) ? _ ("%s. It is still on.")
                                                                                : _ ("%s. It is still off."),
                                     problem->quote != NULL ? problem->quote : problem->title);
  if (webhook != NULL)
    g_set_object (&self->webhook, webhook);
  update (self);
}

static void
set_enabled (EmbarkWebhookRow *self, gboolean enabled)
{
  self->saving = TRUE;
  g_clear_pointer (&self->refusal, g_free);
  embark_webhook_book_set_enabled_async (self->book, embark_webhook_get_id (self->webhook), enabled,
                                         self->cancellable, saved_cb, self);
  update (self);
}

/* What somebody wants of a row that may be gone meanwhile. */
typedef struct
{
  EmbarkWebhookRow *row; /* (owned) */
  gboolean enabled;
} Wish;

static void
production_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Wish *wish = user_data;
  EmbarkWebhookRow *self = wish->row;

  if (embark_compat_confirm_finish (GTK_WINDOW (source), result)
      && !g_cancellable_is_cancelled (self->cancellable))
    set_enabled (self, wish->enabled);
  else
    update (self);
  g_object_unref (wish->row);
  g_free (wish);
}

static gboolean
state_set_cb (GtkSwitch *toggle, gboolean state, EmbarkWebhookRow *self)
{
  EmbarkWorkspace *workspace = embark_book_get_workspace (EMBARK_BOOK (self->book));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->syncing)
    return FALSE;
  if (self->saving || state == embark_webhook_get_enabled (self->webhook))
    return TRUE;
  if (embark_workspace_asks_first (workspace) && GTK_IS_WINDOW (root))
    {
      Wish *wish = g_new0 (Wish, 1);

      wish->row = g_object_ref (self);
      wish->enabled = state;
      embark_compat_confirm_async (
          GTK_WINDOW (root), state ? _ ("Switch it on in production?") : _ ("Switch it off in production?"),
          state ? _ ("It tells of real clients, from now on and to this address.")
                : _ ("Whoever relies on it hears of real clients no more."),
          state ? _ ("Switch _On") : _ ("Switch _Off"), FALSE, self->cancellable, production_confirmed_cb,
          wish);
      return TRUE;
    }
  set_enabled (self, state);
  return TRUE;
}

static void
embark_webhook_row_dispose (GObject *object)
{
  EmbarkWebhookRow *self = EMBARK_WEBHOOK_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->book);
  g_clear_object (&self->webhook);
  G_OBJECT_CLASS (embark_webhook_row_parent_class)->dispose (object);
}

static void
embark_webhook_row_finalize (GObject *object)
{
  EmbarkWebhookRow *self = EMBARK_WEBHOOK_ROW (object);

  g_free (self->refusal);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (embark_webhook_row_parent_class)->finalize (object);
}

static void
embark_webhook_row_class_init (EmbarkWebhookRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = embark_webhook_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = embark_webhook_row_finalize;
}

static void
embark_webhook_row_init (EmbarkWebhookRow *self)
{
  self->cancellable = g_cancellable_new ();
  self->toggle = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->toggle), GTK_ALIGN_CENTER);
  g_signal_connect_object (self->toggle, "state-set", G_CALLBACK (state_set_cb), self, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->toggle));
  self->remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  gtk_widget_set_valign (self->remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->remove, "flat");
  gtk_widget_set_tooltip_text (self->remove, _ ("Delete Webhook…"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->remove);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 3);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
}

GtkWidget *
embark_webhook_row_new (EmbarkWebhookBook *book, EmbarkWebhook *webhook)
{
  EmbarkWebhookRow *self = g_object_new (EMBARK_TYPE_WEBHOOK_ROW, NULL);

  self->book = g_object_ref (book);
  self->webhook = g_object_ref (webhook);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->remove), "s", embark_webhook_get_id (webhook));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->remove), "webhooks.delete");
  update (self);
  return GTK_WIDGET (self);
}

EmbarkWebhook *
embark_webhook_row_get_webhook (EmbarkWebhookRow *self)
{
  g_return_val_if_fail (EMBARK_IS_WEBHOOK_ROW (self), NULL);

  return self->webhook;
}

void
embark_webhook_row_set_webhook (EmbarkWebhookRow *self, EmbarkWebhook *webhook)
{
  g_return_if_fail (EMBARK_IS_WEBHOOK_ROW (self));

  g_set_object (&self->webhook, webhook);
  update (self);
}
