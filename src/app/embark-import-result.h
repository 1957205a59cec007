/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-import.h"

G_BEGIN_DECLS

/* EmbarkImportResult: the rows of an import by state, after a look or a run. */
#define EMBARK_TYPE_IMPORT_RESULT (embark_import_result_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkImportResult, embark_import_result, EMBARK, IMPORT_RESULT, AdwBin)

void embark_import_result_set_import (EmbarkImportResult *self, EmbarkImport *import);
/* Looks at the states anew and shows all rows. @words: what came of it, plain text */
void embark_import_result_refresh (EmbarkImportResult *self, const char *title, const char *words);
/* Shows the rows in @state only. */
void embark_import_result_show_state (EmbarkImportResult *self, EmbarkImportState state);

G_END_DECLS
