/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-burst-form.h"
#include "embark-compat.h"
#include "embark-json-view.h"
#include "embark-template.h"
#include "embark-workbench-problem.h"

/* The look makes no more events than these; all are made when it starts. */
#define LOOK_EVENTS 100
#define LOOK_ROWS   3

struct _EmbarkBurstForm
{
  AdwBin parent_instance;

  GtkScrolledWindow *scrolled;
  GtkEditable *event;
  EmbarkJsonView *payload;
  GtkMenuButton *variables;
  AdwActionRow *data_row;
  GtkButton *forget;
  GtkButton *choose;
  GtkSpinButton *n;
  GtkSpinButton *rate;
  GtkSpinButton *concurrency;
  GtkEditable *seed;
  GtkLabel *warning;
  GtkWidget *preview;
  GtkLabel *rows;
  EmbarkJsonView *first;
  GtkLabel *fault;
  GtkButton *start;

  EmbarkWorkspace *workspace; /* (owned) (nullable) */
  char *account_id;           /* (owned) (nullable) */
  char *slug;                 /* (owned) (nullable) */
  char *config_id;            /* (owned) (nullable) */
  GFile *file;                /* (owned) (nullable) */
  GCancellable *looking;      /* (owned) (nullable) */
  GCancellable *cancellable;  /* (owned) */
  guint32 random;             /* the seed when none is named */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (EmbarkBurstForm, embark_burst_form, ADW_TYPE_BIN)

static guint signal_start;

/* Returns: whether the seed is none or a number; @seed: (out) */
static gboolean
get_seed (EmbarkBurstForm *self, guint32 *seed)
{
  const char *text = gtk_editable_get_text (self->seed);
  guint64 number;

  *seed = self->random;
  if (*text == '\0')
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &number, NULL))
    return FALSE;
  *seed = (guint32) number;
  return TRUE;
}

/* Returns: (transfer full) (nullable): what stands in the form; @n: how many events */
static EmbarkBurst *
make_burst (EmbarkBurstForm *self, guint n)
{
  g_autofree char *event = g_strstrip (g_strdup (gtk_editable_get_text (self->event)));
  g_autofree char *payload = embark_json_view_dup_text (self->payload);
  const guint rate = (guint) gtk_spin_button_get_value_as_int (self->rate);
  guint32 seed;
  EmbarkBurst *burst;

  if (self->workspace == NULL || self->account_id == NULL || *event == '\0' || !get_seed (self, &seed))
    return NULL;
  burst = embark_burst_new (self->workspace, self->account_id, self->slug, self->config_id, event);
  g_strstrip (payload);
  embark_burst_set_payload (burst, *payload != '\0' ? payload : NULL);
  embark_burst_set_data (burst, self->file);
  embark_burst_set_n (burst, n);
  embark_burst_set_seed (burst, seed);
  embark_burst_set_rate (burst, rate, EMBARK_BURST_DEFAULT_ALLOWANCE);
  embark_burst_set_concurrency (burst, (guint) gtk_spin_button_get_value_as_int (self->concurrency));
  return burst;
}

static guint
get_n (EmbarkBurstForm *self)
{
  return (guint) gtk_spin_button_get_value_as_int (self->n);
}

/* ---- the look ---- */

static void
show_fault (EmbarkBurstForm *self, const char *words)
{
  gtk_label_set_text (self->fault, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), words != NULL);
  gtk_widget_set_visible (self->preview, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->start), FALSE);
}

static void
show_rows (EmbarkBurstForm *self, EmbarkBurst *burst)
{
  const guint n = embark_burst_get_n_rows (burst);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *subtitle = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->rows), n > 0);
  if (n == 0)
    return;
  for (guint i = 0; i < MIN (n, LOOK_ROWS); i++)
    {
      g_autofree char *row = embark_burst_dup_row (burst, i);

      g_string_append_printf (text, "%s%u  %s", i > 0 ? "\n" : "", i + 1, row);
    }
  gtk_label_set_text (self->rows, text->str);
  if (self->file != NULL)
    {
      g_autofree char *name = g_file_get_basename (self->file);
      g_autofree char *shown = g_filename_display_name (name);

      /* Translators: %1$s: name of a file */
      subtitle = g_strdup_printf (ngettext ("%1$s: %2$'u row", "%1$s: %2$'u rows", n), shown, n);
      adw_action_row_set_subtitle (self->data_row, subtitle);
    }
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkBurstForm) self = user_data;
  EmbarkBurst *burst = EMBARK_BURST (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *payload = NULL;

  if (!embark_burst_prepare_finish (burst, result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_fault (self, error->message);
      return;
    }
  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  payload = embark_burst_dup_event_payload (burst, 0, NULL);
  embark_json_view_set_text (self->first, payload);
  show_rows (self, burst);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), FALSE);
  gtk_widget_set_visible (self->preview, TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->start), TRUE);
}

static void
stop_looking (EmbarkBurstForm *self)
{
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
}

static void
look (EmbarkBurstForm *self)
{
  const guint n = get_n (self);
  g_autoptr (EmbarkBurst) burst = NULL;
  guint32 seed;

  stop_looking (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->start), FALSE);
  if (!get_seed (self, &seed))
    {
      show_fault (self, _ ("The seed is not a number from 0 to 4294967295."));
      return;
    }
  if (n == 0 && self->file == NULL)
    {
      show_fault (self, _ ("Say how many events, or choose a file with rows."));
      return;
    }
  burst = make_burst (self, CLAMP (n, 1, LOOK_EVENTS));
  if (burst == NULL)
    {
      show_fault (self, NULL);
      return;
    }
  self->looking = g_cancellable_new ();
  embark_burst_prepare_async (burst, self->looking, looked_cb, g_object_ref (self));
}

static void
changed_cb (EmbarkBurstForm *self)
{
  const int rate = gtk_spin_button_get_value_as_int (self->rate);

  gtk_widget_set_visible (GTK_WIDGET (self->warning), rate == 0 || rate > EMBARK_BURST_DEFAULT_RATE);
  if (!self->filling)
    look (self);
}

/* ---- the data ---- */

void
embark_burst_form_set_data (EmbarkBurstForm *self, GFile *file)
{
  g_return_if_fail (EMBARK_IS_BURST_FORM (self));

  g_set_object (&self->file, file);
  gtk_widget_set_visible (GTK_WIDGET (self->forget), file != NULL);
  adw_action_row_set_subtitle (self->data_row, _ ("CSV with a line of names, or a JSON list of objects"));
  if (file != NULL)
    {
      g_autofree char *name = g_file_get_basename (file);
      g_autofree char *shown = g_filename_display_name (name);

      adw_action_row_set_subtitle (self->data_row, shown);
      self->filling = TRUE;
      gtk_spin_button_set_value (self->n, 0);
      self->filling = FALSE;
    }
  changed_cb (self);
}

static void
forget_cb (EmbarkBurstForm *self)
{
  self->filling = TRUE;
  if (get_n (self) == 0)
    gtk_spin_button_set_value (self->n, 10);
  self->filling = FALSE;
  embark_burst_form_set_data (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->choose));
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkBurstForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = embark_compat_choose_file_finish (GTK_WINDOW (source), result, &error);

  if (file != NULL)
    embark_burst_form_set_data (self, file);
  else if (error != NULL)
    embark_workbench_report (GTK_WIDGET (self), error);
}

static void
choose_cb (EmbarkBurstForm *self)
{
  static const char *const patterns[] = { "*.csv", "*.json", "*.tsv", NULL };
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (GTK_IS_WINDOW (root))
    embark_compat_choose_file_async (GTK_WINDOW (root), _ ("Choose a File with Rows"), NULL, patterns,
                                     _ ("CSV and JSON files"), self->cancellable, chosen_cb,
                                     g_object_ref (self));
}

/* ---- variables ---- */

static void
insert_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EmbarkBurstForm *self = EMBARK_BURST_FORM (widget);
  GtkWidget *text = embark_json_view_get_text_view (self->payload);
  g_autofree char *variable = g_strdup_printf ("{{%s}}", g_variant_get_string (parameter, NULL));

  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), variable, -1);
  gtk_widget_grab_focus (text);
}

static void
fill_variables (EmbarkBurstForm *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  guint n;
  const EmbarkTemplateVariable *variables = embark_template_list_variables (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);
      g_autofree char *label = g_strdup_printf ("%s  (%s)", variables[i].description, variables[i].name);

      g_menu_item_set_label (item, label);
      g_menu_item_set_action_and_target (item, "burst-form.insert", "s", variables[i].name);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->variables, G_MENU_MODEL (menu));
}

/* ---- start ---- */

static void
start_cb (EmbarkBurstForm *self)
{
  g_autoptr (EmbarkBurst) burst = make_burst (self, get_n (self));

  if (burst != NULL)
    g_signal_emit (self, signal_start, 0, burst);
}

void
embark_burst_form_set_account (EmbarkBurstForm *self, EmbarkWorkspace *workspace, const char *account_id)
{
  g_return_if_fail (EMBARK_IS_BURST_FORM (self));

  g_set_object (&self->workspace, workspace);
  g_free (self->account_id);
  self->account_id = g_strdup (account_id);
  if (workspace == NULL)
    {
      stop_looking (self);
      return;
    }
  changed_cb (self);
}

void
embark_burst_form_fill (
    EmbarkBurstForm *self, const char *event, const char *slug, const char *config_id, const char *payload)
{
  g_return_if_fail (EMBARK_IS_BURST_FORM (self));

  g_free (self->slug);
  self->slug = g_strdup (slug);
  g_free (self->config_id);
  self->config_id = g_strdup (config_id);
  self->random = g_random_int ();
  self->filling = TRUE;
  gtk_editable_set_text (self->event, event != NULL ? event : "");
  embark_json_view_set_text (self->payload, payload != NULL ? payload : "{\n  \"n\": {{n}}\n}");
  self->filling = FALSE;
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  changed_cb (self);
}

static void
embark_burst_form_dispose (GObject *object)
{
  EmbarkBurstForm *self = EMBARK_BURST_FORM (object);

  stop_looking (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workspace);
  g_clear_object (&self->file);
  self->filling = TRUE;
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_BURST_FORM);
  G_OBJECT_CLASS (embark_burst_form_parent_class)->dispose (object);
}

static void
embark_burst_form_finalize (GObject *object)
{
  EmbarkBurstForm *self = EMBARK_BURST_FORM (object);

  g_free (self->account_id);
  g_free (self->slug);
  g_free (self->config_id);
  G_OBJECT_CLASS (embark_burst_form_parent_class)->finalize (object);
}

static void
embark_burst_form_class_init (EmbarkBurstFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = embark_burst_form_dispose;
  object_class->finalize = embark_burst_form_finalize;
  signal_start = g_signal_new ("start", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, EMBARK_TYPE_BURST);

  g_type_ensure (EMBARK_TYPE_JSON_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-burst-form.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstForm, scrolled);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstForm, event);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstForm, payload);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstForm, variables);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstForm, data_row);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstForm, forget);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstForm, choose);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstForm, n);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstForm, rate);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstForm, concurrency);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstForm, seed);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstForm, warning);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstForm, preview);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstForm, rows);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstForm, first);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstForm, fault);
  gtk_widget_class_bind_template_child (widget_class, EmbarkBurstForm, start);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_install_action (widget_class, "burst-form.insert", "s", insert_action);
}

static void
embark_burst_form_init (EmbarkBurstForm *self)
{
  self->filling = TRUE;
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_variables (self);
  embark_burst_form_set_data (self, NULL);
  embark_burst_form_fill (self, NULL, NULL, NULL, NULL);
}
