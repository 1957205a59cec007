/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-webhook-book.h"
#include "embark-webhook-events.h"

struct _EmbarkWebhookEvents
{
  AdwBin parent_instance;

  GtkListBox *list;  /* (unowned): in the bin */
  GPtrArray *names;  /* (owned) (element-type utf8): a line each */
  GPtrArray *checks; /* (owned) (element-type GtkCheckButton) */
  gboolean filling;  /* what changes is no user's doing */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkWebhookEvents, embark_webhook_events, ADW_TYPE_BIN)

static const char *
describe (const char *name)
{
  static const struct
  {
    const char *name;
    const char *words;
  } known[] = {
    { "Connection Created", N_ ("A client connected an app") },
    { "Connection Expired", N_ ("A client has to sign in again") },
    { "Connection Deleted", N_ ("A connection was taken away") },
    { "Workflow Completed", N_ ("A run ended well") },
    { "Workflow Errored", N_ ("A run failed") },
    { "Workflow Stopped", N_ ("Somebody stopped a run") },
    { "Workflow Timed Out", N_ ("A run took longer than it may") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].name, name))
      return _ (known[i].words);
  return _ ("Embark does not know this one. It is kept as it came.");
}

static void
changed (EmbarkWebhookEvents *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
contains (GPtrArray *names, const char *name)
{
  return names != NULL && g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL);
}

static void
add_line (EmbarkWebhookEvents *self, const char *name, gboolean chosen)
{
  g_autofree char *title = g_markup_escape_text (name, -1);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "subtitle", describe (name),
                                 "activatable-widget", check, NULL);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), chosen);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (check, "toggled", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  gtk_list_box_append (self->list, row);
  g_ptr_array_add (self->names, g_strdup (name));
  g_ptr_array_add (self->checks, g_object_ref (check));
}

static void
embark_webhook_events_dispose (GObject *object)
{
  EmbarkWebhookEvents *self = EMBARK_WEBHOOK_EVENTS (object);

  g_ptr_array_set_size (self->checks, 0);
  adw_bin_set_child (ADW_BIN (self), NULL);
  G_OBJECT_CLASS (embark_webhook_events_parent_class)->dispose (object);
}

static void
embark_webhook_events_finalize (GObject *object)
{
  EmbarkWebhookEvents *self = EMBARK_WEBHOOK_EVENTS (object);

  g_ptr_array_unref (self->checks);
  g_ptr_array_unref (self->names);
  G_OBJECT_CLASS (embark_webhook_events_parent_class)->finalize (object);
}

static void
embark_webhook_events_class_init (EmbarkWebhookEventsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = embark_webhook_events_dispose;
  G_OBJECT_CLASS (klass)->finalize = embark_webhook_events_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
embark_webhook_events_init (EmbarkWebhookEvents *self)
{
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->checks = g_ptr_array_new_with_free_func (g_object_unref);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Events"),
                                  -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

void
embark_webhook_events_set (EmbarkWebhookEvents *self, GPtrArray *chosen)
{
  const char *const *known = embark_webhook_known_events ();
  GtkListBoxRow *row;

  g_return_if_fail (EMBARK_IS_WEBHOOK_EVENTS (self));

  self->filling = TRUE;
  g_ptr_array_set_size (self->names, 0);
  g_ptr_array_set_size (self->checks, 0);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; known[i] != NULL; i++)
    add_line (self, known[i], contains (chosen, known[i]));
  for (guint i = 0; chosen != NULL && i < chosen->len; i++)
    if (!contains (self->names, chosen->pdata[i]))
      add_line (self, chosen->pdata[i], TRUE);
  self->filling = FALSE;
}

GPtrArray *
embark_webhook_events_get (EmbarkWebhookEvents *self)
{
  GPtrArray *chosen = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (EMBARK_IS_WEBHOOK_EVENTS (self), chosen);

  for (guint i = 0; i < self->names->len; i++)
    if (gtk_check_button_get_active (self->checks->pdata[i]))
      g_ptr_array_add (chosen, g_strdup (self->names->pdata[i]));
  return chosen;
}
