/*
 * Linker: what linking works on. Private to link.c and the parts of linking in files of their own.
 */
#ifndef MODEL_LINKER_H
#define MODEL_LINKER_H

#include "model/link.h"
#include "model/relation.h"

struct linker {
	struct arena *arena;
	struct diag *diag;
	struct entity *entity;
	struct entity *const *others;
	size_t n;
	const struct options *options;
	entity_locate *locate;
	const char **api;       /* of the entity's actions: their names in app */
	const char **mutations; /* and in the API */
	const struct relation *relations;
	size_t nrelations;
};

/* The entity that a ref of `from` means among others, which need not hold `from` itself; NULL if
 * none. nfound counts those that it may mean. */
const struct entity *ref_entity(const struct entity *from, const struct ref *,
                                struct entity *const *others, size_t n, size_t *nfound);

/* Another entity with the positions of its file, for the sake of a note. */
const struct entity *linker_locate(struct linker *, const struct entity *other);

/* Names that the API or the foundation would have twice: of the entity alone, and of another one
 * whose actions have these names in app. */
void clash_api(struct linker *);
void clash_api_with(struct linker *, const struct entity *other, const char *const *api);

/* When all are known whose queries are called as an action:
 * whether an entity has what its document is called instead. */
void clash_documents(struct linker *, const struct entity *);

/* Parts of both: a name that two things have, an action called as a query of a type, types that an
 * entity makes too (true after reporting that its own is one), and the type of a field, NULL unless
 * it is a ref to several. */
void clash_alike(struct linker *, const char *what, const char *name, const char *camel,
                 struct span at);
void clash_operations(struct linker *, const char *type);
bool clash_types(struct linker *, const struct entity *);
const char *clash_union(struct linker *, const struct entity *, const char *type, size_t field);

/* Completes the table view of the entity, whose refs are linked. */
void link_view(struct linker *);

#endif
