/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-json.h"
#include "embark-run-node-row.h"
#include "embark-run-row.h"
#include "embark-time.h"
#include "embark-tooltip.h"

struct _EmbarkRunRow
{
  AdwBin parent_instance;

  GtkImage *state;
  GtkLabel *name;
  GtkLabel *detail;
  GtkLabel *took;
};

G_DEFINE_FINAL_TYPE (EmbarkRunRow, embark_run_row, ADW_TYPE_BIN)

static void
embark_run_row_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), EMBARK_TYPE_RUN_ROW);
  G_OBJECT_CLASS (embark_run_row_parent_class)->dispose (object);
}

static void
embark_run_row_class_init (EmbarkRunRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_run_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-run-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunRow, state);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunRow, name);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunRow, detail);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunRow, took);
}

static void
embark_run_row_init (EmbarkRunRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
embark_run_row_new (void)
{
  return g_object_new (EMBARK_TYPE_RUN_ROW, NULL);
}

char *
embark_run_dup_cause (EmbarkExecution *run)
{
  JsonNode *json = embark_execution_get_json (run);
  const char *source = JSON_NODE_HOLDS_OBJECT (json)
                           ? embark_json_get_string (json_node_get_object (json), "execution_source", NULL)
                           : NULL;

  if (embark_execution_same_source (source, "SCHEDULE"))
    return g_strdup (_ ("schedule"));
  if (embark_execution_get_event_name (run) != NULL)
    return g_strdup (embark_execution_get_event_name (run));
  if (embark_execution_same_source (source, "API_CALL"))
    return g_strdup (_ ("API call"));
  return g_strdup ("");
}

char *
embark_run_dup_took (EmbarkExecution *run)
{
  gint64 created_at = embark_execution_get_created_at (run);
  gint64 completed_at = embark_execution_get_completed_at (run);

  return created_at > 0 && completed_at >= created_at
             ? embark_time_dup_duration ((completed_at - created_at) / 1000.0)
             : NULL;
}

/* Returns: (transfer full): the time of day alone where that is enough */
static char *
dup_when (gint64 time, gint64 now)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);

  if (time > 0 && then != NULL && today != NULL
      && g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (today)
      && g_date_time_get_year (then) == g_date_time_get_year (today))
    return embark_time_dup_clock (time);
  return embark_time_dup_moment (time, now);
}

void
embark_run_row_set_run (EmbarkRunRow *self, EmbarkExecution *run, gboolean repeats, gint64 now)
{
  const char *word = embark_run_get_word (run);
  g_autofree char *cause = repeats ? g_strdup (_ ("rerun")) : embark_run_dup_cause (run);
  g_autofree char *when = dup_when (embark_execution_get_created_at (run), now);
  g_autofree char *took = embark_run_dup_took (run);
  g_autofree char *detail = NULL;
  g_autofree char *label = NULL;
  const char *separator = *when != '\0' && *cause != '\0' ? " · " : "";

  g_return_if_fail (EMBARK_IS_RUN_ROW (self));

  detail = g_strconcat (when, separator, cause, NULL);
  embark_tone_apply_to_image (embark_run_get_tone (run), self->state);
  gtk_label_set_text (self->name, embark_execution_get_title (run));
  gtk_label_set_text (self->detail, detail);
  gtk_label_set_text (self->took, took != NULL ? took : word);
  /* Translators: a run in a list for a screen reader: workflow, state, when and by what */
  label = g_strdup_printf (_ ("%s, %s, %s"), embark_execution_get_title (run), word, detail);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  embark_tooltip_set_text (GTK_WIDGET (self), label);
}

/* ---- in a list view ---- */

static G_DEFINE_QUARK (embark - run - row - list, embark_run_row_list)

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, embark_run_row_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  EmbarkRunList *list = g_object_get_qdata (G_OBJECT (factory), embark_run_row_list_quark ());
  EmbarkExecution *run = gtk_list_item_get_item (item);
  gboolean repeats = FALSE;
  gint64 now = g_get_real_time ();

  if (list != NULL)
    {
      repeats = embark_run_list_get_origin (list, embark_execution_get_id (run)) != NULL;
      now = embark_clock_get_real_time (embark_workspace_get_clock (embark_run_list_get_workspace (list)));
    }
  embark_run_row_set_run (EMBARK_RUN_ROW (gtk_list_item_get_child (item)), run, repeats, now);
}

GtkListItemFactory *
embark_run_row_new_factory (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  return factory;
}

void
embark_run_row_factory_set_list (GtkListItemFactory *factory, EmbarkRunList *list)
{
  g_return_if_fail (GTK_IS_LIST_ITEM_FACTORY (factory));

  g_object_set_qdata_full (G_OBJECT (factory), embark_run_row_list_quark (),
                           list != NULL ? g_object_ref (list) : NULL, list != NULL ? g_object_unref : NULL);
}
