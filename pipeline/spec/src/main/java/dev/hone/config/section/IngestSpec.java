package dev.hone.config.section;

import dev.hone.settings.ingest.IngestSettings;
import dev.hone.settings.ingest.PromptChoices;
import dev.hone.settings.ingest.PromptSource;
import dev.hone.settings.ingest.ReferenceSource;
import dev.hone.settings.ingest.SplitFractions;
import java.util.List;
import java.util.Optional;

/**
 * The section {@code ingest}; its limit on the length of prompts is that of training.
 *
 * @param dataset name that the prompts get
 * @param sources where the records are
 * @param references reference answers that are kept apart
 * @param splits shares of train, validation and test
 * @param maxQuarantinedShare more quarantined records than this share and the job fails
 * @param usePromptResponse whether the answers in the logs are kept
 * @param choices which of the sound records become prompts; the seed is that of the specification
 * @param bodiesFrom folders or buckets beside a log's own that offloaded bodies may be read from
 */
public record IngestSpec(
        String dataset,
        List<PromptSource> sources,
        Optional<ReferenceSource> references,
        SplitFractions splits,
        double maxQuarantinedShare,
        boolean usePromptResponse,
        PromptChoices choices,
        List<String> bodiesFrom) {

    public IngestSpec {
        sources = List.copyOf(sources);
        bodiesFrom = List.copyOf(bodiesFrom);
    }

    public IngestSettings settings(int maxPromptTokens, long seed) {
        return new IngestSettings(
                dataset,
                sources,
                references,
                splits,
                maxPromptTokens,
                maxQuarantinedShare,
                usePromptResponse,
                choices.withSeed(seed),
                bodiesFrom);
    }
}
