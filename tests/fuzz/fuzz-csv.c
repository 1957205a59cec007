/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tables from files: whatever they are, cells come out valid and bounded, and go in again as they came out.
 */

#include "config.h"

#include <string.h>

#include "fuzz.h"

#include "embark-import-csv.h"

static void
row_cb (guint number, const char *cells, gsize length, guint n_cells, EmbarkCsvFlaw flaw, gpointer data)
{
  guint *last = data;
  const char *cell = cells;

  g_assert_cmpuint (number, >, *last);
  *last = number;
  g_assert_cmpuint (n_cells, <=, EMBARK_CSV_MAX_COLUMNS);
  for (guint i = 0; i < n_cells; i++)
    {
      g_autoptr (GString) written = g_string_new (NULL);

      g_assert_true (g_utf8_validate (cell, -1, NULL));
      embark_csv_append (written, cell, TRUE);
      embark_csv_unguard (cell);
      cell += strlen (cell) + 1;
    }
  g_assert_cmpuint (cell - cells, ==, length);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (GError) error = NULL;
  EmbarkCsvFormat format = { 0 };
  guint last = 0;

  embark_csv_read (stream, &format, row_cb, &last, NULL, &error);

  return 0;
}
