/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-account-dialog.h"
#include "embark-account-udf.h"
#include "embark-json.h"
#include "embark-problem-view.h"
#include "embark-problem.h"

/* What a row of the list carries: the field's key, and what the server has of it (none for a new one). */
#define KEY_DATA  "embark-key"
#define NODE_DATA "embark-node"

#define MAX_KEY 200

struct _EmbarkAccountDialog
{
  AdwWindow parent_instance;

  GtkWidget *save;
  GtkWidget *spinner;
  EmbarkProblemView *problem;
  GtkEditable *name;
  GtkWidget *form;
  GtkListBox *fields;
  GtkEditable *new_key;

  EmbarkWorkspace *workspace;   /* (owned) */
  EmbarkLinkedAccount *account; /* (owned): as it is taken to be on the server */
  GCancellable *cancellable;    /* (owned) */
  GHashTable *removed;          /* (owned): keys that were taken away, while it is saved */
  gboolean conflict;            /* the problem that is shown is one */
  gboolean busy;
};

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkAccountDialog, embark_account_dialog, ADW_TYPE_WINDOW)

/* ---- fields ---- */

/* Returns: (nullable): the row of @key */
static GtkWidget *
find_field (EmbarkAccountDialog *self, const char *key)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->fields)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (g_strcmp0 (g_object_get_data (G_OBJECT (row), KEY_DATA), key) == 0)
      return row;
  return NULL;
}

/* A window keeps its height when its content grows: ask for the natural one again. */
static void
fit (EmbarkAccountDialog *self)
{
  int width;
  int height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), width, -1);
}

static void
update (EmbarkAccountDialog *self)
{
  gtk_widget_set_sensitive (self->save, !self->busy);
  gtk_widget_set_sensitive (self->form, !self->busy);
  gtk_widget_set_visible (self->spinner, self->busy);
  gtk_widget_set_visible (GTK_WIDGET (self->fields),
                          gtk_widget_get_first_child (GTK_WIDGET (self->fields)) != NULL);
  fit (self);
}

static void
remove_cb (GtkWidget *button, EmbarkAccountDialog *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ENTRY_ROW);

  gtk_list_box_remove (self->fields, row);
  gtk_widget_grab_focus (GTK_WIDGET (self->new_key));
  update (self);
}

static void save_clicked_cb (EmbarkAccountDialog *self);

/* @value: (nullable): what the server has */
static GtkWidget *
add_row (EmbarkAccountDialog *self, const char *key, JsonNode *value)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *text = value != NULL ? embark_account_udf_to_text (value) : NULL;
  /* Translators: %s is the name of a user-defined field */
  g_autofree char *label = g_strdup_printf (_ ("Remove “%s”"), key);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), key);
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
  g_object_set_data_full (G_OBJECT (row), KEY_DATA, g_strdup (key), g_free);
  if (value != NULL)
    g_object_set_data_full (G_OBJECT (row), NODE_DATA, json_node_copy (value),
                            (GDestroyNotify) json_node_unref);
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_DEFAULT);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), remove);
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (save_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->fields, row);
  return row;
}

static void
fill (EmbarkAccountDialog *self)
{
  g_autoptr (JsonObject) udf = embark_account_udf_get (self->account);
  g_autoptr (GList) names = json_object_get_members (udf);
  const char *name = embark_account_get_raw_name (self->account);
  GtkWidget *row;

  gtk_editable_set_text (self->name, name != NULL ? name : "");
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->fields))) != NULL)
    gtk_list_box_remove (self->fields, row);
  for (GList *l = names; l != NULL; l = l->next)
    add_row (self, l->data, json_object_get_member (udf, l->data));
  update (self);
}

static gboolean
is_key (const char *key)
{
  if (*key == '\0' || g_utf8_strlen (key, -1) > MAX_KEY)
    return FALSE;
  for (const char *c = key; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_iscntrl (g_utf8_get_char (c)))
      return FALSE;
  return TRUE;
}

gboolean
embark_account_dialog_add_field (EmbarkAccountDialog *self, const char *key)
{
  g_autofree char *clean = g_strstrip (g_strdup (key));
  GtkWidget *row;

  g_return_val_if_fail (EMBARK_IS_ACCOUNT_DIALOG (self), FALSE);

  if (self->busy || !is_key (clean))
    return FALSE;
  row = find_field (self, clean);
  if (row == NULL)
    row = add_row (self, clean, NULL);
  update (self);
  gtk_widget_grab_focus (row);
  return TRUE;
}

static void
add_clicked_cb (EmbarkAccountDialog *self)
{
  if (embark_account_dialog_add_field (self, gtk_editable_get_text (self->new_key)))
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->new_key), "error");
      gtk_editable_set_text (self->new_key, "");
    }
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->new_key), "error");
}

static void
new_key_changed_cb (EmbarkAccountDialog *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->new_key), "error");
}

/* ---- saving ---- */

/* What was no string stays what it was while it can: 25 made 26 is a number, 25 made "many" is a text. */
static JsonNode *
make_value (JsonNode *held, const char *text)
{
  g_autofree char *before = held != NULL ? embark_account_udf_to_text (held) : NULL;
  g_autoptr (JsonNode) typed = NULL;
  JsonNode *made;

  if (held != NULL && g_strcmp0 (before, text) == 0)
    return json_node_copy (held);
  if (held != NULL && !(JSON_NODE_HOLDS_VALUE (held) && json_node_get_value_type (held) == G_TYPE_STRING))
    {
      typed = embark_json_parse (text, -1, NULL);
      if (typed != NULL && json_node_get_node_type (typed) == json_node_get_node_type (held))
        return json_node_copy (typed);
    }
  made = json_node_alloc ();
  json_node_init_string (made, text);
  return made;
}

/* Returns: (transfer full): all fields as they shall be */
static JsonObject *
collect (EmbarkAccountDialog *self)
{
  JsonObject *udf = json_object_new ();

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->fields)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    json_object_set_member (udf, g_object_get_data (G_OBJECT (row), KEY_DATA),
                            make_value (g_object_get_data (G_OBJECT (row), NODE_DATA),
                                        gtk_editable_get_text (GTK_EDITABLE (row))));
  return udf;
}

static void
note_removed (EmbarkAccountDialog *self, JsonObject *udf)
{
  g_autoptr (JsonObject) held = embark_account_udf_get (self->account);
  g_autoptr (GList) names = json_object_get_members (held);

  g_hash_table_remove_all (self->removed);
  for (GList *l = names; l != NULL; l = l->next)
    if (!json_object_has_member (udf, l->data))
      g_hash_table_add (self->removed, g_strdup (l->data));
}

/* Returns: (transfer full) (nullable): what was left out and came back all the same */
static char *
find_kept (EmbarkAccountDialog *self)
{
  g_autoptr (JsonObject) held = embark_account_udf_get (self->account);
  g_autoptr (GString) kept = g_string_new (NULL);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->removed);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (json_object_has_member (held, key))
      g_string_append_printf (kept, kept->len > 0 ? ", “%s”" : "“%s”", (char *) key);
  return kept->len > 0 ? g_strdup (kept->str) : NULL;
}

static void
show_problem (EmbarkAccountDialog *self, const GError *error)
{
  g_autoptr (EmbarkProblem) problem = embark_problem_new (error);
  g_autofree char *details = problem != NULL ? embark_problem_to_text (problem) : NULL;

  self->conflict = g_error_matches (error, EMBARK_WORKSPACE_ERROR, EMBARK_WORKSPACE_ERROR_CONFLICT);
  if (self->conflict)
    embark_problem_view_set (self->problem, _ ("Somebody changed it meanwhile"),
                             _ ("Nothing was sent. Saving again replaces what they entered with what stands "
                                "here; looking at theirs drops what you typed."),
                             NULL, NULL, NULL, _ ("_Look at Theirs"));
  else if (problem != NULL)
    embark_problem_view_set (self->problem, problem->title, problem->explanation, problem->quote,
                             problem->request_id, details, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkLinkedAccount) theirs = NULL;
  g_autoptr (EmbarkLinkedAccount) account =
      embark_workspace_edit_account_finish (EMBARK_WORKSPACE (source), result, &theirs, &error);
  g_autofree char *kept = NULL;
  EmbarkAccountDialog *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = EMBARK_ACCOUNT_DIALOG (user_data);
  self->busy = FALSE;
  /* Whoever saves again has been told, and means it. */
  if (theirs != NULL)
    g_set_object (&self->account, theirs);
  if (account == NULL)
    {
      show_problem (self, error);
      update (self);
      return;
    }
  g_set_object (&self->account, account);
  g_signal_emit (self, signals[SAVED], 0, account);
  kept = find_kept (self);
  if (kept == NULL)
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  {
    /* Translators: %s are names of user-defined fields in quotation marks */
    g_autofree char *explanation = g_strdup_printf (
        _ ("The rest is saved, but Cobalt keeps %s although it was left out. Empty its value, "
           "or remove it in the dashboard."),
        kept);

    embark_problem_view_set (self->problem, _ ("A field was not removed"), explanation, NULL, NULL, NULL,
                             NULL);
    gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  }
  fill (self);
}

static void
save_clicked_cb (EmbarkAccountDialog *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
  g_autoptr (JsonObject) udf = NULL;

  if (self->busy)
    return;
  if (*name == '\0' && embark_account_get_raw_name (self->account) != NULL)
    {
      embark_problem_view_set (self->problem, _ ("A name cannot be taken away"),
                               _ ("It can be changed only: type another one."), NULL, NULL, NULL, NULL);
      gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (self->name));
      return;
    }
  /* A field that was typed and not added yet is meant. */
  if (*gtk_editable_get_text (self->new_key) != '\0')
    {
      add_clicked_cb (self);
      return;
    }
  udf = collect (self);
  note_removed (self, udf);
  self->busy = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  update (self);
  embark_workspace_edit_account_async (self->workspace, self->account, *name != '\0' ? name : NULL, udf,
                                       self->cancellable, saved_cb, self);
}

static void
remedy_cb (EmbarkAccountDialog *self)
{
  if (!self->conflict)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  fill (self);
}

static void
cancel_clicked_cb (EmbarkAccountDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
embark_account_dialog_dispose (GObject *object)
{
  EmbarkAccountDialog *self = EMBARK_ACCOUNT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_ACCOUNT_DIALOG);
  g_clear_object (&self->account);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (embark_account_dialog_parent_class)->dispose (object);
}

static void
embark_account_dialog_finalize (GObject *object)
{
  EmbarkAccountDialog *self = EMBARK_ACCOUNT_DIALOG (object);

  g_hash_table_unref (self->removed);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (embark_account_dialog_parent_class)->finalize (object);
}

static void
embark_account_dialog_class_init (EmbarkAccountDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_account_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = embark_account_dialog_finalize;

  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, EMBARK_TYPE_LINKED_ACCOUNT);

  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/app/embark-account-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountDialog, save);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountDialog, name);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountDialog, form);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountDialog, fields);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountDialog, new_key);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_key_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, remedy_cb);
}

static void
embark_account_dialog_init (EmbarkAccountDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->removed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

EmbarkAccountDialog *
embark_account_dialog_new (GtkWindow *parent, EmbarkWorkspace *workspace, EmbarkLinkedAccount *account)
{
  EmbarkAccountDialog *self;

  g_return_val_if_fail (EMBARK_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (EMBARK_IS_LINKED_ACCOUNT (account), NULL);

  self = g_object_new (EMBARK_TYPE_ACCOUNT_DIALOG, "transient-for", parent, NULL);
  self->workspace = g_object_ref (workspace);
  self->account = g_object_ref (account);
  fill (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
  return self;
}
