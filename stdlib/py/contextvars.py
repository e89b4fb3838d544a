# SPDX-License-Identifier: MIT
"""
Context variables: values that belong to a context, of which each thread and each task has one.
"""
from _contextvars import Context, ContextVar, Token, copy_context
import _collections_abc

__all__ = ('Context', 'ContextVar', 'Token', 'copy_context')

_collections_abc.Mapping.register(Context)
