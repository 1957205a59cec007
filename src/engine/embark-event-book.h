/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-book.h"
#include "embark-event.h"

G_BEGIN_DECLS

/* What a name for an event is worth. Names are matched letter by letter, case included, when an event is fired. */
typedef enum
{
  EMBARK_EVENT_NAME_GOOD,
  EMBARK_EVENT_NAME_EMPTY,
  EMBARK_EVENT_NAME_TAKEN,   /* another event has exactly this name */
  EMBARK_EVENT_NAME_SPACE,   /* begins or ends with white space: allowed, and hardly what is meant */
  EMBARK_EVENT_NAME_SIMILAR, /* another event differs by capitals only: allowed, and easily confused */
} EmbarkEventNameState;

/**
 * EmbarkEventBook:
 *
 * The event definitions of a profile's environment (contract section 11): an EmbarkBook of EmbarkEvent.
 */
#define EMBARK_TYPE_EVENT_BOOK (embark_event_book_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkEventBook, embark_event_book, EMBARK, EVENT_BOOK, EmbarkBook)

EmbarkEventBook *embark_event_book_new (EmbarkWorkspace *workspace);
/* Returns: (transfer none) (nullable) */
EmbarkEvent *embark_event_book_find_id (EmbarkEventBook *self, const char *id);
EmbarkEvent *embark_event_book_find_name (EmbarkEventBook *self, const char *name);
/* @id: (nullable): the event that is to have the name, %NULL for a new one */
EmbarkEventNameState embark_event_book_check_name (EmbarkEventBook *self, const char *name, const char *id);

/**
 * embark_event_book_save_async:
 * @id: (nullable): the event to change, %NULL to create one
 * @name: as it shall be matched; sent byte for byte
 * @sample: a sample payload, JSON text
 * @schema: (nullable): the event's JSON schema, to be kept or set
 *
 * The sample goes out as a string, and again as an object when that is refused with words about it (register 14). A
 * create whose answer was lost or cannot be read is looked up by its name before it counts as failed.
 */
void embark_event_book_save_async (EmbarkEventBook *self, const char *id, const char *name, const char *sample,
                                   JsonNode *schema, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
/* Returns: (transfer full): the event as the server has it now */
EmbarkEvent *embark_event_book_save_finish (EmbarkEventBook *self, GAsyncResult *result, GError **error);

/* An event that somebody else deleted meanwhile counts as deleted. */
void embark_event_book_delete_async (EmbarkEventBook *self, const char *id, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_event_book_delete_finish (EmbarkEventBook *self, GAsyncResult *result, GError **error);

G_END_DECLS
