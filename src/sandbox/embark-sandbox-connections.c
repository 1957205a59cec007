/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What libsoup's server does not do: it keeps the descriptor of every connection that its client closed while
 * idle (3.2 does, fixed in 3.4), and it waits for ever for a client that says nothing. Both would in the end
 * leave none for anybody. There is no timer: what somebody holds matters only when somebody else comes. */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "embark-sandbox-private.h"

/* How long a client may take for its request, when others want to be served. */
#define SILENT_LIMIT (30 * G_TIME_SPAN_SECOND)
/* So many are looked at each time that one comes, and at least so many wait before the idle ones are. */
#define AT_ONCE   8
#define MIN_SWEEP 64

typedef struct
{
  SoupServerMessage *message; /* (owned) */
  gint64 since;
} Silent;

struct _SandboxConnections
{
  EmbarkClock *clock; /* (owned) */
  GQueue silent;      /* (element-type Silent): not yet read, oldest first */
  GHashTable *links;  /* (owned) (element-type SoupServerMessage GList): where each is in @silent */
  GHashTable *idle;   /* (owned) (element-type GSocket GSocket): answered, and kept for another request */
  guint sweep_at;     /* how many of @idle are too many not to be looked at */
};

static void
silent_free (gpointer data)
{
  Silent *silent = data;

  g_object_unref (silent->message);
  g_free (silent);
}

/* Returns: what a read would: 0 at its end, -1 when nothing has come */
static gssize
peek (GSocket *socket)
{
  char byte;

  return recv (g_socket_get_fd (socket), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
}

gboolean
sandbox_descriptors_run_high (void)
{
  struct rlimit limit;
  int lowest = fcntl (0, F_DUPFD_CLOEXEC, 0);

  if (lowest < 0)
    return errno == EMFILE;
  close (lowest);
  return getrlimit (RLIMIT_NOFILE, &limit) == 0 && (rlim_t) lowest > limit.rlim_cur / 4 * 3;
}

static void
sweep_idle (SandboxConnections *self)
{
  GHashTableIter iter;
  gpointer socket;

  if (g_hash_table_size (self->idle) < self->sweep_at)
    return;
  g_hash_table_iter_init (&iter, self->idle);
  while (g_hash_table_iter_next (&iter, &socket, NULL))
    {
      /* A newer libsoup closed it itself. In 3.2 nothing looks at it any more, once its end was read. */
      if (!g_socket_is_closed (socket))
        {
          if (peek (socket) != 0)
            continue;
          g_socket_close (socket, NULL);
        }
      g_hash_table_iter_remove (&iter);
    }
  /* Twice as many as are really used: each is then looked at a few times in all. */
  self->sweep_at = MAX (MIN_SWEEP, 2 * g_hash_table_size (self->idle));
}

static void
forget_silent (SandboxConnections *self, SoupServerMessage *message)
{
  GList *link = g_hash_table_lookup (self->links, message);

  if (link == NULL)
    return;
  g_hash_table_remove (self->links, message);
  silent_free (link->data);
  g_queue_delete_link (&self->silent, link);
}

static void
drop_silent (SandboxConnections *self)
{
  gint64 now = embark_clock_get_monotonic_time (self->clock);
  gboolean scarce = sandbox_descriptors_run_high ();

  for (guint i = 0; i < AT_ONCE; i++)
    {
      Silent *first = g_queue_peek_head (&self->silent);
      g_autoptr (SoupServerMessage) message = NULL;
      GSocket *socket;

      if (first == NULL || (!scarce && now - first->since < SILENT_LIMIT))
        return;
      message = g_object_ref (first->message);
      socket = soup_server_message_get_socket (message);
      /* One that spoke and was not heard yet is served like everybody else; it leaves the queue when it is.
       */
      if (socket != NULL && peek (socket) > 0)
        {
          GList *link = g_queue_pop_head_link (&self->silent);

          first->since = now;
          g_queue_push_tail_link (&self->silent, link);
          continue;
        }
      forget_silent (self, message);
      if (socket != NULL)
        {
          g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

          if (stream != NULL)
            g_io_stream_close (stream, NULL, NULL);
        }
    }
}

static void
started_cb (SoupServer *server, SoupServerMessage *message, gpointer data)
{
  SandboxConnections *self = data;
  GSocket *socket = soup_server_message_get_socket (message);
  Silent *silent = g_new0 (Silent, 1);

  if (socket != NULL)
    g_hash_table_remove (self->idle, socket);
  drop_silent (self);
  sweep_idle (self);

  silent->message = g_object_ref (message);
  silent->since = embark_clock_get_monotonic_time (self->clock);
  g_queue_push_tail (&self->silent, silent);
  g_hash_table_insert (self->links, message, g_queue_peek_tail_link (&self->silent));
}

static void
read_cb (SoupServer *server, SoupServerMessage *message, gpointer data)
{
  forget_silent (data, message);
}

static void
finished_cb (SoupServer *server, SoupServerMessage *message, gpointer data)
{
  SandboxConnections *self = data;
  GSocket *socket = soup_server_message_get_socket (message);

  forget_silent (self, message);
  if (socket != NULL && !g_socket_is_closed (socket))
    g_hash_table_add (self->idle, g_object_ref (socket));
}

SandboxConnections *
sandbox_connections_new (SoupServer *server, EmbarkClock *clock)
{
  SandboxConnections *self = g_new0 (SandboxConnections, 1);

  self->clock = g_object_ref (clock);
  g_queue_init (&self->silent);
  self->links = g_hash_table_new (NULL, NULL);
  self->idle = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->sweep_at = MIN_SWEEP;
  g_signal_connect (server, "request-started", G_CALLBACK (started_cb), self);
  g_signal_connect (server, "request-read", G_CALLBACK (read_cb), self);
  g_signal_connect (server, "request-finished", G_CALLBACK (finished_cb), self);
  g_signal_connect (server, "request-aborted", G_CALLBACK (read_cb), self);
  return self;
}

void
sandbox_connections_free (SandboxConnections *self, SoupServer *server)
{
  g_signal_handlers_disconnect_by_data (server, self);
  g_queue_clear_full (&self->silent, silent_free);
  g_hash_table_unref (self->links);
  g_hash_table_unref (self->idle);
  g_object_unref (self->clock);
  g_free (self);
}
