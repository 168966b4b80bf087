/**
 * Functions in Python that Hone calls: rewards that users write, and graders of other services.
 *
 * <p>A {@link dev.hone.grader.python.PythonPool} keeps a few processes with one file each loaded, apart from this one as
 * {@link dev.hone.grader.sandbox} does it, and calls functions of the file with JSON. Reads the interpreter's folders, writes environments
 * that a requirements file asks for. A call costs some 0.2 ms besides the function's own time, a process some 60 ms to start and the
 * memory that its imports take.
 */
package dev.hone.grader.python;
