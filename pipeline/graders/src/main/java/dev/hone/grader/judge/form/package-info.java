/**
 * The forms of judging: a rubric, a score on a range, a comparison of two answers, a ranking of all answers of a prompt. Reads what a row
 * holds, writes nothing; costs the calls that its classes name.
 */
package dev.hone.grader.judge.form;
