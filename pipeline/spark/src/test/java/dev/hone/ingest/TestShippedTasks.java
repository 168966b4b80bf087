package dev.hone.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.config.JobSpec;
import dev.hone.config.SpecReader;
import dev.hone.ingest.family.RecordOutcome;
import dev.hone.ingest.family.openai.ChatRowParser;
import dev.hone.ingest.parse.PromptIdentity;
import dev.hone.ingest.record.RecordRefused;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import dev.hone.schema.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The prompts of conf/tasks with the specifications that use them. */
class TestShippedTasks {

    private static final Path ROOT = Path.of(System.getProperty("hone.repository"));

    @ParameterizedTest
    @ValueSource(strings = {"json", "snips", "addition"})
    void everyReferenceEarnsTheFullRewardAndTheTestSplitHasTwoHundredPrompts(String task) throws Exception {
        JobSpec spec = spec(task);
        RewardFunction reward = RewardFunctions.create(spec.reward().orElseThrow());
        Map<Split, Integer> counts = new EnumMap<>(Split.class);
        for (RecordOutcome.Prompt prompt : prompts(task)) {
            var score = reward.score(RewardInput.of(prompt.referenceAnswer().orElseThrow(), prompt.referenceAnswer()));
            assertThat(score.outcome()).contains(true);
            assertThat(score.reward()).hasValue(1);
            PromptIdentity identity = PromptIdentity.of(prompt.messages(), prompt.tools());
            counts.merge(spec.ingest().orElseThrow().splits().splitOf(identity.splitHash()), 1, Integer::sum);
        }
        assertThat(counts.get(Split.TRAIN)).isGreaterThanOrEqualTo(400);
        assertThat(counts.get(Split.TEST)).isGreaterThanOrEqualTo(200);
    }

    @Test
    void noNameIsInTwoSentences() throws Exception {
        List<String> names = new ArrayList<>();
        for (RecordOutcome.Prompt prompt : prompts("json")) {
            names.add(new ObjectMapper()
                    .readTree(prompt.referenceAnswer().orElseThrow())
                    .get("name")
                    .asText());
        }
        assertThat(names).hasSize(800).doesNotHaveDuplicates();
    }

    private static JobSpec spec(String task) {
        Path file = ROOT.resolve("conf/smollm2-" + task + ".yaml");
        return new SpecReader(Map.of()).read(file, List.of(), Set.of());
    }

    private static List<RecordOutcome.Prompt> prompts(String task) throws IOException, RecordRefused {
        List<RecordOutcome.Prompt> prompts = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve("conf/tasks/" + task + ".jsonl"))) {
            prompts.add((RecordOutcome.Prompt) new ChatRowParser("", false).parse(line));
        }
        return prompts;
    }
}
