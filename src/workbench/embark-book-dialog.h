/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-book.h"

G_BEGIN_DECLS

/**
 * EmbarkBookDialog:
 *
 * Creates a record of a book, or edits one: the frame around the form of its kind. What was typed is asked about before it
 * is lost, and what is saved in production before it is sent; while it is saved the form waits. Signal `saved` (the
 * record): the server has it; the dialog closes after it. Properties: `form` (GtkWidget) and `saving-label` (string, read
 * out while it is saved), both set by the template of the kind.
 */
#define EMBARK_TYPE_BOOK_DIALOG (embark_book_dialog_get_type ())
G_DECLARE_DERIVABLE_TYPE (EmbarkBookDialog, embark_book_dialog, EMBARK, BOOK_DIALOG, AdwWindow)

struct _EmbarkBookDialogClass
{
  AdwWindowClass parent_class;

  /* Returns: whether closing loses something; asked only while there is a book */
  gboolean (*is_edited) (EmbarkBookDialog *self);
  /* Returns: (transfer full): the question before it is saved in production; @body: (transfer none): what follows */
  char *(*dup_question) (EmbarkBookDialog *self, const char **body);
  /* Sends what stands in the form. The dialog may be gone when it was @cancellable that ended it; else one of
   * embark_book_dialog_saved() and embark_book_dialog_refused() is due. */
  void (*save) (EmbarkBookDialog *self, GCancellable *cancellable);
};

/* What the dialog is called and what its button does: @creates for a record that the server does not have. */
void embark_book_dialog_set_title (EmbarkBookDialog *self, const char *title, gboolean creates);
/* @book: (nullable): set once the form is filled: what changes before is not typed. %NULL for a dialog that goes. */
void embark_book_dialog_set_book (EmbarkBookDialog *self, EmbarkBook *book);
/* Returns: (transfer none) (nullable) */
EmbarkBook *embark_book_dialog_get_book (EmbarkBookDialog *self);
/* @complete: whether what stands in the form can be saved */
void embark_book_dialog_set_complete (EmbarkBookDialog *self, gboolean complete);

/* Saves as the button does, if it can be pressed. */
void embark_book_dialog_save (EmbarkBookDialog *self);
/* @record: (type GObject): what the server has of it now */
void embark_book_dialog_saved (EmbarkBookDialog *self, gpointer record);
/* The form can be used again; what was said is shown by the caller. */
void embark_book_dialog_refused (EmbarkBookDialog *self);

void embark_book_dialog_show_problem (EmbarkBookDialog *self, const GError *error);
/* Somebody deleted the record meanwhile, as @heading says: what was typed is one press away from being one again. */
void embark_book_dialog_show_gone (EmbarkBookDialog *self, const char *heading);
/* @words: (nullable): what @label under a field says, %NULL hides it; @css_class: "dim-label", "warning-text" or
 * "error-text" */
void embark_book_dialog_say (GtkLabel *label, const char *css_class, const char *words);

G_END_DECLS
