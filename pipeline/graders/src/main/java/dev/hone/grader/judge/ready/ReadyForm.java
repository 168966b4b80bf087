package dev.hone.grader.judge.ready;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.grader.judge.answer.AnswerReader;
import dev.hone.grader.judge.answer.JsonAnswer;
import dev.hone.grader.judge.ask.Question;
import dev.hone.grader.judge.form.CompletionForm;
import dev.hone.grader.judge.form.JudgeSetup;
import dev.hone.grader.judge.form.Votes;
import dev.hone.grader.judge.form.Words;
import dev.hone.grader.judge.prompt.JudgePrompt;
import dev.hone.grader.judge.prompt.PromptParameter;
import dev.hone.grader.judge.prompt.PromptValues;
import dev.hone.grader.judge.prompt.RowValues;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.RewardResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Has the judge state what it sees in a completion, and makes a reward of that. Of several votes the median reward counts.
 *
 * @param setup what all judges need
 * @param prompt that asks
 * @param reader of the answer
 * @param grading what is made of the answer
 */
record ReadyForm(JudgeSetup setup, JudgePrompt prompt, AnswerReader<ObjectNode> reader, Grading grading)
        implements CompletionForm {

    private static final String CRITERIA = "criteria";
    private static final int TOKENS = 2048;

    /**
     * How answers become rewards.
     *
     * @param description for the model card
     * @param row what is made of a row before anybody is asked, and then of the answer
     */
    record Grading(String description, RowReader row) {}

    /** Reads what the reward needs of a row beside the judge's answer. */
    @FunctionalInterface
    interface RowReader {
        /**
         * What is asked about a row.
         *
         * @throws IllegalArgumentException if the row lacks something
         */
        Assessing of(RewardInput input, PromptValues values);
    }

    /** Makes a reward of an answer. */
    @FunctionalInterface
    interface Assessing {
        Assessment of(ObjectNode answer);
    }

    /**
     * A form whose prompt is Hone's own of a name, or the user's.
     *
     * @param required variables that a user's prompt must use
     */
    static ReadyForm read(
            RewardParameters parameters,
            JudgeSetup setup,
            String promptName,
            Set<String> required,
            ObjectNode schema,
            Grading grading) {
        return new ReadyForm(
                setup,
                PromptParameter.read(parameters, promptName, Set.of(CRITERIA), required),
                new JsonAnswer<>(schema, object -> object),
                grading);
    }

    @Override
    public String description() {
        return grading.description();
    }

    @Override
    public CompletableFuture<RewardResult> judge(RewardInput input) {
        PromptValues values = setup.rows().of(input);
        if (values.data().get(RowValues.COMPLETION).asText().isBlank()) {
            return CompletableFuture.completedFuture(setup.withOutcome(RewardResult.of(0)));
        }
        Assessing assessing = grading.row().of(input, values);
        return setup.judge()
                .ask(new Question<>(
                        prompt.messages(values.withWords(CRITERIA, setup.criteria()), reader.instruction()),
                        setup.maxTokens().orElse(TOKENS),
                        reader))
                .thenApply(ballot -> setup.withOutcome(ballot.result(
                        votes -> decide(votes.stream().map(assessing::of).toList()))));
    }

    private static RewardResult decide(List<Assessment> votes) {
        double reward = Votes.median(votes.stream().map(Assessment::reward).toList());
        Assessment nearest = Votes.nearest(votes, Assessment::reward, reward);
        return new RewardResult(
                OptionalDouble.of(reward),
                nearest.components(),
                Map.of(),
                Optional.empty(),
                Words.of(nearest.why()),
                Optional.empty());
    }
}
