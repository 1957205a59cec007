/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compare-chooser.h"
#include "embark-compat.h"
#include "embark-json-print.h"
#include "embark-notice.h"
#include "embark-run-batches.h"
#include "embark-run-pane.h"
#include "embark-run-view.h"
#include "embark-workbench-problem.h"

/* Where the dashboard shows a run. */
#define LOGS_ADDRESS "/logs/"

struct _EmbarkRunPane
{
  AdwBin parent_instance;

  GtkWidget *back;
  EmbarkProblemView *problem;
  EmbarkRunView *view;
  GtkButton *origin;
  GtkButton *repetition;
  EmbarkRunBatches *batches;
  GtkMenuButton *compare;
  EmbarkCompareChooser *chooser;
  GtkWidget *rerun;
  GtkWidget *stop;
  GtkWidget *more;

  EmbarkRunDetail *detail;   /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): of what is asked about the run */
  EmbarkRemedy remedy;
  gboolean narrow;
  gboolean acting; /* a rerun or a stop is on its way */
};

enum
{
  BACK,
  SHOW_RUN,
  COMPARE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkRunPane, embark_run_pane, ADW_TYPE_BIN)

static EmbarkExecution *
run_of (EmbarkRunPane *self)
{
  return self->detail != NULL ? embark_run_detail_get_run (self->detail) : NULL;
}

static EmbarkWorkspace *
workspace_of (EmbarkRunPane *self)
{
  return embark_run_list_get_workspace (embark_run_detail_get_list (self->detail));
}

static void
show_relative (GtkButton *button, const char *format, const char *id)
{
  g_autoptr (GString) text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (button), id != NULL);
  if (id == NULL)
    return;
  text = g_string_new (format);
  g_string_replace (text, "%s", id, 1);
  gtk_button_set_label (button, text->str);
}

/* Which run it repeats, and which repeats it. */
static void
update_lineage (EmbarkRunPane *self)
{
  EmbarkRunList *list;
  const char *id;

  if (self->detail == NULL)
    return;
  list = embark_run_detail_get_list (self->detail);
  id = embark_execution_get_id (run_of (self));
  /* Translators: %s is the ID of a run */
  show_relative (self->origin, _ ("Repeats run %s"), embark_run_list_get_origin (list, id));
  /* Translators: %s is the ID of a run */
  show_relative (self->repetition, _ ("Repeated by run %s"), embark_run_list_get_rerun (list, id));
}

static void
update (EmbarkRunPane *self)
{
  EmbarkExecution *run = run_of (self);
  gboolean ended;

  if (run == NULL)
    return;
  ended = embark_execution_status_is_terminal (embark_execution_get_status (run));
  embark_run_view_set_run (self->view, run);
  self->remedy =
      embark_workbench_show_problem (self->problem, embark_run_detail_get_error (self->detail), TRUE);
  update_lineage (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "run.stop",
                                 !ended && !self->acting
                                     && embark_execution_get_status (run) != EMBARK_EXECUTION_STOPPING);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "run.rerun", ended && !self->acting);
  gtk_widget_set_visible (self->stop, !self->narrow && !ended);
  gtk_widget_set_visible (self->rerun, !self->narrow && ended);
  gtk_widget_set_visible (self->back, self->narrow);
}

static void
node_cb (EmbarkRunPane *self)
{
  EmbarkExecutionNode *node = self->detail != NULL ? embark_run_view_get_node (self->view) : NULL;

  embark_run_batches_set_node (self->batches, self->detail, node);
  gtk_widget_set_visible (GTK_WIDGET (self->batches),
                          node != NULL && embark_execution_node_get_is_batch (node));
}

static void
problem_remedy_cb (EmbarkRunPane *self)
{
  if (!embark_workbench_follow_remedy (GTK_WIDGET (self), self->remedy) && self->detail != NULL)
    embark_run_detail_refresh (self->detail);
}

/* ---- what a user does ---- */

/* A question that was asked: of which pane, and about which run. */
typedef struct
{
  EmbarkRunPane *pane;     /* (owned) */
  EmbarkRunDetail *detail; /* (owned) */
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->pane);
  g_object_unref (question->detail);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static Question *
question_new (EmbarkRunPane *self)
{
  Question *question = g_new0 (Question, 1);

  question->pane = g_object_ref (self);
  question->detail = g_object_ref (self->detail);
  return question;
}

static void
set_acting (EmbarkRunPane *self, gboolean acting)
{
  self->acting = acting;
  update (self);
}

static void
stopped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkRunPane) self = user_data;
  g_autoptr (GError) error = NULL;

  embark_run_detail_stop_finish (EMBARK_RUN_DETAIL (source), result, &error);
  set_acting (self, FALSE);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    embark_workbench_report (GTK_WIDGET (self), error);
}

static void
rerun_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkRunPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = embark_run_detail_rerun_finish (EMBARK_RUN_DETAIL (source), result, &error);

  set_acting (self, FALSE);
  if (id != NULL)
    {
      embark_notice_toast (GTK_WIDGET (self), _ ("Rerun started"));
      if (*id != '\0' && EMBARK_RUN_DETAIL (source) == self->detail)
        g_signal_emit (self, signals[SHOW_RUN], 0, id);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    embark_workbench_report (GTK_WIDGET (self), error);
}

static void
stop_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  EmbarkRunPane *self = question->pane;

  if (!embark_compat_confirm_finish (GTK_WINDOW (source), result) || question->detail != self->detail)
    return;
  set_acting (self, TRUE);
  embark_run_detail_stop_async (self->detail, self->cancellable, stopped_cb, g_object_ref (self));
}

static void
rerun_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  EmbarkRunPane *self = question->pane;

  if (!embark_compat_confirm_finish (GTK_WINDOW (source), result) || question->detail != self->detail)
    return;
  set_acting (self, TRUE);
  embark_run_detail_rerun_async (self->detail, self->cancellable, rerun_cb, g_object_ref (self));
}

/* Returns: whether a question can be asked at all */
static gboolean
may_ask (EmbarkRunPane *self)
{
  g_autoptr (GError) error = NULL;

  if (self->detail == NULL || !GTK_IS_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))))
    return FALSE;
  if (embark_workspace_may_change (workspace_of (self), &error))
    return TRUE;
  embark_workbench_report (GTK_WIDGET (self), error);
  return FALSE;
}

static void
stop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkRunPane *self = EMBARK_RUN_PANE (widget);
  const char *title;
  g_autofree char *heading = NULL;

  if (!may_ask (self))
    return;
  title = embark_execution_get_title (run_of (self));
  heading = embark_workspace_is_production (workspace_of (self))
                /* Translators: %s is the name of a workflow */
                ? g_strdup_printf (_ ("Stop this run of “%s” in production?"), title)
                /* Translators: %s is the name of a workflow */
                : g_strdup_printf (_ ("Stop this run of “%s”?"), title);
  embark_compat_confirm_async (
      GTK_WINDOW (gtk_widget_get_root (widget)), heading,
      _ ("What its nodes have done stays done. A run that was stopped cannot be resumed, "
         "only run again from its start."),
      _ ("_Stop"), TRUE, self->cancellable, stop_confirmed_cb, question_new (self));
}

static void
rerun_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkRunPane *self = EMBARK_RUN_PANE (widget);
  const char *title;
  const char *body;
  g_autofree char *heading = NULL;

  if (!may_ask (self))
    return;
  title = embark_execution_get_title (run_of (self));
  if (embark_workspace_is_production (workspace_of (self)))
    {
      /* Translators: %s is the name of a workflow */
      heading = g_strdup_printf (_ ("Run “%s” again in production?"), title);
      body = _ (
          "It repeats for real whatever this run did: it writes to the client’s real Salesforce once more, "
          "and that cannot be undone from here.");
    }
  else
    {
      /* Translators: %s is the name of a workflow */
      heading = g_strdup_printf (_ ("Run “%s” again?"), title);
      body = _ (
          "It repeats for real whatever this run did, records in Salesforce included. This run stays as it "
          "is.");
    }
  embark_compat_confirm_async (GTK_WINDOW (gtk_widget_get_root (widget)), heading, body, _ ("_Run Again"),
                               FALSE, self->cancellable, rerun_confirmed_cb, question_new (self));
}

static char *
dup_address (EmbarkRunPane *self)
{
  g_autofree char *id = g_uri_escape_string (embark_execution_get_id (run_of (self)), NULL, FALSE);

  return g_strconcat (LOGS_ADDRESS, id, NULL);
}

static void
copy_id_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkRunPane *self = EMBARK_RUN_PANE (widget);

  if (self->detail != NULL)
    embark_notice_copy (widget, embark_execution_get_id (run_of (self)), _ ("Run ID copied"));
}

static void
copy_link_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkRunPane *self = EMBARK_RUN_PANE (widget);
  g_autofree char *address = NULL;
  g_autofree char *link = NULL;

  if (self->detail == NULL)
    return;
  address = dup_address (self);
  /* The API and the dashboard are one origin. */
  link = g_strconcat (embark_profile_get_base_uri (embark_workspace_get_profile (workspace_of (self))),
                      address, NULL);
  embark_notice_copy (widget, link, _ ("Link copied"));
}

static void
open_dashboard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkRunPane *self = EMBARK_RUN_PANE (widget);
  g_autofree char *address = NULL;

  if (self->detail == NULL)
    return;
  address = dup_address (self);
  gtk_widget_activate_action (widget, "win.open-dashboard", "s", address);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkRunPane) self = user_data;
  g_autoptr (GError) error = NULL;

  if (embark_compat_save_text_finish (GTK_WINDOW (source), result, &error))
    embark_notice_toast (GTK_WIDGET (self), _ ("Run saved"));
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    embark_notice_message (GTK_WIDGET (self), _ ("The file could not be saved"), error->message, NULL);
}

static void
printed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  EmbarkRunPane *self = question->pane;
  g_autofree char *text = embark_json_print_finish (result, NULL);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *file = NULL;

  if (text == NULL || !GTK_IS_WINDOW (root))
    return;
  file =
      g_strdup_printf ("run-%s.json", embark_execution_get_id (embark_run_detail_get_run (question->detail)));
  g_strdelimit (file, "/\\", '-');
  embark_compat_save_text_async (GTK_WINDOW (root), _ ("Export the Run"), file, text, self->cancellable,
                                 saved_cb, g_object_ref (self));
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkRunPane *self = EMBARK_RUN_PANE (widget);

  if (self->detail != NULL)
    embark_json_print_async (embark_execution_get_json (run_of (self)), self->cancellable, printed_cb,
                             question_new (self));
}

static void
origin_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkRunPane *self = EMBARK_RUN_PANE (widget);
  const char *origin = NULL;

  if (self->detail != NULL)
    origin = embark_run_list_get_origin (embark_run_detail_get_list (self->detail),
                                         embark_execution_get_id (run_of (self)));
  if (origin != NULL)
    g_signal_emit (self, signals[SHOW_RUN], 0, origin);
}

static void
repetition_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkRunPane *self = EMBARK_RUN_PANE (widget);
  const char *id = NULL;

  if (self->detail != NULL)
    id = embark_run_list_get_rerun (embark_run_detail_get_list (self->detail),
                                    embark_execution_get_id (run_of (self)));
  if (id != NULL)
    g_signal_emit (self, signals[SHOW_RUN], 0, id);
}

static void
chosen_cb (EmbarkRunPane *self, EmbarkExecution *other)
{
  g_signal_emit (self, signals[COMPARE], 0, other);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[BACK], 0);
}

/* ---- the class ---- */

static void
embark_run_pane_dispose (GObject *object)
{
  EmbarkRunPane *self = EMBARK_RUN_PANE (object);

  if (self->detail != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->detail, self);
      g_signal_handlers_disconnect_by_data (embark_run_detail_get_list (self->detail), self);
    }
  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->detail);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_RUN_PANE);
  G_OBJECT_CLASS (embark_run_pane_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-run-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunPane, back);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunPane, problem);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunPane, view);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunPane, origin);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunPane, repetition);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunPane, batches);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunPane, compare);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunPane, chooser);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunPane, rerun);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunPane, stop);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunPane, more);
  gtk_widget_class_bind_template_callback (widget_class, problem_remedy_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
embark_run_pane_class_init (EmbarkRunPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_run_pane_dispose;
  signals[BACK] =
      g_signal_new ("back", EMBARK_TYPE_RUN_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SHOW_RUN] = g_signal_new ("show-run", EMBARK_TYPE_RUN_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[COMPARE] = g_signal_new ("compare", EMBARK_TYPE_RUN_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, EMBARK_TYPE_EXECUTION);

  g_type_ensure (EMBARK_TYPE_COMPARE_CHOOSER);
  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  g_type_ensure (EMBARK_TYPE_RUN_VIEW);
  g_type_ensure (EMBARK_TYPE_RUN_BATCHES);
  gtk_widget_class_install_action (widget_class, "run.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "run.rerun", NULL, rerun_action);
  gtk_widget_class_install_action (widget_class, "run.copy-id", NULL, copy_id_action);
  gtk_widget_class_install_action (widget_class, "run.copy-link", NULL, copy_link_action);
  gtk_widget_class_install_action (widget_class, "run.open-dashboard", NULL, open_dashboard_action);
  gtk_widget_class_install_action (widget_class, "run.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "run.origin", NULL, origin_action);
  gtk_widget_class_install_action (widget_class, "run.repetition", NULL, repetition_action);
  gtk_widget_class_install_action (widget_class, "run.back", NULL, back_action);
  bind_template (widget_class);
}

static void
embark_run_pane_init (EmbarkRunPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  embark_run_view_add_action (self->view, GTK_WIDGET (self->compare));
  embark_run_view_add_action (self->view, self->stop);
  embark_run_view_add_action (self->view, self->rerun);
  embark_run_view_add_action (self->view, self->more);
  g_signal_connect_object (self->view, "notify::node", G_CALLBACK (node_cb), self, G_CONNECT_SWAPPED);
}

void
embark_run_pane_set_detail (EmbarkRunPane *self, EmbarkRunDetail *detail)
{
  g_return_if_fail (EMBARK_IS_RUN_PANE (self));

  if (self->detail == detail)
    return;
  if (self->detail != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->detail, self);
      g_signal_handlers_disconnect_by_data (embark_run_detail_get_list (self->detail), self);
    }
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->acting = FALSE;
  g_set_object (&self->detail, detail);
  embark_compare_chooser_set_detail (self->chooser, detail);
  if (detail == NULL)
    {
      embark_run_view_set_run (self->view, NULL);
      embark_run_batches_set_node (self->batches, NULL, NULL);
      return;
    }
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (detail, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (embark_run_detail_get_list (detail), "notify::lineage",
                           G_CALLBACK (update_lineage), self, G_CONNECT_SWAPPED);
  update (self);
}

void
embark_run_pane_set_narrow (EmbarkRunPane *self, gboolean narrow)
{
  g_return_if_fail (EMBARK_IS_RUN_PANE (self));

  self->narrow = narrow;
  embark_run_view_set_narrow (self->view, narrow);
  if (narrow)
    gtk_menu_button_set_icon_name (self->compare, "object-flip-horizontal-symbolic");
  else
    gtk_menu_button_set_label (self->compare, _ ("_Compare…"));
  update (self);
}
