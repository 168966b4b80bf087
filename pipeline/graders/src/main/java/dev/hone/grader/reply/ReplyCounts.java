package dev.hone.grader.reply;

/**
 * What judges were asked.
 *
 * @param calls questions that were answered by a model
 * @param cached questions that had been answered before
 */
public record ReplyCounts(long calls, long cached) {

    public static final ReplyCounts NONE = new ReplyCounts(0, 0);
}
