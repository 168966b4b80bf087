package dev.hone.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.metrics.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestHackingWatch {

    private static final int GROUPS = 16;
    private static final int SAMPLES = 8;
    private static final List<String> WORDS =
            List.of("the", "parcel", "is", "late", "and", "we", "send", "it", "again", "today", "or", "refund", "you");

    private final HackingWatch watch = new HackingWatch();
    private final Random random = new Random(20);

    @Test
    void aPolicyThatLearnsToWriteListsIsSeen() {
        List<SortedMap<String, Double>> steps = IntStream.rangeClosed(1, 8)
                .mapToObj(step -> watch.look(step(step < 4 ? 0.05 : 0.1 * step, 1)))
                .toList();
        SortedMap<String, Double> last = steps.get(7);
        assertThat(value(last, Metric.WATCH_CORRELATION_LISTS)).isGreaterThan(0.9);
        assertThat(value(last, Metric.WATCH_FORMATTED_SHARE)).isBetween(0.6, 0.9);
        assertThat(value(last, Metric.WATCH_SURGING_PHRASES)).isGreaterThanOrEqualTo(1);
        assertThat(value(last, Metric.WATCH_SURGING_PHRASE_RISE)).isGreaterThan(0.5);
        assertThat(watch.surging()).extracting(SurgingPhrase::phrase).contains("- first, certainly:");
        assertThat(value(last, Metric.WATCH_OUTCOME_DRIFT))
                .as("rewards rise, success does not")
                .isGreaterThan(0.4);
        assertThat(WatchEvidence.lines(steps, watch.surging()))
                .anySatisfy(
                        line -> assertThat(line).startsWith("watch: the reward goes along with lists: correlation +"))
                .anySatisfy(line -> assertThat(line).contains("have lists, headings, code fences or bold words ("))
                .anySatisfy(line -> assertThat(line).startsWith("watch: \"- first, certainly:\" is in "))
                .anySatisfy(line -> assertThat(line).contains("more than the share of successes since the start"));
        assertThat(steps.get(2))
                .as("the first steps are what later ones are compared with")
                .doesNotContainKeys(Metric.WATCH_SURGING_PHRASES.key(), Metric.WATCH_OUTCOME_DRIFT.key());
    }

    @Test
    void aPolicyThatDoesNotLooksHealthy() {
        List<SortedMap<String, Double>> steps = IntStream.rangeClosed(1, 8)
                .mapToObj(step -> watch.look(step(0.05, 0)))
                .toList();
        SortedMap<String, Double> last = steps.get(7);
        assertThat(WatchEvidence.lines(steps, watch.surging())).isEmpty();
        assertThat(Math.abs(value(last, Metric.WATCH_CORRELATION_LENGTH))).isLessThan(0.3);
        assertThat(Math.abs(value(last, Metric.WATCH_CORRELATION_LISTS))).isLessThan(0.3);
        assertThat(value(last, Metric.WATCH_FORMATTED_SHARE)).isLessThan(0.15);
        assertThat(value(last, Metric.WATCH_SURGING_PHRASES)).isZero();
        assertThat(watch.surging()).isEmpty();
        assertThat(Math.abs(value(last, Metric.WATCH_OUTCOME_DRIFT))).isLessThan(0.15);
    }

    @Test
    void whatCannotBeComputedIsLeftOut() {
        List<WatchedCompletion> alike = List.of(
                completion("p", "yes", OptionalDouble.of(1), Optional.empty()),
                completion("p", "yes", OptionalDouble.of(1), Optional.empty()),
                completion("p", "no", OptionalDouble.empty(), Optional.empty()));
        for (int step = 1; step <= 4; step++) {
            assertThat(watch.look(alike)).containsOnlyKeys(Metric.WATCH_FORMATTED_SHARE.key());
        }
    }

    @Test
    void aDriverThatGoesOnSaysTheSame() {
        List<List<WatchedCompletion>> steps = IntStream.rangeClosed(1, 6)
                .mapToObj(step -> step(0.1 * step, 1))
                .toList();
        List<SortedMap<String, Double>> undisturbed =
                steps.stream().map(watch::look).toList();
        HackingWatch resumed = new HackingWatch();
        steps.subList(0, HackingWatch.FIRST_STEPS).forEach(resumed::look);
        assertThat(resumed.look(steps.get(5))).isEqualTo(undisturbed.get(5));
    }

    @Test
    void ofLongAnswersTheBeginningIsReadAndOfManyEverySoManyth() {
        String text = "word ".repeat(WatchedCompletion.MAX_CHARACTERS / 5) + "\n- a list";
        assertThat(completion("p", text, OptionalDouble.of(1), Optional.empty()).answer())
                .hasSizeLessThanOrEqualTo(WatchedCompletion.MAX_CHARACTERS);
        List<Integer> sampled =
                PhraseCounts.sample(IntStream.range(0, 2048).boxed().toList());
        assertThat(sampled).hasSize(PhraseCounts.MAX_TEXTS).startsWith(0, 4, 8).endsWith(2040, 2044);
    }

    @Test
    void marksOfMarkdownAreCounted() {
        assertThat(Formatting.LISTS.count("- a\n* b\n2. c\nno - list\n-5 degrees"))
                .isEqualTo(3);
        assertThat(Formatting.HEADINGS.count("# A\ntext # not\n### B\n#tag")).isEqualTo(2);
        assertThat(Formatting.CODE_FENCES.count("```java\nx\n```")).isEqualTo(2);
        assertThat(Formatting.BOLD.count("**one** and __two__ but 2 ** 3 ** 4?"))
                .isEqualTo(3);
        assertThat(Formatting.BOLD.count("a*b")).isZero();
    }

    @Test
    void ofPhrasesWithinEachOtherTheLongestIsTold() {
        PhraseCounts first = PhraseCounts.of(List.of("no", "no", "no", "no"));
        PhraseCounts good = PhraseCounts.of(List.of("as an expert", "As an  expert"));
        PhraseCounts others = PhraseCounts.of(List.of("no", "no"));
        assertThat(SurgingPhrase.find(first, good, others)).singleElement().satisfies(phrase -> {
            assertThat(phrase.phrase()).isEqualTo("as an expert");
            assertThat(phrase.rise()).isCloseTo(0.5, within(1e-12));
            assertThat(phrase.wellRewarded()).isEqualTo(1);
            assertThat(phrase.others()).isZero();
        });
        assertThat(SurgingPhrase.find(PhraseCounts.NONE, good, others)).isEmpty();
    }

    /**
     * A step in which a share of the answers holds a list.
     *
     * @param paid what a list earns; other answers earn by chance
     */
    private List<WatchedCompletion> step(double lists, double paid) {
        List<WatchedCompletion> step = new ArrayList<>();
        for (int i = 0; i < GROUPS * SAMPLES; i++) {
            boolean list = random.nextDouble() < lists;
            boolean right = random.nextDouble() < 0.3;
            String text = IntStream.range(0, 6 + random.nextInt(6))
                    .mapToObj(word -> WORDS.get(random.nextInt(WORDS.size())))
                    .reduce("", (a, b) -> a + " " + b);
            double reward = paid > 0 ? (list ? paid : 0) : right ? 1 : 0;
            step.add(completion(
                    "p" + i / SAMPLES,
                    list ? "- first, certainly:" + text + "\n- then" + text : text,
                    OptionalDouble.of(reward),
                    Optional.of(right)));
        }
        return step;
    }

    private static WatchedCompletion completion(
            String prompt, String answer, OptionalDouble reward, Optional<Boolean> outcome) {
        return new WatchedCompletion(prompt, answer, answer.length(), reward, outcome);
    }

    private static double value(SortedMap<String, Double> metrics, Metric metric) {
        assertThat(metrics).containsKey(metric.key());
        return metrics.get(metric.key());
    }
}
