/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-account-row.h"
#include "embark-problem-view.h"
#include "embark-problem.h"
#include "embark-scroll-through.h"
#include "embark-sidebar.h"
#include "embark-tab-out.h"

/* Rows of the placeholder that stands while the first page comes; it keeps the list's shape. */
#define N_SKELETON_ROWS 8
/* The next page is asked for when less than this is left below (px): about one page of rows. */
#define LOAD_AHEAD 600

struct _EmbarkSidebar
{
  AdwBin parent_instance;

  AdwHeaderBar *header;
  GtkMenuButton *profile;
  GtkLabel *profile_name;
  GtkLabel *profile_environment;
  GtkSearchEntry *search;
  GtkStack *stack;
  GtkScrolledWindow *scrolled;
  GtkListView *list;
  GtkBox *skeleton;
  EmbarkProblemView *problem;
  GtkWidget *spinner;
  GtkLabel *count;

  EmbarkWorkspace *workspace;    /* (owned) (nullable) */
  GtkSingleSelection *selection; /* (owned) */
  GHashTable *progress;          /* (owned): account id → steps done + 1 */
  GHashTable *rows;              /* (owned): account id → its EmbarkAccountRow, while the list shows one */
  char *selected_id;             /* (owned) (nullable): the account that is open */
  gboolean reveal;               /* it is to be scrolled to */
  gboolean stale;                /* the items are of an earlier search */
  gboolean syncing;              /* the selection follows, nobody chose */
  guint select_id;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkSidebar, embark_sidebar, ADW_TYPE_BIN)

static EmbarkPagedList *
accounts_of (EmbarkSidebar *self)
{
  return self->workspace != NULL ? embark_workspace_get_accounts (self->workspace) : NULL;
}

/* ---- rows ---- */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, embark_account_row_new ());
}

static int
progress_of (EmbarkSidebar *self, const char *id)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (self->progress, id)) - 1;
}

/* The list's own widget around the row is what the focus is on, and has no name by itself. */
static void
name_row (GtkWidget *row, EmbarkLinkedAccount *account)
{
  GtkWidget *parent = gtk_widget_get_parent (row);
  g_autofree char *label = g_strdup_printf ("%s, %s", embark_linked_account_get_display_name (account),
                                            embark_account_row_get_words (EMBARK_ACCOUNT_ROW (row)));

  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, EmbarkSidebar *self)
{
  EmbarkAccountRow *row = EMBARK_ACCOUNT_ROW (gtk_list_item_get_child (item));
  EmbarkLinkedAccount *account = gtk_list_item_get_item (item);
  const char *id = embark_linked_account_get_id (account);

  embark_account_row_set_account (row, account);
  embark_account_row_set_progress (row, progress_of (self, id));
  name_row (GTK_WIDGET (row), account);
  g_hash_table_replace (self->rows, g_strdup (id), row);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, EmbarkSidebar *self)
{
  const char *id = embark_linked_account_get_id (gtk_list_item_get_item (item));

  if (g_hash_table_lookup (self->rows, id) == gtk_list_item_get_child (item))
    g_hash_table_remove (self->rows, id);
}

/* ---- selection: by id, since pages and searches replace the items ---- */

static guint
find_position (EmbarkSidebar *self)
{
  GListModel *model = G_LIST_MODEL (accounts_of (self));
  guint n = model != NULL ? g_list_model_get_n_items (model) : 0;

  if (self->selected_id == NULL)
    return GTK_INVALID_LIST_POSITION;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (EmbarkLinkedAccount) account = g_list_model_get_item (model, i);

      if (g_str_equal (embark_linked_account_get_id (account), self->selected_id))
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

static gboolean
select_cb (gpointer data)
{
  EmbarkSidebar *self = data;
  guint position = find_position (self);

  self->select_id = 0;
  self->syncing = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->syncing = FALSE;
  if (self->reveal && position != GTK_INVALID_LIST_POSITION)
    {
      self->reveal = FALSE;
      gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
    }
  return G_SOURCE_REMOVE;
}

static void
queue_select (EmbarkSidebar *self)
{
  if (self->select_id == 0)
    self->select_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, select_cb, self, NULL);
}

static void
selected_cb (EmbarkSidebar *self)
{
  EmbarkLinkedAccount *account = gtk_single_selection_get_selected_item (self->selection);

  /* An item that went with its page is no choice: what is open stays open. */
  if (self->syncing || account == NULL || self->select_id != 0)
    return;
  if (g_strcmp0 (self->selected_id, embark_linked_account_get_id (account)) == 0)
    return;
  g_free (self->selected_id);
  self->selected_id = g_strdup (embark_linked_account_get_id (account));
  g_signal_emit (self, signals[CHOSEN], 0, account);
}

static void
activated_cb (EmbarkSidebar *self, guint position)
{
  g_autoptr (EmbarkLinkedAccount) account = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  /* Also when it is the open one: at phone width this is how its page comes to the front again. */
  if (account != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, account);
}

/* ---- what is shown ---- */

static void
update_foot (EmbarkSidebar *self, EmbarkPagedList *accounts)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (accounts));
  gint64 total = embark_paged_list_get_total (accounts);
  g_autofree char *text = NULL;
  guint shown = total > 0 ? (guint) MIN (total, G_MAXUINT) : n;

  gtk_widget_set_visible (self->spinner, embark_paged_list_get_loading (accounts));
  if (embark_paged_list_get_error (accounts) != NULL && !embark_paged_list_get_loading (accounts))
    text = g_strdup (_ ("The list could not be loaded"));
  else if (!embark_paged_list_get_loaded (accounts))
    text = g_strdup (embark_paged_list_get_loading (accounts) ? _ ("Loading accounts…") : "");
  else
    /* Translators: below the list of linked accounts; %'u is their number with separators */
    text = g_strdup_printf (ngettext ("%'u account", "%'u accounts", shown), shown);
  gtk_label_set_text (self->count, text);
}

static void
update (EmbarkSidebar *self)
{
  EmbarkPagedList *accounts = accounts_of (self);
  const char *search;
  const GError *error;

  if (accounts == NULL)
    return;
  search = embark_workspace_get_search (self->workspace);
  error = embark_paged_list_get_error (accounts);
  update_foot (self, accounts);
  if (!embark_paged_list_get_loading (accounts) && error == NULL)
    self->stale = FALSE;
  /* What stands there although it is no answer to the search would be taken for one. */
  if (g_list_model_get_n_items (G_LIST_MODEL (accounts)) > 0 && (error == NULL || !self->stale))
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (error != NULL && !embark_paged_list_get_loading (accounts))
    {
      g_autoptr (EmbarkProblem) problem = embark_problem_new (error);

      if (problem != NULL)
        {
          g_autofree char *details = embark_problem_to_text (problem);

          embark_problem_view_set (self->problem, problem->title, problem->explanation, problem->quote,
                                   problem->request_id, details, _ ("_Try Again"));
        }
      gtk_stack_set_visible_child_name (self->stack, "error");
    }
  else if (!embark_paged_list_get_loaded (accounts))
    gtk_stack_set_visible_child_name (self->stack, "loading");
  else if (search != NULL && *search != '\0')
    gtk_stack_set_visible_child_name (self->stack, "no-match");
  else
    gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
update_profile (EmbarkSidebar *self)
{
  EmbarkProfile *profile;
  const char *environment;
  const char *words;

  if (self->workspace == NULL)
    return;
  profile = embark_workspace_get_profile (self->workspace);
  environment = embark_workspace_get_environment (self->workspace);
  if (embark_profile_get_demo (profile))
    words = _ ("Stand-in, nothing is real");
  else if (g_strcmp0 (environment, "production") == 0)
    words = _ ("Production environment");
  else if (g_strcmp0 (environment, "test") == 0)
    words = _ ("Test environment");
  else
    words = _ ("Environment not known");
  gtk_label_set_text (self->profile_name, embark_profile_get_name (profile));
  gtk_label_set_text (self->profile_environment, words);
  if (g_strcmp0 (environment, "production") == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->profile_environment), "error-text");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->profile_environment), "error-text");
}

static void
items_changed_cb (EmbarkSidebar *self)
{
  queue_select (self);
  update (self);
}

static void
scrolled_cb (EmbarkSidebar *self)
{
  EmbarkPagedList *accounts = accounts_of (self);

  if (accounts != NULL && embark_scroll_is_near_end (self->scrolled, LOAD_AHEAD)
      && embark_paged_list_get_loaded (accounts) && embark_paged_list_get_error (accounts) == NULL)
    embark_paged_list_load_more (accounts);
}

static void
search_changed_cb (EmbarkSidebar *self)
{
  self->stale = TRUE;
  if (self->workspace != NULL)
    embark_workspace_set_search (self->workspace, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
stop_search_cb (EmbarkSidebar *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

static void
remedy_cb (EmbarkSidebar *self)
{
  if (accounts_of (self) != NULL)
    embark_paged_list_reload (accounts_of (self));
}

static void
disconnect_workspace (EmbarkSidebar *self)
{
  EmbarkPagedList *accounts = accounts_of (self);

  if (accounts != NULL)
    g_signal_handlers_disconnect_by_data (accounts, self);
  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  g_clear_object (&self->workspace);
}

static void
embark_sidebar_dispose (GObject *object)
{
  EmbarkSidebar *self = EMBARK_SIDEBAR (object);

  g_clear_handle_id (&self->select_id, g_source_remove);
  disconnect_workspace (self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->selected_id, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_SIDEBAR);
  G_OBJECT_CLASS (embark_sidebar_parent_class)->dispose (object);
}

static void
embark_sidebar_finalize (GObject *object)
{
  EmbarkSidebar *self = EMBARK_SIDEBAR (object);

  g_hash_table_unref (self->progress);
  g_hash_table_unref (self->rows);
  G_OBJECT_CLASS (embark_sidebar_parent_class)->finalize (object);
}

static void
embark_sidebar_class_init (EmbarkSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_sidebar_dispose;
  G_OBJECT_CLASS (klass)->finalize = embark_sidebar_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, EMBARK_TYPE_LINKED_ACCOUNT);

  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/embark/Embark/app/embark-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkSidebar, header);
  gtk_widget_class_bind_template_child (widget_class, EmbarkSidebar, profile);
  gtk_widget_class_bind_template_child (widget_class, EmbarkSidebar, profile_name);
  gtk_widget_class_bind_template_child (widget_class, EmbarkSidebar, profile_environment);
  gtk_widget_class_bind_template_child (widget_class, EmbarkSidebar, search);
  gtk_widget_class_bind_template_child (widget_class, EmbarkSidebar, stack);
  gtk_widget_class_bind_template_child (widget_class, EmbarkSidebar, scrolled);
  gtk_widget_class_bind_template_child (widget_class, EmbarkSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, EmbarkSidebar, skeleton);
  gtk_widget_class_bind_template_child (widget_class, EmbarkSidebar, problem);
  gtk_widget_class_bind_template_child (widget_class, EmbarkSidebar, spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkSidebar, count);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, remedy_cb);
}

static void
fill_skeleton (EmbarkSidebar *self)
{
  static const int widths[][2] = { { 130, 84 }, { 96, 110 }, { 150, 70 }, { 118, 96 } };

  for (guint i = 0; i < N_SKELETON_ROWS; i++)
    {
      GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

      for (guint j = 0; j < 2; j++)
        {
          GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

          gtk_widget_set_size_request (line, widths[i % G_N_ELEMENTS (widths)][j], -1);
          gtk_widget_set_halign (line, GTK_ALIGN_START);
          gtk_widget_add_css_class (line, "skeleton");
          gtk_box_append (GTK_BOX (lines), line);
        }
      gtk_widget_set_opacity (lines, 1. - i * .11);
      gtk_box_append (self->skeleton, lines);
    }
}

static void
embark_sidebar_init (EmbarkSidebar *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->progress = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  embark_tab_out (GTK_WIDGET (self->list));
  fill_skeleton (self);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_DEFAULT);
  gtk_list_view_set_factory (self->list, factory);

  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  gtk_list_view_set_single_click_activate (self->list, FALSE);
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (activated_cb), self);

  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scrolled), "value-changed",
                           G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scrolled), "changed",
                           G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}

void
embark_sidebar_set_workspace (EmbarkSidebar *self, EmbarkWorkspace *workspace)
{
  EmbarkPagedList *accounts;

  g_return_if_fail (EMBARK_IS_SIDEBAR (self));

  if (self->workspace == workspace)
    return;
  disconnect_workspace (self);
  g_clear_pointer (&self->selected_id, g_free);
  g_hash_table_remove_all (self->progress);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  self->workspace = workspace != NULL ? g_object_ref (workspace) : NULL;
  accounts = accounts_of (self);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (accounts));
  if (workspace == NULL)
    return;
  g_signal_connect_swapped (accounts, "notify", G_CALLBACK (update), self);
  g_signal_connect_swapped (accounts, "items-changed", G_CALLBACK (items_changed_cb), self);
  g_signal_connect_swapped (workspace, "notify", G_CALLBACK (update_profile), self);
  g_signal_connect_object (embark_workspace_get_profile (workspace), "notify", G_CALLBACK (update_profile),
                           self, G_CONNECT_SWAPPED);
  update_profile (self);
  update (self);
}

void
embark_sidebar_set_selected (EmbarkSidebar *self, const char *id)
{
  g_return_if_fail (EMBARK_IS_SIDEBAR (self));

  if (g_strcmp0 (self->selected_id, id) != 0)
    {
      g_free (self->selected_id);
      self->selected_id = g_strdup (id);
      /* A new one comes in above what is seen: a list keeps to the items it shows. */
      self->reveal = id != NULL;
    }
  queue_select (self);
}

void
embark_sidebar_set_progress (EmbarkSidebar *self, const char *id, guint n_done)
{
  EmbarkAccountRow *row;

  g_return_if_fail (EMBARK_IS_SIDEBAR (self));
  g_return_if_fail (id != NULL);

  g_hash_table_replace (self->progress, g_strdup (id), GINT_TO_POINTER ((int) n_done + 1));
  row = g_hash_table_lookup (self->rows, id);
  if (row != NULL)
    embark_account_row_set_progress (row, (int) n_done);
}

void
embark_sidebar_focus_search (EmbarkSidebar *self)
{
  g_return_if_fail (EMBARK_IS_SIDEBAR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

void
embark_sidebar_set_profile_menu (EmbarkSidebar *self, GMenuModel *model)
{
  g_return_if_fail (EMBARK_IS_SIDEBAR (self));

  gtk_menu_button_set_menu_model (self->profile, model);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->profile), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Switch profile"), -1);
}

void
embark_sidebar_set_alone (EmbarkSidebar *self, gboolean alone)
{
  g_return_if_fail (EMBARK_IS_SIDEBAR (self));

  adw_header_bar_set_show_end_title_buttons (self->header, alone);
}
