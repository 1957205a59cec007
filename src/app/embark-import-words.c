/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-import-words.h"

const char *
embark_import_words_of_file (const GError *error, const char **title)
{
  *title = _ ("The file cannot be read");
  if (g_error_matches (error, EMBARK_IMPORT_ERROR, EMBARK_IMPORT_ERROR_EMPTY))
    {
      *title = _ ("The file is empty");
      return _ ("It needs a row with the names of the columns and a row for each account.");
    }
  if (g_error_matches (error, EMBARK_IMPORT_ERROR, EMBARK_IMPORT_ERROR_ENCODING))
    return _ ("It is stored as UTF-16. Save it as “CSV UTF-8” and choose it again.");
  if (g_error_matches (error, EMBARK_IMPORT_ERROR, EMBARK_IMPORT_ERROR_TOO_LARGE))
    return _ ("It is larger than 256 MiB or a million rows. Split it, and import one part after the other.");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return _ ("It is not there any more. Choose another one.");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return _ ("You have no permission to read it. Change that, or choose another one.");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
    return _ ("It is a folder. Choose a file in it.");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE))
    return _ ("It is a pipe or a device. Choose a file.");
  return error->message;
}

char *
embark_import_words_of_check (EmbarkImport *self, gboolean stopped)
{
  guint n = embark_import_get_n_to_send (self);

  if (stopped)
    return g_strdup (_ ("Not every row was compared. Compare again to its end: then it can be imported."));
  if (n == 0)
    return g_strdup (_ ("Nothing has to be sent."));
  return g_strdup_printf (ngettext ("Nothing was sent yet. The import would send %'u account.",
                                    "Nothing was sent yet. The import would send %'u accounts.", n),
                          n);
}

char *
embark_import_words_of_run (EmbarkImport *self, gboolean stopped)
{
  guint n_left = embark_import_get_n_to_send (self);
  guint n_failed = embark_import_get_count (self, EMBARK_IMPORT_FAILED);

  if (stopped || n_left > n_failed)
    return g_strdup_printf (ngettext ("%'u account is left. Importing again sends only what is left.",
                                      "%'u accounts are left. Importing again sends only what is left.",
                                      n_left),
                            n_left);
  if (n_failed > 0)
    return g_strdup (
        _ ("The reason stands with each row that was refused. Importing again sends these only."));
  if (embark_import_get_count (self, EMBARK_IMPORT_WRONG)
          + embark_import_get_count (self, EMBARK_IMPORT_UNCHECKED)
      > 0)
    return g_strdup (
        _ ("What can be sent is in Cobalt. Save the rows that cannot, repair them and import that file."));
  return g_strdup (_ ("What was to be sent is in Cobalt."));
}
