/**
 * What can be demanded of a text without knowing the right answer: how much there is of something, which words, which language, how
 * repetitive. Reads and writes nothing; time is linear in the text, times the number of phrases.
 */
package dev.hone.reward.grader.constraint;
