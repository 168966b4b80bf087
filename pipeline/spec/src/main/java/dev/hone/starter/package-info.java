/**
 * Starters: rewards that run at once and that a user changes.
 *
 * <p>Reads resources {@code dev/hone/reward/starter/index.txt} of every jar on the class path: one file name a line, of files beside it.
 * The name of a template is the file's without its ending; what it is for is the file's first line, a comment. Writes the file that the
 * user names. Costs milliseconds.
 */
package dev.hone.starter;
