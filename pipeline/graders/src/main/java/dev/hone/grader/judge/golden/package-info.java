/**
 * Measures judges against pairs of answers that people have compared. Reads a file of such pairs; costs two calls a pair and round, or one
 * for each answer where the judge does not compare.
 */
package dev.hone.grader.judge.golden;
