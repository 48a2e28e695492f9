#include "test.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/str.h"
#include "graph/inputs.h"
#include "graph/kind.h"
#include "graph/names.h"
#include "graph/outputs.h"
#include "graph/settle.h"
#include "graph/shape.h"
#include "graph/walk.h"
#include "model/entity.h"
#include "model/options.h"
#include "parse/parse.h"

#include <stdlib.h>
#include <unistd.h>

static struct arena a;

static void
lists(void)
{
	struct list l = list_split(&a, arena_strdup(&a, "b,a,,b"), ',');
	struct strbuf b = STRBUF_INIT;

	CHECK(l.n == 4);
	list_sort(&l);
	list_join(&b, &l, "|");
	CHECK_STR(b.buf, "|a|b");
	CHECK(list_has(&l, "a") && !list_has(&l, "c"));
	for (const char *const *text = (const char *const[]){"c", "", "b", "aa", "c", NULL}; *text;
	     text++)
		list_insert(&a, &l, *text);
	str_reset(&b);
	list_join(&b, &l, "|");
	CHECK_STR(b.buf, "|a|aa|b|c");
	CHECK(list_split(&a, arena_strdup(&a, ""), ',').n == 0);
	str_free(&b);
}

static void
covered(void)
{
	const char *texts[] = {"a", "a-b/x.yaml", "a/b", "c/d.yaml"};
	const struct list l = {.items = texts, .n = 4};
	const char *all = ".";
	bool marks[4] = {false};

	CHECK(list_cover(&l, "a/b/e.yaml", marks) && marks[0] && marks[2] && !marks[1]);
	CHECK(list_cover(&l, "c/d.yaml", marks) && marks[3] && !marks[1]);
	CHECK(!list_cover(&l, "c/d.yaml2", NULL) && !list_cover(&l, "c", NULL));
	CHECK(!list_cover(&l, "a-b/y.yaml", NULL) && !list_cover(&l, "", NULL));
	CHECK(list_cover(&(struct list){.items = &all, .n = 1}, "x", NULL));
	CHECK(!list_cover(&(struct list){0}, "x", NULL));
}

static void
patterns(void)
{
	CHECK(walk_match("packages/*/entities", "packages/crm/entities"));
	CHECK(!walk_match("packages/*/entities", "packages/a/b/entities"));
	CHECK(walk_match("packages/**/entities", "packages/a/b/entities"));
	CHECK(walk_match("packages/**/entities", "packages/entities"));
	CHECK(walk_match("**/x.yaml", "x.yaml") && walk_match("**/x.yaml", "a/b/x.yaml"));
	CHECK(!walk_match("**/x.yaml", "a/yx.yaml"));
	CHECK(walk_match("a/**", "a/b/c") && walk_match("?.yaml", "a.yaml") &&
	      !walk_match("a?b", "a/b"));
	CHECK(!walk_match("*", "a/b") && walk_match("*", "a") && !walk_match("a", "ab"));
	CHECK(walk_match("**/a**c", "ab/ac") && walk_match("*a*b.yaml", "caab.yaml"));
	/* of which trying one way after the other would never see the end */
	CHECK(!walk_match("*a*a*a*a*a*a*a*a*a*a*b",
	                  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
	CHECK(!walk_match("**/**/**/**/**/**/**/**/**/**/x.yaml",
	                  "1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/21/22/23/24/y.yaml"));
}

/* A shape of an entity, as in shape.txt. */
static struct shape
shape(const char *line)
{
	struct list parts = list_split(&a, arena_strdup(&a, line), ' ');
	struct shape s = {0};

	CHECK(shape_read(&a, &parts, 0, &s));
	return s;
}

static void
lines(void)
{
	const char *line = "crm/entities/a.yaml\tcrm\tA\ta\trefs,actions\tb=B,c=hr.C,x:tb_d\tdo_a\t"
	                   "idx_a\t.b,~items,E,f()\t+012031\t\tjoin";
	struct list parts = list_split(&a, arena_strdup(&a, line), '\t');
	struct shape s = {0};
	struct strbuf b = STRBUF_INIT;

	CHECK(shape_read(&a, &parts, 0, &s));
	CHECK(s.refs.n == 3 && s.actions.n == 1 && s.relations.n == 1 && s.mentions.n == 4 &&
	      s.extensions.n == 0 && s.needs.n == 1);
	CHECK(s.assigned && strcmp(s.code, "012031") == 0);
	shape_write(&b, &s, true);
	CHECK_STR(b.buf, line);
	str_reset(&b);
	s.mentions.n = 0;
	shape_write(&b, &s, false);
	CHECK_STR(b.buf,
	          "crm/entities/a.yaml\tcrm\tA\ta\trefs,actions\tb=B,c=hr.C,x:tb_d\tdo_a\tidx_a"
	          "\t\t+012031");
	str_reset(&b);
	s.code = "";
	shape_write(&b, &s, false); /* in shape.txt no mentions cost nothing */
	CHECK_STR(b.buf,
	          "crm/entities/a.yaml\tcrm\tA\ta\trefs,actions\tb=B,c=hr.C,x:tb_d\tdo_a\tidx_a");
	CHECK_STR(shape_name(&a, &s), "crm/entities/a");
	s.path = "a.yml";
	CHECK_STR(shape_name(&a, &s), "a.yml");
	s.path = "a.yml.yaml";
	CHECK_STR(shape_name(&a, &s), "a.yml.yaml");
	CHECK(ref_of_field("payer=crm.Person", "payer") && !ref_of_field("payer=Person", "pay"));
	CHECK(!ref_of_field("payer:tb_x", "payer"));
	CHECK_STR(ref_target("payer=crm.Person"), "crm.Person");
	CHECK_STR(ref_target("crm:tb_x"), "crm:tb_x");
	str_free(&b);
}

/* The shape of an entity's file, from its refs on. */
static const char *
outline(const char *yaml)
{
	struct source source = {"a.yaml", yaml, strlen(yaml)};
	struct strbuf b = STRBUF_INIT;
	struct shape s;
	struct diag d;
	bool broken;

	diag_init(&d, &a);
	s = shape_new(&a, "p", entity_read(&a, &d, &source, &options_default, &broken));
	list_join(&b, &s.refs, ",");
	str_add(&b, " | ");
	list_join(&b, &s.mentions, ",");
	return str_done(&b, &a);
}

#define ORDER                                                                                              \
	"entity: Order\nschema: sales\nfields:\n  customer: ref(crm.Contact)\n  payer: ref(Person|Firm)\n" \
	"  n: integer\nactions:\n  - name: pay\n"

static void
outlines(void)
{
	CHECK_STR(outline(ORDER), "customer=crm.Contact,payer=Firm,payer=Person | ");
	/* Neither itself nor who calls, nor columns that no entity declares, nor inputs. */
	CHECK_STR(outline(ORDER
	                  "    requires: caller.manager.name = 'x'\n    steps:\n"
	                  "      - update: Order SET n = input.n + input.customer.company.size\n"
	                  "      - delete: sales.Order WHERE customer.id = ?\n"),
	          "customer=crm.Contact,payer=Firm,payer=Person | %,.company,.size");
	CHECK_STR(
	        outline(ORDER
	                "    parameters: {by: ref(User)}\n    steps:\n"
	                "      - validate: customer.company.name = $x.name\n"
	                "      - find: crm.Order\n"
	                "      - foreach: i in related_items\n        do: [{call: crm.bookIt()}]\n"),
	        "customer=crm.Contact,payer=Firm,payer=Person | "
	        "%,.company,.name,User,book_it(),crm.Order,~items");
	/* What its view shows, and whether it refreshes others'. */
	CHECK_STR(
	        outline(ORDER
	                "    steps: [{if: n = 1, then: [{refresh_table_view: {scope: related}}]}]\n"
	                "table_views:\n"
	                "  include_relations:\n"
	                "    - customer: {fields: [company], include_relations: [tags: {fields: [n]}]}\n"
	                "    - payer: {fields: [\"*\"]}\n"
	                "  extra_filter_columns: [n, c: {source: customer.company.country.code}]\n"),
	        "customer=crm.Contact,payer=Firm,payer=Person | "
	        "%,*company,*customer,*payer,.company,.n,^");
	/* What is sound of a file with faults. */
	CHECK_STR(outline(ORDER
	                  "    steps:\n      - insert: Item(\n      - find: 3\n      - foo: Bar\n"),
	          "customer=crm.Contact,payer=Firm,payer=Person | %,Item");
}

/* Of the words of paths those are left that some ref is called. */
static void
prune(void)
{
	struct shape v[] = {
	        shape("a crm A a table company=B,crm:tb_name   .company,.country,.name,.tb_name,Company"),
	        shape("b crm B b table country=C,names=C   .com"),
	};
	struct shapes shapes = {.v = v, .n = 2};
	struct strbuf b = STRBUF_INIT;

	shapes_settle(&a, &shapes, false);
	list_join(&b, &v[0].mentions, ",");
	CHECK_STR(b.buf, ".company,.country,Company");
	CHECK(v[1].mentions.n == 0);
	str_free(&b);
}

/* Their paths, which are letters in the order of the alphabet. */
static const char *
inputs(struct inputs *in, size_t i, bool want_suspect)
{
	struct strbuf b = STRBUF_INIT;
	size_t n;
	bool suspect;
	const size_t *v = inputs_of(in, i, &n, &suspect);

	CHECK(suspect == want_suspect);
	for (size_t k = 0; k < n; k++)
		str_addf(&b, "%s%c", k ? " " : "", (char)('a' + v[k]));
	return str_done(&b, &a);
}

static void
names(void)
{
	struct shape v[] = {
	        shape("a crm Contact contact table Company,hr.Team,hr:tb_team act_a "),
	        shape("b crm Company company table Contact act_b "),
	        shape("c hr Team team table Company act_c "),
	        shape("d hr Lead lead table Compnay act_d "),
	        shape("e hr Contact contact table Team act_e "),
	        shape("f hr Note note table hr.Company act_b "),
	        shape("g hr Link link table Contact  "),
	        shape("h hr Line line table   idx_tb_team_status,own,tb_note_lines"),
	        shape("i hr Page page table   own"),
	        shape("j crm Page2 page2 table   own"),
	};
	struct shapes shapes = {.v = v, .n = sizeof(v) / sizeof(*v)};
	struct names *n;
	struct inputs *in;

	n = names_new(&a, &shapes);
	in = inputs_new(&a, n, &shapes);
	CHECK_STR(inputs(in, 0, true), "b c e"); /* e has the same files */
	CHECK_STR(inputs(in, 1, true), "a f"); /* its own schema's Contact; f has the same action */
	CHECK_STR(inputs(in, 2, false), "b");  /* the only Company */
	CHECK_STR(inputs(in, 3, true), "b");   /* nearest in name */
	CHECK_STR(inputs(in, 5, true), "b");   /* of another schema */
	CHECK_STR(inputs(in, 6, false), "e");
	CHECK_STR(inputs(in, 7, true), "c f i"); /* whose names begin like its own, and one with the
	                                            same */
	CHECK_STR(inputs(in, 8, true), "h");
	CHECK_STR(inputs(in, 9, false), ""); /* the same name in another schema */
	CHECK(names_owner(n, 0) && !names_owner(n, 4));
	shapes.by_schema = true;
	n = names_new(&a, &shapes);
	in = inputs_new(&a, n, &shapes);
	CHECK_STR(inputs(in, 4, false), "c");
	CHECK(names_owner(n, 4));
}

/* Names that the API has of two entities. */
static void
api_names(void)
{
	struct shape v[] = {
	        shape("a crm Task task table owner=Person,owner=Team a_1 "),
	        shape("b crm TaskOwner task_owner table   "),
	        shape("c crm TaskWhere task_where table   "),
	        shape("d hr BookItInput book_it_input table   "),
	        shape("e crm Tasks tasks table   "),
	        shape("f hr Ticket ticket table  a1,book_it,person "),
	        shape("g crm Person person table   "),
	        shape("h crm Team team table owner=Person,lead=Person,third=Task   "),
	        shape("i crm MailBox mail_box table   "),
	        shape("j crm MailBoxes mail_boxes table   "),
	        shape("k crm Entry entry table   "),
	        shape("l crm Entries entries table   "),
	        shape("m crm Day day table   "),
	        shape("n crm Days days table   "),
	        shape("o crm Room room table input=Person,input=Team  "),
	        shape("p crm Hall hall table  room "),
	        shape("q crm PersonMutation person_mutation table   "),
	};
	struct shapes shapes = {.v = v, .n = sizeof(v) / sizeof(*v)};
	struct inputs *in = inputs_new(&a, names_new(&a, &shapes), &shapes);

	CHECK_STR(inputs(in, 0, true), "b e f g h"); /* the type of owner, tasks of both; a1 */
	CHECK_STR(inputs(in, 1, true), "a");         /* of the ref to several */
	CHECK_STR(inputs(in, 2, true), "a");
	CHECK_STR(inputs(in, 3, true), "f");
	CHECK_STR(inputs(in, 4, true), "a");
	CHECK_STR(inputs(in, 5, true), "a g q"); /* its hook must not be called as Person's, nor
	                                            what it is called then */
	CHECK_STR(inputs(in, 7, false), "a g");
	CHECK_STR(inputs(in, 8, true), "j");
	CHECK_STR(inputs(in, 10, true), "l");
	CHECK_STR(inputs(in, 12, true), "n");
	CHECK_STR(inputs(in, 14, true), "g h p"); /* RoomInput */
}

/* What actions speak of. */
static void
mentions(void)
{
	struct shape v[] = {
	        shape("a sales Order order table customer=Contact pay  .company,.country,Item"),
	        shape("b crm Contact contact table company=Company   "),
	        shape("c crm Company company table country=Country,owner=User   "),
	        shape("d common Country country table region=Region   "),
	        shape("e sales Item item table order=Order,product=Product,crm:tb_firm   "),
	        shape("f sales Product product table category=Category   "),
	        shape("g sales Category category table parent=Category,owner=User   "),
	        shape("h hr User user table  hire  "),
	        shape("i crm Firm firm table    "),
	        shape("j common Region region table    "),
	        shape("k sales Cart cart table    ~categories,~items,~item,~Orders"),
	        shape("l hr Visit visit table    hire(),pay(),no_such()"),
	        shape("m hr Log log table    Itme,crm.Item"),
	        shape("n hr Try try table    items"),
	        shape("o hr Tree tree table children=Tree   .children,.parent,Category,Order"),
	        shape("p crm Mutual mutual table other=Back   Back"),
	        shape("q crm Back back table other=Mutual   Mutual"),
	        shape("r hr Plain plain table order=sales.Order   .company"),
	        shape("s crm Items items table    "),
	};
	struct shapes shapes = {.v = v, .n = sizeof(v) / sizeof(*v)};
	struct inputs *in = inputs_new(&a, names_new(&a, &shapes), &shapes);

	/* Item with its refs, Contact, and what company and country lead to: not
	 * Region, not User. */
	CHECK_STR(inputs(in, 0, false), "b c d e f i");
	CHECK_STR(inputs(in, 3, false), "j");
	/* Category, Item and what these refer to; Orders is Order. Items of another schema is a
	 * plural too. */
	CHECK_STR(inputs(in, 10, true), "a b e f g h i s");
	/* User has the action hire. Order's pay: its refs, and what it mentions. */
	CHECK_STR(inputs(in, 11, false), "a b e h");
	CHECK_STR(inputs(in, 12, true), "a e f i");   /* nearest, or of another schema */
	CHECK_STR(inputs(in, 13, true), "a e f i s"); /* what only a loose name may mean */
	CHECK_STR(inputs(in, 14, false), "a b g h");
	CHECK_STR(inputs(in, 15, false), "q");
	CHECK_STR(inputs(in, 16, false), "p");
	CHECK_STR(inputs(in, 17, false), "a"); /* order.company: Order has none */
	CHECK_STR(inputs(in, 18, true), "e");  /* the API has a query `items` of both */
}

/* What table views show, and whom it is shown by. */
static void
views(void)
{
	struct shape v[] = {
	        shape("a sales Order order table,views customer=Contact,item=Item   .country,.name"),
	        shape("b crm Contact contact table company=Company,boss=Contact   "),
	        shape("c crm Company company table,views country=Country,owner=User   "),
	        shape("d common Country country table region=Region   ^"),
	        shape("e sales Item item table product=Product   "),
	        shape("f sales Product product table maker=Company   ^"),
	        shape("g sales Cart cart table,views item=Item   *item,.maker"),
	        shape("h hr User user table    ^"),
	        shape("i sales Basket basket table,views item=Item   *Item,*product"),
	        shape("j common Region region table    "),
	        shape("k sales Plain plain table item=Item   *item"),
	};
	struct shapes shapes = {.v = v, .n = sizeof(v) / sizeof(*v)};
	struct inputs *in = inputs_new(&a, names_new(&a, &shapes), &shapes);

	CHECK_STR(inputs(in, 0, false), "b e"); /* no ref of what it shows is called so */
	CHECK_STR(inputs(in, 2, false), "d h");
	CHECK_STR(inputs(in, 3, false), "c j");     /* shown by Company */
	CHECK_STR(inputs(in, 5, false), "c e g i"); /* shown by carts and baskets, through items */
	CHECK_STR(inputs(in, 6, false), "c e f");   /* Item's refs, and of those the maker */
	CHECK_STR(inputs(in, 7, false), "c");
	CHECK_STR(inputs(in, 8, false), "c e f"); /* by the entity's name, and on from there */
}

static void
traits(void)
{
	struct ref ref = {.entity = "B"};
	struct field plain = {.name = "n"}, field = {.name = "b", .refs = &ref, .nrefs = 1};
	struct action nothing = {.kind = ACTION_NOTHING},
	              some[] = {{.kind = ACTION_NOTHING}, {.kind = ACTION_STEPS}};
	struct foreign_key fk = {.column = "fk_x"};
	struct entity empty = {.fields = &plain, .nfields = 1, .actions = &nothing, .nactions = 1},
	              refs = {.fields = &field, .nfields = 1},
	              fks = {.foreign_keys = &fk, .nforeign_keys = 1},
	              acts = {.actions = some, .nactions = 2};

	CHECK(traits_of(&empty) == TRAIT_BIT(ALWAYS));
	CHECK(traits_of(&refs) == (TRAIT_BIT(ALWAYS) | TRAIT_BIT(REFS)));
	CHECK(traits_of(&fks) == (TRAIT_BIT(ALWAYS) | TRAIT_BIT(REFS)));
	CHECK(traits_of(&acts) == (TRAIT_BIT(ALWAYS) | TRAIT_BIT(ACTIONS)));
}

/* The list of a generation that declares nothing. */
static bool
nothing_declared(struct diag *d, bool stays)
{
	struct outputs o;
	struct list folders = {0};

	outputs_begin(&o, d);
	return outputs_end(&o, d, &folders, stays);
}

/* Only what lies below us, through no link, and says that it is generated, may be deleted. */
static void
deletion(void)
{
	char folder[] = "/tmp/unit-graph.XXXXXX";
	struct diag d;
	const char *listed = ".specql/model/a.json\n../outside\nlinked/b.sql\nmine.sql\n";

	CHECK(mkdtemp(folder) && chdir(folder) == 0);
	diag_init(&d, &a);
	CHECK(file_update(&d, ".specql/model/a.json", "{}", 2) &&
	      file_update(&d, "mine.sql", "SELECT 1;\n", 10));
	CHECK(file_update(&d, "real/b.sql", "x", 1) && symlink("real", "linked") == 0);
	CHECK(file_update(&d, OUTPUTS, listed, strlen(listed)));
	CHECK(nothing_declared(&d, true) && access(".specql/model/a.json", F_OK) == 0);
	CHECK(nothing_declared(&d, false));
	CHECK(access(".specql/model", F_OK) != 0 && access("mine.sql", F_OK) == 0 &&
	      access("real/b.sql", F_OK) == 0);
	CHECK(d.nerrors == 0 && d.nwarnings == 0);
	CHECK(unlink("mine.sql") == 0 && unlink("real/b.sql") == 0 && rmdir("real") == 0 &&
	      unlink("linked") == 0);
	CHECK(unlink(OUTPUTS) == 0 && rmdir(".specql") == 0 && rmdir(folder) == 0);
}

int
main(void)
{
	lists();
	covered();
	patterns();
	lines();
	outlines();
	prune();
	names();
	api_names();
	mentions();
	views();
	traits();
	deletion();
	arena_clear(&a);
	return TEST_RESULT();
}
