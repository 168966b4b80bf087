package dev.hone.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hone.metrics.Metric;
import dev.hone.schema.StepRow;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class TestSvgChart {

    @Test
    void aLineGoesFromItsFirstToItsLastPointAcrossTheWholeChart() {
        SvgChart chart = new SvgChart(
                "Reward",
                List.of(ChartLine.of("reward", List.of(new ChartLine.Point(1, 0), new ChartLine.Point(11, 1)))));
        assertThat(chart.element()).contains("points=\"56.0,210.0 468.0,48.0\"");
    }

    @Test
    void aFileIsXmlWithItsOwnColours() throws Exception {
        String file =
                new SvgChart("a < b & c", List.of(ChartLine.of("<x>", List.of(new ChartLine.Point(1, 2))))).file();
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("a < b & c");
        assertThat(document.getElementsByTagName("style").getLength()).isEqualTo(1);
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(1);
    }

    @Test
    void marksAreRoundNumbers() {
        Scale scale = Scale.of(IntStream.of(0, 1).asDoubleStream(), 5);
        assertThat(scale.marks().stream().map(Scale::text)).containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
    }

    @Test
    void equalValuesAreInTheMiddle() {
        assertThat(Scale.of(IntStream.of(3, 3).asDoubleStream(), 5).place(3)).isEqualTo(0.5);
    }

    @Test
    void pointsAreFinite() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ChartLine.Point(1, Double.NaN));
    }

    @Test
    void aLongRunKeepsItsLastStepAndFewPoints() {
        List<StepRow> steps =
                IntStream.rangeClosed(1, 10_000).mapToObj(TestSvgChart::step).toList();
        ChartLine line = StepCharts.reward(steps).orElseThrow().lines().get(0);
        assertThat(line.points()).hasSizeLessThanOrEqualTo(600);
        assertThat(line.points().get(line.points().size() - 1).x()).isEqualTo(10_000);
    }

    @Test
    void withoutTheMetricThereIsNoChart() {
        assertThat(StepCharts.of("Loss", List.of(step(1)), Metric.POLICY_LOSS)).isEmpty();
    }

    private static StepRow step(int step) {
        return new StepRow(
                "run",
                step,
                1,
                "sha",
                Optional.empty(),
                new TreeMap<>(Map.of(Metric.REWARD.key(), step / 1e4)),
                new TreeMap<>(),
                Instant.EPOCH);
    }
}
