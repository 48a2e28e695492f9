"""PostgreSQL's own client library, as much of it as tests need: results as texts, SQLSTATEs, statements that wait."""
import ctypes
import ctypes.util
import os
import select
import time

SQLSTATE, MESSAGE, DETAIL, CONTEXT = b"CMDW"


def _library():
    pq = ctypes.CDLL(ctypes.util.find_library("pq") or "libpq.so.5")
    pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    for name, answer, arguments in (
            ("PQconnectdb", pointer, [text]), ("PQstatus", number, [pointer]), ("PQerrorMessage", text, [pointer]),
            ("PQfinish", None, [pointer]), ("PQsocket", number, [pointer]), ("PQbackendPID", number, [pointer]),
            ("PQsendQuery", number, [pointer, text]), ("PQconsumeInput", number, [pointer]), ("PQisBusy", number, [pointer]),
            ("PQsendQueryParams", number, [pointer, text, number, pointer, pointer, pointer, pointer, number]),
            ("PQgetResult", pointer, [pointer]), ("PQresultStatus", number, [pointer]), ("PQclear", None, [pointer]),
            ("PQresultErrorField", text, [pointer, number]), ("PQntuples", number, [pointer]), ("PQnfields", number, [pointer]),
            ("PQgetisnull", number, [pointer, number, number]), ("PQgetvalue", text, [pointer, number, number]),
            ("PQsetNoticeProcessor", pointer, [pointer, pointer, pointer])):
        function = getattr(pq, name)
        function.restype, function.argtypes = answer, arguments
    return pq


PQ = _library()
RECEIVER = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_char_p)


class Error(Exception):
    def __init__(self, state, message, detail="", context=""):
        super().__init__(f"{state}: {message}" + (f" ({detail})" if detail else "") + (f"\n{context}" if context else ""))
        self.state, self.message = state, message


class Session:
    """One connection; the server and the user come from the environment."""

    def __init__(self, database, user=None):
        self.connection = PQ.PQconnectdb(f"dbname='{database}'{f' user={user}' if user else ''}".encode())
        if PQ.PQstatus(self.connection) != 0:
            raise Error("08001", PQ.PQerrorMessage(self.connection).decode())
        self.notices = []
        # Kept here, for the library does not own it.
        self.receiver = RECEIVER(lambda _, message: self.notices.append(message.decode(errors="replace").strip()))
        PQ.PQsetNoticeProcessor(self.connection, ctypes.cast(self.receiver, ctypes.c_void_p), None)
        self.pid = PQ.PQbackendPID(self.connection)

    def close(self):
        if self.connection:
            PQ.PQfinish(self.connection)
        self.connection = None

    def send(self, sql, values=None):
        """Starts statements: several, or with values for $1 … only one."""
        if values is None:
            sent = PQ.PQsendQuery(self.connection, sql.encode())
        else:
            texts = (ctypes.c_char_p * len(values))(*(None if v is None else str(v).encode() for v in values))
            sent = PQ.PQsendQueryParams(self.connection, sql.encode(), len(values), None, texts, None, None, 0)
        if not sent:
            raise Error("08000", PQ.PQerrorMessage(self.connection).decode())

    def busy(self):
        PQ.PQconsumeInput(self.connection)
        return bool(PQ.PQisBusy(self.connection))

    def wait(self, seconds):
        """Whether the answer is there in time."""
        end = time.monotonic() + seconds
        while self.busy():
            left = end - time.monotonic()
            if left <= 0:
                return False
            select.select([PQ.PQsocket(self.connection)], [], [], left)
        return True

    def receive(self):
        """The rows of the last statement that was sent, as lists of texts and None."""
        rows, error = [], None
        while result := PQ.PQgetResult(self.connection):
            if PQ.PQresultStatus(result) in (2, 9):
                rows = [[None if PQ.PQgetisnull(result, i, k) else PQ.PQgetvalue(result, i, k).decode()
                         for k in range(PQ.PQnfields(result))] for i in range(PQ.PQntuples(result))]
            elif PQ.PQresultStatus(result) == 7:
                error = Error(*((PQ.PQresultErrorField(result, f) or b"").decode() for f in (SQLSTATE, MESSAGE, DETAIL, CONTEXT)))
            PQ.PQclear(result)
        if error:
            raise error
        return rows

    def query(self, sql, *values):
        self.send(sql, values or None)
        return self.receive()

    def value(self, sql, *values):
        rows = self.query(sql, *values)
        return rows[0][0] if rows else None


def beside_server(script, arguments):
    """Starts the running script again beside a throw-away server, unless it is."""
    if "SPECQL_PG_SERVER" in os.environ:
        return
    import sys
    os.environ["SPECQL_PG_SERVER"] = "1"
    server = os.path.join(os.path.dirname(os.path.abspath(script)), "..", "pg", "with-server")
    os.execv(server, [server, sys.executable, os.path.abspath(script), *arguments])
