/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Shows a fuzz target its corpus: a point of TAP a file. Arguments: folders of samples. */

#include "config.h"

#include "fuzz.h"

static guint n_points;

static void
show (const char *path, const char *name)
{
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  if (!g_file_get_contents (path, &data, &length, &error))
    {
      g_print ("not ok %u - %s: %s\n", ++n_points, name, error->message);
      return;
    }
  /* Each file as it is and cut short: what is cut off is where parsers read too far. */
  for (gsize part = 1; part <= 4; part++)
    {
      gsize shown = length * part / 4;
      /* A block of just this size, so that the sanitizer sees a read behind its end. */
      g_autofree uint8_t *copy = shown > 0 ? g_memdup2 (data, shown) : g_malloc0 (1);

      LLVMFuzzerTestOneInput (copy, shown);
    }
  g_print ("ok %u - %s\n", ++n_points, name);
}

int
main (int argc, char *argv[])
{
  LLVMFuzzerTestOneInput ((const uint8_t *) "", 0);
  g_print ("ok %u - nothing at all\n", ++n_points);

  for (int i = 1; i < argc; i++)
    {
      g_autoptr (GDir) folder = g_dir_open (argv[i], 0, NULL);
      const char *name;

      while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
        {
          g_autofree char *path = g_build_filename (argv[i], name, NULL);

          show (path, name);
        }
    }
  g_print ("1..%u\n", n_points);

  return 0;
}
