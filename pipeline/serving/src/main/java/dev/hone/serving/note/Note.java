package dev.hone.serving.note;

/**
 * A pattern that was found.
 *
 * @param title what it is, in a few words
 * @param text what was seen, with its numbers
 * @param advice what to try
 * @param step where it shows best
 */
public record Note(String title, String text, String advice, int step) {}
