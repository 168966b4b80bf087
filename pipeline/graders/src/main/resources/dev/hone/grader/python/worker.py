"""
A worker: runs the functions of one Python file for Hone and answers over descriptors of its own, so that nothing that the file prints can be
taken for an answer.

Each message is a length in 4 bytes, then JSON. An answer is its length, a line of JSON, and the results' JSON texts one after the other.
"""

import inspect
import linecache
import numbers
import time
import traceback
import types

LOG_BYTES = 4096


# ---------------------------------------------------------------- what surrounds the file

def limit_cpu_seconds(seconds):
    """Time on all cores that the next call may use; the clock on the wall is kept outside of this process."""
    if CONFIG["limits"]:
        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime + seconds * (os.cpu_count() or 1)) + 2
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def printed(log):
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        try:
            stream.flush()
        except Exception:  # the file put something else in its place, or has closed it
            pass
    size = os.lseek(log, 0, os.SEEK_CUR)
    if size == 0:
        return ""
    text = os.pread(log, LOG_BYTES, 0).decode("utf-8", "backslashreplace")
    os.lseek(log, 0, os.SEEK_SET)
    os.ftruncate(log, 0)
    return text + ("" if size <= LOG_BYTES else " ... (" + str(size) + " bytes)")


def descendants(pid):
    parents = {}
    for name in os.listdir("/proc") if os.path.isdir("/proc") else []:
        if name.isdigit():
            try:
                with open("/proc/" + name + "/stat", "rb") as stat:
                    parents[int(name)] = int(stat.read().rsplit(b")", 1)[1].split()[1])
            except (OSError, IndexError):
                pass
    found, fresh = set(), {pid}
    while fresh:
        fresh = {child for child, parent in parents.items() if parent in fresh} - found
        found |= fresh
    return found


def end_children(kept):
    """Ends what a call has left running, orphans too: they become children of this process."""
    for _ in range(100):
        try:
            os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return
        left = descendants(os.getpid()) - kept
        if not left:
            return
        for pid in left:
            try:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
            except (ProcessLookupError, ChildProcessError):
                pass


# ---------------------------------------------------------------- the file

class Context:
    """What Lambda gives to a handler beside the event."""

    function_name = "reward"
    function_version = "$LATEST"
    invoked_function_arn = "arn:aws:lambda:us-east-1:000000000000:function:reward"
    log_group_name = "/aws/lambda/reward"
    log_stream_name = "reward"
    identity = None
    client_context = None

    def __init__(self, seconds, memory_megabytes, number):
        self.deadline = time.monotonic() + seconds
        self.memory_limit_in_mb = memory_megabytes
        self.aws_request_id = "00000000-0000-0000-0000-%012d" % number

    def get_remaining_time_in_millis(self):
        return max(0, int(1000 * (self.deadline - time.monotonic())))


def load(name, source):
    """The module that a file's text makes; tracebacks and inspect find its lines."""
    stem = os.path.splitext(os.path.basename(name))[0]
    module = types.ModuleType(stem)
    module.__file__ = "/reward/" + os.path.basename(name)
    sys.modules[stem] = module
    linecache.cache[module.__file__] = (len(source), None, source.splitlines(True), module.__file__)
    exec(compile(source, module.__file__, "exec"), module.__dict__)
    return module


def functions(module):
    found = []
    for name, value in vars(module).items():
        if callable(value) and not name.startswith("_") and not inspect.isclass(value):
            found.append({"name": name, "own": getattr(value, "__module__", None) == module.__name__, **signature(value)})
    return found


def signature(function):
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return {"parameters": [], "required": [], "keywords": True}
    named = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)]
    return {
        "parameters": [p.name for p in named],
        "required": [p.name for p in named if p.default is p.empty],
        "keywords": any(p.kind == p.VAR_KEYWORD for p in parameters),
    }


def said(problem, module_file):
    """The exception in the words of Python, and the line of the file where it came from."""
    text = type(problem).__name__ + ": " + str(problem)
    lines = [frame.lineno for frame in traceback.extract_tb(problem.__traceback__) if frame.filename == module_file]
    return text[:2000] + ("" if not lines else " (" + os.path.basename(module_file) + ", line " + str(lines[-1]) + ")")


def plain(value):
    """Numbers and arrays of numpy, torch and the like as JSON has them."""
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, numbers.Number) and not isinstance(value, complex):
        return float(value)
    raise TypeError("Object of type " + type(value).__name__ + " is not JSON serializable")


def result_of(function, call, context, module):
    """(JSON text, None), or (None, error)."""
    try:
        value = function(*call.get("args", []), *([context] if call.get("context") else []), **call.get("kwargs", {}))
        if inspect.isawaitable(value):
            import asyncio  # slow to load, and seldom needed
            value = asyncio.run(value)
    except MemoryError:
        return None, {"error": "out_of_memory", "message": "MemoryError"}
    except BaseException as problem:
        return None, {"error": "raised", "message": said(problem, module.__file__)}
    try:
        return json.dumps(value, default=plain).encode(), None
    except MemoryError:
        return None, {"error": "out_of_memory", "message": "MemoryError"}
    except (TypeError, ValueError, RecursionError) as problem:
        return None, {"error": "bad_output", "message": type(problem).__name__ + ": " + str(problem)}


def answer(module, request, log, kept, number):
    limit_cpu_seconds(request["seconds"])
    function = getattr(module, request["function"])
    context = Context(request["seconds"], CONFIG["memory_megabytes"], number)
    heads, bodies, room = [], [], CONFIG["output_bytes"]
    for call in request["calls"]:
        body, head = result_of(function, call, context, module)
        if body is not None and len(body) > room:
            body, head = None, {"error": "output_too_large", "message": str(len(body)) + " bytes"}
        if body is not None:
            head = {"bytes": len(body)}
            bodies.append(body)
            room -= len(body)
        head["printed"] = printed(log)
        heads.append(head)
    end_children(kept)
    return {"results": heads}, bodies


# ---------------------------------------------------------------- messages

def answered(descriptor, head, bodies=()):
    send(descriptor, b"".join([json.dumps(head).encode(), b"\n", *bodies]))


def main():
    set_limits()
    log = private(os.memfd_create("log"))
    requests, replies = take_descriptors(log)
    answered(replies, {"ready": True})
    file = receive(requests)
    module_file = "/reward/" + os.path.basename(file["name"])
    try:
        module = load(file["name"], file["source"])
        found = functions(module)
    except BaseException as problem:
        answered(replies, {"error": "import_failed", "message": said(problem, module_file), "printed": printed(log)})
        return
    answered(replies, {"functions": found, "printed": printed(log)})
    kept, number = descendants(os.getpid()), 0
    while True:
        request = receive(requests)
        number += 1
        answered(replies, *answer(module, request, log, kept, number))


main()
