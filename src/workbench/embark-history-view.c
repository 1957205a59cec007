/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-history-pane.h"
#include "embark-history-row.h"
#include "embark-history-view.h"
#include "embark-scroll-through.h"
#include "embark-tab-out.h"
#include "embark-workbench-problem.h"

/* The next page is asked for when less than this is left below (px). */
#define LOAD_AHEAD 600
/* So many matches are looked for among the older ones before the list is long enough to be scrolled. */
#define ENOUGH 20

struct _EmbarkHistoryView
{
  AdwBin parent_instance;

  GtkWidget *list_pane;
  GtkEditable *search;
  GtkToggleButton *pinned;
  GtkDropDown *verdict;
  EmbarkProblemView *list_problem;
  GtkStack *list_stack;
  GtkScrolledWindow *scrolled;
  GtkListView *list;
  GtkSpinner *spinner;
  AdwStatusPage *no_match;
  GtkLabel *foot;
  GtkWidget *pane_line;
  GtkStack *detail_stack;
  EmbarkHistoryPane *pane;

  EmbarkOnboarding *onboarding;  /* (owned) (nullable) */
  GtkFilterListModel *matching;  /* (owned) */
  GtkSingleSelection *selection; /* (owned) */
  GtkCustomFilter *filter;       /* (owned) */
  char *wanted;                  /* (owned) (nullable): casefolded */
  GError *older_error;           /* (owned) (nullable): why the next older ones could not be read */
  EmbarkRemedy remedy;
  guint load_id;
  guint top_id;
  gboolean loading_older;
  gboolean narrow;
  gboolean syncing; /* the list changes, nobody chose */
};

enum
{
  EDIT,
  OPEN_RUN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkHistoryView, embark_history_view, ADW_TYPE_BIN)

static guint
count_fires (EmbarkHistoryView *self)
{
  return self->onboarding != NULL ? g_list_model_get_n_items (embark_onboarding_get_fires (self->onboarding))
                                  : 0;
}

static gboolean
is_filtering (EmbarkHistoryView *self)
{
  return self->wanted != NULL || gtk_toggle_button_get_active (self->pinned)
         || gtk_drop_down_get_selected (self->verdict) != EMBARK_HISTORY_ANY;
}

/* ---- older ones ---- */

static void update (EmbarkHistoryView *self);
static void queue_load (EmbarkHistoryView *self);

static void
older_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkHistoryView) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean ok = embark_onboarding_load_older_fires_finish (EMBARK_ONBOARDING (source), result, &error);

  self->loading_older = FALSE;
  if (self->onboarding != EMBARK_ONBOARDING (source))
    return;
  if (!ok)
    self->older_error = g_steal_pointer (&error);
  update (self);
  queue_load (self);
}

static void
load_older (EmbarkHistoryView *self)
{
  if (self->loading_older || self->onboarding == NULL || self->older_error != NULL
      || !embark_onboarding_get_has_older_fires (self->onboarding))
    return;
  self->loading_older = TRUE;
  embark_onboarding_load_older_fires_async (self->onboarding, NULL, older_cb, g_object_ref (self));
}

/* Whether the list ends where somebody looks. What is pinned is there already, however old. */
static gboolean
wants_more (EmbarkHistoryView *self)
{
  if (gtk_toggle_button_get_active (self->pinned) || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return FALSE;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->matching)) < ENOUGH)
    return TRUE;
  return embark_scroll_is_near_end (self->scrolled, LOAD_AHEAD);
}

static gboolean
load_cb (gpointer user_data)
{
  EmbarkHistoryView *self = user_data;

  self->load_id = 0;
  if (wants_more (self))
    load_older (self);
  return G_SOURCE_REMOVE;
}

/* The list has its new height only when it was laid out. */
static void
queue_load (EmbarkHistoryView *self)
{
  if (self->load_id == 0 && self->onboarding != NULL
      && embark_onboarding_get_has_older_fires (self->onboarding))
    self->load_id = g_idle_add_full (G_PRIORITY_LOW, load_cb, self, NULL);
}

/* ---- what is shown ---- */

static const char *
choose_list_page (EmbarkHistoryView *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->matching)) > 0)
    return "list";
  if (self->onboarding == NULL)
    return "nothing";
  if (count_fires (self) == 0)
    return embark_onboarding_get_loading (self->onboarding) ? "loading" : "nothing";
  return self->loading_older ? "loading" : "no-match";
}

static const char *
choose_detail_page (EmbarkHistoryView *self)
{
  if (embark_history_pane_get_fire (self->pane) != NULL)
    return "fire";
  if (self->onboarding == NULL)
    return "nothing";
  if (embark_onboarding_get_account (self->onboarding) == NULL)
    return "account";
  if (count_fires (self) > 0)
    return "none";
  return embark_onboarding_get_loading (self->onboarding) ? "nothing" : "empty";
}

/* Returns: (nullable): why the journal could not be read */
static const GError *
get_error (EmbarkHistoryView *self)
{
  if (self->older_error != NULL)
    return self->older_error;
  return self->onboarding != NULL ? embark_onboarding_get_fires_error (self->onboarding) : NULL;
}

static char *
dup_foot (EmbarkHistoryView *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->matching));
  guint all = count_fires (self);

  if (self->onboarding == NULL)
    return g_strdup ("");
  all = MAX (all, embark_onboarding_get_n_fires (self->onboarding));
  if (all == 0)
    return g_strdup ("");
  if (is_filtering (self))
    /* Translators: of all events that were fired, so many match */
    return g_strdup_printf (_ ("%u of %u events"), n, all);
  return g_strdup_printf (ngettext ("%u event", "%u events", all), all);
}

static void
update (EmbarkHistoryView *self)
{
  const char *detail = choose_detail_page (self);
  const char *page = choose_list_page (self);
  g_autofree char *foot = dup_foot (self);
  const gboolean front = !g_str_equal (detail, "none") && !g_str_equal (detail, "nothing");

  self->remedy = embark_workbench_show_problem (self->list_problem, get_error (self), TRUE);
  gtk_stack_set_visible_child_name (self->list_stack, page);
  gtk_spinner_set_spinning (self->spinner, g_str_equal (page, "loading"));
  gtk_stack_set_visible_child_name (self->detail_stack, detail);
  gtk_label_set_text (self->foot, foot);
  gtk_widget_set_visible (self->list_pane, !self->narrow || !front);
  gtk_widget_set_hexpand (self->list_pane, self->narrow);
  gtk_widget_set_visible (self->pane_line, !self->narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->detail_stack), !self->narrow || front);
}

/* ---- the fire that is chosen ---- */

static void
choose (EmbarkHistoryView *self, EmbarkFire *fire)
{
  embark_history_pane_set_fire (self->pane, self->onboarding, fire);
  update (self);
}

static void
selected_cb (EmbarkHistoryView *self)
{
  EmbarkFire *fire = gtk_single_selection_get_selected_item (self->selection);

  /* One that no longer matches stays shown. */
  if (!self->syncing && fire != NULL)
    choose (self, fire);
}

static void
activated_cb (EmbarkHistoryView *self, guint position)
{
  g_autoptr (EmbarkFire) fire = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (fire != NULL)
    choose (self, fire);
}

static void
back_cb (EmbarkHistoryView *self)
{
  self->syncing = TRUE;
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  self->syncing = FALSE;
  choose (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
edit_cb (EmbarkHistoryView *self, EmbarkFire *fire)
{
  g_signal_emit (self, signals[EDIT], 0, fire);
}

static void
open_run_cb (EmbarkHistoryView *self, const char *id)
{
  g_signal_emit (self, signals[OPEN_RUN], 0, id);
}

/* ---- the filter ---- */

static gboolean
has_text (const char *text, const char *wanted)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return folded != NULL && strstr (folded, wanted) != NULL;
}

static gboolean
matches_text (EmbarkFire *fire, const char *wanted)
{
  const char *const *ids = embark_fire_get_run_ids (fire);
  g_autofree char *verdict = NULL;

  if (has_text (embark_fire_get_event (fire), wanted) || has_text (embark_fire_get_payload (fire), wanted)
      || has_text (embark_fire_get_request_id (fire), wanted)
      || has_text (embark_fire_get_workflow_id (fire), wanted))
    return TRUE;
  for (gsize i = 0; ids[i] != NULL; i++)
    if (has_text (ids[i], wanted))
      return TRUE;
  verdict = embark_fire_dup_verdict (fire);
  return has_text (verdict, wanted);
}

static gboolean
matches (gpointer item, gpointer user_data)
{
  EmbarkHistoryView *self = user_data;
  const guint verdict = gtk_drop_down_get_selected (self->verdict);

  return (!gtk_toggle_button_get_active (self->pinned) || embark_fire_get_pinned (item))
         && (verdict == EMBARK_HISTORY_ANY || verdict == GTK_INVALID_LIST_POSITION
             || verdict == embark_history_get_verdict (item))
         && (self->wanted == NULL || matches_text (item, self->wanted));
}

static void
filter_changed_cb (EmbarkHistoryView *self)
{
  if (self->filter == NULL)
    return;
  self->syncing = TRUE;
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  self->syncing = FALSE;
  update (self);
  queue_load (self);
}

static void
search_changed_cb (EmbarkHistoryView *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->search)));

  g_free (self->wanted);
  self->wanted = *text != '\0' ? g_utf8_casefold (text, -1) : NULL;
  filter_changed_cb (self);
}

static void
stop_search_cb (EmbarkHistoryView *self)
{
  gtk_editable_set_text (self->search, "");
}

static void
clear_filter_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkHistoryView *self = EMBARK_HISTORY_VIEW (widget);

  gtk_editable_set_text (self->search, "");
  gtk_toggle_button_set_active (self->pinned, FALSE);
  gtk_drop_down_set_selected (self->verdict, EMBARK_HISTORY_ANY);
  search_changed_cb (self);
}

static void
fire_changed_cb (EmbarkHistoryView *self)
{
  if (is_filtering (self))
    filter_changed_cb (self);
}

static void
problem_remedy_cb (EmbarkHistoryView *self)
{
  if (embark_workbench_follow_remedy (GTK_WIDGET (self), self->remedy))
    return;
  if (self->older_error == NULL)
    {
      embark_onboarding_refresh_async (self->onboarding, NULL, NULL, NULL);
      return;
    }
  g_clear_error (&self->older_error);
  load_older (self);
  update (self);
}

/* ---- the list ---- */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, embark_history_row_new ());
}

static void
bind_cb (EmbarkHistoryView *self, GtkListItem *item)
{
  EmbarkWorkspace *workspace = embark_onboarding_get_workspace (self->onboarding);

  embark_history_row_set_fire (EMBARK_HISTORY_ROW (gtk_list_item_get_child (item)),
                               gtk_list_item_get_item (item),
                               embark_clock_get_real_time (embark_workspace_get_clock (workspace)));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  embark_history_row_set_fire (EMBARK_HISTORY_ROW (gtk_list_item_get_child (item)), NULL, 0);
}

static gboolean
top_cb (gpointer user_data)
{
  EmbarkHistoryView *self = user_data;

  self->top_id = 0;
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
  return G_SOURCE_REMOVE;
}

/* A list that stands at its top stays there: what was fired now has to be seen. */
static void
matching_changed_cb (EmbarkHistoryView *self, guint position, guint removed, guint added)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);

  if (position == 0 && added > 0 && self->top_id == 0 && gtk_adjustment_get_value (adjustment) < 1)
    self->top_id = g_idle_add (top_cb, self);
}

static void
items_changed_cb (EmbarkHistoryView *self)
{
  update (self);
  queue_load (self);
}

void
embark_history_view_set_onboarding (EmbarkHistoryView *self, EmbarkOnboarding *onboarding)
{
  g_return_if_fail (EMBARK_IS_HISTORY_VIEW (self));
  g_return_if_fail (onboarding == NULL || EMBARK_IS_ONBOARDING (onboarding));

  if (self->onboarding == onboarding)
    return;
  if (self->onboarding != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->onboarding, self);
      g_signal_handlers_disconnect_by_data (embark_onboarding_get_tracker (self->onboarding), self);
    }
  embark_history_pane_set_fire (self->pane, NULL, NULL);
  g_clear_error (&self->older_error);
  g_clear_handle_id (&self->load_id, g_source_remove);
  /* The rows go before what they are of. */
  self->syncing = TRUE;
  gtk_filter_list_model_set_model (self->matching, NULL);
  g_set_object (&self->onboarding, onboarding);
  if (onboarding != NULL)
    {
      gtk_filter_list_model_set_model (self->matching, embark_onboarding_get_fires (onboarding));
      g_signal_connect_object (onboarding, "notify", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (embark_onboarding_get_tracker (onboarding), "changed",
                               G_CALLBACK (fire_changed_cb), self, G_CONNECT_SWAPPED);
    }
  self->syncing = FALSE;
  update (self);
  queue_load (self);
}

void
embark_history_view_set_narrow (EmbarkHistoryView *self, gboolean narrow)
{
  g_return_if_fail (EMBARK_IS_HISTORY_VIEW (self));

  self->narrow = narrow;
  embark_history_pane_set_narrow (self->pane, narrow);
  update (self);
}

static void
embark_history_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (embark_history_view_parent_class)->map (widget);
  queue_load (EMBARK_HISTORY_VIEW (widget));
}

static void
embark_history_view_dispose (GObject *object)
{
  EmbarkHistoryView *self = EMBARK_HISTORY_VIEW (object);

  if (self->selection != NULL)
    embark_history_view_set_onboarding (self, NULL);
  g_clear_handle_id (&self->load_id, g_source_remove);
  g_clear_handle_id (&self->top_id, g_source_remove);
  g_clear_object (&self->selection);
  g_clear_object (&self->matching);
  g_clear_object (&self->filter);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_HISTORY_VIEW);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_error (&self->older_error);
  G_OBJECT_CLASS (embark_history_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-history-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryView, list_pane);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryView, search);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryView, pinned);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryView, verdict);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryView, list_problem);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryView, list_stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryView, scrolled);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryView, list);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryView, spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryView, no_match);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryView, foot);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryView, pane_line);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryView, detail_stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkHistoryView, pane);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, problem_remedy_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_run_cb);
}

static void
embark_history_view_class_init (EmbarkHistoryViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_history_view_dispose;
  widget_class->map = embark_history_view_map;
  signals[EDIT] = g_signal_new ("edit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, EMBARK_TYPE_FIRE);
  signals[OPEN_RUN] = g_signal_new ("open-run", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  g_type_ensure (EMBARK_TYPE_HISTORY_PANE);
  gtk_widget_class_install_action (widget_class, "history.clear-filter", NULL, clear_filter_action);
  bind_template (widget_class);
}

static void
fill_verdicts (EmbarkHistoryView *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  gtk_string_list_append (words, _ ("All Verdicts"));
  for (int i = EMBARK_HISTORY_ANY + 1; i <= EMBARK_HISTORY_OPEN; i++)
    gtk_string_list_append (words, embark_history_verdict_get_word ((EmbarkHistoryVerdict) i));
  gtk_drop_down_set_model (self->verdict, G_LIST_MODEL (words));
}

static void
embark_history_view_init (EmbarkHistoryView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkAdjustment *adjustment;

  gtk_widget_init_template (GTK_WIDGET (self));
  fill_verdicts (self);
  self->filter = gtk_custom_filter_new (matches, self, NULL);
  self->matching = gtk_filter_list_model_new (NULL, GTK_FILTER (g_object_ref (self->filter)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->matching)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  embark_tab_out (GTK_WIDGET (self->list));
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->matching, "items-changed", G_CALLBACK (matching_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->matching, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (queue_load), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (queue_load), self, G_CONNECT_SWAPPED);
  update (self);
}
