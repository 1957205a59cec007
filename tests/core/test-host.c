/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-host.h"

static void
test_loopback (void)
{
  static const struct
  {
    const char *host;
    gboolean loopback;
  } rows[] = {
    { "127.0.0.1", TRUE },
    { "127.255.0.3", TRUE },
    { "::1", TRUE },
    { "localhost", TRUE },
    { "LocalHost", TRUE },
    { "0.0.0.0", FALSE },
    { "128.0.0.1", FALSE },
    { "::", FALSE },
    { "::ffff:8.8.8.8", FALSE },
    { "localhost.example", FALSE },
    { "mylocalhost", FALSE },
    { "127.0.0.1.example", FALSE },
    { "[::1]", FALSE }, /* no host has its brackets on */
    { "", FALSE },
    { NULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (embark_host_is_loopback (rows[i].host), ==, rows[i].loopback);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/host/loopback", test_loopback);
  return g_test_run ();
}
