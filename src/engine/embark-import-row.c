/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "embark-import-private.h"

enum
{
  PROP_0,
  PROP_STATE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmbarkImportRow, embark_import_row, G_TYPE_OBJECT)

static void
embark_import_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EmbarkImportRow *self = EMBARK_IMPORT_ROW (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_import_row_finalize (GObject *object)
{
  EmbarkImportRow *self = EMBARK_IMPORT_ROW (object);

  g_free (self->cells);
  g_free (self->detail);
  g_free (self->request_id);
  g_clear_pointer (&self->udf, json_node_unref);

  G_OBJECT_CLASS (embark_import_row_parent_class)->finalize (object);
}

static void
embark_import_row_class_init (EmbarkImportRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = embark_import_row_get_property;
  object_class->finalize = embark_import_row_finalize;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, EMBARK_IMPORT_N_STATES - 1, 0,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
embark_import_row_init (EmbarkImportRow *self)
{
}

EmbarkImportRow *
embark_import_row_new (guint number, const char *cells, gsize length, guint n_cells, EmbarkCsvFlaw flaw)
{
  EmbarkImportRow *self = g_object_new (EMBARK_TYPE_IMPORT_ROW, NULL);

  self->number = number;
  self->cells = g_memdup2 (cells, length);
  self->n_cells = (guint16) n_cells;
  self->read_flaw = (guint8) flaw;
  return self;
}

void
embark_import_row_set_state (EmbarkImportRow *self, EmbarkImportState state)
{
  if (self->state == state)
    return;
  self->state = (guint8) state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
embark_import_row_set_detail (EmbarkImportRow *self, char *detail, const char *request_id)
{
  g_free (self->detail);
  self->detail = detail;
  g_free (self->request_id);
  self->request_id = g_strdup (request_id);
}

EmbarkImportState
embark_import_row_get_state (EmbarkImportRow *self)
{
  g_return_val_if_fail (EMBARK_IS_IMPORT_ROW (self), EMBARK_IMPORT_READ);

  return self->state;
}

guint
embark_import_row_get_number (EmbarkImportRow *self)
{
  g_return_val_if_fail (EMBARK_IS_IMPORT_ROW (self), 0);

  return self->number;
}

const char *
embark_import_row_get_cell (EmbarkImportRow *self, guint column)
{
  const char *cell;

  g_return_val_if_fail (EMBARK_IS_IMPORT_ROW (self), "");

  if (column >= self->n_cells)
    return "";
  cell = self->cells;
  for (; column > 0; column--)
    cell += strlen (cell) + 1;
  return cell;
}

guint
embark_import_row_get_n_cells (EmbarkImportRow *self)
{
  g_return_val_if_fail (EMBARK_IS_IMPORT_ROW (self), 0);

  return self->n_cells;
}

static char *
describe_flaw (EmbarkImportRow *self)
{
  switch ((EmbarkImportFlaw) self->flaw)
    {
    case EMBARK_IMPORT_FLAW_NOT_UTF8:
      return g_strdup (_ ("Has characters that are not UTF-8; save the file as CSV UTF-8"));
    case EMBARK_IMPORT_FLAW_NOT_CLOSED:
      return g_strdup (_ ("A quotation mark is never closed, so the rest of the file is taken for one cell"));
    case EMBARK_IMPORT_FLAW_TOO_WIDE:
      return g_strdup (_ ("Has more cells than there are columns"));
    case EMBARK_IMPORT_FLAW_NO_ID:
      return g_strdup (_ ("Has no account ID"));
    case EMBARK_IMPORT_FLAW_BAD_ID:
      return g_strdup (_ ("An account ID cannot be dots alone"));
    case EMBARK_IMPORT_FLAW_DUPLICATE:
      /* Translators: %u is the number of a row of a table */
      return g_strdup_printf (_ ("Has the same account ID as row %u"), self->other);
    case EMBARK_IMPORT_FLAW_TOO_LONG:
      return g_strdup (_ ("The account ID, the name or a field is too long"));
    case EMBARK_IMPORT_FLAW_CONTROL:
      return g_strdup (_ ("Has control characters or a line break in the account ID, the name or a field"));
    case EMBARK_IMPORT_FLAW_NONE:
    default:
      return NULL;
    }
}

char *
embark_import_row_dup_reason (EmbarkImportRow *self)
{
  g_return_val_if_fail (EMBARK_IS_IMPORT_ROW (self), NULL);

  return self->state == EMBARK_IMPORT_WRONG ? describe_flaw (self) : g_strdup (self->detail);
}

const char *
embark_import_row_get_request_id (EmbarkImportRow *self)
{
  g_return_val_if_fail (EMBARK_IS_IMPORT_ROW (self), NULL);

  return self->request_id;
}
