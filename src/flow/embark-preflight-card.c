/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compat.h"
#include "embark-notice.h"
#include "embark-preflight-card.h"
#include "embark-preflight-row.h"
#include "embark-time.h"

struct _EmbarkPreflightCard
{
  AdwBin parent_instance;

  GtkLabel *summary;
  GtkWidget *spinner;
  GtkWidget *lines;
  GtkBox *open_lines;
  GtkWidget *separator;
  GtkFlowBox *short_lines;

  EmbarkPreflight *preflight; /* (owned) (nullable) */
  GCancellable *cancellable;  /* (owned) (nullable): of the run under way */
  guint update_id;
  gboolean narrow;
  gboolean blocked;
};

enum
{
  PROP_0,
  PROP_BLOCKED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkPreflightCard, embark_preflight_card, ADW_TYPE_BIN)

/* ---- what is shown ---- */

static void
add_words (GString *text, const char *words)
{
  if (text->len > 0)
    g_string_append (text, _ (", "));
  g_string_append (text, words);
}

/* Returns: (transfer full): "7 in order, 1 to know about · checked at 14:29:03" */
static char *
dup_summary (EmbarkPreflightCard *self)
{
  const guint n_ok = embark_preflight_count (self->preflight, EMBARK_PREFLIGHT_OK);
  const guint n_warn = embark_preflight_count (self->preflight, EMBARK_PREFLIGHT_WARN);
  const guint n_blocker = embark_preflight_count (self->preflight, EMBARK_PREFLIGHT_BLOCKER);
  const guint n_skipped = embark_preflight_count (self->preflight, EMBARK_PREFLIGHT_SKIPPED);
  g_autofree char *time = embark_time_dup_clock (embark_preflight_get_finished_at (self->preflight));
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *ok = g_strdup_printf (ngettext ("%u in order", "%u in order", n_ok), n_ok);

  add_words (text, ok);
  if (n_blocker > 0)
    {
      g_autofree char *words =
          g_strdup_printf (ngettext ("%u in the way", "%u in the way", n_blocker), n_blocker);
      add_words (text, words);
    }
  if (n_warn > 0)
    {
      g_autofree char *words =
          g_strdup_printf (ngettext ("%u to know about", "%u to know about", n_warn), n_warn);
      add_words (text, words);
    }
  if (n_skipped > 0)
    {
      g_autofree char *words =
          g_strdup_printf (ngettext ("%u not checked", "%u not checked", n_skipped), n_skipped);
      add_words (text, words);
    }
  if (embark_preflight_get_running (self->preflight))
    return g_strdup_printf (_ ("%s · checking"), text->str);
  if (*time == '\0')
    return g_strdup (_ ("not checked yet"));
  /* Translators: how the checks ended, and a time of day */
  return g_strdup_printf (_ ("%s · checked at %s"), text->str, time);
}

static void
clear_box (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    if (GTK_IS_FLOW_BOX (box))
      gtk_flow_box_remove (GTK_FLOW_BOX (box), child);
    else
      gtk_box_remove (GTK_BOX (box), child);
}

static void
add_short (EmbarkPreflightCard *self, EmbarkPreflightLine *line)
{
  GtkWidget *row = embark_preflight_row_new_short (line);
  GtkWidget *child = gtk_flow_box_child_new ();

  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), row);
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_append (self->short_lines, child);
}

/* The worst stand on top; what is well, or cannot be told, needs no sentence. */
static void
fill_lines (EmbarkPreflightCard *self)
{
  static const EmbarkPreflightState open[] = { EMBARK_PREFLIGHT_BLOCKER, EMBARK_PREFLIGHT_WARN,
                                               EMBARK_PREFLIGHT_SKIPPED };
  guint n_open = 0;
  guint n_short = 0;

  clear_box (GTK_WIDGET (self->open_lines));
  clear_box (GTK_WIDGET (self->short_lines));
  for (guint k = 0; k < G_N_ELEMENTS (open); k++)
    for (guint i = 0; i < EMBARK_N_PREFLIGHT; i++)
      {
        EmbarkPreflightLine *line = embark_preflight_get_line (self->preflight, i);

        if (embark_preflight_line_get_state (line) != open[k] || !embark_preflight_row_is_open (line))
          continue;
        gtk_box_append (self->open_lines, embark_preflight_row_new_open (line, self->narrow));
        n_open++;
      }
  for (guint i = 0; i < EMBARK_N_PREFLIGHT; i++)
    {
      EmbarkPreflightLine *line = embark_preflight_get_line (self->preflight, i);

      if (embark_preflight_row_is_open (line))
        continue;
      add_short (self, line);
      n_short++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->open_lines), n_open > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->short_lines), n_short > 0);
  gtk_widget_set_visible (self->separator, n_open > 0 && n_short > 0);
}

static void
update (EmbarkPreflightCard *self)
{
  const gboolean running = embark_preflight_get_running (self->preflight);
  const gboolean finished = embark_preflight_get_finished_at (self->preflight) > 0;
  const gboolean blocked = embark_preflight_count (self->preflight, EMBARK_PREFLIGHT_BLOCKER) > 0;
  g_autofree char *summary = dup_summary (self);

  gtk_label_set_text (self->summary, summary);
  gtk_widget_set_visible (self->spinner, running);
  gtk_widget_set_visible (self->lines, running || finished);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preflight.run", !running);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preflight.copy", finished && !running);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preflight.save", finished && !running);
  fill_lines (self);
  if (self->blocked == blocked)
    return;
  self->blocked = blocked;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BLOCKED]);
}

static gboolean
update_cb (gpointer data)
{
  EmbarkPreflightCard *self = data;

  self->update_id = 0;
  if (self->preflight != NULL)
    update (self);
  return G_SOURCE_REMOVE;
}

/* One answer decides several lines. */
static void
changed_cb (EmbarkPreflightCard *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add (update_cb, self);
}

/* ---- actions ---- */

static void
run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!embark_preflight_run_finish (EMBARK_PREFLIGHT (source), result, &error))
    g_debug ("Preflight ended early: %s", error->message);
}

static void
run_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  embark_preflight_card_run (EMBARK_PREFLIGHT_CARD (widget));
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkPreflightCard *self = EMBARK_PREFLIGHT_CARD (widget);
  g_autofree char *text = embark_preflight_dup_text (self->preflight);

  embark_notice_copy (widget, text, _ ("Preflight copied"));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkPreflightCard) self = user_data;
  g_autoptr (GError) error = NULL;

  if (embark_compat_save_text_finish (GTK_WINDOW (source), result, &error))
    embark_notice_toast (GTK_WIDGET (self), _ ("Preflight saved"));
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    embark_notice_message (GTK_WIDGET (self), _ ("The file could not be written"), error->message, NULL);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkPreflightCard *self = EMBARK_PREFLIGHT_CARD (widget);
  g_autofree char *text = embark_preflight_dup_text (self->preflight);

  embark_compat_save_text_async (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Save Preflight"),
                                 "preflight.txt", text, NULL, saved_cb, g_object_ref (self));
}

/* ---- the class ---- */

static void
embark_preflight_card_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_BLOCKED:
      g_value_set_boolean (value, EMBARK_PREFLIGHT_CARD (object)->blocked);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
drop (EmbarkPreflightCard *self)
{
  embark_preflight_card_stop (self);
  g_clear_handle_id (&self->update_id, g_source_remove);
  if (self->preflight != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->preflight, self);
      for (guint i = 0; i < EMBARK_N_PREFLIGHT; i++)
        g_signal_handlers_disconnect_by_data (embark_preflight_get_line (self->preflight, i), self);
    }
  g_clear_object (&self->preflight);
}

static void
embark_preflight_card_dispose (GObject *object)
{
  EmbarkPreflightCard *self = EMBARK_PREFLIGHT_CARD (object);

  drop (self);
  /* The bin's own child is a child of the template too, and each of the two would take it out. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_PREFLIGHT_CARD);
  G_OBJECT_CLASS (embark_preflight_card_parent_class)->dispose (object);
}

static void
embark_preflight_card_class_init (EmbarkPreflightCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = embark_preflight_card_get_property;
  object_class->dispose = embark_preflight_card_dispose;

  properties[PROP_BLOCKED] =
      g_param_spec_boolean ("blocked", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "preflight.run", NULL, run_action);
  gtk_widget_class_install_action (widget_class, "preflight.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "preflight.save", NULL, save_action);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/flow/embark-preflight-card.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkPreflightCard, summary);
  gtk_widget_class_bind_template_child (widget_class, EmbarkPreflightCard, spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkPreflightCard, lines);
  gtk_widget_class_bind_template_child (widget_class, EmbarkPreflightCard, open_lines);
  gtk_widget_class_bind_template_child (widget_class, EmbarkPreflightCard, separator);
  gtk_widget_class_bind_template_child (widget_class, EmbarkPreflightCard, short_lines);
}

static void
embark_preflight_card_init (EmbarkPreflightCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
embark_preflight_card_set_preflight (EmbarkPreflightCard *self, EmbarkPreflight *preflight)
{
  g_return_if_fail (EMBARK_IS_PREFLIGHT_CARD (self));

  if (self->preflight == preflight)
    return;
  drop (self);
  gtk_widget_set_visible (GTK_WIDGET (self), preflight != NULL);
  if (preflight == NULL)
    return;
  self->preflight = g_object_ref (preflight);
  g_signal_connect_object (preflight, "notify", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < EMBARK_N_PREFLIGHT; i++)
    g_signal_connect_object (embark_preflight_get_line (preflight, i), "notify", G_CALLBACK (changed_cb),
                             self, G_CONNECT_SWAPPED);
  update (self);
}

void
embark_preflight_card_run (EmbarkPreflightCard *self)
{
  g_return_if_fail (EMBARK_IS_PREFLIGHT_CARD (self));

  if (self->preflight == NULL || embark_preflight_get_running (self->preflight))
    return;
  embark_preflight_card_stop (self);
  self->cancellable = g_cancellable_new ();
  embark_preflight_run_async (self->preflight, self->cancellable, run_cb, NULL);
}

void
embark_preflight_card_run_once (EmbarkPreflightCard *self)
{
  g_return_if_fail (EMBARK_IS_PREFLIGHT_CARD (self));

  if (self->preflight != NULL && embark_preflight_get_finished_at (self->preflight) == 0)
    embark_preflight_card_run (self);
}

void
embark_preflight_card_stop (EmbarkPreflightCard *self)
{
  g_return_if_fail (EMBARK_IS_PREFLIGHT_CARD (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

gboolean
embark_preflight_card_get_blocked (EmbarkPreflightCard *self)
{
  g_return_val_if_fail (EMBARK_IS_PREFLIGHT_CARD (self), FALSE);

  return self->blocked;
}

void
embark_preflight_card_set_narrow (EmbarkPreflightCard *self, gboolean narrow)
{
  g_return_if_fail (EMBARK_IS_PREFLIGHT_CARD (self));

  self->narrow = narrow;
  if (self->preflight != NULL)
    changed_cb (self);
}
