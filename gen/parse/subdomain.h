/*
 * Subdomain: the subdomains of a domain of the registry, with their entities and patterns.
 *
 * Private to the reader of the registry.
 */
#ifndef PARSE_SUBDOMAIN_H
#define PARSE_SUBDOMAIN_H

#include "model/registry.h"
#include "parse/keys.h"

/* n hexadecimal digits, in upper case; NULL after reporting. what is "domain" and the like. */
const char *hex_read(struct parse *, const struct node *, int n, const char *what);

/* A table code, in upper case; one without quotes or in lower case is a warning.
 * NULL after reporting. */
const char *table_code_read(struct parse *, const struct node *);

/* The value of `subdomains`. The domain must be the last of the registry. */
void subdomains_read(struct parse *, const struct node *, struct domain *);

/* An entry of `subdomain_inference`. */
void inference_read(struct parse *, const struct node *, struct domain *);

#endif
