/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EmbarkSavedPopover:
 *
 * A popover with what was saved under a name: one is chosen, renamed, deleted and put back; what is shown at the moment is
 * saved. The kind knows the list and what to do; names are shown as they are. What is refused is said under the entry.
 */
#define EMBARK_TYPE_SAVED_POPOVER (embark_saved_popover_get_type ())
G_DECLARE_DERIVABLE_TYPE (EmbarkSavedPopover, embark_saved_popover, EMBARK, SAVED_POPOVER, GtkPopover)

struct _EmbarkSavedPopoverClass
{
  GtkPopoverClass parent_class;

  const char *(*get_name) (gpointer item);
  /* The popover is closed already. */
  void (*choose) (EmbarkSavedPopover *self, gpointer item);
  /* Saves what is shown as @name, in the place of another one of that name where @replace. Then, and then of the next,
   * embark_saved_popover_done() is due. */
  void (*save) (EmbarkSavedPopover *self, const char *name, gboolean replace);
  void (*rename) (EmbarkSavedPopover *self, gpointer item, const char *name);
  /* Whoever deleted one says so with embark_saved_popover_set_deleted(). */
  void (*remove) (EmbarkSavedPopover *self, gpointer item);
  void (*undo) (EmbarkSavedPopover *self);
};

/* @title: of the list; @none: what is said while it is empty; @name: what the entry is for. */
void embark_saved_popover_set_words (EmbarkSavedPopover *self, const char *title, const char *none, const char *name);
/* @model: (nullable): %NULL where nothing can be saved */
void embark_saved_popover_set_model (EmbarkSavedPopover *self, GListModel *model);
/* Returns: (transfer none) */
GtkEntry *embark_saved_popover_get_entry (EmbarkSavedPopover *self);
/* Saving or renaming ended. @refusal: (nullable): why it was not done; @taken: it can be saved in that one's place. */
void embark_saved_popover_done (EmbarkSavedPopover *self, const GError *refusal, gboolean taken);
/* @name: (nullable): what can be put back; the way to it gets the focus where the list had it */
void embark_saved_popover_set_deleted (EmbarkSavedPopover *self, const char *name);

G_END_DECLS
