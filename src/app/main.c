/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <gtksourceview/gtksource.h>
#include <locale.h>
#include <sys/resource.h>

#include "embark-app.h"

int
main (int argc, char *argv[])
{
  /* A dump of memory would hold keys and tokens. */
  const struct rlimit no_core = { 0, 0 };
  const char *locale_dir = g_getenv ("EMBARK_LOCALE_DIR");
  g_autoptr (EmbarkApp) app = NULL;

  setrlimit (RLIMIT_CORE, &no_core);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname (EMBARK_APP_ID);
  g_set_application_name ("Embark");
  gtk_source_init ();

  app = embark_app_new ();
  return g_application_run (G_APPLICATION (app), argc, argv);
}
