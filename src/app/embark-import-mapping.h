/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "embark-import.h"

G_BEGIN_DECLS

/* EmbarkImportMapping: what each column of a table is taken for, with what stands in it. */
#define EMBARK_TYPE_IMPORT_MAPPING (embark_import_mapping_get_type ())
G_DECLARE_FINAL_TYPE (EmbarkImportMapping, embark_import_mapping, EMBARK, IMPORT_MAPPING, AdwBin)

void embark_import_mapping_set_import (EmbarkImportMapping *self, EmbarkImport *import);

G_END_DECLS
