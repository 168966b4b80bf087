package dev.hone.serving.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.metrics.Metric;
import dev.hone.policy.reasoning.CompletionParts;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.PromptRow;
import dev.hone.schema.RunRow;
import dev.hone.schema.RunState;
import dev.hone.schema.Split;
import dev.hone.schema.StepRow;
import dev.hone.serving.run.DataSummary;
import dev.hone.serving.run.EvaluatedAnswers;
import dev.hone.serving.run.Lineage;
import dev.hone.serving.run.Rescores;
import dev.hone.serving.run.RolloutGroup;
import dev.hone.serving.run.RunGain;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TestHtmlReport {

    @Test
    void whatAModelWroteIsTextAndNothingElse() {
        String hostile = "</pre><script>alert(1)</script><img src=x onerror='alert(2)'>\u202e\u0007";
        String report = HtmlReport.of(contents("run", hostile, 1));
        assertThat(report)
                .doesNotContain("<script", "<img", "\u202e", "\u0007")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "\\u202e", "\\u0007");
    }

    @Test
    void nothingIsFetchedFromANetwork() {
        assertThat(HtmlReport.of(contents("run", "fine", 1)).replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http:", "https:", "<link", "src=");
    }

    @Test
    void longTextsAreCutAndSaySo() {
        assertThat(HtmlReport.of(contents("run", "x".repeat(2_000), 1))).contains("… (500 more characters)");
    }

    @Test
    void itStaysBelowTwoMegabytesWhateverTheModelWrote() {
        String report = HtmlReport.of(contents("run", "\u0001".repeat(100_000), 400));
        assertThat(report.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(2_000_000);
    }

    @Test
    void itSaysHowMuchBetterTheTunedPolicyIs() {
        assertThat(HtmlReport.of(contents("run", "fine", 10)))
                .contains(
                        "Right answers to 10 test prompts: 0.0 % → 100.0 %, a gain of +100.0 points (+72.2 to +100.0)");
    }

    @Test
    void itSaysWhereThePolicyComesFromAndWhereItWent() {
        assertThat(HtmlReport.of(contents("run", "fine", 1)))
                .contains("mail.jsonl: 3 records", "SHA-256 sha after step 1", "the policy after step 1");
    }

    @Test
    void aGroupAndAnExampleAreListedByWhatWasAsked() {
        assertThat(HtmlReport.of(contents("run", "Where is my order?", 1)))
                .contains("<summary>+1.000  Where is my order?</summary>")
                .contains("<summary>0.250  Where is my order? (step 1)</summary>");
    }

    private static ReportContents contents(String runId, String text, int prompts) {
        RunRow run = new RunRow(
                runId,
                "train",
                RunState.COMPLETED,
                "all steps are done",
                "run: " + runId,
                "hash",
                Map.of("spec.seed", "7"),
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                "demo");
        List<StepRow> steps = List.of(new StepRow(
                runId,
                1,
                1,
                "sha",
                Optional.empty(),
                new TreeMap<>(Map.of(Metric.REWARD.key(), 0.5)),
                new TreeMap<>(),
                Instant.EPOCH));
        EvaluatedAnswers answers = new EvaluatedAnswers(
                1,
                IntStream.range(0, prompts)
                        .mapToObj(i -> new EvaluatedAnswers.Pair(
                                "p" + i,
                                Optional.of(prompt("p" + i, text)),
                                List.of(evaluation(runId, 0, "p" + i, text)),
                                List.of(evaluation(runId, 1, "p" + i, text))))
                        .toList(),
                Rescores.NONE);
        RolloutGroup group = new RolloutGroup("p0", Optional.of(prompt("p0", text)), List.of());
        List<ReportContents.StepGroup> groups = List.of(new ReportContents.StepGroup(1, group, 0.25));
        DataSummary data =
                new DataSummary("mail", 1, List.of(), List.of(), List.of(new DataSummary.SourceFile("mail.jsonl", 3)));
        List<EvaluationRow> evaluations = answers.pairs().stream()
                .flatMap(pair -> Stream.concat(pair.base().stream(), pair.tuned().stream()))
                .toList();
        return new ReportContents(
                run,
                "completed",
                steps,
                RunGain.of(run, evaluations),
                answers,
                groups,
                Lineage.of(run, data, steps, Set.of(1)));
    }

    private static PromptRow prompt(String id, String question) {
        String messages = JsonNodeFactory.instance
                .arrayNode()
                .add(JsonNodeFactory.instance.objectNode().put("role", "user").put("content", question))
                .toString();
        return new PromptRow(
                id,
                "mail",
                Split.TEST,
                messages,
                Optional.empty(),
                Optional.of("the reference"),
                Optional.empty(),
                Optional.empty(),
                5);
    }

    private static EvaluationRow evaluation(String runId, int step, String promptId, String text) {
        return new EvaluationRow(
                runId,
                step,
                "mail",
                Split.TEST,
                promptId,
                0,
                "sha",
                text,
                1,
                CompletionParts.answerOnly(text),
                "end_of_sequence",
                Optional.of(step == 1),
                OptionalDouble.of(step),
                Optional.empty(),
                "exact",
                Instant.EPOCH);
    }
}
