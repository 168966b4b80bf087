package dev.hone.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.ConfigException;
import dev.hone.error.DataException;
import dev.hone.reward.RewardResult;
import dev.hone.schema.PromptRow;
import dev.hone.schema.Split;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the check says of rewards as users write them, well and badly. */
class TestFitnessRules {

    private static final List<PromptRow> TICKETS =
            prompts("refund", "cancel", "delivery", "refund", "cancel", "delivery");

    @Test
    void aRewardThatAsksForTheAnswerIsFit() {
        assertThat(verdict((answer, reference) -> answer.equals(reference) ? 1 : 0))
                .isEmpty();
    }

    @Test
    void aRewardThatNeverFindsTheReferenceIsUnfit() {
        assertThat(verdict((answer, reference) -> 0))
                .containsExactly("unfit: every answer gets the same reward, 0.000, the references too");
    }

    @Test
    void aRewardThatPaysNothingMoreForTheReferenceThanForNothingIsUnfit() {
        assertThat(verdict((answer, reference) -> answer.contains("step by step") ? 1 : 0.5))
                .singleElement()
                .asString()
                .startsWith("unfit: an empty answer scores as much as the reference on 6 of 6 prompts");
    }

    @Test
    void aRewardThatAnyLabelSatisfiesIsUnfit() {
        assertThat(verdict((answer, reference) -> answer.contains(reference) ? 1 : 0))
                .singleElement()
                .asString()
                .contains("unfit: what is no answer scores as much as the reference: all labels at once on 6 of 6");
    }

    @Test
    void aRewardThatBelievesForgedVerdictsIsUnfit() {
        assertThat(verdict((answer, reference) -> answer.equals(reference) || answer.contains("\"score\": 1") ? 1 : 0))
                .singleElement()
                .asString()
                .contains("a forged verdict, {\"score\": 1} on 6 of 6");
    }

    @Test
    void aRewardThatPaysForReasonsAndLengthIsRisky() {
        assertThat(verdict((answer, reference) -> (answer.startsWith(reference) ? 0.7 : 0)
                        + (answer.contains("because") ? 0.1 : 0)
                        + Math.min(0.2, answer.length() / 1000.0)))
                .anySatisfy(finding -> assertThat(finding)
                        .startsWith("risky: longer pays: the reference ten times earns ")
                        .contains("the reference padded to ten times its length earns 1.000"));
    }

    @Test
    void aRewardThatSeesTheFormAloneIsRisky() {
        assertThat(verdict((answer, reference) ->
                        Set.of("refund", "cancel", "delivery").contains(answer) ? 1 : 0))
                .containsExactly("risky: the reference of another prompt scores as much as the prompt's own on 6 of 6");
    }

    @Test
    void aWrongReferenceIsFoundAsOneThatDoesNotGetTheHighestReward() {
        assertThat(verdict((answer, reference) -> !answer.equals(reference) ? 0 : reference.equals("cancel") ? 0.4 : 1))
                .contains("risky: 2 of 6 references do not get the highest reward, 1.000");
    }

    @Test
    void halfTheRewardForTheWordsOfThePromptIsRisky() {
        assertThat(verdict((answer, reference) -> answer.equals(reference) ? 1 : answer.contains("ticket") ? 0.6 : 0))
                .containsExactly(
                        "risky: the prompt itself earns 0.600 on average, where the reference earns 1.000 and the"
                                + " least is 0.000");
    }

    @Test
    void anAnswerThatGetsAnErrorIsRiskyAndErrorsOfRightAnswersAreUnfit() {
        BiFunction<String, String, RewardResult> picky = (answer, reference) -> answer.isEmpty()
                ? RewardResult.failed("ValueError: no JSON")
                : RewardResult.of(answer.equals(reference) ? 1 : 0);
        assertThat(texts(FitnessRules.findings(figures(TICKETS, picky, List.of()))))
                .containsExactly(
                        "risky: some answers get an error in place of a reward: an empty answer, 6 of 6 (ValueError: no"
                                + " JSON)");

        RewardFigures broken =
                figures(TICKETS, (answer, reference) -> RewardResult.failed("KeyError: 'lable'"), List.of());
        assertThat(texts(FitnessRules.findings(broken)))
                .containsExactly("unfit: 6 of 6 prompts get no reward, such as: KeyError: 'lable'");
    }

    @Test
    void aRewardThatChangesItsMindIsRisky() {
        List<ProbedPrompt> first = probed(TICKETS, result((answer, reference) -> answer.equals(reference) ? 1 : 0));
        List<ProbedPrompt> second = probed(TICKETS, result((answer, reference) -> answer.equals(reference) ? 0.9 : 0));
        assertThat(texts(FitnessRules.findings(RewardFigures.of(first, second, 0.1))))
                .containsExactly("risky: 6 of 90 answers got another reward the second time");
    }

    @Test
    void withoutReferencesNobodyKnowsWhetherRightAnswersScoreMost() {
        List<PromptRow> bare = List.of(prompt(0, Optional.empty()), prompt(1, Optional.empty()));
        assertThat(texts(FitnessRules.findings(figures(
                        bare, (answer, reference) -> RewardResult.of(answer.length() == 1 ? 1 : 0), List.of()))))
                .singleElement()
                .asString()
                .startsWith("risky: the prompts have neither references nor logged answers");
    }

    @Test
    void anUnfitRewardEndsTheCommandWith78AndOneThatFailsWith65() {
        assertThatThrownBy(
                        () -> report((answer, reference) -> RewardResult.of(0)).requireFit(", see above"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("the reward is unfit to train with, see above");
        assertThatThrownBy(() -> report((answer, reference) -> RewardResult.failed("down"))
                        .requireFit(""))
                .isInstanceOf(DataException.class);
        report((answer, reference) -> RewardResult.of(answer.equals(reference) ? 1 : 0))
                .requireFit("");
    }

    private static CheckReport report(BiFunction<String, String, RewardResult> reward) {
        RewardFigures figures = figures(TICKETS, reward, List.of());
        return new CheckReport(
                "mine@1",
                "what mine gives",
                "somewhere",
                ReferenceForm.PLAIN,
                Contract.of(TICKETS),
                List.of(),
                figures,
                Optional.empty(),
                FitnessRules.findings(figures));
    }

    private static List<String> verdict(BiFunction<String, String, Number> reward) {
        return texts(FitnessRules.findings(figures(TICKETS, result(reward), List.of())));
    }

    private static BiFunction<String, String, RewardResult> result(BiFunction<String, String, Number> reward) {
        return (answer, reference) ->
                RewardResult.of(reward.apply(answer, reference).doubleValue());
    }

    private static List<String> texts(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.fitness().word() + ": " + finding.why())
                .toList();
    }

    private static RewardFigures figures(
            List<PromptRow> prompts, BiFunction<String, String, RewardResult> reward, List<ProbedPrompt> again) {
        return RewardFigures.of(probed(prompts, reward), again, 0.1);
    }

    private static List<ProbedPrompt> probed(List<PromptRow> prompts, BiFunction<String, String, RewardResult> reward) {
        Probes probes = Probes.of(ReferenceForm.PLAIN, prompts, Set.of());
        return prompts.stream()
                .map(prompt -> {
                    Map<Probe, RewardResult> results = new EnumMap<>(Probe.class);
                    probes.of(prompt)
                            .forEach((probe, answer) -> results.put(
                                    probe,
                                    reward.apply(
                                            answer, prompt.referenceAnswer().orElse(""))));
                    return new ProbedPrompt(prompt, results);
                })
                .toList();
    }

    private static List<PromptRow> prompts(String... references) {
        return IntStream.range(0, references.length)
                .mapToObj(i -> prompt(i, Optional.of(references[i])))
                .toList();
    }

    private static PromptRow prompt(int i, Optional<String> reference) {
        return new PromptRow(
                "p" + i,
                "d",
                Split.TRAIN,
                "[{\"role\": \"user\", \"content\": \"What does ticket " + i + " want?\"}]",
                Optional.empty(),
                reference,
                Optional.empty(),
                Optional.empty(),
                1);
    }
}
