#include "test.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/str.h"
#include "graph/kind.h"
#include "graph/names.h"
#include "graph/outputs.h"
#include "graph/shape.h"
#include "graph/walk.h"

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
	CHECK(list_split(&a, arena_strdup(&a, ""), ',').n == 0);
	str_free(&b);
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
	const char *line =
	        "crm/entities/a.yaml\tcrm\tA\ta\ttable,helpers\tB,hr.C,x:tb_d\tdo_a\tidx_a\t\tjoin";
	struct list parts = list_split(&a, arena_strdup(&a, line), '\t');
	struct shape s = {0};
	struct strbuf b = STRBUF_INIT;

	CHECK(shape_read(&a, &parts, 0, &s));
	CHECK(s.refs.n == 3 && s.actions.n == 1 && s.relations.n == 1 && s.extensions.n == 0 &&
	      s.needs.n == 1);
	shape_write(&b, &s, true);
	CHECK_STR(b.buf, line);
	CHECK_STR(shape_name(&a, &s), "crm/entities/a");
	s.path = "a.yml";
	CHECK_STR(shape_name(&a, &s), "a.yml");
	s.path = "a.yml.yaml";
	CHECK_STR(shape_name(&a, &s), "a.yml.yaml");
	str_free(&b);
}

static const char *
inputs(struct names *n, size_t i, bool want_suspect)
{
	struct strbuf b = STRBUF_INIT;
	struct list l;
	bool suspect;

	l = names_inputs(n, i, &suspect);
	CHECK(suspect == want_suspect);
	list_join(&b, &l, " ");
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

	n = names_new(&a, &shapes);
	CHECK_STR(inputs(n, 0, true), "b c e"); /* e has the same files */
	CHECK_STR(inputs(n, 1, true), "a f"); /* its own schema's Contact; f has the same action */
	CHECK_STR(inputs(n, 2, false), "b");  /* the only Company */
	CHECK_STR(inputs(n, 3, true), "b");   /* nearest in name */
	CHECK_STR(inputs(n, 5, true), "b");   /* of another schema */
	CHECK_STR(inputs(n, 6, false), "e");
	CHECK_STR(inputs(n, 7, true),
	          "c f i"); /* whose names begin like its own, and one with the same */
	CHECK_STR(inputs(n, 8, true), "h");
	CHECK_STR(inputs(n, 9, false), ""); /* the same name in another schema */
	CHECK(names_owner(n, 0) && !names_owner(n, 4));
	shapes.by_schema = true;
	n = names_new(&a, &shapes);
	CHECK_STR(inputs(n, 4, false), "c");
	CHECK(names_owner(n, 4));
}

/* Only what lies below us, through no link, and says that it is generated, may be deleted. */
static void
deletion(void)
{
	char folder[] = "/tmp/unit-graph.XXXXXX";
	struct list now = {0}, folders = {0};
	struct diag d;
	const char *listed = ".specql/model/a.json\n../outside\nlinked/b.sql\nmine.sql\n";

	CHECK(mkdtemp(folder) && chdir(folder) == 0);
	diag_init(&d, &a);
	CHECK(file_update(&d, ".specql/model/a.json", "{}", 2) &&
	      file_update(&d, "mine.sql", "SELECT 1;\n", 10));
	CHECK(file_update(&d, "real/b.sql", "x", 1) && symlink("real", "linked") == 0);
	CHECK(file_update(&d, OUTPUTS, listed, strlen(listed)));
	CHECK(outputs_update(&a, &d, &now, &folders, true) &&
	      access(".specql/model/a.json", F_OK) == 0);
	CHECK(outputs_update(&a, &d, &now, &folders, false));
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
	patterns();
	lines();
	names();
	deletion();
	arena_clear(&a);
	return TEST_RESULT();
}
