/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <glib-unix.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "web-process.h"

#define GUARD_SECONDS 30

/* Returns: whether @pid is there; @name: (out) (array of 16) what it calls itself; @parent: (out) */
static gboolean
read_stat (GPid pid, char *name, GPid *parent)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", pid);
  g_autofree char *text = NULL;
  const char *begin, *end;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return FALSE;
  begin = strchr (text, '(');
  end = strrchr (text, ')');
  if (begin == NULL || end == NULL)
    return FALSE;

  g_strlcpy (name, begin + 1, MIN (16, end - begin));
  /* The state, then the parent. */
  *parent = atoi (end + 4);
  return TRUE;
}

static gboolean
is_below_us (GPid pid)
{
  char name[16];
  GPid parent;

  while (pid > 1 && read_stat (pid, name, &parent))
    {
      if (parent == getpid ())
        return TRUE;
      pid = parent;
    }

  return FALSE;
}

/* Returns: (transfer full) (element-type GPid) */
static GArray *
find_below (void)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (GPid));
  g_autoptr (GDir) dir = g_dir_open ("/proc", 0, NULL);
  const char *entry;

  g_assert_nonnull (dir);
  while ((entry = g_dir_read_name (dir)) != NULL)
    {
      const GPid pid = atoi (entry);

      if (pid > 0 && is_below_us (pid))
        g_array_append_val (found, pid);
    }

  return found;
}

GArray *
web_process_find (void)
{
  GArray *found = find_below ();

  for (guint i = 0; i < found->len;)
    {
      char name[16] = "";
      GPid parent;

      if (read_stat (g_array_index (found, GPid, i), name, &parent)
          && g_str_has_prefix (name, "WebKitWebProc"))
        i++;
      else
        g_array_remove_index (found, i);
    }

  return found;
}

gboolean
web_process_has_argument (const char *text)
{
  g_autoptr (GArray) found = find_below ();

  for (guint i = 0; i < found->len; i++)
    {
      g_autofree char *path = g_strdup_printf ("/proc/%d/cmdline", g_array_index (found, GPid, i));
      g_autofree char *arguments = NULL;
      gsize length = 0;

      /* Each argument ends with a NUL. */
      if (g_file_get_contents (path, &arguments, &length, NULL))
        for (const char *p = arguments; p < arguments + length; p += strlen (p) + 1)
          if (strstr (p, text) != NULL)
            return TRUE;
    }

  return FALSE;
}

static gboolean
ended_cb (int fd, GIOCondition condition, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
guard_cb (gpointer user_data)
{
  g_error ("a process did not end within %d s", GUARD_SECONDS);
  return G_SOURCE_REMOVE;
}

void
web_process_wait (GPid pid)
{
  const int fd = (int) syscall (SYS_pidfd_open, pid, 0);
  gboolean ended = FALSE;
  guint guard;

  if (fd < 0)
    {
      g_assert_cmpint (errno, ==, ESRCH);
      return;
    }

  guard = g_timeout_add_seconds (GUARD_SECONDS, guard_cb, NULL);
  g_unix_fd_add (fd, G_IO_IN, ended_cb, &ended);
  while (!ended)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (guard);
  close (fd);
}
