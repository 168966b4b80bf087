"""Runs a program that a model has written, as python runs a script: the descriptors are the program's own."""


def main():
    set_limits()
    source = bytes(read(0, int.from_bytes(read(0, 4), "big"))).decode()
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.argv = ["program.py"]
    return compile(source, "program.py", "exec")


CODE = main()
exec(CODE, {"__name__": "__main__"})
