/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-activity-list.h"
#include "embark-activity-pane.h"
#include "embark-activity-view.h"
#include "embark-compat.h"
#include "embark-har.h"
#include "embark-notice.h"
#include "embark-tab-out.h"

struct _EmbarkActivityView
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkWidget *list_pane;
  GtkEditable *search;
  GtkMenuButton *filter;
  GtkStack *list_stack;
  GtkScrolledWindow *scrolled;
  GtkListView *list;
  GtkRevealer *news;
  GtkButton *to_top;
  GtkLabel *count;
  GtkWidget *pane_line;
  GtkStack *detail_stack;
  EmbarkActivityPane *pane;

  EmbarkActivity *activity;      /* (owned) (nullable) */
  GtkFilterListModel *matching;  /* (owned) */
  GtkCustomFilter *custom;       /* (owned) */
  GtkSingleSelection *selection; /* (owned) */
  EmbarkActivityFollow *follow;  /* (owned) */
  GCancellable *cancellable;     /* (owned) (nullable): of the export under way */
  char *wanted;                  /* (owned) (nullable): casefolded */
  gboolean only_failures;
  gboolean only_changes;
  gboolean hide_polling;
  gboolean narrow;
};

enum
{
  PROP_0,
  PROP_ONLY_FAILURES,
  PROP_ONLY_CHANGES,
  PROP_HIDE_POLLING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkActivityView, embark_activity_view, ADW_TYPE_BIN)

/* ---- what is shown ---- */

static void
update_panes (EmbarkActivityView *self)
{
  const gboolean front = embark_activity_pane_get_entry (self->pane) != NULL;

  gtk_widget_set_visible (self->list_pane, !self->narrow || !front);
  gtk_widget_set_hexpand (self->list_pane, self->narrow);
  gtk_widget_set_visible (self->pane_line, !self->narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->detail_stack), !self->narrow || front);
  gtk_stack_set_visible_child_name (self->detail_stack, front ? "entry" : "none");
}

static gboolean
is_filtered (EmbarkActivityView *self)
{
  return self->wanted != NULL || self->only_failures || self->only_changes || self->hide_polling;
}

static void
update_count (EmbarkActivityView *self, guint n, guint n_shown)
{
  g_autofree char *text = NULL;

  if (is_filtered (self))
    /* Translators: of a list: how many of how many are shown */
    text = g_strdup_printf (_ ("%u of %u"), n_shown, n);
  else
    text = g_strdup_printf (ngettext ("%u entry", "%u entries", n), n);
  gtk_label_set_text (self->count, text);
}

static void
update (EmbarkActivityView *self)
{
  const guint n = self->activity != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->activity)) : 0;
  const guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->matching));

  gtk_stack_set_visible_child_name (self->stack, n == 0 ? "empty" : "list");
  gtk_stack_set_visible_child_name (self->list_stack, n_shown == 0 ? "no-match" : "list");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "activity.clear", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "activity.export",
                                 n_shown > 0 && self->cancellable == NULL);
  update_count (self, n, n_shown);
}

static void
news_cb (EmbarkActivityView *self)
{
  const guint n = embark_activity_follow_get_n_new (self->follow);
  g_autofree char *text = n > 0 ? g_strdup_printf (ngettext ("%u New", "%u New", n), n) : NULL;

  if (text != NULL)
    gtk_button_set_label (self->to_top, text);
  gtk_revealer_set_reveal_child (self->news, n > 0);
}

static gboolean
matches (gpointer item, gpointer user_data)
{
  EmbarkActivityView *self = user_data;

  return (!self->only_failures || embark_activity_entry_get_failed (item))
         && (!self->only_changes || embark_activity_entry_get_changes (item))
         && (!self->hide_polling || !embark_activity_entry_get_repeats (item))
         && embark_activity_entry_has_text (item, self->wanted);
}

static void
filter_changed (EmbarkActivityView *self)
{
  const gboolean active = self->only_failures || self->only_changes || self->hide_polling;

  gtk_filter_changed (GTK_FILTER (self->custom), GTK_FILTER_CHANGE_DIFFERENT);
  if (active)
    gtk_widget_add_css_class (GTK_WIDGET (self->filter), "accent");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->filter), "accent");
  embark_activity_follow_to_top (self->follow);
  update (self);
}

static void
search_changed_cb (EmbarkActivityView *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->search)));

  g_free (self->wanted);
  self->wanted = *text != '\0' ? g_utf8_casefold (text, -1) : NULL;
  filter_changed (self);
}

static void
stop_search_cb (EmbarkActivityView *self)
{
  gtk_editable_set_text (self->search, "");
}

/* ---- the one that is chosen ---- */

static void
choose (EmbarkActivityView *self, EmbarkActivityEntry *entry)
{
  embark_activity_pane_set_entry (self->pane, entry);
  update_panes (self);
}

/* What the filter hides, or what is the oldest of too many, is still read by who reads it. */
static void
selected_cb (EmbarkActivityView *self)
{
  EmbarkActivityEntry *entry = gtk_single_selection_get_selected_item (self->selection);

  if (entry != NULL)
    choose (self, entry);
}

static void
activated_cb (EmbarkActivityView *self, guint position)
{
  g_autoptr (EmbarkActivityEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (entry != NULL)
    choose (self, entry);
}

static void
back_cb (EmbarkActivityView *self)
{
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  choose (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

/* ---- what is done ---- */

static void
to_top_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  embark_activity_follow_to_top (EMBARK_ACTIVITY_VIEW (widget)->follow);
}

static void
show_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_editable_set_text (EMBARK_ACTIVITY_VIEW (widget)->search, "");
  search_changed_cb (EMBARK_ACTIVITY_VIEW (widget));
  g_object_set (widget, "only-failures", FALSE, "only-changes", FALSE, "hide-polling", FALSE, NULL);
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkActivityView *self = EMBARK_ACTIVITY_VIEW (widget);

  if (self->activity == NULL)
    return;
  embark_activity_clear (self->activity);
  choose (self, NULL);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  EmbarkActivityView *self;
  const gboolean saved = embark_har_save_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = EMBARK_ACTIVITY_VIEW (user_data);
  g_clear_object (&self->cancellable);
  update (self);
  if (saved)
    embark_notice_toast (GTK_WIDGET (self), _ ("Calls exported, without keys and tokens"));
  else
    embark_notice_message (GTK_WIDGET (self), _ ("The Calls Were Not Exported"), error->message, NULL);
}

void
embark_activity_view_export (EmbarkActivityView *self, GFile *file)
{
  g_autoptr (GPtrArray) exchanges = NULL;

  g_return_if_fail (EMBARK_IS_ACTIVITY_VIEW (self));
  g_return_if_fail (G_IS_FILE (file));

  exchanges = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->matching)); i-- > 0;)
    {
      g_autoptr (EmbarkActivityEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->matching), i);
      EmbarkExchange *exchange = embark_activity_entry_get_exchange (entry);

      if (exchange != NULL)
        g_ptr_array_add (exchanges, g_object_ref (exchange));
    }
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  update (self);
  embark_har_save_async (exchanges, file, self->cancellable, saved_cb, self);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkActivityView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = embark_compat_choose_file_finish (GTK_WINDOW (source), result, &error);

  /* Meanwhile the view may have gone from its window. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  if (file != NULL)
    embark_activity_view_export (self, file);
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    embark_notice_message (GTK_WIDGET (self), _ ("The Calls Were Not Exported"), error->message, NULL);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const patterns[] = { "*.har", NULL };
  g_autofree char *file_name = embark_har_dup_name (g_get_real_time ());

  embark_compat_choose_file_async (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Export Calls"), file_name,
                                   patterns, _ ("HTTP archives"), NULL, file_chosen_cb,
                                   g_object_ref (widget));
}

/* ---- the class ---- */

static void
embark_activity_view_map (GtkWidget *widget)
{
  EmbarkActivityView *self = EMBARK_ACTIVITY_VIEW (widget);

  GTK_WIDGET_CLASS (embark_activity_view_parent_class)->map (widget);
  if (self->activity != NULL)
    embark_activity_refresh (self->activity);
  /* While it was hidden nobody read in it. */
  embark_activity_follow_to_top (self->follow);
}

static gboolean *
get_flag (EmbarkActivityView *self, guint prop_id)
{
  if (prop_id == PROP_ONLY_FAILURES)
    return &self->only_failures;
  return prop_id == PROP_ONLY_CHANGES ? &self->only_changes : &self->hide_polling;
}

static void
embark_activity_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, *get_flag (EMBARK_ACTIVITY_VIEW (object), prop_id));
}

static void
embark_activity_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  gboolean *flag = get_flag (EMBARK_ACTIVITY_VIEW (object), prop_id);

  if (*flag == g_value_get_boolean (value))
    return;
  *flag = g_value_get_boolean (value);
  filter_changed (EMBARK_ACTIVITY_VIEW (object));
  g_object_notify_by_pspec (object, pspec);
}

static void
embark_activity_view_dispose (GObject *object)
{
  EmbarkActivityView *self = EMBARK_ACTIVITY_VIEW (object);

  if (self->follow != NULL)
    {
      embark_activity_view_set_workspace (self, NULL);
      g_object_run_dispose (G_OBJECT (self->follow));
      g_signal_handlers_disconnect_by_data (self->selection, self);
    }
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->follow);
  g_clear_object (&self->selection);
  g_clear_object (&self->matching);
  g_clear_object (&self->custom);
  g_clear_pointer (&self->wanted, g_free);
  /* The bin's own child is a child of the template too, and each of the two would take it out. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_ACTIVITY_VIEW);
  G_OBJECT_CLASS (embark_activity_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-activity-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityView, stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityView, list_pane);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityView, search);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityView, filter);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityView, list_stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityView, scrolled);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityView, list);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityView, news);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityView, to_top);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityView, count);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityView, pane_line);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityView, detail_stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkActivityView, pane);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
}

static void
embark_activity_view_class_init (EmbarkActivityViewClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = embark_activity_view_dispose;
  object_class->get_property = embark_activity_view_get_property;
  object_class->set_property = embark_activity_view_set_property;
  widget_class->map = embark_activity_view_map;

  properties[PROP_ONLY_FAILURES] = g_param_spec_boolean ("only-failures", NULL, NULL, FALSE, flags);
  properties[PROP_ONLY_CHANGES] = g_param_spec_boolean ("only-changes", NULL, NULL, FALSE, flags);
  properties[PROP_HIDE_POLLING] = g_param_spec_boolean ("hide-polling", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (EMBARK_TYPE_ACTIVITY_PANE);
  bind_template (widget_class);
  gtk_widget_class_install_property_action (widget_class, "activity.only-failures", "only-failures");
  gtk_widget_class_install_property_action (widget_class, "activity.only-changes", "only-changes");
  gtk_widget_class_install_property_action (widget_class, "activity.hide-polling", "hide-polling");
  gtk_widget_class_install_action (widget_class, "activity.to-top", NULL, to_top_action);
  gtk_widget_class_install_action (widget_class, "activity.show-all", NULL, show_all_action);
  gtk_widget_class_install_action (widget_class, "activity.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "activity.export", NULL, export_action);
}

static void
embark_activity_view_init (EmbarkActivityView *self)
{
  g_autoptr (GtkListItemFactory) factory = embark_activity_list_new_factory ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->custom = gtk_custom_filter_new (matches, self, NULL);
  self->matching = gtk_filter_list_model_new (NULL, GTK_FILTER (g_object_ref (self->custom)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->matching)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  embark_tab_out (GTK_WIDGET (self->list));
  self->follow = embark_activity_follow_new (self->scrolled, G_LIST_MODEL (self->matching));
  g_signal_connect_object (self->follow, "notify::n-new", G_CALLBACK (news_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->matching, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  update_panes (self);
}

void
embark_activity_view_set_workspace (EmbarkActivityView *self, EmbarkWorkspace *workspace)
{
  g_return_if_fail (EMBARK_IS_ACTIVITY_VIEW (self));

  choose (self, NULL);
  if (self->activity != NULL)
    g_signal_handlers_disconnect_by_data (self->activity, self);
  gtk_filter_list_model_set_model (self->matching, NULL);
  g_clear_object (&self->activity);
  if (workspace != NULL)
    {
      self->activity = embark_activity_new (workspace);
      gtk_filter_list_model_set_model (self->matching, G_LIST_MODEL (self->activity));
      /* Also where the filter hides all that is new. */
      g_signal_connect_object (self->activity, "items-changed", G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED | G_CONNECT_AFTER);
      if (gtk_widget_get_mapped (GTK_WIDGET (self)))
        embark_activity_refresh (self->activity);
    }
  update (self);
}

EmbarkActivity *
embark_activity_view_get_activity (EmbarkActivityView *self)
{
  g_return_val_if_fail (EMBARK_IS_ACTIVITY_VIEW (self), NULL);

  return self->activity;
}

GListModel *
embark_activity_view_get_shown (EmbarkActivityView *self)
{
  g_return_val_if_fail (EMBARK_IS_ACTIVITY_VIEW (self), NULL);

  return G_LIST_MODEL (self->matching);
}

void
embark_activity_view_set_narrow (EmbarkActivityView *self, gboolean narrow)
{
  g_return_if_fail (EMBARK_IS_ACTIVITY_VIEW (self));

  self->narrow = narrow;
  embark_activity_pane_set_narrow (self->pane, narrow);
  update_panes (self);
}
