package dev.hone.grader.judge.form;

/**
 * Where a ranking puts a completion.
 *
 * @param reward 0 to 1
 * @param reason why, in the judge's words
 */
record Placed(double reward, String reason) {}
