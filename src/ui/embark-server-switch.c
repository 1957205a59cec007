/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compat.h"
#include "embark-server-switch.h"

struct _EmbarkServerSwitch
{
  GObject parent_instance;

  GtkWidget *row;            /* (unowned): not touched once cancelled */
  GtkSwitch *toggle;         /* (unowned): in the row */
  GtkSpinner *spinner;       /* (unowned): in the row */
  GCancellable *cancellable; /* (owned): the row's */
  gulong turned_handler;
  char *refusal; /* (owned) (nullable): why it was not switched, until it is tried again */
  gboolean saving;
  gboolean asked;     /* for: what the server is being asked */
  gboolean wanted;    /* where the user put the switch */
  gboolean confirmed; /* what the server last said */
};

enum
{
  TURNED,
  SAVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkServerSwitch, embark_server_switch, G_TYPE_OBJECT)

/* Moves the switch without asking the server. */
static void
put_switch (EmbarkServerSwitch *self)
{
  g_signal_handler_block (self->toggle, self->turned_handler);
  gtk_switch_set_active (self->toggle, self->confirmed);
  gtk_switch_set_state (self->toggle, self->confirmed);
  g_signal_handler_unblock (self->toggle, self->turned_handler);
}

static void
move_back (EmbarkServerSwitch *self)
{
  self->wanted = self->confirmed;
  put_switch (self);
}

static void
update_saving (EmbarkServerSwitch *self, gboolean saving)
{
  self->saving = saving;
  gtk_spinner_set_spinning (self->spinner, saving);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), saving);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->row), GTK_ACCESSIBLE_STATE_BUSY, saving, -1);
}

static gboolean
state_set_cb (EmbarkServerSwitch *self, gboolean state)
{
  self->wanted = state;
  if (!self->saving && state != self->confirmed)
    g_signal_emit (self, signals[TURNED], 0, state);
  /* The state follows once the server agreed. */
  return TRUE;
}

/* Returns: (transfer full): what a refusal means for this row */
static char *
dup_refusal (EmbarkServerSwitch *self, const char *title, const char *quote)
{
  const char *stays = self->confirmed ? _ ("It is still on.") : _ ("It is still off.");

  if (quote != NULL)
    /* Translators: the server's words, then "It is still off." */
    return g_strdup_printf (_ ("Cobalt refused: “%s”. %s"), quote, stays);
  /* Translators: what happened, then "It is still off." */
  return g_strdup_printf (_ ("%s. %s"), title, stays);
}

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkServerSwitch) self = user_data;
  gboolean confirmed = embark_compat_confirm_finish (GTK_WINDOW (source), result);

  /* The answer comes also for a row that went. */
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (confirmed)
    embark_server_switch_save (self);
  else
    move_back (self);
}

static void
embark_server_switch_finalize (GObject *object)
{
  EmbarkServerSwitch *self = EMBARK_SERVER_SWITCH (object);

  g_free (self->refusal);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (embark_server_switch_parent_class)->finalize (object);
}

static void
embark_server_switch_class_init (EmbarkServerSwitchClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = embark_server_switch_finalize;
  signals[TURNED] =
      g_signal_new ("turned", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[SAVE] =
      g_signal_new ("save", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
embark_server_switch_init (EmbarkServerSwitch *self)
{
}

EmbarkServerSwitch *
embark_server_switch_new (GtkWidget *row, GtkSwitch *toggle, GtkSpinner *spinner, GCancellable *cancellable)
{
  EmbarkServerSwitch *self;

  g_return_val_if_fail (GTK_IS_WIDGET (row), NULL);
  g_return_val_if_fail (GTK_IS_SWITCH (toggle), NULL);
  g_return_val_if_fail (GTK_IS_SPINNER (spinner), NULL);
  g_return_val_if_fail (G_IS_CANCELLABLE (cancellable), NULL);

  self = g_object_new (EMBARK_TYPE_SERVER_SWITCH, NULL);
  self->row = row;
  self->toggle = toggle;
  self->spinner = spinner;
  self->cancellable = g_object_ref (cancellable);
  self->turned_handler =
      g_signal_connect_object (toggle, "state-set", G_CALLBACK (state_set_cb), self, G_CONNECT_SWAPPED);
  return self;
}

void
embark_server_switch_follow (EmbarkServerSwitch *self, gboolean enabled)
{
  g_return_if_fail (EMBARK_IS_SERVER_SWITCH (self));

  /* While a question is asked the switch stands where the user put it. */
  if (self->saving || (self->wanted != self->confirmed && enabled == self->confirmed))
    return;
  /* What was refused has become so all the same. */
  if (enabled != self->confirmed)
    g_clear_pointer (&self->refusal, g_free);
  self->confirmed = enabled;
  move_back (self);
}

void
embark_server_switch_ask_in_production (EmbarkServerSwitch *self, EmbarkWorkflow *workflow)
{
  g_autofree char *heading = NULL;
  GtkRoot *root;

  g_return_if_fail (EMBARK_IS_SERVER_SWITCH (self));
  g_return_if_fail (EMBARK_IS_WORKFLOW (workflow));

  root = gtk_widget_get_root (self->row);
  if (!GTK_IS_WINDOW (root))
    {
      embark_server_switch_save (self);
      return;
    }
  /* Translators: %s is the name of a workflow */
  heading = g_strdup_printf (self->wanted ? _ ("Switch on “%s” in production?")
                                          : _ ("Switch off “%s” in production?"),
                             embark_workflow_get_name (workflow));
  embark_compat_confirm_async (GTK_WINDOW (root), heading,
                               _ ("It works with the client’s real records from then on."),
                               self->wanted ? _ ("Switch _On") : _ ("Switch _Off"), FALSE, self->cancellable,
                               confirmed_cb, g_object_ref (self));
}

void
embark_server_switch_save (EmbarkServerSwitch *self)
{
  g_return_if_fail (EMBARK_IS_SERVER_SWITCH (self));

  self->asked = self->wanted;
  update_saving (self, TRUE);
  g_signal_emit (self, signals[SAVE], 0, self->asked);
}

void
embark_server_switch_accept (EmbarkServerSwitch *self)
{
  g_return_if_fail (EMBARK_IS_SERVER_SWITCH (self));

  self->confirmed = self->asked;
  update_saving (self, FALSE);
  if (self->wanted != self->confirmed)
    {
      embark_server_switch_save (self);
      return;
    }
  g_clear_pointer (&self->refusal, g_free);
  put_switch (self);
}

void
embark_server_switch_refuse (EmbarkServerSwitch *self, const char *title, const char *quote)
{
  g_return_if_fail (EMBARK_IS_SERVER_SWITCH (self));

  self->confirmed = !self->asked;
  update_saving (self, FALSE);
  g_free (self->refusal);
  self->refusal = title != NULL ? dup_refusal (self, title, quote) : NULL;
  if (self->refusal != NULL)
    embark_compat_announce (self->row, self->refusal);
  move_back (self);
}

const char *
embark_server_switch_get_refusal (EmbarkServerSwitch *self)
{
  g_return_val_if_fail (EMBARK_IS_SERVER_SWITCH (self), NULL);

  return self->refusal;
}

gboolean
embark_server_switch_get_saving (EmbarkServerSwitch *self)
{
  g_return_val_if_fail (EMBARK_IS_SERVER_SWITCH (self), FALSE);

  return self->saving;
}
