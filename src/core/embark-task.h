/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

/**
 * EMBARK_DEFINE_TASK_DATA:
 * @Type: name of a struct (`struct _Type` must be complete)
 * @prefix: function prefix; `static void prefix_clear (Type *)` must exist and release the members
 *
 * Gives a struct its `prefix_new` and `prefix_free`, an autoptr, and typed accessors for the task that carries it, so
 * that no callback casts a gpointer and no task forgets to free what it holds.
 */
#define EMBARK_DEFINE_TASK_DATA(Type, prefix)                                                                          \
  static inline Type *prefix##_new (void)                                                                              \
  {                                                                                                                    \
    return g_new0 (Type, 1);                                                                                           \
  }                                                                                                                    \
  static inline void prefix##_free (Type *self)                                                                        \
  {                                                                                                                    \
    prefix##_clear (self);                                                                                             \
    g_free (self);                                                                                                     \
  }                                                                                                                    \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (Type, prefix##_free)                                                                  \
  static inline void embark_task_set_##prefix (GTask *task, Type *data)                                                \
  {                                                                                                                    \
    g_task_set_task_data (task, data, (GDestroyNotify) prefix##_free);                                                 \
  }                                                                                                                    \
  G_GNUC_UNUSED static inline Type *embark_task_get_##prefix (GTask *task)                                             \
  {                                                                                                                    \
    return g_task_get_task_data (task);                                                                                \
  }
