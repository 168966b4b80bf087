/** Reads verdicts from what judges answer: strictly, since a verdict that is guessed trains a policy. Reads and writes nothing. */
package dev.hone.grader.judge.answer;
