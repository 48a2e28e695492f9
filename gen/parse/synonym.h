/* The words that other languages have for a key of ours. */
#ifndef SPECQL_PARSE_SYNONYM_H
#define SPECQL_PARSE_SYNONYM_H

/* The first of names (ended by NULL) that an author may have meant who wrote word,
 * as `schema` by `namespace`, or NULL. */
const char *synonym(const char *word, const char *const *names);

/* What to do instead of writing a key that nothing stands for,
 * as `primary_key` among names, or NULL. */
const char *key_cure(const char *word, const char *const *names);

#endif
