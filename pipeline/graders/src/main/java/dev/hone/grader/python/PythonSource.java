package dev.hone.grader.python;

/**
 * The text of a Python file.
 *
 * @param name of the file, as messages show it
 * @param text the program
 */
public record PythonSource(String name, String text) {}
