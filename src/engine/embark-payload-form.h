/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "embark-json-schema.h"
#include "embark-payload-field.h"

G_BEGIN_DECLS

/* So many fields are made of a payload; see embark_payload_form_get_truncated(). */
#define EMBARK_PAYLOAD_MAX_FIELDS 20000
/* A longer text is read in another thread: see `reading`. */
#define EMBARK_PAYLOAD_READ_AT_ONCE (256 * 1024)

typedef enum
{
  EMBARK_PAYLOAD_ERROR_FROZEN, /* the text is not JSON at the moment, or is still being read */
  EMBARK_PAYLOAD_ERROR_VALUE,  /* what was entered is no value for this field */
  EMBARK_PAYLOAD_ERROR_GONE,   /* the field is no longer in the form, or cannot be taken out */
} EmbarkPayloadError;

#define EMBARK_PAYLOAD_ERROR (embark_payload_error_quark ())
GQuark embark_payload_error_quark (void);

/* What is wrong with a text, and where. Counted from 1; 0: not known. */
typedef struct
{
  guint line;
  guint column; /* in characters */
  const char *words; /* (unowned): a sentence */
} EmbarkPayloadFault;

/**
 * EmbarkPayloadForm:
 *
 * A payload as fields over one text, which stays the truth: setting a field replaces exactly the bytes of its value.
 * While the text is not JSON the fields stay as they were last and cannot be set (`frozen`). Variables
 * (embark-template.h) count as values, within a string or in place of one; one that does not exist is a fault of the text.
 *
 * It is a #GListModel of EmbarkPayloadField, flat, in the order of the text: each object or array is followed by what is in
 * it, at a greater depth, and by the members that only the schema names, where they would come. Fields that are still there
 * after the text changed are the same objects, so that a widget keeps its focus; so is an absent one that is no object or
 * array once it is set.
 *
 * Properties (notify): `text` (utf8), `frozen` (boolean), `reading` (boolean: a long text is being read; frozen meanwhile),
 * `schema` (EmbarkJsonSchema, nullable), `n-faults` (uint: of the schema).
 * Signal `edited` (guint64 start, guint64 end, utf8 replacement): the bytes from start to end of the text were replaced,
 * through a field; not emitted for embark_payload_form_set_text(). It comes before `notify::text`, so that an editor can
 * make the same small change and keep its cursor and its undo.
 */
#define EMBARK_TYPE_PAYLOAD_FORM (embark_payload_form_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkPayloadForm, embark_payload_form, EMBARK, PAYLOAD_FORM, GObject)

/* @schema: (nullable) */
EmbarkPayloadForm *embark_payload_form_new (EmbarkJsonSchema *schema);
EmbarkJsonSchema *embark_payload_form_get_schema (EmbarkPayloadForm *self);
/* @schema: (nullable): the fields are made anew */
void embark_payload_form_set_schema (EmbarkPayloadForm *self, EmbarkJsonSchema *schema);

/* Takes what was typed. Does nothing when it is the same text. */
void embark_payload_form_set_text (EmbarkPayloadForm *self, const char *text);
const char *embark_payload_form_get_text (EmbarkPayloadForm *self);
/* Returns: (nullable): why the text cannot be sent: no JSON, a variable that is none; %NULL when it can */
const EmbarkPayloadFault *embark_payload_form_get_fault (EmbarkPayloadForm *self);
gboolean embark_payload_form_get_frozen (EmbarkPayloadForm *self);
gboolean embark_payload_form_get_reading_now (EmbarkPayloadForm *self);
/* Returns: whether the payload has more values than there are fields */
gboolean embark_payload_form_get_truncated (EmbarkPayloadForm *self);

/* Returns: (transfer none) (element-type EmbarkSchemaFault): what the schema has against the payload; empty without a
 * schema. What holds a variable is not judged: what is sent is, see embark_json_schema_check(). */
GPtrArray *embark_payload_form_get_faults (EmbarkPayloadForm *self);
/* Returns: (transfer none) (element-type EmbarkSchemaGap): what of the schema is not looked at; empty without a schema */
GPtrArray *embark_payload_form_get_gaps (EmbarkPayloadForm *self);
/* Returns: (transfer full) (nullable): the field at a path */
EmbarkPayloadField *embark_payload_form_dup_field (EmbarkPayloadForm *self, const char *path);
/* Where the value of a field begins and ends in the text, and in which line and column (from 1, in characters) it begins.
 * Each may be %NULL. Returns: %FALSE when it is absent */
gboolean embark_payload_form_get_place (EmbarkPayloadForm *self, EmbarkPayloadField *field, gsize *start, gsize *end,
                                        guint *line, guint *column);
/* Returns: (transfer full) (nullable): the bytes of any field, objects and arrays too; %NULL when it is absent */
char *embark_payload_form_dup_json (EmbarkPayloadForm *self, EmbarkPayloadField *field);

/* Sets what was typed into an entry for the field. A string is quoted and escaped by us; for a number, boolean, null or any
 * other type it has to be JSON that fits, or one variable ({{int:1:9}}). An absent field is put in. On an error nothing
 * changes, and the error's message is a sentence for the field. */
gboolean embark_payload_form_set_entry (EmbarkPayloadForm *self, EmbarkPayloadField *field, const char *entry,
                                        GError **error);
/* Sets JSON, whatever the field's type; variables allowed. */
gboolean embark_payload_form_set_json (EmbarkPayloadForm *self, EmbarkPayloadField *field, const char *json,
                                       GError **error);
/* Puts an absent field in, with the schema's default or the least that it allows. */
gboolean embark_payload_form_add (EmbarkPayloadForm *self, EmbarkPayloadField *field, GError **error);
/* Takes a member, or the last item of an array, out of the text together with its comma. */
gboolean embark_payload_form_remove (EmbarkPayloadForm *self, EmbarkPayloadField *field, GError **error);
/* Appends an item to an array: as the schema wants it, else a copy of the last item, else an empty string. */
gboolean embark_payload_form_add_item (EmbarkPayloadForm *self, EmbarkPayloadField *array, GError **error);
/* Takes the last item of an array out. */
gboolean embark_payload_form_remove_item (EmbarkPayloadForm *self, EmbarkPayloadField *array, GError **error);

/* Returns: (transfer full): @text with two spaces a level; strings, numbers and variables byte for byte. %NULL with @error
 * when it is no JSON with variables. @line and @column: (out) (optional) */
char *embark_payload_format (const char *text, guint *line, guint *column, GError **error);
/* Returns: whether @text is JSON once its variables have values */
gboolean embark_payload_check (const char *text, guint *line, guint *column, GError **error);
/* Returns: (transfer full): the least that @schema allows, as indented JSON: required members, defaults, constants */
char *embark_payload_make (EmbarkJsonSchema *schema);

G_END_DECLS
