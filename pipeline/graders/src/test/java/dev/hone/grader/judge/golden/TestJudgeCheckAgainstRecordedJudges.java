package dev.hone.grader.judge.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.grader.chat.FakeChatEndpoint;
import dev.hone.grader.judge.Judging;
import dev.hone.grader.judge.form.Winner;
import dev.hone.reward.RewardDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Judges whose real answers to LLMBar (arXiv 2310.07641) were recorded: a loopback endpoint gives them again. */
class TestJudgeCheckAgainstRecordedJudges {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path JUDGES = Path.of(System.getProperty("hone.shared", "../shared"), "fixtures", "judges");
    private static final Pattern DATA = Pattern.compile("<(\\w+) (\\w{12})>\\n(.*?)\\n</\\1 \\2>", Pattern.DOTALL);

    /** As that project asks, and where its judges write their verdicts: the last one counts. */
    private static final String PROMPT = "{{prompt}}\nOutput (a):\n{{answer_a}}\nOutput (b):\n{{answer_b}}\n"
            + "Which is better? End with: Therefore, Output (a) is better, or Output (b) is better.";

    private static final String VERDICT = "(?i)output \\(([ab])\\)(?: is better|$)";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"GPT-4/CoT", "GPT-4/Vanilla", "ChatGPT-0301/CoT"})
    void reads_the_winners_and_gives_the_figures_that_their_project_published(String name) throws IOException {
        assumeThat(Files.exists(JUDGES))
                .as("the recorded judges are not here: %s", JUDGES)
                .isTrue();
        List<GoldenPair> pairs = GoldenFile.read(JUDGES.resolve("llmbar.jsonl"));
        GoldenReport report;
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(new Recorded(pairs, name)::answer)) {
            report = JudgeCheck.run(judge(endpoint.url()), pairs, 1);
        }

        JsonNode published = JSON.readTree(JUDGES.resolve("statistics.json").toFile());
        Map<String, List<PairVerdicts>> bySubset = report.figures().verdicts().stream()
                .collect(Collectors.groupingBy(pair -> pair.pair().subset(), LinkedHashMap::new, Collectors.toList()));
        assertThat(bySubset.keySet()).hasSize(5);
        bySubset.forEach((subset, verdicts) -> {
            JsonNode of = published.path(subset).path(name);
            JudgeFigures figures = new JudgeFigures(verdicts);
            assertThat(share(figures.rightAsGiven()))
                    .as("%s as given", subset)
                    .isEqualTo(count(of.get("correct_False")));
            assertThat(share(figures.rightSwapped())).as("%s swapped", subset).isEqualTo(count(of.get("correct_True")));
            assertThat(share(figures.rightInBoth())).as("%s both", subset).isEqualTo(count(of.get("correct_both")));
            assertThat(share(figures.sameInBoth())).as("%s equal", subset).isEqualTo(count(of.get("equal")));
            assertThat(100 * figures.rightOnAverage().mean())
                    .as("%s on average", subset)
                    .isCloseTo(
                            Double.parseDouble(
                                    of.get("correct_average").asText().replace("%", "")),
                            within(1e-9));
            if (figures.unreadable().count()
                    == 0) { // the project takes an unreadable answer for a verdict of its own here
                assertThat(figures.kappaOfOrders().getAsDouble())
                        .as("%s kappa", subset)
                        .isCloseTo(of.get("kappa_agreement").asDouble(), within(1e-9));
            }
        });
        report.figures().verdicts().forEach(verdicts -> {
            JsonNode recorded =
                    json(verdicts.pair().metadata()).path("verdicts").path(name);
            assertThat(verdicts.given())
                    .isEqualTo(winner(recorded.path("as_given").path("winner")));
            assertThat(verdicts.other())
                    .isEqualTo(winner(recorded.path("swapped").path("winner")));
        });
        int unreadable = name.startsWith("ChatGPT") ? 1 : 0;
        assertThat(report.figures().unreadable().count()).isEqualTo(unreadable);
    }

    private static Optional<Winner> winner(JsonNode winner) {
        return winner.isNull() ? Optional.empty() : Optional.of(winner.asText().equals("1") ? Winner.A : Winner.B);
    }

    private static String share(JudgeFigures.Share share) {
        return share.count() + " / " + share.of();
    }

    /** Of "94 / 134 = 70.1 %" the counts. */
    private static String count(JsonNode published) {
        return published.asText().split(" = ", 2)[0];
    }

    private RewardDefinition judge(String url) throws IOException {
        Path prompt = folder.resolve("llmbar.txt");
        Files.writeString(prompt, PROMPT);
        return Judging.definition(
                url,
                "judge",
                JSON.writeValueAsString(
                        Map.of("pairwise", Map.of(), "prompt", prompt.toString(), "verdictPattern", VERDICT)));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** What a judge said when it was asked. */
    private static final class Recorded {

        private final Map<List<String>, String> answers = new HashMap<>();

        Recorded(List<GoldenPair> pairs, String name) {
            for (GoldenPair pair : pairs) {
                String instruction =
                        json(pair.messages()).path(0).path("content").asText();
                JsonNode recorded = json(pair.metadata()).path("verdicts").path(name);
                answers.put(
                        List.of(instruction, pair.first(), pair.second()),
                        recorded.path("as_given").path("text").asText());
                answers.put(
                        List.of(instruction, pair.second(), pair.first()),
                        recorded.path("swapped").path("text").asText());
            }
        }

        String answer(JsonNode request) {
            Map<String, String> shown = new HashMap<>();
            Matcher data = DATA.matcher(Judging.question(request));
            while (data.find()) {
                shown.put(data.group(1), data.group(3));
            }
            return answers.get(List.of(shown.get("prompt"), shown.get("answer_a"), shown.get("answer_b")));
        }
    }
}
