package dev.hone.settings.ingest;

import java.util.List;
import java.util.Optional;

/**
 * What to ingest.
 *
 * @param dataset name that the prompts get; a prompt is in a dataset at most once
 * @param sources where the records are, at least one
 * @param references reference answers to join, where they are kept apart
 * @param splits shares of train, validation and test
 * @param maxPromptTokens longer prompts, in the policy's own tokens with its chat template, are filtered
 * @param maxQuarantinedShare more quarantined records than this share of all, in [0, 1], and the run fails before any prompt is written
 * @param usePromptResponse whether the answers in the logs are kept, in {@code logged_answer}
 * @param choices which of the sound records become prompts
 * @param bodiesFrom folders or buckets beside a log's own that offloaded bodies may be read from
 */
public record IngestSettings(
        String dataset,
        List<PromptSource> sources,
        Optional<ReferenceSource> references,
        SplitFractions splits,
        int maxPromptTokens,
        double maxQuarantinedShare,
        boolean usePromptResponse,
        PromptChoices choices,
        List<String> bodiesFrom) {

    public IngestSettings {
        require(!dataset.isBlank(), "dataset must have a name");
        sources = List.copyOf(sources);
        bodiesFrom = List.copyOf(bodiesFrom);
        bodiesFrom.forEach(place -> require(
                place.matches("(?s)[\\w.+-]+:/.*|/.*"),
                "bodiesFrom must hold absolute paths such as s3://bucket/folder, got '" + place + "'"));
        require(!sources.isEmpty(), "sources must name at least one path");
        require(maxPromptTokens >= 1, "maxPromptTokens must be at least 1, got " + maxPromptTokens);
        require(
                maxQuarantinedShare >= 0 && maxQuarantinedShare <= 1,
                "maxQuarantinedShare must be in [0, 1], got " + maxQuarantinedShare);
    }

    /** The same with the limit of the policy's training on the length of prompts, and samples that follow from a seed. */
    public IngestSettings with(int otherMaxPromptTokens, long seed) {
        return new IngestSettings(
                dataset,
                sources,
                references,
                splits,
                otherMaxPromptTokens,
                maxQuarantinedShare,
                usePromptResponse,
                choices.withSeed(seed),
                bodiesFrom);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
