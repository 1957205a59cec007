/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "web-certificate.h"

static const char configuration[] = "[ca]\ndefault_ca = own\n"
                                    "[own]\ndatabase = database\nserial = serial\nnew_certs_dir = .\n"
                                    "default_md = sha256\npolicy = any\ncopy_extensions = copy\n"
                                    "[any]\ncommonName = supplied\n";

static void
run (const char *dir, const char *const *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) openssl = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_set_cwd (launcher, dir);
  openssl = g_subprocess_launcher_spawnv (launcher, arguments, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (openssl, NULL, &error);
  g_assert_no_error (error);
}

static void
write_file (const char *dir, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

GTlsCertificate *
web_certificate_new (const char *san, const char *from, const char *to)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = g_dir_make_tmp ("embark-tls-XXXXXX", &error);
  g_autofree char *key = g_build_filename (dir, "key.pem", NULL);
  g_autofree char *cert = g_build_filename (dir, "cert.pem", NULL);
  g_autofree char *extension = g_strconcat ("subjectAltName=", san, NULL);
  const char *const request[] = { "openssl",
                                  "req",
                                  "-new",
                                  "-newkey",
                                  "ec",
                                  "-pkeyopt",
                                  "ec_paramgen_curve:prime256v1",
                                  "-nodes",
                                  "-subj",
                                  "/CN=Proxy of a test",
                                  "-addext",
                                  extension,
                                  "-keyout",
                                  "key.pem",
                                  "-out",
                                  "request.pem",
                                  NULL };
  /* The one command that takes days in the past. */
  const char *const sign[] = { "openssl", "ca",       "-config", "ca.cnf", "-batch",      "-selfsign",
                               "-notext", "-keyfile", "key.pem", "-in",    "request.pem", "-startdate",
                               from,      "-enddate", to,        "-out",   "cert.pem",    NULL };
  GTlsCertificate *certificate;

  g_assert_no_error (error);
  write_file (dir, "ca.cnf", configuration);
  write_file (dir, "database", "");
  write_file (dir, "serial", "01\n");
  run (dir, request);
  run (dir, sign);
  certificate = g_tls_certificate_new_from_files (cert, key, &error);
  g_assert_no_error (error);
  remove_all (dir);

  return certificate;
}
