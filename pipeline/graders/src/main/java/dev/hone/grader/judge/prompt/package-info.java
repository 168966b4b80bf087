/**
 * What judges are shown: a prompt with the values of a row, each fenced so that nothing in it can pass for an instruction. Reads and writes
 * nothing.
 */
package dev.hone.grader.judge.prompt;
