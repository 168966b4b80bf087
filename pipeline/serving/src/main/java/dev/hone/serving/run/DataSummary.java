package dev.hone.serving.run;

import dev.hone.schema.PromptRow;
import dev.hone.schema.Split;
import java.util.List;
import java.util.Optional;

/**
 * A data set: its prompts by split, and the records that became none.
 *
 * @param dataset its name
 * @param binTokens width of a bar of {@link OfSplit#lengths()}, tokens
 * @param splits those that have prompts
 * @param notTaken by outcome and reason; the quarantined first, the most frequent of them first
 * @param files that were read, by path
 */
public record DataSummary(
        String dataset, int binTokens, List<OfSplit> splits, List<NotTaken> notTaken, List<SourceFile> files) {

    /**
     * The prompts of a split.
     *
     * @param meanTokens mean length in tokens of the policy
     * @param maxTokens the longest
     * @param lengths prompts in each bar; bar i holds lengths from {@code i * binTokens} up to the next
     * @param samples a few of them
     */
    public record OfSplit(
            Split split,
            int prompts,
            double meanTokens,
            int maxTokens,
            List<Integer> lengths,
            List<PromptRow> samples) {

        public OfSplit {
            lengths = List.copyOf(lengths);
            samples = List.copyOf(samples);
        }
    }

    /**
     * Records that became no prompt for one reason.
     *
     * @param outcome quarantined, duplicate or filtered
     * @param reason its code
     * @param samples the first few
     */
    public record NotTaken(String outcome, String reason, int records, List<Refused> samples) {

        public NotTaken {
            samples = List.copyOf(samples);
        }
    }

    /**
     * One record that became no prompt.
     *
     * @param line from 1; 0 for the file as a whole
     * @param message what is wrong and what to do
     * @param raw the record as it was read, cut; empty where it stays in its source
     * @param keptPromptId the prompt that a duplicate is one of
     */
    public record Refused(
            String source, long line, String message, Optional<String> raw, Optional<String> keptPromptId) {}

    /** A file and the records that were in it. */
    public record SourceFile(String path, long records) {}

    public DataSummary {
        splits = List.copyOf(splits);
        notTaken = List.copyOf(notTaken);
        files = List.copyOf(files);
    }
}
