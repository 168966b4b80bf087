package dev.hone.grader.judge.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.grader.judge.answer.AnswerReader;
import dev.hone.grader.judge.answer.AnswerSchema;
import dev.hone.grader.judge.answer.JsonAnswer;
import dev.hone.grader.judge.answer.UnreadableAnswerException;
import dev.hone.grader.judge.ask.Question;
import dev.hone.grader.judge.prompt.JudgePrompt;
import dev.hone.grader.judge.prompt.PromptParameter;
import dev.hone.grader.judge.prompt.RowValues;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.RewardResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code range}: a whole number from one to another, with words for some of them. The reward is (score − from) / (to − from). One call a vote;
 * of several votes the median counts.
 */
final class Range implements CompletionForm {

    static final String KEY = "range";
    private static final String CRITERIA = "criteria";
    private static final int TOKENS = 1024;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,6}");
    private static final int LIMIT = 100_000;

    /**
     * A scale.
     *
     * @param anchors what some of its scores mean, by score
     */
    private record Scale(long from, long to, Map<Long, String> anchors) {

        double reward(double score) {
            return (score - from) / (to - from);
        }

        String text() {
            return anchors.entrySet().stream()
                    .map(anchor -> anchor.getKey() + ": " + anchor.getValue())
                    .collect(Collectors.joining(
                            "\n", "Scores: whole numbers from " + from + " (worst) to " + to + " (best).\n", ""));
        }
    }

    private record Score(long score, String reason) {}

    private final Scale scale;
    private final String criteria;
    private final JudgeSetup setup;
    private final JudgePrompt prompt;
    private final AnswerReader<Score> reader;

    private Range(Scale scale, JudgeSetup setup, JudgePrompt prompt, AnswerReader<Score> reader) {
        this.scale = scale;
        this.criteria = (setup.criteria() + "\n\n" + scale.text()).strip();
        this.setup = setup;
        this.prompt = prompt;
        this.reader = reader;
    }

    static Range read(RewardParameters parameters, JudgeSetup setup) {
        Scale scale = parameters.section(KEY).map(Range::scale).orElse(new Scale(1, 5, Map.of()));
        return new Range(
                scale,
                setup,
                PromptParameter.read(parameters, KEY, Set.of(CRITERIA), Set.of(RowValues.COMPLETION)),
                VerdictPattern.<Score>read(parameters, word -> score(scale, word))
                        .orElseGet(() -> new JsonAnswer<>(form(scale), Range::verdict)));
    }

    @Override
    public String description() {
        return "a judge's score from " + scale.from() + " to " + scale.to() + ", scaled to 0 to 1"
                + (setup.criteria().isEmpty() ? "" : ": " + setup.criteria());
    }

    @Override
    public JudgePrompt prompt() {
        return prompt;
    }

    @Override
    public CompletableFuture<RewardResult> judge(RewardInput input) {
        return setup.judge()
                .ask(new Question<>(
                        prompt.messages(setup.rows().of(input).withWords(CRITERIA, criteria), reader.instruction()),
                        setup.maxTokens().orElse(TOKENS),
                        reader))
                .thenApply(ballot -> setup.withOutcome(ballot.result(this::decide)));
    }

    private RewardResult decide(List<Score> votes) {
        double score =
                Votes.median(votes.stream().map(vote -> (double) vote.score()).toList());
        Score nearest = Votes.nearest(votes, vote -> (double) vote.score(), score);
        return new RewardResult(
                OptionalDouble.of(scale.reward(score)),
                Map.of(),
                Map.of("score", score),
                Optional.empty(),
                Words.of(score) + " of " + scale.to()
                        + (nearest.reason().isEmpty() ? "" : ": " + Words.of(nearest.reason())),
                Optional.empty());
    }

    private static Scale scale(RewardParameters section) {
        double from = section.number("from", 1, -LIMIT, LIMIT);
        double to = section.number("to", 5, -LIMIT, LIMIT);
        if (from != Math.rint(from) || to != Math.rint(to)) {
            section.problem("", "from and to must be whole numbers, got " + from + " and " + to, "Round them");
        } else if (from >= to) {
            section.problem("from", "must be below to", "Exchange them");
            return new Scale((long) from, (long) from + 1, Map.of());
        }
        Map<Long, String> anchors = new LinkedHashMap<>();
        section.map("anchors").forEach((score, meaning) -> {
            if (!WHOLE_NUMBER.matcher(score).matches() || Long.parseLong(score) < from || Long.parseLong(score) > to) {
                section.problem(
                        "anchors." + score,
                        "is no score of the range",
                        "Use whole numbers from " + (long) from + " to " + (long) to);
            } else {
                anchors.put(Long.valueOf(score), String.valueOf(meaning));
            }
        });
        section.reportUnknownKeys();
        return new Scale((long) from, (long) to, anchors);
    }

    private static ObjectNode form(Scale scale) {
        Map<String, ObjectNode> fields = new LinkedHashMap<>();
        fields.put("reason", AnswerSchema.text());
        fields.put("score", AnswerSchema.wholeNumber(scale.from(), scale.to()));
        return AnswerSchema.object(fields);
    }

    private static Score verdict(ObjectNode object) {
        return new Score(object.get("score").asLong(), object.get("reason").textValue());
    }

    private static Score score(Scale scale, String word) throws UnreadableAnswerException {
        if (!WHOLE_NUMBER.matcher(word).matches()
                || Long.parseLong(word) < scale.from()
                || Long.parseLong(word) > scale.to()) {
            throw new UnreadableAnswerException(
                    "its score is " + word + ", not a whole number from " + scale.from() + " to " + scale.to());
        }
        return new Score(Long.parseLong(word), "");
    }
}
