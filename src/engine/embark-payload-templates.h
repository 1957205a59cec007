/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-clock.h"
#include "embark-journal-kept.h"

G_BEGIN_DECLS

/**
 * EmbarkPayloadTemplate:
 *
 * A payload that was saved under a name. Properties (notify): `id` (construct-only), `name`, `event`, `text`,
 * `changed-at` (microseconds since 1970).
 */
#define EMBARK_TYPE_PAYLOAD_TEMPLATE (embark_payload_template_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkPayloadTemplate, embark_payload_template, EMBARK, PAYLOAD_TEMPLATE, GObject)

const char *embark_payload_template_get_id (EmbarkPayloadTemplate *self);
const char *embark_payload_template_get_name (EmbarkPayloadTemplate *self);
/* Returns: the event's name, or the id of the workflow that is executed with it */
const char *embark_payload_template_get_event (EmbarkPayloadTemplate *self);
/* Returns: the payload with its variables, byte for byte */
const char *embark_payload_template_get_text (EmbarkPayloadTemplate *self);
gint64 embark_payload_template_get_changed_at (EmbarkPayloadTemplate *self);

/**
 * EmbarkPayloadTemplates:
 *
 * The saved payloads of a profile: a #GListModel of EmbarkPayloadTemplate by name, kept in the journal. What a call
 * changes is in the list once it is written down. A name is unique for its event.
 */
#define EMBARK_TYPE_PAYLOAD_TEMPLATES (embark_payload_templates_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkPayloadTemplates, embark_payload_templates, EMBARK, PAYLOAD_TEMPLATES, GObject)

#define EMBARK_PAYLOAD_TEMPLATES_ERROR (embark_payload_templates_error_quark ())
GQuark embark_payload_templates_error_quark (void);
typedef enum
{
  EMBARK_PAYLOAD_TEMPLATES_ERROR_NAME,  /* empty, or too long */
  EMBARK_PAYLOAD_TEMPLATES_ERROR_TAKEN, /* the event has another of that name */
} EmbarkPayloadTemplatesError;

EmbarkPayloadTemplates *embark_payload_templates_new (EmbarkJournal *journal, const char *profile_id,
                                                      EmbarkClock *clock);
/* Reads them; the list is empty before. */
void embark_payload_templates_load_async (EmbarkPayloadTemplates *self, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
gboolean embark_payload_templates_load_finish (EmbarkPayloadTemplates *self, GAsyncResult *result, GError **error);
/* Returns: (transfer none) (nullable): that of this name for @event, spaces around and capitals aside */
EmbarkPayloadTemplate *embark_payload_templates_find (EmbarkPayloadTemplates *self, const char *event,
                                                      const char *name);

/* Saves a new one. @name: spaces around it are left out. */
void embark_payload_templates_save_async (EmbarkPayloadTemplates *self, const char *event, const char *name,
                                          const char *text, GCancellable *cancellable, GAsyncReadyCallback callback,
                                          gpointer user_data);
/* Returns: (transfer full) */
EmbarkPayloadTemplate *embark_payload_templates_save_finish (EmbarkPayloadTemplates *self, GAsyncResult *result,
                                                             GError **error);
/* Puts another text or name into one. Each may be %NULL: then it stays. */
void embark_payload_templates_change_async (EmbarkPayloadTemplates *self, EmbarkPayloadTemplate *item, const char *name,
                                            const char *text, GCancellable *cancellable, GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean embark_payload_templates_change_finish (EmbarkPayloadTemplates *self, GAsyncResult *result, GError **error);
void embark_payload_templates_delete_async (EmbarkPayloadTemplates *self, EmbarkPayloadTemplate *item,
                                            GCancellable *cancellable, GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean embark_payload_templates_delete_finish (EmbarkPayloadTemplates *self, GAsyncResult *result, GError **error);
/* Undoes a deletion: the same id, name and text again. Where the name was given away meanwhile, "Name (2)". */
void embark_payload_templates_restore_async (EmbarkPayloadTemplates *self, EmbarkPayloadTemplate *item,
                                             GCancellable *cancellable, GAsyncReadyCallback callback,
                                             gpointer user_data);
gboolean embark_payload_templates_restore_finish (EmbarkPayloadTemplates *self, GAsyncResult *result, GError **error);

G_END_DECLS
