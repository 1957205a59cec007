/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compare-view.h"
#include "embark-run-pane.h"
#include "embark-run-row.h"
#include "embark-runs-filter.h"
#include "embark-runs-foot.h"
#include "embark-runs-saved.h"
#include "embark-runs-view.h"
#include "embark-scroll-through.h"
#include "embark-tab-out.h"
#include "embark-workbench-problem.h"

/* The next page is asked for when less than this is left below (px). */
#define LOAD_AHEAD 600

struct _EmbarkRunsView
{
  AdwBin parent_instance;

  GtkWidget *list_pane;
  GtkEditable *search;
  GtkMenuButton *filter;
  EmbarkRunsSaved *saved;
  EmbarkProblemView *list_problem;
  GtkStack *list_stack;
  GtkScrolledWindow *scrolled;
  GtkListView *list;
  GtkSpinner *spinner;
  AdwStatusPage *no_match;
  GtkWidget *load_more;
  GtkImage *live_icon;
  GtkLabel *live;
  GtkWidget *pane_line;
  GtkStack *detail_stack;
  EmbarkRunPane *pane;
  EmbarkCompareView *compare;

  EmbarkOnboarding *onboarding;  /* (owned) */
  EmbarkRunList *runs;           /* (owned) (nullable) */
  EmbarkRunDetail *detail;       /* (owned) (nullable): the run that is shown */
  EmbarkRunsFilter *run_filter;  /* (owned) */
  GtkFilterListModel *matching;  /* (owned) */
  GtkSingleSelection *selection; /* (owned) */
  GtkCustomFilter *custom;       /* (owned) */
  GtkListItemFactory *factory;   /* (owned) */
  char *wanted; /* (owned) (nullable): casefolded, what is searched for among what is loaded */
  EmbarkRemedy remedy;
  guint select_id;
  gboolean narrow;
  gboolean comparing; /* the run that is shown, with another one */
  gboolean syncing;   /* the selection follows, nobody chose */
};

G_DEFINE_FINAL_TYPE (EmbarkRunsView, embark_runs_view, ADW_TYPE_BIN)

static EmbarkPagedList *
paged_of (EmbarkRunsView *self)
{
  return self->runs != NULL ? embark_run_list_get_runs (self->runs) : NULL;
}

static gboolean
is_searching (EmbarkRunsView *self)
{
  return *gtk_editable_get_text (self->search) != '\0' || embark_runs_filter_get_active (self->run_filter);
}

/* ---- what is shown ---- */

static void
update_panes (EmbarkRunsView *self)
{
  const char *detail = gtk_stack_get_visible_child_name (self->detail_stack);
  const gboolean front = !g_str_equal (detail, "none") && !g_str_equal (detail, "nothing");

  gtk_widget_set_visible (self->list_pane, !self->comparing && (!self->narrow || !front));
  gtk_widget_set_hexpand (self->list_pane, self->narrow);
  gtk_widget_set_visible (self->pane_line, !self->comparing && !self->narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->detail_stack), !self->narrow || front);
}

static void
update_live (EmbarkRunsView *self)
{
  embark_runs_foot_show (self->runs, self->live_icon, self->live);
}

static void
update_no_match (EmbarkRunsView *self, EmbarkPagedList *paged)
{
  g_autofree char *text = embark_runs_foot_dup_no_match (paged);

  adw_status_page_set_description (self->no_match, text);
  gtk_widget_set_visible (self->load_more, embark_paged_list_get_has_more (paged));
  gtk_widget_set_sensitive (self->load_more, !embark_paged_list_get_loading (paged));
}

static const char *
choose_list_page (EmbarkRunsView *self, EmbarkPagedList *paged, guint n)
{
  if (paged == NULL)
    return "nothing";
  if (g_list_model_get_n_items (G_LIST_MODEL (self->matching)) > 0)
    return "list";
  if (!embark_paged_list_get_loaded (paged))
    return embark_paged_list_get_loading (paged) ? "loading" : "nothing";
  return n > 0 || is_searching (self) ? "no-match" : "nothing";
}

static const char *
choose_detail_page (EmbarkRunsView *self, EmbarkPagedList *paged, guint n)
{
  if (self->detail != NULL)
    return self->comparing ? "compare" : "run";
  if (embark_onboarding_get_account (self->onboarding) == NULL)
    return "account";
  if (paged == NULL || !embark_paged_list_get_loaded (paged))
    return "nothing";
  return n == 0 && !is_searching (self) ? "empty" : "none";
}

static void
update (EmbarkRunsView *self)
{
  EmbarkPagedList *paged = paged_of (self);
  const guint n = paged != NULL ? g_list_model_get_n_items (G_LIST_MODEL (paged)) : 0;
  const gboolean loading = paged != NULL && embark_paged_list_get_loading (paged);
  const GError *error = paged != NULL && !loading ? embark_paged_list_get_error (paged) : NULL;
  const char *page;

  if (self->onboarding == NULL)
    return;
  page = choose_list_page (self, paged, n);
  self->remedy = embark_workbench_show_problem (self->list_problem, error, TRUE);
  if (paged != NULL)
    update_no_match (self, paged);
  gtk_stack_set_visible_child_name (self->list_stack, page);
  gtk_spinner_set_spinning (self->spinner, g_str_equal (page, "loading"));
  gtk_stack_set_visible_child_name (self->detail_stack, choose_detail_page (self, paged, n));
  update_live (self);
  update_panes (self);
}

/* ---- the run that is chosen ---- */

static const char *
shown_id (EmbarkRunsView *self)
{
  return self->detail != NULL ? embark_execution_get_id (embark_run_detail_get_run (self->detail)) : NULL;
}

/* By id, since every answer replaces the items. */
static gboolean
select_cb (gpointer user_data)
{
  EmbarkRunsView *self = user_data;
  GListModel *model = G_LIST_MODEL (self->selection);
  guint position = GTK_INVALID_LIST_POSITION;

  self->select_id = 0;
  for (guint i = 0; self->detail != NULL && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (EmbarkExecution) run = g_list_model_get_item (model, i);

      if (g_str_equal (embark_execution_get_id (run), shown_id (self)))
        {
          position = i;
          break;
        }
    }
  self->syncing = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->syncing = FALSE;
  return G_SOURCE_REMOVE;
}

static void
queue_select (EmbarkRunsView *self)
{
  if (self->select_id == 0)
    self->select_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, select_cb, self, NULL);
}

static void set_comparing (EmbarkRunsView *self, EmbarkExecution *other);

static void
choose (EmbarkRunsView *self, EmbarkExecution *run)
{
  if (run != NULL && g_strcmp0 (shown_id (self), embark_execution_get_id (run)) == 0)
    return;
  if (self->detail != NULL)
    embark_run_detail_set_live (self->detail, FALSE);
  g_clear_object (&self->detail);
  if (self->comparing)
    set_comparing (self, NULL);
  if (run != NULL)
    {
      self->detail = embark_run_detail_new (self->runs, run);
      embark_run_detail_set_live (self->detail, embark_run_list_get_live (self->runs));
    }
  embark_run_pane_set_detail (self->pane, self->detail);
  update (self);
  queue_select (self);
}

static void
selected_cb (EmbarkRunsView *self)
{
  EmbarkExecution *run = gtk_single_selection_get_selected_item (self->selection);

  /* An item that went with its page is no choice: what is shown stays. */
  if (!self->syncing && run != NULL && self->select_id == 0)
    choose (self, run);
}

static void
activated_cb (EmbarkRunsView *self, guint position)
{
  g_autoptr (EmbarkExecution) run = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (run != NULL)
    choose (self, run);
}

static void
set_comparing (EmbarkRunsView *self, EmbarkExecution *other)
{
  self->comparing = other != NULL;
  embark_compare_view_set_runs (self->compare, self->runs,
                                other != NULL ? embark_run_detail_get_run (self->detail) : NULL, other);
  update (self);
  /* The button that was pressed is hidden now: keys that go to it would reach nobody. */
  gtk_widget_child_focus (other != NULL ? GTK_WIDGET (self->compare) : GTK_WIDGET (self->pane),
                          GTK_DIR_TAB_FORWARD);
}

static void
compare_back_cb (EmbarkRunsView *self)
{
  set_comparing (self, NULL);
}

static void
back_cb (EmbarkRunsView *self)
{
  choose (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
show_run_cb (EmbarkRunsView *self, const char *id)
{
  embark_runs_view_show_run (self, id);
}

/* ---- the list ---- */

static gboolean
matches (gpointer item, gpointer user_data)
{
  EmbarkRunsView *self = user_data;

  return (self->runs == NULL || embark_run_list_matches (self->runs, item))
         && embark_run_list_has_text (item, self->wanted);
}

static void
search_changed_cb (EmbarkRunsView *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->search)));
  const gboolean is_id = embark_run_list_is_id (text);

  g_free (self->wanted);
  self->wanted = *text != '\0' && !is_id ? g_utf8_casefold (text, -1) : NULL;
  self->syncing = TRUE;
  if (self->runs != NULL)
    embark_run_list_set_run_id (self->runs, is_id ? text : NULL);
  gtk_filter_changed (GTK_FILTER (self->custom), GTK_FILTER_CHANGE_DIFFERENT);
  self->syncing = FALSE;
  queue_select (self);
  update (self);
}

static void
stop_search_cb (EmbarkRunsView *self)
{
  gtk_editable_set_text (self->search, "");
}

static void
scrolled_cb (EmbarkRunsView *self)
{
  EmbarkPagedList *paged = paged_of (self);

  /* What is found only among what is loaded would load all there is, one page after the other. */
  if (paged != NULL && embark_scroll_is_near_end (self->scrolled, LOAD_AHEAD) && self->wanted == NULL
      && embark_paged_list_get_loaded (paged) && embark_paged_list_get_error (paged) == NULL)
    embark_paged_list_load_more (paged);
}

static void
items_changed_cb (EmbarkRunsView *self)
{
  queue_select (self);
  update (self);
}

static void
filter_changed_cb (EmbarkRunsView *self)
{
  gtk_filter_changed (GTK_FILTER (self->custom), GTK_FILTER_CHANGE_DIFFERENT);
  update (self);
}

static void
problem_remedy_cb (EmbarkRunsView *self)
{
  if (!embark_workbench_follow_remedy (GTK_WIDGET (self), self->remedy))
    embark_runs_view_refresh (self);
}

static void
load_more_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkPagedList *paged = paged_of (EMBARK_RUNS_VIEW (widget));

  if (paged != NULL)
    embark_paged_list_load_more (paged);
}

static void
clear_filter_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkRunsView *self = EMBARK_RUNS_VIEW (widget);

  gtk_editable_set_text (self->search, "");
  search_changed_cb (self);
  embark_runs_filter_clear (self->run_filter);
}

/* ---- the account ---- */

static void
drop_list (EmbarkRunsView *self)
{
  if (self->detail != NULL)
    embark_run_detail_set_live (self->detail, FALSE);
  g_clear_object (&self->detail);
  if (self->runs == NULL)
    return;
  embark_run_list_set_live (self->runs, FALSE);
  g_signal_handlers_disconnect_by_data (self->runs, self);
  g_signal_handlers_disconnect_by_data (embark_run_list_get_runs (self->runs), self);
  embark_runs_filter_set_list (self->run_filter, NULL);
  self->syncing = TRUE;
  gtk_filter_list_model_set_model (self->matching, NULL);
  self->syncing = FALSE;
  g_clear_object (&self->runs);
}

static void
set_list (EmbarkRunsView *self, EmbarkRunList *runs)
{
  EmbarkPagedList *paged = embark_run_list_get_runs (runs);

  self->runs = runs;
  embark_run_row_factory_set_list (self->factory, runs);
  embark_runs_filter_set_list (self->run_filter, runs);
  g_signal_connect_object (runs, "notify::filter", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (runs, "notify", G_CALLBACK (update_live), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (paged, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_filter_list_model_set_model (self->matching, G_LIST_MODEL (paged));
}

/* Asks only while somebody looks. */
static void
update_liveness (EmbarkRunsView *self)
{
  gboolean live = gtk_widget_get_mapped (GTK_WIDGET (self));
  EmbarkLinkedAccount *account = embark_onboarding_get_account (self->onboarding);

  if (self->runs == NULL && live && account != NULL)
    set_list (self, embark_run_list_new (embark_onboarding_get_workspace (self->onboarding),
                                         embark_linked_account_get_id (account)));
  if (self->runs != NULL)
    embark_run_list_set_live (self->runs, live);
  if (self->detail != NULL)
    embark_run_detail_set_live (self->detail, live);
}

static void
account_changed_cb (EmbarkRunsView *self)
{
  EmbarkLinkedAccount *account = embark_onboarding_get_account (self->onboarding);

  if (self->runs != NULL
      && (account == NULL
          || g_strcmp0 (embark_linked_account_get_id (account), embark_run_list_get_account_id (self->runs))
                 != 0))
    {
      choose (self, NULL);
      drop_list (self);
    }
  update_liveness (self);
  update (self);
}

static void
embark_runs_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (embark_runs_view_parent_class)->map (widget);
  update_liveness (EMBARK_RUNS_VIEW (widget));
  update (EMBARK_RUNS_VIEW (widget));
}

static void
embark_runs_view_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (embark_runs_view_parent_class)->unmap (widget);
  update_liveness (EMBARK_RUNS_VIEW (widget));
}

/* ---- the class ---- */

static void
embark_runs_view_dispose (GObject *object)
{
  EmbarkRunsView *self = EMBARK_RUNS_VIEW (object);

  if (self->selection != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->selection, self);
      embark_run_pane_set_detail (self->pane, NULL);
      embark_compare_view_set_runs (self->compare, NULL, NULL, NULL);
      drop_list (self);
    }
  if (self->onboarding != NULL)
    g_signal_handlers_disconnect_by_data (self->onboarding, self);
  g_clear_handle_id (&self->select_id, g_source_remove);
  g_clear_object (&self->selection);
  g_clear_object (&self->matching);
  g_clear_object (&self->custom);
  g_clear_object (&self->factory);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_RUNS_VIEW);
  g_clear_object (&self->run_filter);
  g_clear_object (&self->onboarding);
  g_clear_pointer (&self->wanted, g_free);
  G_OBJECT_CLASS (embark_runs_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-runs-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunsView, list_pane);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunsView, search);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunsView, filter);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunsView, saved);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunsView, list_problem);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunsView, list_stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunsView, scrolled);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunsView, list);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunsView, spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunsView, no_match);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunsView, load_more);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunsView, live_icon);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunsView, live);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunsView, pane_line);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunsView, detail_stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunsView, pane);
  gtk_widget_class_bind_template_child (widget_class, EmbarkRunsView, compare);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, problem_remedy_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_run_cb);
  gtk_widget_class_bind_template_callback (widget_class, set_comparing);
  gtk_widget_class_bind_template_callback (widget_class, compare_back_cb);
}

static void
embark_runs_view_class_init (EmbarkRunsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_runs_view_dispose;
  widget_class->map = embark_runs_view_map;
  widget_class->unmap = embark_runs_view_unmap;

  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  g_type_ensure (EMBARK_TYPE_RUN_PANE);
  g_type_ensure (EMBARK_TYPE_RUNS_SAVED);
  g_type_ensure (EMBARK_TYPE_COMPARE_VIEW);
  gtk_widget_class_install_action (widget_class, "runs.load-more", NULL, load_more_action);
  gtk_widget_class_install_action (widget_class, "runs.clear-filter", NULL, clear_filter_action);
  bind_template (widget_class);
}

static void
embark_runs_view_init (EmbarkRunsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->run_filter = embark_runs_filter_new (GTK_WIDGET (self), self->filter);
  self->custom = gtk_custom_filter_new (matches, self, NULL);
  self->matching = gtk_filter_list_model_new (NULL, GTK_FILTER (g_object_ref (self->custom)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->matching)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  self->factory = embark_run_row_new_factory ();
  gtk_list_view_set_factory (self->list, self->factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  embark_tab_out (GTK_WIDGET (self->list));
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->matching, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scrolled), "value-changed",
                           G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scrolled), "changed",
                           G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
embark_runs_view_new (EmbarkOnboarding *onboarding)
{
  EmbarkRunsView *self;

  g_return_val_if_fail (EMBARK_IS_ONBOARDING (onboarding), NULL);

  self = g_object_new (EMBARK_TYPE_RUNS_VIEW, NULL);
  self->onboarding = g_object_ref (onboarding);
  embark_runs_saved_set_up (self->saved, embark_onboarding_get_workspace (onboarding), self->run_filter,
                            self->search);
  g_signal_connect_object (onboarding, "notify::account", G_CALLBACK (account_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

EmbarkRunList *
embark_runs_view_get_list (EmbarkRunsView *self)
{
  g_return_val_if_fail (EMBARK_IS_RUNS_VIEW (self), NULL);

  return self->runs;
}

EmbarkRunDetail *
embark_runs_view_get_detail (EmbarkRunsView *self)
{
  g_return_val_if_fail (EMBARK_IS_RUNS_VIEW (self), NULL);

  return self->detail;
}

void
embark_runs_view_show_run (EmbarkRunsView *self, const char *id)
{
  g_autoptr (EmbarkExecution) run = NULL;

  g_return_if_fail (EMBARK_IS_RUNS_VIEW (self));
  g_return_if_fail (id != NULL);

  if (self->runs == NULL)
    return;
  run = embark_run_list_dup_run (self->runs, id,
                                 self->detail != NULL ? embark_run_detail_get_run (self->detail) : NULL);
  if (run != NULL)
    choose (self, run);
}

void
embark_runs_view_set_narrow (EmbarkRunsView *self, gboolean narrow)
{
  g_return_if_fail (EMBARK_IS_RUNS_VIEW (self));

  self->narrow = narrow;
  embark_run_pane_set_narrow (self->pane, narrow);
  embark_compare_view_set_narrow (self->compare, narrow);
  update_panes (self);
}

void
embark_runs_view_refresh (EmbarkRunsView *self)
{
  g_return_if_fail (EMBARK_IS_RUNS_VIEW (self));

  if (self->runs != NULL)
    embark_run_list_refresh (self->runs);
  if (self->detail != NULL)
    embark_run_detail_refresh (self->detail);
}
