package dev.hone.serving.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hone.chart.StepCharts;
import dev.hone.chart.SvgChart;
import dev.hone.math.statistics.Interval;
import dev.hone.metrics.Metric;
import dev.hone.schema.PromptRow;
import dev.hone.serving.note.Note;
import dev.hone.serving.note.Notes;
import dev.hone.serving.run.Lineage;
import dev.hone.serving.run.RolloutGroup;
import dev.hone.serving.table.WarehouseFiles;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The report of one run. */
public final class HtmlReport {

    /** Two million and not two mebibytes: mail servers count so. */
    private static final int MAX_BYTES = 2_000_000;

    private static final int MAX_TEXT = 1_500;
    private static final int LEAST_TEXT = 50;
    private static final int GROUPS = 20;
    private static final int COMPLETIONS = 4;
    private static final int EXAMPLES = 10;
    private static final int MAX_FILES = 1_000;

    private static final String STYLE =
            """
            :root{color-scheme:light dark;--ground:#fbfbf9;--panel:#fff;--line:#dcdfd8;--text:#1b211e;--faint:#5c655f;--warn:#8a5a00}
            @media(prefers-color-scheme:dark){:root{--ground:#121614;--panel:#191e1b;--line:#343c37;--text:#e6ebe7;--faint:#9aa69f;--warn:#e0b050}}
            *{box-sizing:border-box}
            body{margin:0 auto;max-width:72rem;padding:1rem 1.25rem 4rem;background:var(--ground);color:var(--text);font:15px/1.5 system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;overflow-wrap:anywhere}
            h1{font-size:1.6rem;margin:.5rem 0}h2{font-size:1.15rem;margin:2rem 0 .6rem}p{margin:.4rem 0}
            .faint{color:var(--faint)}
            .charts,.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1rem}
            .panel,details,.chart{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:.6rem .8rem}
            .chart{width:100%;height:auto}
            details{margin:.4rem 0}summary{cursor:pointer}
            .note{border-left:4px solid var(--warn);margin:.5rem 0}
            table{border-collapse:collapse;width:100%}td,th{padding:.3rem .6rem .3rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
            pre{white-space:pre-wrap;margin:.3rem 0;font:13px/1.45 ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace}
            """;

    private final ReportContents contents;
    private final Html html;

    private HtmlReport(ReportContents contents, int maxText) {
        this.contents = contents;
        this.html = new Html(maxText);
    }

    /**
     * Makes it, in less than 2 MB; long texts are cut for that, and say so.
     *
     * @throws dev.hone.error.ConfigException where there is no such run
     * @throws dev.hone.error.StorageException where a table cannot be read
     */
    public static String of(WarehouseFiles warehouse, String runId) {
        return of(ReportContents.read(warehouse, runId));
    }

    static String of(ReportContents contents) {
        int maxText = MAX_TEXT;
        String report = new HtmlReport(contents, maxText).write();
        while (report.getBytes(UTF_8).length >= MAX_BYTES && maxText > LEAST_TEXT) {
            maxText /= 2;
            report = new HtmlReport(contents, maxText).write();
        }
        return report;
    }

    private String write() {
        html.markup(
                "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                        + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
        html.element("title", "Run " + contents.run().runId());
        html.markup("<style>" + SvgChart.STYLE + STYLE + "</style></head><body>");
        headline();
        notes();
        charts();
        examples();
        groups("The worst groups", Comparator.comparingDouble(ReportContents.StepGroup::meanReward));
        groups(
                "The best groups",
                Comparator.comparingDouble(ReportContents.StepGroup::meanReward).reversed());
        lineage();
        settings();
        return html.markup("</body></html>\n").toString();
    }

    private void headline() {
        html.element("h1", "Run " + contents.run().runId());
        html.element(
                "p",
                contents.state() + " after " + contents.steps().size() + " of "
                        + contents.run().plannedSteps() + " steps, from "
                        + contents.run().createdAt() + " to " + contents.run().updatedAt() + ". "
                        + contents.run().stateReason());
        contents.gain()
                .difference()
                .ifPresent(difference -> html.element(
                        "p",
                        String.format(
                                Locale.ROOT,
                                "Right answers to %d test prompts: %.1f %% → %.1f %%, a gain of %s (95 %% interval).",
                                contents.gain().prompts(),
                                100 * contents.gain().base().getAsDouble(),
                                100 * contents.gain().tuned().getAsDouble(),
                                points(difference))));
    }

    private void notes() {
        for (Note note : Notes.of(contents.steps())) {
            html.markup("<div class=\"panel note\">").element("strong", note.title());
            html.element("p", note.text() + " (step " + note.step() + ")")
                    .element("p", note.advice())
                    .markup("</div>");
        }
    }

    private void charts() {
        html.markup("<h2>Curves over the steps</h2><div class=\"charts\">");
        Stream.of(
                        StepCharts.reward(contents.steps()),
                        chart("Right answers", Metric.OUTCOME_RATE, Metric.VALIDATION_ACCURACY),
                        chart("Length, tokens", Metric.COMPLETIONS_MEAN_LENGTH),
                        chart("Answers that are cut, share", Metric.COMPLETIONS_CLIPPED_RATIO),
                        chart("Groups without signal, share", Metric.FRAC_REWARD_ZERO_STD),
                        chart("Rewards that failed, share", Metric.REWARDS_ERROR_RATE),
                        chart("Entropy, nats", Metric.ENTROPY),
                        chart("KL", Metric.KL),
                        chart("Loss", Metric.POLICY_LOSS, Metric.SFT_LOSS),
                        chart("Gradient norm", Metric.GRAD_NORM))
                .flatMap(Optional::stream)
                .forEach(chart -> html.markup(chart.element()));
        html.markup("</div>");
    }

    private Optional<SvgChart> chart(String title, Metric... metrics) {
        return StepCharts.of(title, contents.steps(), metrics);
    }

    private void examples() {
        List<Examples.Pair> pairs = Examples.of(contents.answers());
        if (pairs.isEmpty()) {
            return;
        }
        html.element("h2", "Base and tuned answers to test prompts, the greatest gains and losses");
        html.element("p", "By how much the reward changed, and what was asked.");
        pairs.stream().limit(EXAMPLES).forEach(this::example);
        pairs.stream().skip(Math.max(EXAMPLES, pairs.size() - EXAMPLES)).forEach(this::example);
    }

    private void example(Examples.Pair pair) {
        html.markup("<details>")
                .element(
                        "summary",
                        String.format(
                                Locale.ROOT,
                                "%+.3f  %s",
                                pair.gain(),
                                Question.of(pair.prompt(), pair.tuned().promptId())));
        prompt(pair.prompt());
        html.markup("<div class=\"pair\"><div><span class=\"faint\">base</span>")
                .block(pair.base().completion())
                .markup("</div><div><span class=\"faint\">tuned</span>")
                .block(pair.tuned().completion())
                .markup("</div></div></details>");
    }

    private void groups(String title, Comparator<ReportContents.StepGroup> order) {
        if (contents.groups().isEmpty()) {
            return;
        }
        html.element("h2", title + " of the last steps");
        html.element("p", "Mean reward of a prompt's completions, and what was asked.");
        contents.groups().stream().sorted(order).limit(GROUPS).forEach(this::group);
    }

    private void group(ReportContents.StepGroup of) {
        List<RolloutGroup.Scored> completions = of.group().completions();
        html.markup("<details>")
                .element(
                        "summary",
                        String.format(
                                Locale.ROOT,
                                "%.3f  %s (step %d)",
                                of.meanReward(),
                                Question.of(of.group().prompt(), of.group().promptId()),
                                of.step()));
        prompt(of.group().prompt());
        completions.stream().limit(COMPLETIONS).forEach(this::completion);
        if (completions.size() > COMPLETIONS) {
            html.element("p", (completions.size() - COMPLETIONS) + " more completions are in the table rollouts.");
        }
        html.markup("</details>");
    }

    private void prompt(Optional<PromptRow> prompt) {
        html.block(prompt.map(PromptRow::messages).orElse("The prompt is no longer there."));
        prompt.flatMap(PromptRow::referenceAnswer)
                .ifPresent(reference ->
                        html.markup("<p class=\"faint\">reference</p>").block(reference));
    }

    private void completion(RolloutGroup.Scored one) {
        html.markup("<p class=\"faint\">")
                .text(one.score()
                        .map(score -> score.reward().isPresent()
                                ? String.format(
                                        Locale.ROOT,
                                        "reward %.3f",
                                        score.reward().getAsDouble())
                                : "no reward: " + score.error().orElse(""))
                        .orElse("not scored"))
                .markup("</p>")
                .block(one.rollout().completion());
        one.score().filter(score -> !score.explanation().isEmpty()).ifPresent(score -> html.block(score.explanation()));
    }

    private void lineage() {
        html.markup("<h2>Where it comes from</h2><table>");
        contents.lineage().stages().stream()
                .filter(stage -> !stage.isFile())
                .forEach(stage -> row(stage.name(), stage.text()));
        html.markup("</table><details>")
                .element("summary", "the files that prompts were taken from")
                .markup("<table>");
        contents.lineage().stages().stream()
                .filter(Lineage.Stage::isFile)
                .limit(MAX_FILES)
                .forEach(stage -> row(stage.name(), stage.text()));
        html.markup("</table></details>");
    }

    private void settings() {
        html.markup("<h2>Settings</h2><details><summary>all of them</summary><table>");
        new TreeMap<>(contents.run().identity()).forEach(this::row);
        html.markup("</table></details><details><summary>the specification as written</summary>")
                .block(contents.run().spec())
                .markup("</details>");
    }

    private void row(String name, String text) {
        html.markup("<tr>").element("th", name).markup("<td>").block(text).markup("</td></tr>");
    }

    private static String points(Interval gain) {
        return String.format(
                Locale.ROOT, "%+.1f points (%+.1f to %+.1f)", 100 * gain.mean(), 100 * gain.low(), 100 * gain.high());
    }
}
