/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-event-keys.h"
#include "embark-events-view-private.h"
#include "embark-name-factory.h"
#include "embark-tab-out.h"
#include "embark-workbench-problem.h"

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkEventsView, embark_events_view, ADW_TYPE_BIN)

/* ---- the event that is chosen ---- */

static char *
n_keys_text (guint n_keys)
{
  return n_keys == 0 ? g_strdup (_ ("No keys"))
                     : g_strdup_printf (ngettext ("%u key", "%u keys", n_keys), n_keys);
}

static void
show_event (EmbarkEventsView *self)
{
  g_autoptr (GPtrArray) keys = embark_event_keys_new (self->shown);
  g_autofree char *caption = n_keys_text (keys->len);

  gtk_label_set_text (self->name, embark_event_get_name (self->shown));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), embark_event_get_name (self->shown));
  gtk_label_set_text (self->caption, caption);
  embark_event_details_set_event (self->details, self->shown);
  embark_event_composer_set_event (self->composer, self->shown);
}

/* The editor, or the definition where that is wanted or nobody is there to fire for. */
static void
update_body (EmbarkEventsView *self)
{
  const gboolean compose = self->composing && !gtk_toggle_button_get_active (self->definition);

  gtk_widget_set_visible (GTK_WIDGET (self->definition), self->composing);
  gtk_widget_set_visible (self->fire, !self->composing);
  gtk_stack_set_visible_child (self->body,
                               compose ? GTK_WIDGET (self->composer) : GTK_WIDGET (self->details));
}

static void
update_panes (EmbarkEventsView *self)
{
  const gboolean detail = self->shown != NULL || self->calling;
  const gboolean blank = g_str_equal (gtk_stack_get_visible_child_name (self->detail_stack), "empty");

  gtk_widget_set_visible (self->list_pane, !self->narrow || (!detail && !blank));
  gtk_widget_set_hexpand (self->list_pane, self->narrow);
  gtk_widget_set_visible (self->pane_line, !self->narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->detail_stack), !self->narrow || detail || blank);
  gtk_widget_set_visible (self->back, self->narrow);
}

static void
update (EmbarkEventsView *self)
{
  const gboolean loaded = self->book != NULL && embark_book_get_loaded (EMBARK_BOOK (self->book));
  const gboolean loading = self->book != NULL && embark_book_get_loading (EMBARK_BOOK (self->book));
  const GError *error =
      self->book != NULL && !loading ? embark_book_get_error (EMBARK_BOOK (self->book)) : NULL;
  const guint n = self->book != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->book)) : 0;
  const char *list = "list";
  const char *detail = self->shown != NULL ? "event" : "none";
  const char *id = self->shown != NULL ? embark_event_get_id (self->shown) : NULL;

  if (!loaded)
    list = loading ? "loading" : "nothing";
  else if (n == 0)
    list = "nothing";
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->matching)) == 0)
    list = "no-match";
  if (self->calling)
    detail = "workflow";
  else if (self->shown == NULL && !loaded)
    detail = "nothing";
  else if (self->shown == NULL && n == 0)
    detail = error != NULL ? "nothing" : "empty";

  self->remedy = embark_workbench_show_problem (self->list_problem, error, TRUE);
  gtk_stack_set_visible_child_name (self->list_stack, list);
  gtk_spinner_set_spinning (self->spinner, g_str_equal (list, "loading"));
  gtk_stack_set_visible_child_name (self->detail_stack, detail);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "events.new", loaded);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "events.edit", id != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "events.delete", id != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "events.fire", self->shown != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "events.copy", self->shown != NULL);
  update_panes (self);
}

static void
set_shown (EmbarkEventsView *self, EmbarkEvent *event)
{
  if (!g_set_object (&self->shown, event))
    return;
  if (event != NULL)
    show_event (self);
  update (self);
}

/* Puts the selection on what is shown, or on nothing. */
static void
sync_selection (EmbarkEventsView *self)
{
  guint position = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; self->shown != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->selection)); i++)
    {
      g_autoptr (EmbarkEvent) event = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (event == self->shown)
        position = i;
    }
  self->syncing = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->syncing = FALSE;
}

static void
stop_calling (EmbarkEventsView *self)
{
  self->calling = FALSE;
  embark_direct_list_select (self->workflows, NULL);
}

void
embark_events_view_choose (EmbarkEventsView *self, EmbarkEvent *event)
{
  const gboolean calling = self->calling;

  self->by_itself = FALSE;
  stop_calling (self);
  set_shown (self, event);
  sync_selection (self);
  if (calling)
    update (self);
}

/* Beside a list there is room for one of it: the one that was fired last, or the first. */
static void
choose_by_itself (EmbarkEventsView *self)
{
  g_autoptr (EmbarkEvent) event = NULL;

  if (self->narrow || self->calling || self->shown != NULL || self->book == NULL)
    return;
  g_set_object (&event, embark_event_composer_find_last (self->composer, self->book));
  if (event == NULL)
    event = g_list_model_get_item (G_LIST_MODEL (self->matching), 0);
  if (event == NULL)
    return;
  embark_events_view_choose (self, event);
  self->by_itself = TRUE;
}

static void
selected_cb (EmbarkEventsView *self)
{
  EmbarkEvent *event = gtk_single_selection_get_selected_item (self->selection);

  if (!self->syncing && event != NULL)
    embark_events_view_choose (self, event);
}

static void
workflow_chosen_cb (EmbarkEventsView *self, EmbarkWorkflowInfo *workflow)
{
  self->by_itself = FALSE;
  self->calling = TRUE;
  set_shown (self, NULL);
  sync_selection (self);
  embark_direct_list_select (self->workflows, embark_workflow_info_get_id (workflow));
  embark_direct_pane_set_workflow (self->direct, workflow);
  update (self);
}

static void
activated_cb (EmbarkEventsView *self, guint position)
{
  g_autoptr (EmbarkEvent) event = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (event != NULL)
    embark_events_view_choose (self, event);
}

/* The list is another one: what is shown is found again by its id, or by its name where ids are not told. */
static void
book_changed_cb (EmbarkEventsView *self)
{
  const gboolean chosen = self->shown != NULL;
  EmbarkEvent *event = NULL;

  if (chosen)
    {
      event = embark_event_book_find_id (self->book, embark_event_get_id (self->shown));
      if (event == NULL)
        event = embark_event_book_find_name (self->book, embark_event_get_name (self->shown));
    }
  set_shown (self, event);
  sync_selection (self);
  /* In the place of one that was deleted nobody expects another one, ready to be fired. */
  if (!chosen)
    choose_by_itself (self);
  update (self);
}

/* ---- the list ---- */

static gboolean
matches (gpointer item, gpointer user_data)
{
  EmbarkEventsView *self = user_data;
  g_autofree char *name = g_utf8_casefold (embark_event_get_name (item), -1);

  return self->wanted == NULL || strstr (name, self->wanted) != NULL;
}

static void
search_changed_cb (EmbarkEventsView *self)
{
  const char *text = gtk_editable_get_text (self->search);

  g_free (self->wanted);
  self->wanted = *text != '\0' ? g_utf8_casefold (text, -1) : NULL;
  self->syncing = TRUE;
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  self->syncing = FALSE;
  sync_selection (self);
  update (self);
}

static void
stop_search_cb (EmbarkEventsView *self)
{
  gtk_editable_set_text (self->search, "");
}

void
embark_events_view_stop_search (EmbarkEventsView *self)
{
  gtk_editable_set_text (self->search, "");
  search_changed_cb (self);
}

static void
say_event (gpointer item, char **name, char **caption)
{
  g_autoptr (GPtrArray) keys = embark_event_keys_new (item);

  *name = g_strdup (embark_event_get_name (item));
  *caption = n_keys_text (keys->len);
}

/* ---- what a user does ---- */

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!embark_book_load_finish (EMBARK_BOOK (source), result, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      update (EMBARK_EVENTS_VIEW (user_data));
    }
}

void
embark_events_view_refresh (EmbarkEventsView *self)
{
  g_return_if_fail (EMBARK_IS_EVENTS_VIEW (self));

  embark_direct_list_refresh (self->workflows);
  if (self->book == NULL || embark_book_get_loading (EMBARK_BOOK (self->book)))
    return;
  embark_book_load_async (EMBARK_BOOK (self->book), self->cancellable, loaded_cb, self);
}

static void
problem_remedy_cb (EmbarkEventsView *self)
{
  if (!embark_workbench_follow_remedy (GTK_WIDGET (self), self->remedy))
    embark_events_view_refresh (self);
}

static void
choose_event_cb (EmbarkEventsView *self, const char *event, const char *payload)
{
  if (!embark_events_view_compose (self, event, payload))
    embark_event_composer_set_payload (self->composer, payload);
}

/* ---- the class ---- */

static void
embark_events_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (embark_events_view_parent_class)->map (widget);
  embark_events_view_refresh (EMBARK_EVENTS_VIEW (widget));
}

static void
drop_book (EmbarkEventsView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->book != NULL)
    g_signal_handlers_disconnect_by_data (self->book, self);
  self->syncing = TRUE;
  gtk_filter_list_model_set_model (self->matching, NULL);
  self->syncing = FALSE;
  g_clear_object (&self->book);
  g_clear_object (&self->workspace);
  g_clear_object (&self->shown);
}

static void
embark_events_view_dispose (GObject *object)
{
  EmbarkEventsView *self = EMBARK_EVENTS_VIEW (object);

  if (self->selection != NULL)
    {
      drop_book (self);
      g_signal_handlers_disconnect_by_data (self->selection, self);
    }
  g_clear_object (&self->selection);
  g_clear_object (&self->matching);
  g_clear_object (&self->filter);
  g_clear_pointer (&self->wanted, g_free);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_EVENTS_VIEW);
  G_OBJECT_CLASS (embark_events_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-events-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventsView, list_pane);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventsView, search);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventsView, list_problem);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventsView, list_stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventsView, list);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventsView, spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventsView, pane_line);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventsView, detail_stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventsView, back);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventsView, name);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventsView, caption);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventsView, details);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventsView, body);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventsView, composer);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventsView, definition);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventsView, fire);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventsView, workflows);
  gtk_widget_class_bind_template_child (widget_class, EmbarkEventsView, direct);
  gtk_widget_class_bind_template_callback (widget_class, update_body);
  gtk_widget_class_bind_template_callback (widget_class, workflow_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_event_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, problem_remedy_cb);
}

static void
embark_events_view_class_init (EmbarkEventsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_events_view_dispose;
  widget_class->map = embark_events_view_map;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);

  g_type_ensure (EMBARK_TYPE_DIRECT_LIST);
  g_type_ensure (EMBARK_TYPE_DIRECT_PANE);
  g_type_ensure (EMBARK_TYPE_EVENT_DETAILS);
  g_type_ensure (EMBARK_TYPE_EVENT_COMPOSER);
  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  bind_template (widget_class);
  embark_events_view_install_actions (widget_class);
}

static void
embark_events_view_init (EmbarkEventsView *self)
{
  g_autoptr (GtkListItemFactory) factory = embark_name_factory_new (say_event);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->filter = gtk_custom_filter_new (matches, self, NULL);
  self->matching = gtk_filter_list_model_new (NULL, g_object_ref (GTK_FILTER (self->filter)));
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->matching)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self);

  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  embark_tab_out (GTK_WIDGET (self->list));
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (activated_cb), self);
  update (self);
}

void
embark_events_view_set_workspace (EmbarkEventsView *self, EmbarkWorkspace *workspace)
{
  g_return_if_fail (EMBARK_IS_EVENTS_VIEW (self));

  if (self->workspace == workspace)
    return;
  drop_book (self);
  if (workspace != NULL)
    {
      self->workspace = g_object_ref (workspace);
      self->book = embark_event_book_new (workspace);
      self->cancellable = g_cancellable_new ();
      gtk_filter_list_model_set_model (self->matching, G_LIST_MODEL (self->book));
      g_signal_connect_object (self->book, "items-changed", G_CALLBACK (book_changed_cb), self,
                               G_CONNECT_SWAPPED | G_CONNECT_AFTER);
      g_signal_connect_object (self->book, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      if (gtk_widget_get_mapped (GTK_WIDGET (self)))
        embark_events_view_refresh (self);
    }
  update (self);
}

EmbarkEventBook *
embark_events_view_get_book (EmbarkEventsView *self)
{
  g_return_val_if_fail (EMBARK_IS_EVENTS_VIEW (self), NULL);

  return self->book;
}

void
embark_events_view_set_narrow (EmbarkEventsView *self, gboolean narrow)
{
  gboolean changed;

  g_return_if_fail (EMBARK_IS_EVENTS_VIEW (self));

  changed = self->narrow != narrow;
  self->narrow = narrow;
  embark_event_composer_set_narrow (self->composer, narrow);
  embark_direct_pane_set_narrow (self->direct, narrow);
  /* What nobody chose does not stand before the list. */
  if (narrow && self->by_itself && gtk_widget_get_focus_child (GTK_WIDGET (self->detail_stack)) == NULL)
    embark_events_view_choose (self, NULL);
  if (changed)
    choose_by_itself (self);
  update_panes (self);
}

void
embark_events_view_set_onboarding (EmbarkEventsView *self, EmbarkOnboarding *onboarding)
{
  g_return_if_fail (EMBARK_IS_EVENTS_VIEW (self));

  self->composing = onboarding != NULL;
  embark_event_composer_set_onboarding (self->composer, onboarding);
  embark_direct_list_set_onboarding (self->workflows, onboarding);
  embark_direct_pane_set_onboarding (self->direct, onboarding);
  if (self->calling)
    embark_events_view_choose (self, NULL);
  update_body (self);
}

gboolean
embark_events_view_compose (EmbarkEventsView *self, const char *event, const char *payload)
{
  EmbarkEvent *found;

  g_return_val_if_fail (EMBARK_IS_EVENTS_VIEW (self), FALSE);

  found = self->book != NULL ? embark_event_book_find_name (self->book, event) : NULL;
  if (found == NULL)
    return FALSE;
  embark_events_view_choose (self, found);
  gtk_toggle_button_set_active (self->definition, FALSE);
  if (payload != NULL)
    embark_event_composer_set_payload (self->composer, payload);
  return TRUE;
}

EmbarkEventComposer *
embark_events_view_get_composer (EmbarkEventsView *self)
{
  g_return_val_if_fail (EMBARK_IS_EVENTS_VIEW (self), NULL);

  return self->composer;
}

gboolean
embark_events_view_call (EmbarkEventsView *self, const char *workflow_id, const char *payload)
{
  EmbarkWorkflowInfo *workflow;

  g_return_val_if_fail (EMBARK_IS_EVENTS_VIEW (self), FALSE);

  workflow = embark_direct_list_find (self->workflows, workflow_id);
  if (workflow == NULL)
    return FALSE;
  workflow_chosen_cb (self, workflow);
  if (payload != NULL)
    embark_direct_pane_set_payload (self->direct, payload);
  return TRUE;
}

EmbarkDirectPane *
embark_events_view_get_direct (EmbarkEventsView *self)
{
  g_return_val_if_fail (EMBARK_IS_EVENTS_VIEW (self), NULL);

  return self->direct;
}
