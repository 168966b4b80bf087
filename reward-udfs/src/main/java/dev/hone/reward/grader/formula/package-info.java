/**
 * Formulas over named numbers, such as {@code 0.7 * right + 0.3 * min(clear, 1)}. Reads a text and a map, writes nothing; parsing costs
 * microseconds and a value some tens of nanoseconds a sign. Both are bounded.
 */
package dev.hone.reward.grader.formula;
