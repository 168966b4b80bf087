package dev.hone.grader.judge.form;

/**
 * What a judge says to a question with yes or no.
 *
 * @param reason why, in its words
 */
record Judged(boolean met, String reason) {}
