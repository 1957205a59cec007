/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an import is told of, in sentences. */

#pragma once

#include "embark-import.h"

G_BEGIN_DECLS

/* Returns: why a file gives no rows and what to do; @title: what happened */
const char *embark_import_words_of_file (const GError *error, const char **title);
/* Returns: (transfer full): what would be sent. @stopped: it did not look at every row */
char *embark_import_words_of_check (EmbarkImport *self, gboolean stopped);
/* Returns: (transfer full): what came of sending. @stopped: it did not send every row */
char *embark_import_words_of_run (EmbarkImport *self, gboolean stopped);

G_END_DECLS
