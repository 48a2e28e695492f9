/*
 * Hash: FNV-1a, 64 bits. It tells versions of a text apart and spreads keys;
 * no protection against an adversary.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* The hash of no bytes. */
#define HASH_START UINT64_C(0xcbf29ce484222325)

/* The hash of what another is the hash of, and n bytes behind it. */
uint64_t hash_add(uint64_t hash, const void *bytes, size_t n);

#endif
