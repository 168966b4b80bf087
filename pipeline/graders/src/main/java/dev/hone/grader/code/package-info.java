/**
 * {@code kind: code}: programs that models write, against tests. The program, and the tests, run in sandboxes of their own and share nothing but
 * calls and plain values, so the program cannot touch the verdict and does not see what is expected of it. Reads and writes nothing; each
 * completion costs the start of two interpreters (some 100 ms), each pair of input and output that of one.
 */
package dev.hone.grader.code;
