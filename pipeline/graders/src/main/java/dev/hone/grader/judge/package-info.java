/**
 * Models as judges: the kind {@code judge} in its four forms. Reads prompts from definitions or from Hone's own files; writes nothing. It is
 * called in the driver, where one place keeps the judge's limits; costs a call a completion and vote, see {@link dev.hone.grader.judge.form}.
 */
package dev.hone.grader.judge;
