/** Texts with {@code {{variables}}} that take values of a row. Reads and writes nothing; costs one pass over the text. */
package dev.hone.grader.template;
