/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-chip.h"
#include "embark-config-pane.h"
#include "embark-rule-options.h"

struct _EmbarkConfigPane
{
  AdwBin parent_instance;

  GtkBox *head;
  GtkLabel *title;
  GtkLabel *description;
  EmbarkChip *chip;
  GtkBox *groups;
  GtkWidget *nothing;

  EmbarkConfigForm *form;    /* (owned) */
  char *workflow_id;         /* (owned) (nullable) */
  GPtrArray *lines;          /* (owned) (element-type Line) */
  GCancellable *cancellable; /* (owned): ends with the pane */
};

/* A field and what shows it. */
typedef struct
{
  EmbarkConfigPane *pane;   /* (unowned): it holds the line */
  EmbarkConfigField *field; /* (owned) */
  EmbarkFieldRow *row;      /* (owned) */
  GtkLabel *note;           /* (unowned): beside the row */
  gulong changed;
  EmbarkConfigFieldState state; /* as last told to the row */
  gboolean busy;                /* what comes from the row is not given back to it */
} Line;

G_DEFINE_FINAL_TYPE (EmbarkConfigPane, embark_config_pane, ADW_TYPE_BIN)

static void
line_free (gpointer data)
{
  Line *line = data;

  g_signal_handler_disconnect (line->field, line->changed);
  g_signal_handlers_disconnect_by_data (line->row, line);
  g_object_unref (line->field);
  g_object_unref (line->row);
  g_free (line);
}

/* ---- from the form to the row ---- */

static EmbarkFieldRowState
row_state (EmbarkConfigFieldState state)
{
  switch (state)
    {
    case EMBARK_CONFIG_FIELD_EDITED:
      return EMBARK_FIELD_ROW_EDITED;
    case EMBARK_CONFIG_FIELD_LOADING:
      return EMBARK_FIELD_ROW_LOADING;
    case EMBARK_CONFIG_FIELD_SAVING:
      return EMBARK_FIELD_ROW_SAVING;
    case EMBARK_CONFIG_FIELD_SAVED:
      return EMBARK_FIELD_ROW_SAVED;
    case EMBARK_CONFIG_FIELD_REFUSED:
      return EMBARK_FIELD_ROW_REFUSED;
    case EMBARK_CONFIG_FIELD_WAITING:
      return EMBARK_FIELD_ROW_WAITING;
    case EMBARK_CONFIG_FIELD_BLOCKED:
      return EMBARK_FIELD_ROW_BLOCKED;
    case EMBARK_CONFIG_FIELD_IDLE:
    default:
      return EMBARK_FIELD_ROW_IDLE;
    }
}

/* An edit that the row does not have: begun before the rows were built anew, or taken away by a value that
 * somebody else saved meanwhile. Given as the value, it would count as saved. */
static void
show_draft (Line *line)
{
  const char *text = embark_config_field_get_text (line->field);

  if (text != NULL)
    embark_field_row_set_text (line->row, text);
  else
    embark_field_row_set_draft (line->row, embark_config_field_get_value (line->field));
}

/* What the field is, and its value. */
static void
update_value (Line *line)
{
  const gboolean has_draft = embark_config_field_get_has_draft (line->field);

  if (embark_field_row_get_field (line->row) != embark_config_field_get_field (line->field))
    embark_field_row_set_field (line->row, embark_config_field_get_field (line->field));
  if (!has_draft)
    embark_field_row_settle (line->row, embark_config_field_get_saved (line->field));
  else if (!embark_field_row_get_edited (line->row)
           && embark_config_field_get_state (line->field) != EMBARK_CONFIG_FIELD_SAVING)
    show_draft (line);
}

/* Returns: (transfer full) (nullable): what the row says */
static char *
dup_words (Line *line, EmbarkConfigFieldState state)
{
  const char *words = embark_config_field_get_message (line->field);
  const char *request_id = embark_config_field_get_request_id (line->field);

  if (state == EMBARK_CONFIG_FIELD_REFUSED && request_id != NULL)
    /* Translators: first a sentence, then an id to tell the platform’s support */
    return g_strdup_printf (_ ("%s Request ID: %s"), words, request_id);
  if (state == EMBARK_CONFIG_FIELD_BLOCKED && embark_config_form_get_unconnected (line->pane->form))
    return g_strdup (_ ("Its choices come from Salesforce, once it is connected."));
  if (state == EMBARK_CONFIG_FIELD_BLOCKED)
    /* Translators: %s is what the server said */
    return g_strdup_printf (_ ("The choices cannot be loaded: “%s”."), words);
  return g_strdup (words);
}

static void
update_line (Line *line)
{
  const EmbarkConfigFieldState state = embark_config_field_get_state (line->field);
  const gboolean plain = state == EMBARK_CONFIG_FIELD_IDLE || state == EMBARK_CONFIG_FIELD_SAVED;
  const gboolean told = state == EMBARK_CONFIG_FIELD_SAVED && line->state == state;
  g_autofree char *text = dup_words (line, state);

  update_value (line);
  line->state = state;
  if (state == EMBARK_CONFIG_FIELD_BLOCKED && embark_config_form_get_unconnected (line->pane->form))
    embark_field_row_set_state (line->row, EMBARK_FIELD_ROW_WAITING, text);
  /* The tick went by itself, and other saves do not bring it back. */
  else if (!told)
    embark_field_row_set_state (line->row, row_state (state), plain ? NULL : text);
  /* What happened to the value by itself. */
  gtk_label_set_text (line->note, plain && text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (line->note), plain && text != NULL);
}

static void
update_chip (EmbarkConfigPane *self)
{
  guint n_fields, n_refused, n_missing, n_busy;
  g_autofree char *words = NULL;
  EmbarkTone tone = EMBARK_TONE_OK;

  embark_config_form_count (self->form, self->workflow_id, &n_fields, &n_refused, &n_missing, &n_busy);
  if (n_refused > 0)
    {
      tone = EMBARK_TONE_BAD;
      words = g_strdup_printf (ngettext ("%u field needs attention", "%u fields need attention", n_refused),
                               n_refused);
    }
  else if (n_busy > 0)
    {
      tone = EMBARK_TONE_NOW;
      words = g_strdup (_ ("Saving"));
    }
  else if (embark_config_form_count_edits (self->form, self->workflow_id) > 0)
    {
      tone = EMBARK_TONE_NOW;
      words = g_strdup (_ ("Not saved yet"));
    }
  else if (n_missing > 0)
    {
      tone = EMBARK_TONE_WARN;
      words = g_strdup_printf (ngettext ("%u required field empty", "%u required fields empty", n_missing),
                               n_missing);
    }
  else
    words = g_strdup (_ ("All saved"));
  embark_chip_set (self->chip, tone, words);
  gtk_widget_set_visible (GTK_WIDGET (self->chip), n_fields > 0);
  gtk_widget_set_visible (self->nothing, n_fields == 0);
}

static void
field_changed_cb (EmbarkConfigField *field, Line *line)
{
  if (!line->busy)
    update_line (line);
  update_chip (line->pane);
}

/* ---- from the row to the form ---- */

static void
edited_cb (EmbarkFieldRow *row, Line *line)
{
  g_autofree char *text = embark_field_row_dup_text (row);
  g_autoptr (JsonNode) value = embark_field_row_dup_value (row);

  if (text != NULL)
    embark_config_form_hold (line->pane->form, line->field, text, NULL);
  else
    embark_config_form_edit (line->pane->form, line->field, value);
}

static void
rejected_cb (EmbarkFieldRow *row, Line *line)
{
  g_autofree char *text = embark_field_row_dup_text (row);
  g_autofree char *reason = NULL;

  embark_field_row_get_valid (row, &reason);
  if (text != NULL)
    embark_config_form_hold (line->pane->form, line->field, text, reason);
  else
    /* Required, and empty: the form says so, and what is saved still. */
    embark_config_form_commit (line->pane->form, line->field);
}

static void
commit_cb (EmbarkFieldRow *row, Line *line)
{
  g_autoptr (JsonNode) value = embark_field_row_dup_value (row);

  line->busy = TRUE;
  embark_config_form_edit (line->pane->form, line->field, value);
  line->busy = FALSE;
  embark_config_form_commit (line->pane->form, line->field);
  update_line (line);
}

static void
revert_cb (EmbarkFieldRow *row, Line *line)
{
  embark_config_form_revert (line->pane->form, line->field);
}

static void
reload_cb (EmbarkFieldRow *row, Line *line)
{
  embark_config_form_load_options (line->pane->form, line->field);
}

typedef struct
{
  EmbarkFieldRow *row; /* (owned) */
  char *lhs;           /* (owned) */
} Question;

static void
rule_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkRuleOptions) options =
      embark_config_form_load_rule_finish (EMBARK_CONFIG_FORM (source), result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    embark_field_row_set_rule_options (question->row, question->lhs, options);
  g_object_unref (question->row);
  g_free (question->lhs);
  g_free (question);
}

static void
rule_column_cb (EmbarkFieldRow *row, const char *lhs, Line *line)
{
  Question *question = g_new0 (Question, 1);

  question->row = g_object_ref (row);
  question->lhs = g_strdup (lhs);
  embark_config_form_load_rule_async (line->pane->form, line->field, lhs, line->pane->cancellable, rule_cb,
                                      question);
}

/* ---- the rows ---- */

static GtkWidget *
new_list (EmbarkConfigPane *self, const char *name)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (self->groups, list);
  return list;
}

static void
add_line (EmbarkConfigPane *self, EmbarkConfigField *field, GtkWidget *list)
{
  Line *line = g_new0 (Line, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *holder = gtk_list_box_row_new ();

  line->pane = self;
  line->field = g_object_ref (field);
  line->row = g_object_ref_sink (EMBARK_FIELD_ROW (embark_field_row_new ()));
  line->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (line->note, 0);
  gtk_label_set_wrap (line->note, TRUE);
  gtk_widget_set_margin_start (GTK_WIDGET (line->note), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (line->note), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (line->note), 9);
  gtk_widget_add_css_class (GTK_WIDGET (line->note), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (line->note), "warning-text");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (line->row));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (line->note));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (holder), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (holder), FALSE);
  gtk_widget_set_focusable (holder, FALSE);
  gtk_widget_add_css_class (holder, "form-row");
  gtk_list_box_append (GTK_LIST_BOX (list), holder);

  embark_field_row_set_field (line->row, embark_config_field_get_field (field));
  embark_field_row_set_value (line->row, embark_config_field_get_saved (field));
  if (embark_config_field_get_has_draft (field))
    show_draft (line);
  line->changed = g_signal_connect (field, "changed", G_CALLBACK (field_changed_cb), line);
  g_signal_connect (line->row, "edited", G_CALLBACK (edited_cb), line);
  g_signal_connect (line->row, "commit", G_CALLBACK (commit_cb), line);
  g_signal_connect (line->row, "rejected", G_CALLBACK (rejected_cb), line);
  g_signal_connect (line->row, "revert", G_CALLBACK (revert_cb), line);
  g_signal_connect (line->row, "reload", G_CALLBACK (reload_cb), line);
  g_signal_connect (line->row, "rule-column", G_CALLBACK (rule_column_cb), line);
  g_ptr_array_add (self->lines, line);
  update_line (line);
}

/* Returns: (transfer full) (element-type EmbarkConfigField): those to show, page by page, first what is on no
 * page;
 * @n_pages: (out): how many of these there are */
static GPtrArray *
list_visible (EmbarkConfigPane *self, guint *n_pages)
{
  GListModel *model = embark_config_form_get_fields (self->form);
  g_autoptr (GHashTable) pages = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) order = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  GPtrArray *sorted = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (order, g_ptr_array_new_with_free_func (g_object_unref));
  g_hash_table_insert (pages, (gpointer) "", g_ptr_array_index (order, 0));
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (EmbarkConfigField) field = g_list_model_get_item (model, i);
      const char *page = embark_config_field_get_page (field);
      GPtrArray *members;

      if (!embark_config_field_get_visible (field)
          || g_strcmp0 (embark_config_field_get_workflow_id (field), self->workflow_id) != 0)
        continue;
      members = g_hash_table_lookup (pages, page != NULL ? page : "");
      if (members == NULL)
        {
          members = g_ptr_array_new_with_free_func (g_object_unref);
          g_ptr_array_add (order, members);
          g_hash_table_insert (pages, (gpointer) page, members); /* the field holds it */
        }
      g_ptr_array_add (members, g_steal_pointer (&field));
    }
  *n_pages = 0;
  for (guint p = 0; p < order->len; p++)
    {
      GPtrArray *members = g_ptr_array_index (order, p);

      if (members->len > 0)
        (*n_pages)++;
      g_ptr_array_extend (sorted, members, (GCopyFunc) g_object_ref, NULL);
    }
  return sorted;
}

static gboolean
lines_fit (EmbarkConfigPane *self, GPtrArray *fields)
{
  if (self->lines->len != fields->len)
    return FALSE;
  for (guint i = 0; i < fields->len; i++)
    if (((Line *) g_ptr_array_index (self->lines, i))->field != g_ptr_array_index (fields, i))
      return FALSE;
  return TRUE;
}

static void
build (EmbarkConfigPane *self, GPtrArray *fields, guint n_pages)
{
  guint n_lists = 0;
  GtkWidget *child, *list = NULL;
  const char *last = NULL;

  g_ptr_array_set_size (self->lines, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  for (guint i = 0; i < fields->len; i++)
    {
      EmbarkConfigField *field = g_ptr_array_index (fields, i);
      const char *page = embark_config_field_get_page (field);

      page = page != NULL ? page : "";
      if (list == NULL || !g_str_equal (page, last))
        {
          g_autofree char *name = NULL;

          /* Pages have ids only: a card for each shows what belongs together, a number would say nothing. */
          n_lists++;
          if (n_pages > 1)
            /* Translators: the fields of a form in several cards, which have no names */
            name = g_strdup_printf (_ ("Fields, part %u of %u"), n_lists, n_pages);
          list = new_list (self, name != NULL ? name : _ ("Fields"));
          last = page;
        }
      add_line (self, field, list);
    }
}

void
embark_config_pane_update (EmbarkConfigPane *self, EmbarkWorkflow *workflow)
{
  g_autoptr (GPtrArray) fields = NULL;
  guint n_pages;
  const char *about;
  g_autofree char *text = NULL;

  g_return_if_fail (EMBARK_IS_CONFIG_PANE (self));

  about = workflow != NULL ? embark_workflow_get_description (workflow) : _ ("All workflows use them.");
  gtk_label_set_text (self->title,
                      workflow != NULL ? embark_workflow_get_name (workflow) : _ ("Shared settings"));
  text = about != NULL && *about != '\0'
             /* Translators: %s is what a workflow does */
             ? g_strdup_printf (_ ("%s Every change saves itself."), about)
             : g_strdup (_ ("Every change saves itself."));
  gtk_label_set_text (self->description, text);
  fields = list_visible (self, &n_pages);
  if (!lines_fit (self, fields))
    build (self, fields, n_pages);
  update_chip (self);
}

void
embark_config_pane_set_narrow (EmbarkConfigPane *self, gboolean narrow)
{
  g_return_if_fail (EMBARK_IS_CONFIG_PANE (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

EmbarkFieldRow *
embark_config_pane_get_row (EmbarkConfigPane *self, const char *field_id)
{
  g_return_val_if_fail (EMBARK_IS_CONFIG_PANE (self), NULL);

  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = g_ptr_array_index (self->lines, i);

      if (g_str_equal (embark_field_get_id (embark_config_field_get_field (line->field)), field_id))
        return line->row;
    }
  return NULL;
}

/* ---- the class ---- */

static void
embark_config_pane_dispose (GObject *object)
{
  EmbarkConfigPane *self = EMBARK_CONFIG_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_ptr_array_set_size (self->lines, 0);
  /* The bin's own child is a child of the template too, and each of the two would take it out. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_CONFIG_PANE);
  G_OBJECT_CLASS (embark_config_pane_parent_class)->dispose (object);
}

static void
embark_config_pane_finalize (GObject *object)
{
  EmbarkConfigPane *self = EMBARK_CONFIG_PANE (object);

  g_clear_object (&self->form);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->workflow_id, g_free);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  G_OBJECT_CLASS (embark_config_pane_parent_class)->finalize (object);
}

static void
embark_config_pane_class_init (EmbarkConfigPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = embark_config_pane_dispose;
  object_class->finalize = embark_config_pane_finalize;

  g_type_ensure (EMBARK_TYPE_CHIP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-config-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkConfigPane, head);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConfigPane, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConfigPane, description);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConfigPane, chip);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConfigPane, groups);
  gtk_widget_class_bind_template_child (widget_class, EmbarkConfigPane, nothing);
}

static void
embark_config_pane_init (EmbarkConfigPane *self)
{
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
embark_config_pane_new (EmbarkConfigForm *form, const char *workflow_id)
{
  EmbarkConfigPane *self;

  g_return_val_if_fail (EMBARK_IS_CONFIG_FORM (form), NULL);

  self = g_object_new (EMBARK_TYPE_CONFIG_PANE, NULL);
  self->form = g_object_ref (form);
  self->workflow_id = g_strdup (workflow_id);
  return GTK_WIDGET (self);
}
