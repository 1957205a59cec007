/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EmbarkImportState:
 * @EMBARK_IMPORT_READ: in the file; nothing else is known
 * @EMBARK_IMPORT_WRONG: cannot be sent: embark_import_row_dup_reason() says why
 * @EMBARK_IMPORT_NEW: the server has no linked account of that id
 * @EMBARK_IMPORT_CHANGED: the server has another name or other user-defined fields
 * @EMBARK_IMPORT_UNCHANGED: the server has all of it
 * @EMBARK_IMPORT_UNCHECKED: the server could not say; it is not sent
 * @EMBARK_IMPORT_CREATED: sent, and the server made the account
 * @EMBARK_IMPORT_UPDATED: sent, and the server changed the account
 * @EMBARK_IMPORT_FAILED: sent and refused
 */
typedef enum
{
  EMBARK_IMPORT_READ,
  EMBARK_IMPORT_WRONG,
  EMBARK_IMPORT_NEW,
  EMBARK_IMPORT_CHANGED,
  EMBARK_IMPORT_UNCHANGED,
  EMBARK_IMPORT_UNCHECKED,
  EMBARK_IMPORT_CREATED,
  EMBARK_IMPORT_UPDATED,
  EMBARK_IMPORT_FAILED,
} EmbarkImportState;
#define EMBARK_IMPORT_N_STATES (EMBARK_IMPORT_FAILED + 1)

/**
 * EmbarkImportRow:
 *
 * One row of the file that is imported. Property `state` (int, notify).
 */
#define EMBARK_TYPE_IMPORT_ROW (embark_import_row_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkImportRow, embark_import_row, EMBARK, IMPORT_ROW, GObject)

EmbarkImportState embark_import_row_get_state (EmbarkImportRow *self);
/* Returns: its number in the file, as a table program counts */
guint embark_import_row_get_number (EmbarkImportRow *self);
/* Returns: what stands in that column, "" where the row is shorter */
const char *embark_import_row_get_cell (EmbarkImportRow *self, guint column);
guint embark_import_row_get_n_cells (EmbarkImportRow *self);
/* Returns: (transfer full) (nullable): why it is wrong, unchecked or failed, or what is changed; the server's own words
 * where it sent some. Plain text. */
char *embark_import_row_dup_reason (EmbarkImportRow *self);
/* Returns: (nullable): the id to quote to the platform's support */
const char *embark_import_row_get_request_id (EmbarkImportRow *self);

G_END_DECLS
