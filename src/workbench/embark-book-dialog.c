/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-book-dialog.h"
#include "embark-compat.h"
#include "embark-workbench-problem.h"

typedef struct
{
  AdwWindowTitle *title;
  GtkButton *save;
  GtkWidget *spinner;
  GtkBox *page;
  EmbarkProblemView *problem;

  EmbarkBook *book;          /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */
  gboolean complete;
  gboolean busy;
  gboolean discarded; /* somebody agreed to lose what was typed */
} EmbarkBookDialogPrivate;

enum
{
  PROP_0,
  PROP_FORM,
  PROP_SAVING_LABEL,
  N_PROPS
};

enum
{
  SAVED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (EmbarkBookDialog, embark_book_dialog, ADW_TYPE_WINDOW)

static void
update (EmbarkBookDialog *self)
{
  EmbarkBookDialogPrivate *priv = embark_book_dialog_get_instance_private (self);

  gtk_widget_set_sensitive (GTK_WIDGET (priv->save), priv->complete && !priv->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (priv->page), !priv->busy);
  gtk_widget_set_visible (priv->spinner, priv->busy);
}

static void
set_busy (EmbarkBookDialog *self, gboolean busy)
{
  EmbarkBookDialogPrivate *priv = embark_book_dialog_get_instance_private (self);

  priv->busy = busy;
  update (self);
}

/* ---- saving ---- */

static void
save (EmbarkBookDialog *self)
{
  EmbarkBookDialogPrivate *priv = embark_book_dialog_get_instance_private (self);

  gtk_widget_set_visible (GTK_WIDGET (priv->problem), FALSE);
  set_busy (self, TRUE);
  EMBARK_BOOK_DIALOG_GET_CLASS (self)->save (self, priv->cancellable);
}

static void
production_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EmbarkBookDialog) self = user_data;
  EmbarkBookDialogPrivate *priv = embark_book_dialog_get_instance_private (self);

  if (embark_compat_confirm_finish (GTK_WINDOW (source), result)
      && !g_cancellable_is_cancelled (priv->cancellable))
    save (self);
}

void
embark_book_dialog_save (EmbarkBookDialog *self)
{
  EmbarkBookDialogPrivate *priv = embark_book_dialog_get_instance_private (self);
  g_autoptr (GError) refusal = NULL;
  g_autofree char *heading = NULL;
  const char *body = NULL;

  if (!gtk_widget_get_sensitive (GTK_WIDGET (priv->save)))
    return;
  if (!embark_workspace_may_change (embark_book_get_workspace (priv->book), &refusal))
    {
      embark_book_dialog_show_problem (self, refusal);
      return;
    }
  if (!embark_workspace_is_production (embark_book_get_workspace (priv->book)))
    {
      save (self);
      return;
    }
  heading = EMBARK_BOOK_DIALOG_GET_CLASS (self)->dup_question (self, &body);
  embark_compat_confirm_async (GTK_WINDOW (self), heading, body, _ ("_Save"), FALSE, priv->cancellable,
                               production_confirmed_cb, g_object_ref (self));
}

void
embark_book_dialog_saved (EmbarkBookDialog *self, gpointer record)
{
  g_signal_emit (self, signals[SAVED], 0, record);
  gtk_window_destroy (GTK_WINDOW (self));
}

void
embark_book_dialog_refused (EmbarkBookDialog *self)
{
  set_busy (self, FALSE);
}

/* ---- what is to be said ---- */

void
embark_book_dialog_show_problem (EmbarkBookDialog *self, const GError *error)
{
  EmbarkBookDialogPrivate *priv = embark_book_dialog_get_instance_private (self);

  embark_workbench_show_problem (priv->problem, error, FALSE);
}

void
embark_book_dialog_show_gone (EmbarkBookDialog *self, const char *heading)
{
  EmbarkBookDialogPrivate *priv = embark_book_dialog_get_instance_private (self);

  gtk_button_set_label (priv->save, _ ("_Create"));
  embark_problem_view_set (
      priv->problem, heading,
      _ ("Cobalt does not have it any more. Create makes a new one of what stands here."), NULL, NULL, NULL,
      NULL);
  gtk_widget_set_visible (GTK_WIDGET (priv->problem), TRUE);
}

void
embark_book_dialog_say (GtkLabel *label, const char *css_class, const char *words)
{
  static const char *const classes[] = { "dim-label", "warning-text", "error-text" };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (label), classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
  if (g_strcmp0 (gtk_label_get_text (label), words != NULL ? words : "") != 0)
    gtk_label_set_text (label, words != NULL ? words : "");
}

/* ---- closing ---- */

static void
discard_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EmbarkBookDialogPrivate *priv = embark_book_dialog_get_instance_private (EMBARK_BOOK_DIALOG (source));

  if (!embark_compat_confirm_finish (GTK_WINDOW (source), result))
    return;
  priv->discarded = TRUE;
  gtk_window_close (GTK_WINDOW (source));
}

static gboolean
embark_book_dialog_close_request (GtkWindow *window)
{
  EmbarkBookDialog *self = EMBARK_BOOK_DIALOG (window);
  EmbarkBookDialogPrivate *priv = embark_book_dialog_get_instance_private (self);

  if (priv->busy)
    return TRUE; /* it was sent: the answer says what became of it, and closes the dialog */
  if (priv->discarded || priv->book == NULL || !EMBARK_BOOK_DIALOG_GET_CLASS (self)->is_edited (self))
    return GTK_WINDOW_CLASS (embark_book_dialog_parent_class)->close_request (window);
  embark_compat_confirm_async (window, _ ("Discard what was typed?"),
                               _ ("What was typed is lost. Nothing was sent to Cobalt."), _ ("_Discard"),
                               TRUE, priv->cancellable, discard_confirmed_cb, NULL);
  return TRUE;
}

static void
cancel_clicked_cb (EmbarkBookDialog *self)
{
  EmbarkBookDialogPrivate *priv = embark_book_dialog_get_instance_private (self);

  if (priv->busy)
    {
      /* What the server makes of it is seen in the list. */
      g_cancellable_cancel (priv->cancellable);
      embark_book_load_async (priv->book, NULL, NULL, NULL);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  gtk_window_close (GTK_WINDOW (self));
}

/* ---- the class ---- */

static void
embark_book_dialog_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  EmbarkBookDialogPrivate *priv = embark_book_dialog_get_instance_private (EMBARK_BOOK_DIALOG (object));

  switch (property_id)
    {
    case PROP_FORM:
      gtk_box_append (priv->page, g_value_get_object (value));
      break;
    case PROP_SAVING_LABEL:
      gtk_accessible_update_property (GTK_ACCESSIBLE (priv->spinner), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      g_value_get_string (value), -1);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

/* A question over a dialog that is destroyed holds it: it is called off before. */
static void
embark_book_dialog_unrealize (GtkWidget *widget)
{
  EmbarkBookDialogPrivate *priv = embark_book_dialog_get_instance_private (EMBARK_BOOK_DIALOG (widget));

  g_cancellable_cancel (priv->cancellable);
  GTK_WIDGET_CLASS (embark_book_dialog_parent_class)->unrealize (widget);
}

static void
embark_book_dialog_dispose (GObject *object)
{
  EmbarkBookDialogPrivate *priv = embark_book_dialog_get_instance_private (EMBARK_BOOK_DIALOG (object));

  g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->book);
  /* The template is not disposed of: GTK 4.8 can do that for one class of an object, which is the kind's own.
   * Its children go with the window. */
  G_OBJECT_CLASS (embark_book_dialog_parent_class)->dispose (object);
}

static void
embark_book_dialog_finalize (GObject *object)
{
  EmbarkBookDialogPrivate *priv = embark_book_dialog_get_instance_private (EMBARK_BOOK_DIALOG (object));

  g_clear_object (&priv->cancellable);
  G_OBJECT_CLASS (embark_book_dialog_parent_class)->finalize (object);
}

static void
embark_book_dialog_class_init (EmbarkBookDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = embark_book_dialog_set_property;
  object_class->dispose = embark_book_dialog_dispose;
  object_class->finalize = embark_book_dialog_finalize;
  widget_class->unrealize = embark_book_dialog_unrealize;
  GTK_WINDOW_CLASS (klass)->close_request = embark_book_dialog_close_request;

  properties[PROP_FORM] =
      g_param_spec_object ("form", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SAVING_LABEL] =
      g_param_spec_string ("saving-label", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_OBJECT);

  g_type_ensure (EMBARK_TYPE_PROBLEM_VIEW);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/embark/Embark/workbench/embark-book-dialog.ui");
  gtk_widget_class_bind_template_child_private (widget_class, EmbarkBookDialog, title);
  gtk_widget_class_bind_template_child_private (widget_class, EmbarkBookDialog, save);
  gtk_widget_class_bind_template_child_private (widget_class, EmbarkBookDialog, spinner);
  gtk_widget_class_bind_template_child_private (widget_class, EmbarkBookDialog, page);
  gtk_widget_class_bind_template_child_private (widget_class, EmbarkBookDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, embark_book_dialog_save);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
embark_book_dialog_init (EmbarkBookDialog *self)
{
  EmbarkBookDialogPrivate *priv = embark_book_dialog_get_instance_private (self);

  priv->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
embark_book_dialog_set_title (EmbarkBookDialog *self, const char *title, gboolean creates)
{
  EmbarkBookDialogPrivate *priv = embark_book_dialog_get_instance_private (self);

  adw_window_title_set_title (priv->title, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_button_set_label (priv->save, creates ? _ ("_Create") : _ ("_Save"));
}

void
embark_book_dialog_set_book (EmbarkBookDialog *self, EmbarkBook *book)
{
  EmbarkBookDialogPrivate *priv = embark_book_dialog_get_instance_private (self);

  g_set_object (&priv->book, book);
}

EmbarkBook *
embark_book_dialog_get_book (EmbarkBookDialog *self)
{
  EmbarkBookDialogPrivate *priv = embark_book_dialog_get_instance_private (self);

  return priv->book;
}

void
embark_book_dialog_set_complete (EmbarkBookDialog *self, gboolean complete)
{
  EmbarkBookDialogPrivate *priv = embark_book_dialog_get_instance_private (self);

  priv->complete = complete;
  update (self);
}
