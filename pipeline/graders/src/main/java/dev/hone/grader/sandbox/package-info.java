/**
 * Processes that run code of users and models apart from this one. Reads and writes nothing itself; starting one costs some 10 ms besides
 * the program's own start, and what it may use is in {@link dev.hone.grader.sandbox.SandboxOptions}.
 */
package dev.hone.grader.sandbox;
