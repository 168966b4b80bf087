package dev.hone.settings.ingest;

import dev.hone.redact.Redaction;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Which of the sound records become prompts, and how they are changed and assigned to splits on the way.
 *
 * @param filters which calls of a log are wanted
 * @param agentLoops what happens to conversations that are logged again with every turn
 * @param nearDuplicates prompts at least this similar are duplicates, see {@code NearDuplicates}; in (0, 1)
 * @param sample how many of the prompts are taken
 * @param seed what the sample follows from
 * @param stratifyBy field of the metadata for each of whose values the splits' shares are met; a dot leads into an object
 * @param redaction what is replaced by marks
 */
public record PromptChoices(
        LogFilters filters,
        AgentLoops agentLoops,
        OptionalDouble nearDuplicates,
        PromptSample sample,
        long seed,
        Optional<String> stratifyBy,
        Redaction redaction) {

    /** Every sound record once, as it was logged. */
    public static final PromptChoices NONE = new PromptChoices(
            LogFilters.NONE,
            AgentLoops.AS_LOGGED,
            OptionalDouble.empty(),
            new PromptSample.Everything(),
            0,
            Optional.empty(),
            Redaction.NONE);

    public PromptChoices {
        nearDuplicates.ifPresent(similarity ->
                require(similarity > 0 && similarity < 1, "similarity must be above 0 and below 1, got " + similarity));
        stratifyBy.ifPresent(field -> require(
                field.matches("[^.'\\[\\]\"\\\\]+(\\.[^.'\\[\\]\"\\\\]+)*"),
                "stratifyBy must be names of fields joined by dots, got '" + field + "'"));
    }

    /** The same choices with another sample of that kind. */
    public PromptChoices withSeed(long otherSeed) {
        return new PromptChoices(filters, agentLoops, nearDuplicates, sample, otherSeed, stratifyBy, redaction);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
