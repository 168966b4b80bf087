package dev.hone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.SparkTest;
import dev.hone.check.CheckReport;
import dev.hone.check.CheckText;
import dev.hone.check.Fitness;
import dev.hone.config.JobSpec;
import dev.hone.config.Part;
import dev.hone.config.SpecReader;
import dev.hone.error.EndpointException;
import dev.hone.grader.chat.FakeChatEndpoint;
import dev.hone.grader.http.Fault;
import dev.hone.judge.JudgeCache;
import dev.hone.starter.RewardStarter;
import dev.hone.starter.RewardStarters;
import dev.hone.table.Warehouse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks of rewards that ask a judge, which is on loopback here. */
class TestJudgedRewardCheck extends SparkTest {

    private static final Pattern DATA = Pattern.compile("path: (conf/tasks/\\S+\\.jsonl)");
    private static final String ANY = "judge_rubric";
    private static final int PROMPTS = 4;
    private static final int ANSWERS_TO_EACH = 14; // no label repeats, and nothing is logged
    private static final int REPEATED_PROMPTS = 2;

    private Optional<FakeChatEndpoint> judge = Optional.empty();

    @AfterEach
    void stop() {
        judge.ifPresent(FakeChatEndpoint::close);
    }

    static Stream<String> startersWithAJudge() {
        RewardStarters all = RewardStarters.all();
        return all.names().stream().filter(name -> all.named(name).text().contains("docs/rewards-judges.md"));
    }

    @ParameterizedTest
    @MethodSource("startersWithAJudge")
    void aStarterIsFitOnItsDataWhereItsJudgeIsSensible(String name) {
        CheckReport report = check(name, new SensibleJudge(data(name))::answer);

        assertThat(report.fitness()).as(CheckText.of(report)).isEqualTo(Fitness.FIT);
    }

    @Test
    void theSecondTimeIsAskedAnewAndPaidInEachCheckAndTheFirstOnlyOnce() {
        SensibleJudge sensible = new SensibleJudge(data(ANY));
        Warehouse warehouse = warehouse();
        List<CheckReport> reports = new ArrayList<>();
        AtomicInteger calls = new AtomicInteger();
        Runnable check = () -> reports.add(check(ANY, request -> {
            calls.incrementAndGet();
            return sensible.answer(request);
        }));

        JudgeCache.during(warehouse, "r", check);
        int first = calls.get();
        JudgeCache.during(warehouse, "r", check);

        int repeated = reports.get(0).figures().repeated();
        assertThat(repeated).isEqualTo(REPEATED_PROMPTS * ANSWERS_TO_EACH);
        assertThat(first).isEqualTo((PROMPTS + REPEATED_PROMPTS) * ANSWERS_TO_EACH);
        assertThat(calls.get() - first).isEqualTo(repeated);
        for (CheckReport report : reports) {
            assertThat(report.cost().orElseThrow().usdOfAStep().orElseThrow()).isPositive();
            assertThat(CheckText.of(report))
                    .contains("Asked twice:   the same reward for all of " + repeated
                            + " answers; the second time cost $");
        }
    }

    @Test
    void aJudgeThatSaysOtherwiseTheSecondTimeIsFound() {
        Set<String> asked = ConcurrentHashMap.newKeySet();
        CheckReport report = check(ANY, request -> {
            boolean met = !asked.add(FakeChatEndpoint.question(request));
            return """
                    {"answers_it": {"reason": "r", "met": %1$b}, "is_complete": {"reason": "r", "met": %1$b},
                     "makes_up": {"reason": "r", "met": false}}"""
                    .formatted(met);
        });

        assertThat(report.figures().unsteady()).isPositive();
        assertThat(CheckText.of(report)).contains("answers got another reward; the second time cost $");
    }

    @Test
    void aJudgeThatIsDownEndsTheCheck() {
        assertThatThrownBy(() -> check(
                        ANY,
                        request -> "",
                        endpoint -> endpoint.failNext(IntStream.range(0, 1000)
                                .mapToObj(i -> Fault.status(503))
                                .toArray(Fault[]::new)),
                        "reward.model.retrySeconds=0.3"))
                .isInstanceOf(EndpointException.class)
                .hasMessageContaining("The model my-judge does not answer: http://127.0.0.1:")
                .hasMessageContaining("status 503")
                .hasMessageEndingWith("see to it that it answers, and start the same command again");
    }

    private static Path data(String starter) {
        Matcher path = DATA.matcher(RewardStarters.all().named(starter).text());
        assertThat(path.find()).isTrue();
        return Path.of(System.getProperty("hone.repository"), path.group(1));
    }

    private CheckReport check(String starter, Function<JsonNode, String> answer) {
        return check(starter, answer, endpoint -> endpoint);
    }

    private CheckReport check(
            String starter,
            Function<JsonNode, String> answer,
            Function<FakeChatEndpoint, FakeChatEndpoint> prepare,
            String... more) {
        judge = Optional.of(judge.orElseGet(() -> prepare.apply(FakeChatEndpoint.answering(answer))));
        RewardStarter template = RewardStarters.all().named(starter);
        Path file = folder.resolve(starter + template.extension());
        template.write(file, true);
        List<String> settings = new ArrayList<>(List.of(
                "warehouse=" + warehouse().path(),
                "reward.model.endpoint=" + judge.get().url(),
                "reward.model.inputUsdPerMillionTokens=1",
                "reward.model.outputUsdPerMillionTokens=5"));
        settings.addAll(List.of(more));
        JobSpec spec = new SpecReader(Map.of()).read(file, settings, Set.of(Part.TRAIN, Part.REWARD));
        return new RewardCheck(spec, warehouse())
                .whole(Optional.of(data(starter).toString()), OptionalInt.of(PROMPTS));
    }

    private Warehouse warehouse() {
        return new Warehouse(spark(), folder.resolve("tables").toString());
    }
}
