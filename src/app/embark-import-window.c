/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compat.h"
#include "embark-import-mapping.h"
#include "embark-import-result.h"
#include "embark-import-words.h"
#include "embark-import-window.h"
#include "embark-notice.h"
#include "embark-problem-view.h"
#include "embark-problem.h"

struct _EmbarkImportWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkWidget *back;
  GtkWidget *check;
  GtkButton *run;
  GtkWidget *stop;
  GtkStack *stack;
  GtkWidget *choose_spinner;
  GtkWidget *choose_button;
  EmbarkProblemView *file_problem;
  EmbarkImportMapping *mapping;
  GtkLabel *work_title;
  GtkProgressBar *progress;
  GtkLabel *work_detail;
  GtkWidget *work_waiting;
  EmbarkProblemView *problem;
  EmbarkImportResult *result;
  GtkWidget *foot;
  GtkWidget *save_errors;

  EmbarkImport *import;      /* (owned) */
  GCancellable *cancellable; /* (owned): ends with the window */
  GCancellable *work;        /* (owned) (nullable): ends a look or a run */
  const char *page;          /* (unowned): static; where it stands when nothing is under way */
  guint progress_id;
};

static void notice_host_init (EmbarkNoticeHostInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EmbarkImportWindow,
                               embark_import_window,
                               ADW_TYPE_WINDOW,
                               G_IMPLEMENT_INTERFACE (EMBARK_TYPE_NOTICE_HOST, notice_host_init))

/* ---- what is shown ---- */

static guint
n_errors (EmbarkImportWindow *self)
{
  return embark_import_get_count (self->import, EMBARK_IMPORT_WRONG)
         + embark_import_get_count (self->import, EMBARK_IMPORT_UNCHECKED)
         + embark_import_get_count (self->import, EMBARK_IMPORT_FAILED);
}

/* A row that was not compared could take fields away that are not in the file. */
static gboolean
is_compared (EmbarkImportWindow *self)
{
  return embark_import_get_count (self->import, EMBARK_IMPORT_READ) == 0;
}

static void
update_progress (EmbarkImportWindow *self)
{
  gboolean running = embark_import_get_phase (self->import) == EMBARK_IMPORT_RUNNING;
  guint n_done = embark_import_get_n_done (self->import);
  guint n_total = embark_import_get_n_total (self->import);
  guint n_failed = embark_import_get_count (self->import, EMBARK_IMPORT_FAILED);
  g_autofree char *detail = NULL;

  gtk_progress_bar_set_fraction (self->progress, n_total > 0 ? (double) n_done / n_total : 0);
  if (running && n_failed > 0)
    /* Translators: accounts sent of all to be sent, and how many of them Cobalt refused */
    detail = g_strdup_printf (_ ("%'u of %'u, %'u refused"), n_done, n_total, n_failed);
  else if (n_total > 0)
    /* Translators: accounts sent, or calls made, of all there are */
    detail = g_strdup_printf (_ ("%'u of %'u"), n_done, n_total);
  gtk_label_set_text (self->work_detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (self->work_waiting, embark_import_get_waiting (self->import));
}

static gboolean
progress_cb (gpointer data)
{
  EmbarkImportWindow *self = data;

  self->progress_id = 0;
  update_progress (self);
  return G_SOURCE_REMOVE;
}

/* Thousands of rows a second are one number for the eye. */
static void
queue_progress (EmbarkImportWindow *self)
{
  if (self->progress_id == 0)
    self->progress_id = g_timeout_add (100, progress_cb, self);
}

static void
update (EmbarkImportWindow *self)
{
  EmbarkImportPhase phase = embark_import_get_phase (self->import);
  gboolean busy = phase == EMBARK_IMPORT_CHECKING || phase == EMBARK_IMPORT_RUNNING;
  gboolean loading = phase == EMBARK_IMPORT_LOADING;
  const char *page = busy ? "work" : self->page;
  gboolean at_mapping = g_str_equal (page, "mapping");
  gboolean at_result = g_str_equal (page, "result");
  guint n_to_send = embark_import_get_n_to_send (self->import);
  g_autofree char *label = NULL;

  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (self->choose_spinner, loading);
  gtk_widget_set_sensitive (self->choose_button, !loading);
  gtk_widget_set_visible (self->back, at_mapping || at_result);
  gtk_widget_set_visible (self->stop, busy);
  gtk_widget_set_sensitive (self->stop, busy && !g_cancellable_is_cancelled (self->work));
  gtk_widget_set_visible (self->check, at_mapping);
  gtk_widget_set_sensitive (self->check, embark_import_get_mapped (self->import)
                                             && g_list_model_get_n_items (G_LIST_MODEL (self->import)) > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->run), at_result && n_to_send > 0 && is_compared (self));
  /* Translators: a button; %'u is a number of accounts */
  label = g_strdup_printf (ngettext ("_Import %'u Account", "_Import %'u Accounts", n_to_send), n_to_send);
  gtk_button_set_label (self->run, label);
  gtk_widget_set_visible (self->foot, at_result);
  gtk_widget_set_visible (self->save_errors, n_errors (self) > 0);
  if (at_mapping)
    gtk_window_set_default_widget (GTK_WINDOW (self), self->check);
  gtk_label_set_text (self->work_title, phase == EMBARK_IMPORT_RUNNING ? _ ("Importing linked accounts")
                                                                       : _ ("Comparing with Cobalt"));
  update_progress (self);
}

static void
go_to (EmbarkImportWindow *self, const char *page)
{
  self->page = page;
  update (self);
}

static void
show_problem (EmbarkProblemView *view, const GError *error)
{
  g_autoptr (EmbarkProblem) problem =
      error != NULL && error->domain != EMBARK_IMPORT_ERROR ? embark_problem_new (error) : NULL;

  if (problem != NULL)
    {
      g_autofree char *details = embark_problem_to_text (problem);

      embark_problem_view_set (view, problem->title, problem->explanation, problem->quote,
                               problem->request_id, details, NULL);
    }
  gtk_widget_set_visible (GTK_WIDGET (view), problem != NULL);
}

/* ---- the file ---- */

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  const char *title;
  gboolean loaded = embark_import_load_finish (EMBARK_IMPORT (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->file_problem), !loaded);
  if (loaded)
    {
      go_to (self, "mapping");
      return;
    }
  {
    const char *explanation = embark_import_words_of_file (error, &title);

    embark_problem_view_set (self->file_problem, title, explanation, NULL, NULL, NULL, NULL);
  }
  go_to (self, "choose");
}

void
embark_import_window_load (EmbarkImportWindow *self, GFile *file)
{
  g_return_if_fail (EMBARK_IS_IMPORT_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  if (embark_import_get_phase (self->import) != EMBARK_IMPORT_IDLE)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->file_problem), FALSE);
  embark_import_load_async (self->import, file, self->cancellable, loaded_cb, g_object_ref (self));
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EmbarkImportWindow *self = EMBARK_IMPORT_WINDOW (source);
  g_autoptr (GFile) file = embark_compat_choose_file_finish (GTK_WINDOW (self), result, NULL);

  if (file != NULL && !g_cancellable_is_cancelled (self->cancellable))
    embark_import_window_load (self, file);
}

static void
choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const patterns[] = { "*.csv", "*.tsv", "*.txt", NULL };
  EmbarkImportWindow *self = EMBARK_IMPORT_WINDOW (widget);

  if (embark_import_get_phase (self->import) == EMBARK_IMPORT_IDLE)
    embark_compat_choose_file_async (GTK_WINDOW (self), _ ("Import Linked Accounts"), NULL, patterns,
                                     _ ("Tables (CSV)"), self->cancellable, file_chosen_cb, NULL);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, EmbarkImportWindow *self)
{
  GFile *file = g_value_get_object (value);

  if (file == NULL || embark_import_get_phase (self->import) != EMBARK_IMPORT_IDLE)
    return FALSE;
  embark_import_window_load (self, file);
  return TRUE;
}

/* ---- looking and running ---- */

static void
begin_work (EmbarkImportWindow *self)
{
  g_clear_object (&self->work);
  self->work = g_cancellable_new ();
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
}

static void
show_result (EmbarkImportWindow *self, gboolean run, const GError *error)
{
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_autofree char *words = run ? embark_import_words_of_run (self->import, error != NULL)
                               : embark_import_words_of_check (self->import, error != NULL);
  const char *title;

  if (cancelled)
    title = run ? _ ("The import was stopped") : _ ("The comparison was stopped");
  else if (error != NULL)
    title = run ? _ ("The import did not get to its end") : _ ("The comparison did not get to its end");
  else
    title = run ? _ ("The import is done") : _ ("What the import would do");
  show_problem (self->problem, error);
  embark_import_result_refresh (self->result, title, words);
  go_to (self, "result");
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  embark_import_check_finish (EMBARK_IMPORT (source), result, &error);
  if (!g_cancellable_is_cancelled (self->cancellable))
    show_result (self, FALSE, error);
}

static void
check_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkImportWindow *self = EMBARK_IMPORT_WINDOW (widget);

  if (embark_import_get_phase (self->import) != EMBARK_IMPORT_IDLE
      || !embark_import_get_mapped (self->import))
    return;
  begin_work (self);
  embark_import_check_async (self->import, self->work, checked_cb, g_object_ref (self));
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  embark_import_run_finish (EMBARK_IMPORT (source), result, &error);
  if (!g_cancellable_is_cancelled (self->cancellable))
    show_result (self, TRUE, error);
}

static void
run (EmbarkImportWindow *self)
{
  if (embark_import_get_phase (self->import) != EMBARK_IMPORT_IDLE)
    return;
  begin_work (self);
  embark_import_run_async (self->import, self->work, ran_cb, g_object_ref (self));
}

static void
run_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EmbarkImportWindow *self = EMBARK_IMPORT_WINDOW (source);

  if (embark_compat_confirm_finish (GTK_WINDOW (self), result))
    run (self);
}

static void
run_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkImportWindow *self = EMBARK_IMPORT_WINDOW (widget);
  guint n = embark_import_get_n_to_send (self->import);
  g_autoptr (GError) refusal = NULL;
  g_autofree char *heading = NULL;

  if (n == 0 || !is_compared (self) || embark_import_get_phase (self->import) != EMBARK_IMPORT_IDLE)
    return;
  if (!embark_workspace_may_change (embark_import_get_workspace (self->import), &refusal))
    {
      show_problem (self->problem, refusal);
      return;
    }
  if (!embark_workspace_is_production (embark_import_get_workspace (self->import)))
    {
      run (self);
      return;
    }
  heading = g_strdup_printf (
      ngettext ("Import %'u account into production?", "Import %'u accounts into production?", n), n);
  embark_compat_confirm_async (
      GTK_WINDOW (self), heading,
      _ ("Accounts of real clients are created, and names and user-defined fields of those that exist are "
         "replaced. There is no way back but another import."),
      _ ("_Import"), TRUE, self->cancellable, run_confirmed_cb, NULL);
}

static void
stop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkImportWindow *self = EMBARK_IMPORT_WINDOW (widget);

  if (self->work != NULL && embark_import_get_phase (self->import) >= EMBARK_IMPORT_CHECKING)
    {
      g_cancellable_cancel (self->work);
      gtk_label_set_text (self->work_title, _ ("Stopping: waiting for the calls under way"));
      gtk_widget_set_sensitive (self->stop, FALSE);
    }
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkImportWindow *self = EMBARK_IMPORT_WINDOW (widget);

  if (embark_import_get_phase (self->import) != EMBARK_IMPORT_IDLE)
    return;
  if (g_str_equal (self->page, "result"))
    go_to (self, "mapping");
  else if (g_str_equal (self->page, "mapping"))
    go_to (self, "choose");
}

/* ---- errors as a file ---- */

static void
errors_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (embark_import_save_errors_finish (EMBARK_IMPORT (source), result, &error))
    embark_notice_toast (GTK_WIDGET (self), _ ("Errors saved"));
  else
    embark_compat_show_message (GTK_WINDOW (self), _ ("The errors were not saved"), error->message, NULL);
}

static void
errors_file_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EmbarkImportWindow *self = EMBARK_IMPORT_WINDOW (source);
  g_autoptr (GFile) file = embark_compat_choose_file_finish (GTK_WINDOW (self), result, NULL);

  if (file != NULL && !g_cancellable_is_cancelled (self->cancellable)
      && embark_import_get_phase (self->import) == EMBARK_IMPORT_IDLE)
    embark_import_save_errors_async (self->import, file, self->cancellable, errors_saved_cb,
                                     g_object_ref (self));
}

static void
save_errors_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const patterns[] = { "*.csv", NULL };
  EmbarkImportWindow *self = EMBARK_IMPORT_WINDOW (widget);

  embark_compat_choose_file_async (GTK_WINDOW (self), _ ("Save Errors"), _ ("import-errors.csv"), patterns,
                                   _ ("Tables (CSV)"), self->cancellable, errors_file_cb, NULL);
}

/* ---- the window ---- */

static void
close_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EmbarkImportWindow *self = EMBARK_IMPORT_WINDOW (source);

  if (embark_compat_confirm_finish (GTK_WINDOW (self), result))
    gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
close_request_cb (EmbarkImportWindow *self)
{
  if (embark_import_get_phase (self->import) != EMBARK_IMPORT_RUNNING)
    return FALSE;
  embark_compat_confirm_async (
      GTK_WINDOW (self), _ ("Stop the import?"),
      _ ("What was sent stays in Cobalt. Importing the same file again sends only what is missing."),
      _ ("_Stop and Close"), TRUE, self->cancellable, close_confirmed_cb, NULL);
  return TRUE;
}

static AdwToastOverlay *
get_toasts (EmbarkNoticeHost *host)
{
  return EMBARK_IMPORT_WINDOW (host)->toasts;
}

static void
notice_host_init (EmbarkNoticeHostInterface *iface)
{
  iface->get_toasts = get_toasts;
}

static void
embark_import_window_dispose (GObject *object)
{
  EmbarkImportWindow *self = EMBARK_IMPORT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->work);
  g_clear_handle_id (&self->progress_id, g_source_remove);
  if (self->import != NULL)
    g_signal_handlers_disconnect_by_data (self->import, self);
  if (self->mapping != NULL)
    embark_import_mapping_set_import (self->mapping, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_IMPORT_WINDOW);
  g_clear_object (&self->import);
  G_OBJECT_CLASS (embark_import_window_parent_class)->dispose (object);
}

static void
embark_import_window_finalize (GObject *object)
{
  EmbarkImportWindow *self = EMBARK_IMPORT_WINDOW (object);

  g_clear_object (&self->work);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (embark_import_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, EmbarkImportWindow, child)
  BIND (toasts);
  BIND (back);
  BIND (check);
  BIND (run);
  BIND (stop);
  BIND (stack);
  BIND (choose_spinner);
  BIND (choose_button);
  BIND (file_problem);
  BIND (mapping);
  BIND (work_title);
  BIND (progress);
  BIND (work_detail);
  BIND (work_waiting);
  BIND (problem);
  BIND (result);
  BIND (foot);
  BIND (save_errors);
#undef BIND
}

static void
embark_import_window_class_init (EmbarkImportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_import_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = embark_import_window_finalize;

  g_type_ensure (EMBARK_TYPE_IMPORT_MAPPING);
  g_type_ensure (EMBARK_TYPE_IMPORT_RESULT);
  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/app/embark-import-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  gtk_widget_class_install_action (widget_class, "import.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "import.check", NULL, check_action);
  gtk_widget_class_install_action (widget_class, "import.run", NULL, run_action);
  gtk_widget_class_install_action (widget_class, "import.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "import.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "import.save-errors", NULL, save_errors_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "import.choose", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "import.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
embark_import_window_init (EmbarkImportWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  self->cancellable = g_cancellable_new ();
  self->page = "choose";
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self->stack), GTK_EVENT_CONTROLLER (target));
}

EmbarkImportWindow *
embark_import_window_new (GtkWindow *parent, EmbarkWorkspace *workspace)
{
  EmbarkImportWindow *self = g_object_new (EMBARK_TYPE_IMPORT_WINDOW, "transient-for", parent, NULL);

  self->import = embark_import_new (workspace);
  embark_import_mapping_set_import (self->mapping, self->import);
  embark_import_result_set_import (self->result, self->import);
  g_signal_connect_swapped (self->import, "notify::phase", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->import, "mapping-changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->import, "notify::n-done", G_CALLBACK (queue_progress), self);
  g_signal_connect_swapped (self->import, "notify::waiting", G_CALLBACK (queue_progress), self);
  update (self);
  gtk_widget_grab_focus (self->choose_button);
  return self;
}

EmbarkImport *
embark_import_window_get_import (EmbarkImportWindow *self)
{
  g_return_val_if_fail (EMBARK_IS_IMPORT_WINDOW (self), NULL);

  return self->import;
}
