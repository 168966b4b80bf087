"""
Runs tests against a program that lives in another process. What the tests call is a stand-in that asks over there; what comes back is a plain
value, or a stand-in that equals nothing but itself and others of its kind. So the program cannot touch the tests, and does not see what they
expect.
"""

import ast
import builtins
import functools
import types


class Unsupported(BaseException):
    """The tests do what stand-ins cannot: that says nothing about the program."""


class SolutionError(Exception):
    """The program raised an exception of its own."""


class Remote:
    """A stand-in for a function, a class or an object of the program."""

    def __init__(self, handle):
        object.__setattr__(self, "_handle", handle)

    def __call__(self, *arguments, **named):
        return ask("call", self, arguments, named)

    def __getattr__(self, name):
        return ask("getattr", self, (name,))

    def __setattr__(self, name, value):
        ask("setattr", self, (name, value))

    def __eq__(self, other):
        if not isinstance_of_remote(other):
            return False
        return self._handle == other._handle or ask("eq", self, (other,)) is True

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self._handle)

    def __instancecheck__(self, value):
        return isinstance_of_remote(value) and ask("isinstance", self, (value,)) is True

    def __iter__(self):
        return iter_of(ask("iter", self))

    def __next__(self):
        return ask("next", self)

    def __len__(self):
        return ask("len", self)

    def __bool__(self):
        return ask("bool", self)

    def __str__(self):
        return ask("str", self)

    def __repr__(self):
        return ask("repr", self)


def isinstance_of_remote(value):
    return type(value) is Remote


def iter_of(iterator):
    if not isinstance_of_remote(iterator):
        yield from iterator
        return
    while True:
        try:
            value = next(iterator)
        except StopIteration:
            return
        yield value


def unary(name):
    return lambda self: ask(name, self)


def keyed(name):
    return lambda self, *arguments: ask(name, self, arguments)


def among_their_own(name):
    """With a plain value the program would say how it compares with what a test expects, so only its own objects are worked on together."""
    return lambda self, other: ask(name, self, (other,)) if isinstance_of_remote(other) else NotImplemented


for NAMES, MAKE in (
    ("neg abs", unary), ("getitem setitem delitem", keyed), ("add sub mul truediv floordiv mod pow matmul and_ or_ xor lt le gt ge", among_their_own),
):
    for NAME in NAMES.split():
        setattr(Remote, "__" + NAME.rstrip("_") + "__", MAKE(NAME))


def encoded(value):
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance_of_remote(value):
        return {"handle": value._handle}
    if type(value) is complex:
        return {"complex": [value.real, value.imag]}
    if isinstance(value, (bytes, bytearray)):
        return {"bytes": bytes(value).hex()}
    for kind, name in ((list, "list"), (tuple, "tuple"), (set, "set"), (frozenset, "frozenset")):
        if isinstance(value, kind):
            return {name: [encoded(element) for element in value]}
    if isinstance(value, dict):
        return {"dict": [[encoded(key), encoded(element)] for key, element in value.items()]}
    if isinstance(value, range):
        return {"list": list(value)}
    raise Unsupported("a test passes a " + type(value).__name__ + " to the program; only plain values can be passed")


def decoded(value):
    if not isinstance(value, dict):
        return value
    (kind, content), = value.items()
    if kind == "handle":
        return Remote(content)
    if kind == "module":
        return types.ModuleType(content)
    if kind == "complex":
        return complex(*content)
    if kind == "bytes":
        return bytes.fromhex(content)
    if kind == "dict":
        return {decoded(key): decoded(element) for key, element in content}
    return {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}[kind](decoded(element) for element in content)


def ask(operation, target, arguments=(), named=None):
    reply = exchange({
        "operation": operation, "target": encoded(target), "arguments": [encoded(argument) for argument in arguments],
        "named": {name: encoded(argument) for name, argument in (named or {}).items()},
    })
    if "raised" in reply:
        raise exception(reply)
    for argument, after in zip(arguments, reply["arguments"]):
        change(argument, decoded(after))
    return decoded(reply["value"])


def change(argument, after):
    """Programs may change lists and dicts that they are given."""
    if type(argument) is type(after) and argument != after:
        if isinstance(argument, list):
            argument[:] = after
        elif isinstance(argument, (dict, set)):
            argument.clear()
            argument.update(after)


def exception(reply):
    kind = getattr(builtins, reply["raised"], None)
    known = isinstance(kind, type) and issubclass(kind, Exception) and kind not in (UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError)
    return kind(reply["message"]) if known else SolutionError(reply["raised"] + ": " + reply["message"])


def exchange(request):
    send(REPLIES, json.dumps(request).encode())
    return receive(REQUESTS)


# ---------------------------------------------------------------- tests

def namespace(task):
    """What the tests see: the names of the program, also as a module, and what the setup makes. No name of Python itself is the program's."""
    solution = types.ModuleType("solution")
    modules = getattr(sys, "stdlib_module_names", ())
    for name, value in task["names"].items():
        if name == task["entry_point"] or not (name in modules or hasattr(builtins, name)):
            setattr(solution, name, decoded(value))
        elif name in modules and value == {"module": name}:
            setattr(solution, name, __import__(name))
    sys.modules["solution"] = solution
    scope = {**vars(solution), "__name__": "tests"}
    exec(compile(task["setup"], "setup", "exec"), scope)
    return scope


def steps(task):
    """
    (words, action on the scope) of what is run in turn; words are empty where it is no test: every call is one, every assert of a text, and
    functions named test... or check.
    """
    found = [(shown(task["entry_point"], *pair), functools.partial(call, task["entry_point"], *pair)) for pair in task.get("calls", [])]
    for text in task.get("tests", []):
        nodes = ast.parse(text).body
        for node in nodes:
            words = ast.get_source_segment(text, node) if isinstance(node, ast.Assert) else ""
            found.append((words, action(ast.Module([node], []))))
        for name in [node.name for node in nodes if isinstance(node, ast.FunctionDef)]:
            if name == "check" or name.startswith("test"):
                words = name + "(" + (task["entry_point"] if name == "check" else "") + ")"
                found.append((words, action(words)))
    return found


def action(code):
    return functools.partial(exec, compile(code, "tests", "exec"))


def shown(name, arguments, expected):
    return name + "(" + ", ".join(map(repr, arguments)) + ") == " + repr(expected)


def call(name, arguments, expected, scope):
    """Calls a function, or else a method of a class Solution. APPS writes some values as lists of one."""
    if name not in scope and "Solution" not in scope:
        raise NameError("there is no function " + name)
    function = scope[name] if name in scope else getattr(scope["Solution"](), name)
    value = json.loads(json.dumps(function(*arguments)))
    assert value == expected or [value] == expected, "it gives " + repr(value)


def verdict(run, scope):
    try:
        run(scope)
        return {"passed": True, "message": ""}
    except AssertionError as problem:
        return {"passed": False, "message": str(problem) or "not so"}
    except Exception as problem:
        return {"passed": False, "message": type(problem).__name__ + ": " + str(problem)}


def main():
    set_limits()
    global REQUESTS, REPLIES
    REQUESTS, REPLIES = take_descriptors(os.open(os.devnull, os.O_WRONLY))
    task = receive(REQUESTS)
    try:
        planned = steps(task)
        if not any(words for words, _ in planned):
            raise Unsupported("there is no test: an assert, or a function check or test...")
        scope = namespace(task)
        say({"planned": sum(1 for words, _ in planned if words)})
        for words, run in planned:
            found = verdict(run, scope)
            if words:
                say({"test": words, **found})
        say({"done": True})
    except Unsupported as problem:
        say({"unusable": str(problem)})
    except BaseException as problem:
        say({"unusable": type(problem).__name__ + ": " + str(problem)})


def say(message):
    send(REPLIES, b"!" + json.dumps(message).encode())


main()
