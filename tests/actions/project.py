"""A project on its way into a database: the SQL of its files, built by the compiler and loaded in order."""
import os
import subprocess
import tempfile
import threading

import libpq
import tenancy

HERE = os.path.dirname(os.path.abspath(__file__))

ROLES = ("app_api", "app_action")

# Hooks that read tables, so that a test says who may what without replacing functions.
HOOKS = """
CREATE SCHEMA test;
CREATE TABLE test.permission (user_id UUID, name TEXT);
CREATE TABLE test.role (user_id UUID, name TEXT);
GRANT USAGE ON SCHEMA test TO PUBLIC;
GRANT SELECT ON ALL TABLES IN SCHEMA test TO PUBLIC;
"""
PERMISSIONS = """
CREATE OR REPLACE FUNCTION app.has_permission(p_tenant_id UUID, p_user_id UUID, p_permission TEXT)
RETURNS BOOLEAN LANGUAGE sql STABLE
RETURN EXISTS (SELECT FROM test.permission p WHERE p.user_id = p_user_id AND p.name = p_permission)
"""
CALLER_ROLES = """
CREATE OR REPLACE FUNCTION app.caller_roles(p_tenant_id UUID, p_user_id UUID)
RETURNS TEXT[] LANGUAGE sql STABLE
RETURN ARRAY(SELECT r.name FROM test.role r WHERE r.user_id = p_user_id ORDER BY r.name)
"""

# Every action of the project: its name in app, its core function, its entity's schema.
ACTIONS = """
SELECT p.oid::REGPROCEDURE::TEXT, n.nspname, p.proname, pg_get_functiondef(p.oid)
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE p.prorettype = 'app.mutation_result'::REGTYPE AND p.proargnames[1] = 'auth_tenant_id' AND n.nspname <> 'app'
"""

# Another server than the installed one (tests/pg/with-server) comes without plpgsql_check.
CHECKS = "PG_PROGRAMS" not in os.environ

# What plpgsql_check says of our functions; by position, since one parameter's name is misspelt in some versions.
CHECKED = r"""
SELECT p.oid::REGPROCEDURE::TEXT, c.lineno::TEXT, c.level, c.message
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang,
  tool.plpgsql_check_function_tb(p.oid::REGPROCEDURE, 0, true, true, true, true, true, false, NULL, NULL, 'app.mutation_result') c
WHERE l.lanname = 'plpgsql' AND n.nspname NOT IN ('test', 'tool') AND c.message NOT LIKE 'unused parameter%'
  AND (n.nspname <> 'app' OR p.proargnames[1] = 'auth_tenant_id')
  AND EXISTS (SELECT FROM pg_class t WHERE t.relnamespace = n.oid AND t.relname LIKE 'tb\_%')
  AND p.prorettype <> 'trigger'::REGTYPE
  AND p.oid NOT IN (SELECT objid FROM pg_depend WHERE deptype = 'e')
"""


class Broken(Exception):
    """The project does not become a database; the text says why."""


def prepare_server():
    """What databases of one server share: made before several are loaded at a time."""
    session = libpq.Session("postgres")
    for role in ROLES:
        session.query(f"CREATE ROLE {role} NOLOGIN")
    session.query("GRANT app_action TO CURRENT_USER")
    session.close()


KNOWN, KNOWING = {}, threading.Lock()  # by the folder of executables


def know_tools(bin_dir, folder):
    """Begins a project with what ../known-tools leaves."""
    with KNOWING:
        if bin_dir not in KNOWN:
            with tempfile.TemporaryDirectory() as known:
                subprocess.run([f"{HERE}/../known-tools", bin_dir, known], check=True)
                with open(f"{known}/.specql/scan", "rb") as f:
                    KNOWN[bin_dir] = f.read()
    os.makedirs(f"{folder}/.specql", exist_ok=True)
    if not os.path.exists(f"{folder}/.specql/scan"):
        with open(f"{folder}/.specql/scan", "wb") as f:
            f.write(KNOWN[bin_dir])


def compiled(bin_dir, folder, *also):
    """Builds the SQL of a project, and other targets; gives what was said, its paths as the user wrote them."""
    said = ""
    know_tools(bin_dir, folder)
    for command in ([f"{bin_dir}/specql-ninja", "-C", folder, "--quiet"],
                    [os.environ.get("NINJA", "ninja"), "-C", folder, "-k", "0", "--quiet", "sql", *also]):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        said += done.stdout.decode(errors="replace")
    return said, done.returncode == 0


def make(folder, target):
    """Builds one more file of a project, if it has that."""
    subprocess.run([os.environ.get("NINJA", "ninja"), "-C", folder, "--quiet", target], capture_output=True, check=False)


def sql_files(folder):
    return sorted(os.path.join(at, name) for at, _, names in os.walk(f"{folder}/db/schema") for name in names if name.endswith(".sql"))


def checked_syntax(bin_dir, folder):
    """What specql-sqlcheck has to say; nothing where it was not built."""
    tool = f"{bin_dir}/specql-sqlcheck"
    if not os.path.exists(tool):
        return ""
    done = subprocess.run([tool, "-o", f"{folder}/sqlcheck", *sql_files(folder)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.stdout.decode(errors="replace") if done.returncode else ""


def create(database):
    """An empty database, but for what checks need."""
    maker = libpq.Session("postgres")
    maker.query(f'CREATE DATABASE "{database}"')
    maker.close()
    session = libpq.Session(database)
    session.query("CREATE SCHEMA tool")
    if CHECKS:
        session.query("CREATE EXTENSION plpgsql_check SCHEMA tool")
    session.close()


def clear(session):
    """Empties a database: much faster than another one."""
    session.query("SET client_min_messages = warning")
    for schema, in session.query("SELECT quote_ident(nspname) FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'tool')"):
        session.query(f"DROP SCHEMA {schema} CASCADE")
    session.query("CREATE SCHEMA public")


def load(folder, database, before=""):
    """The project's SQL in one transaction, into a database that is cleared before; gives a session in it."""
    session = libpq.Session(database)
    try:
        clear(session)
        if before:
            session.query(before)
        session.query("BEGIN")
        for path in sql_files(folder):
            with open(path, encoding="utf-8") as f:
                try:
                    session.query(f.read())
                except libpq.Error as error:
                    raise Broken(f"{os.path.relpath(path, folder)} does not load: {error}") from None
        session.query("COMMIT")
        session.query(HOOKS)
        session.query("RESET client_min_messages")
    except BaseException:
        session.close()
        raise
    return session


# What a random author causes: a variable that no step reads, a number that is compared with a whole one.
CARELESS = ("never read variable", "unmodified OUT", "implicit cast of attribute")


def checked_bodies(session, careful=True):
    """What plpgsql_check finds, and statements that do not keep to their tenant, one line for each."""
    return [f"{function} line {line}: {level}: {message}" for function, line, level, message in (session.query(CHECKED) if CHECKS else [])
            if careful or not message.startswith(CARELESS)] + tenancy.faults(session)

