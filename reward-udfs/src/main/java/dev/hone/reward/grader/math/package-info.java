/**
 * Mathematical answers: {@link dev.hone.reward.grader.math.FinalAnswer} finds the one that a text ends with, {@link
 * dev.hone.reward.grader.math.AnswerParser} reads it from LaTeX or plain notation, {@link dev.hone.reward.grader.math.AnswerComparison} says
 * whether two are equal. Rational numbers are exact; roots, functions and variables are compared in doubles. Reads and writes nothing. Any
 * text is safe: length, depth, the size of numbers and of sets are bounded, so a comparison takes at most some milliseconds.
 */
package dev.hone.reward.grader.math;
