package dev.hone.grader.judge.form;

import dev.hone.grader.judge.answer.AnswerReader;
import dev.hone.grader.judge.ask.Ballot;
import dev.hone.grader.judge.ask.Question;
import dev.hone.grader.judge.prompt.JudgePrompt;
import dev.hone.grader.judge.prompt.PromptParameter;
import dev.hone.grader.judge.prompt.PromptValues;
import dev.hone.reward.CompletionGroup;
import dev.hone.reward.GroupReward;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.RewardPlace;
import dev.hone.reward.RewardResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * {@code ranking}: all completions of a prompt in one question, as RULER asks (OpenPipe ART). The prompt is there once, equal completions are
 * there once and get the same reward. The reward is the judge's score, or from the order 1 for the best to 0 for the last. One call a group
 * and vote, each vote in an order of its own; of several votes the median counts.
 */
public final class Ranking implements GroupReward {

    static final String KEY = "ranking";
    private static final String CRITERIA = "criteria";
    private static final String COMPLETIONS = "completions";
    private static final int TOKENS = 256;
    private static final int TOKENS_A_COMPLETION = 128;
    private static final double NOTHING_TO_RANK = 0.5;

    private final String version;
    private final RankingAnswers answers;
    private final JudgeSetup setup;
    private final JudgePrompt prompt;

    /** By ids: groups of the same size have the same. */
    private final Map<List<String>, AnswerReader<Map<String, Placed>>> readers = new ConcurrentHashMap<>();

    private Ranking(String version, RankingAnswers answers, JudgeSetup setup, JudgePrompt prompt) {
        this.version = version;
        this.answers = answers;
        this.setup = setup;
        this.prompt = prompt;
    }

    static Ranking read(RewardParameters parameters, JudgeSetup setup) {
        RankingAnswers answers = parameters
                .section(KEY)
                .map(section -> {
                    String word = section.choice("answer", "scores", Set.of("scores", "ranks"));
                    section.reportUnknownKeys();
                    return RankingAnswers.valueOf(word.toUpperCase(Locale.ROOT));
                })
                .orElse(RankingAnswers.SCORES);
        JudgePrompt prompt =
                PromptParameter.read(parameters, KEY, Set.of(CRITERIA, COMPLETIONS), Set.of(CRITERIA, COMPLETIONS));
        return new Ranking(JudgeForms.version(parameters, setup, prompt), answers, setup, prompt);
    }

    @Override
    public String name() {
        return "judge";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String description() {
        return "where a judge that sees all completions of a prompt places each, from 0 to 1"
                + (setup.criteria().isEmpty() ? "" : ": " + setup.criteria());
    }

    @Override
    public RewardPlace place() {
        return RewardPlace.DRIVER;
    }

    @Override
    public List<RewardResult> scoreGroup(CompletionGroup group) {
        return scoreGroups(List.of(group));
    }

    @Override
    public List<RewardResult> scoreGroups(List<CompletionGroup> groups) {
        List<CompletableFuture<List<RewardResult>>> asked = groups.stream()
                .map(group -> RowAnswers.ask(() -> judge(group), error -> all(group, RewardResult.failed(error))))
                .toList();
        List<RewardResult> results = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            CompletionGroup group = groups.get(g);
            results.addAll(RowAnswers.await(asked.get(g), error -> all(group, RewardResult.failed(error))));
        }
        return results;
    }

    @Override
    public void close() {
        setup.judge().close();
    }

    private CompletableFuture<List<RewardResult>> judge(CompletionGroup group) {
        DistinctCompletions completions = DistinctCompletions.of(group, setup.rows());
        if (completions.distinct().size() == 1 && answers == RankingAnswers.RANKS) {
            return CompletableFuture.completedFuture(all(
                    group,
                    setup.withOutcome(
                            result(NOTHING_TO_RANK, "all completions are the same: there is nothing to rank", 1))));
        }
        PromptValues values = setup.rows()
                .of(group.completions().get(0))
                .withWords(CRITERIA, (setup.criteria() + "\n\n" + answers.task()).strip());
        return setup.judge()
                .ask(vote -> question(values, completions.shown(vote)))
                .thenApply(ballot -> results(group, completions, ballot));
    }

    /** The verdict is by text: the ids are another vote's others. */
    private Question<Map<String, Placed>> question(PromptValues values, Map<String, String> shown) {
        AnswerReader<Map<String, Placed>> reader =
                new ByText(readers.computeIfAbsent(List.copyOf(shown.keySet()), answers::reader), shown);
        return new Question<>(
                prompt.messages(values.withBlock(COMPLETIONS, shown), reader.instruction()),
                setup.maxTokens().orElse(TOKENS + TOKENS_A_COMPLETION * shown.size()),
                reader);
    }

    private List<RewardResult> results(
            CompletionGroup group, DistinctCompletions completions, Ballot<Map<String, Placed>> ballot) {
        return IntStream.range(0, group.size())
                .mapToObj(row -> {
                    String text = completions.ofRows().get(row);
                    RewardResult result = ballot.result(votes -> decide(
                            votes.stream().map(vote -> vote.get(text)).toList(),
                            completions.distinct().size()));
                    OptionalLong cost = ballot.spending().shareOfCost(row, group.size());
                    return setup.withOutcome(result.with(cost, result.latencyMillis()));
                })
                .toList();
    }

    private static RewardResult decide(List<Placed> votes, int distinct) {
        double reward = Votes.median(votes.stream().map(Placed::reward).toList());
        Placed nearest = Votes.nearest(votes, Placed::reward, reward);
        return result(reward, Words.of(nearest.reason()), distinct);
    }

    private static RewardResult result(double reward, String explanation, int distinct) {
        return new RewardResult(
                OptionalDouble.of(reward),
                Map.of(),
                Map.of("distinct_completions", (double) distinct),
                Optional.empty(),
                explanation,
                Optional.empty());
    }

    private static List<RewardResult> all(CompletionGroup group, RewardResult result) {
        return Collections.nCopies(group.size(), result);
    }
}
