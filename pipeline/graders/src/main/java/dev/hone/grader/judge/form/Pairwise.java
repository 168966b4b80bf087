package dev.hone.grader.judge.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.grader.judge.answer.AnswerReader;
import dev.hone.grader.judge.answer.AnswerSchema;
import dev.hone.grader.judge.answer.JsonAnswer;
import dev.hone.grader.judge.answer.UnreadableAnswerException;
import dev.hone.grader.judge.ask.Ballot;
import dev.hone.grader.judge.ask.Question;
import dev.hone.grader.judge.prompt.JudgePrompt;
import dev.hone.grader.judge.prompt.PromptParameter;
import dev.hone.grader.judge.prompt.PromptValues;
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

/**
 * {@code pairwise}: the completion against another answer to the same prompt, the reference or one of the metadata. Asked in both orders: 1 if
 * it is better in both, 0 if it is worse in both, else 0.5, a tie. Two calls a vote; of several votes in an order the majority counts.
 */
public final class Pairwise implements CompletionForm {

    static final String KEY = "pairwise";
    private static final String CRITERIA = "criteria";
    private static final String ANSWER_A = "answer_a";
    private static final String ANSWER_B = "answer_b";
    private static final int TOKENS = 1024;
    private static final double TIE = 0.5;

    private final Opponent opponent;
    private final JudgeSetup setup;
    private final JudgePrompt prompt;
    private final AnswerReader<Comparison> reader;

    private Pairwise(Opponent opponent, JudgeSetup setup, JudgePrompt prompt, AnswerReader<Comparison> reader) {
        this.opponent = opponent;
        this.setup = setup;
        this.prompt = prompt;
        this.reader = reader;
    }

    static Pairwise read(RewardParameters parameters, JudgeSetup setup) {
        return new Pairwise(
                Opponent.read(parameters, KEY),
                setup,
                PromptParameter.read(parameters, KEY, Set.of(CRITERIA, ANSWER_A, ANSWER_B), Set.of(ANSWER_A, ANSWER_B)),
                VerdictPattern.<Comparison>read(parameters, word -> new Comparison(Winner.of(word), ""))
                        .orElseGet(() -> new JsonAnswer<>(form(), Pairwise::verdict)));
    }

    @Override
    public String description() {
        return "1 where a judge finds the completion better than " + opponent.description()
                + " in both orders, 0 where worse, else 0.5"
                + (setup.criteria().isEmpty() ? "" : ": " + setup.criteria());
    }

    @Override
    public JudgePrompt prompt() {
        return prompt;
    }

    @Override
    public CompletableFuture<RewardResult> judge(RewardInput input) {
        String other = opponent.answer(input, setup.rows());
        String completion = setup.rows().completion(input.completion());
        return compare(input, completion, other)
                .thenCombine(
                        compare(input, other, completion), (first, second) -> setup.withOutcome(decide(first, second)));
    }

    /** Asks about two answers in one order; of the row only what stands beside them is shown. */
    public CompletableFuture<Ballot<Comparison>> compare(RewardInput row, String answerA, String answerB) {
        PromptValues both = opponent.withoutReference(setup.rows().of(row))
                .withData(ANSWER_A, answerA)
                .withData(ANSWER_B, answerB)
                .withWords(CRITERIA, setup.criteria());
        return setup.judge()
                .ask(new Question<>(
                        prompt.messages(both, reader.instruction()),
                        setup.maxTokens().orElse(TOKENS),
                        reader));
    }

    /** What the votes of one order say: the majority, else a tie. */
    public static Winner winner(List<Comparison> votes) {
        return Votes.majority(votes.stream().map(Comparison::winner).toList()).orElse(Winner.TIE);
    }

    private static RewardResult decide(Ballot<Comparison> first, Ballot<Comparison> second) {
        Ballot<Comparison> both = first.with(second);
        if (first.failure().isPresent() || second.failure().isPresent()) {
            return both.failed(first.failure().or(second::failure).orElseThrow());
        }
        return both.result(votes -> {
            Winner shownFirst = winner(first.verdicts());
            Winner shownSecond = winner(second.verdicts()).swapped();
            boolean agree = shownFirst == shownSecond;
            double reward = !agree || shownFirst == Winner.TIE ? TIE : shownFirst == Winner.A ? 1 : 0;
            return new RewardResult(
                    OptionalDouble.of(reward),
                    Map.of(),
                    Map.of("orders_agree", agree ? 1.0 : 0.0),
                    Optional.empty(),
                    explanation(shownFirst, agree, first.verdicts()),
                    Optional.empty());
        });
    }

    private static String explanation(Winner winner, boolean agree, List<Comparison> votes) {
        if (!agree) {
            return "a tie: the judge contradicts itself when the answers change places";
        }
        String said =
                switch (winner) {
                    case A -> "better";
                    case B -> "worse";
                    default -> "a tie";
                };
        String reason = votes.stream()
                .filter(vote -> vote.winner() == winner && !vote.reason().isEmpty())
                .findFirst()
                .map(vote -> ": " + Words.of(vote.reason()))
                .orElse("");
        return said + reason;
    }

    private static ObjectNode form() {
        Map<String, ObjectNode> fields = new LinkedHashMap<>();
        fields.put("reason", AnswerSchema.text());
        fields.put("winner", AnswerSchema.oneOf(List.of("A", "B", "tie")));
        return AnswerSchema.object(fields);
    }

    private static Comparison verdict(ObjectNode object) throws UnreadableAnswerException {
        return new Comparison(
                Winner.of(object.get("winner").textValue()),
                object.get("reason").textValue());
    }
}
