/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define EMBARK_TEMPLATE_ERROR (embark_template_error_quark ())
GQuark embark_template_error_quark (void);
typedef enum
{
  EMBARK_TEMPLATE_ERROR_OPEN,     /* "{{" without "}}" */
  EMBARK_TEMPLATE_ERROR_UNKNOWN,  /* no variable of that name */
  EMBARK_TEMPLATE_ERROR_ARGUMENT, /* what stands behind the name does not fit it */
} EmbarkTemplateError;

/**
 * EmbarkTemplateContext:
 *
 * What variables are made of. Plain data; two expansions with the same context give the same text.
 */
typedef struct
{
  guint32 seed;             /* of everything that is made up */
  gint64 now;               /* microseconds since 1970 */
  guint index;              /* {{n}}: which one of several, from 1 */
  const char *account_id;   /* (nullable) */
  const char *account_name; /* (nullable) */
  GHashTable *row;          /* (nullable) (element-type utf8 utf8): {{row.COLUMN}} */
  GHashTable *row_raw;      /* (nullable) (element-type utf8): columns of which the text is a JSON number, true, false or
                             * null, and is put as it is */
} EmbarkTemplateContext;

typedef struct
{
  const char *name;        /* "uuid", with its arguments: "int:1:100" */
  const char *description; /* in the user's language */
} EmbarkTemplateVariable;

/* Returns: (transfer none) (array length=n): all variables, in the order to offer them */
const EmbarkTemplateVariable *embark_template_list_variables (guint *n);
/* Returns: whether there is a "{{" in @text */
gboolean embark_template_has_variables (const char *text);

/**
 * embark_template_expand:
 * @text: JSON with variables: "{{email}}" within a string, or {{int:1:9}} in place of a value
 * @line: (out) (optional): where the error is, from 1
 * @column: (out) (optional): in characters, from 1
 *
 * Puts values in the place of variables: within a string as its characters, elsewhere as a JSON value, so that what was
 * JSON stays JSON whatever a value contains. Everything else stays byte for byte.
 *
 * Returns: (transfer full) (nullable)
 */
char *embark_template_expand (const char *text, const EmbarkTemplateContext *context, guint *line, guint *column,
                              GError **error);
/**
 * embark_template_mask:
 * @line: (out) (optional)
 * @column: (out) (optional)
 *
 * Makes each variable what a JSON parser takes for a string, or for plain characters of one, byte for byte and character
 * for character as long, so that the places that a parser tells are those in @text. Says of a variable that does not
 * exist what embark_template_expand() would say; columns of a table ({{row.NAME}}) are not known here and taken as they
 * are.
 *
 * Returns: (transfer full) (nullable)
 */
char *embark_template_mask (const char *text, guint *line, guint *column, GError **error);
/* Returns: (nullable): behind the variable that begins at @open, which is at "{{"; %NULL when it does not end */
const char *embark_template_skip (const char *open);

G_END_DECLS
