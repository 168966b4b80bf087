package dev.hone.grader.judge.form;

/**
 * What a judge says to two answers.
 *
 * @param reason why, in its words; empty where it gave none
 */
public record Comparison(Winner winner, String reason) {}
