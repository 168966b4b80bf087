package dev.hone.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.compare.AuditComparison;
import dev.hone.math.statistics.Interval;
import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.policy.checkpoint.ModelOrigin;
import dev.hone.schema.Split;
import dev.hone.settings.HubSources;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class TestModelCard {

    private static final Interval HALF = new Interval(0.5, 0.4, 0.6);

    @Test
    void theCardSaysHowTheModelWasTuned() {
        assertThat(card(about(Training.SUPERVISED, "the answers"), "MIT", "peft"))
                .contains("tuned by supervised fine-tuning", "## Taught to answer with")
                .doesNotContain("reinforcement");
        assertThat(card(about(Training.REINFORCEMENT, "the answers"), "MIT", "peft"))
                .contains("tuned by reinforcement learning", "## Rewarded for");
    }

    @Test
    void whatTheAuditSaysStandsInTheCard() {
        PairedBootstrap.Result rose = new PairedBootstrap.Result(
                new Interval(0.25, 0.2, 0.3), new Interval(1, 1, 1), new Interval(0.75, 0.7, 0.8));
        PairedBootstrap.Result fell = new PairedBootstrap.Result(
                new Interval(0.5, 0.4, 0.6), new Interval(0, 0, 0), new Interval(-0.5, -0.6, -0.4));

        assertThat(audited(rose, fell))
                .contains(
                        """
                        ## Audit

                        A second reward that never trained, `json_fields@a7ff`, on the 64 test prompts whose answers both rewards could score.

                        | mean of | base | tuned | gain (95 % interval, paired) |
                        |---|---|---|---|
                        | the reward | 0.250 (0.200 to 0.300) | 1.00 (1.00 to 1.00) | 0.750 (0.700 to 0.800) |
                        | the audit | 0.500 (0.400 to 0.600) | 0.00 (0.00 to 0.00) | -0.500 (-0.600 to -0.400) |

                        The reward rose while the audit fell, both by more than chance""");
        assertThat(audited(rose, rose)).contains("The audit does not contradict the reward");
        assertThat(card(about(Training.REINFORCEMENT, "x"), "MIT", "peft")).doesNotContain("Audit");
    }

    private static String audited(PairedBootstrap.Result reward, PairedBootstrap.Result audit) {
        AuditComparison comparison = new AuditComparison("json_fields@a7ff", Split.TEST, 64, reward, audit);
        return card(about(Training.REINFORCEMENT, "x", Optional.of(comparison)), "MIT", "peft");
    }

    @Test
    void noControlCharacterOfTheBaseOrTheSpecificationIsWritten() {
        ModelOrigin origin = new ModelOrigin(Optional.of("MIT\u009b2J"), Optional.of("A\u001b[31m\u202e"));

        String card = ModelCard.write(about(Training.REINFORCEMENT, "x"), origin, "sha", "verified", "peft");

        assertThat(card)
                .contains("MIT\\\\u009b2J", "A\\\\u001b\\[31m\\\\u202e")
                .doesNotContain("\u009b", "\u001b", "\u202e");
    }

    @Test
    void theFrontMatterIsWhatTheHubReads() {
        Map<String, Object> adapter =
                frontMatter(card(about(Training.REINFORCEMENT, "x"), "MIT, as the repository.", "peft"));

        assertThat(adapter.get("base_model")).isEqualTo("org/base");
        assertThat(adapter.get("base_model_relation")).isEqualTo("adapter");
        assertThat(adapter.get("datasets")).isEqualTo(List.of("org/data"));
        assertThat(adapter.get("library_name")).isEqualTo("peft");
        assertThat(adapter.get("license")).isEqualTo("mit");
        assertThat(adapter.get("pipeline_tag")).isEqualTo("text-generation");
        assertThat(adapter.get("tags")).isEqualTo(List.of("hone", "reinforcement-learning"));
        assertThat(adapter.get("model-index"))
                .isEqualTo(List.of(Map.of(
                        "name",
                        "warm",
                        "results",
                        List.of(Map.of(
                                "task",
                                Map.of("type", "text-generation"),
                                "dataset",
                                Map.of("name", "mails", "type", "mails", "split", "test"),
                                "metrics",
                                List.of(Map.of("type", "accuracy", "value", 0.5)))))));
        assertThat(frontMatter(card(about(Training.REINFORCEMENT, "x"), "MIT", "transformers"))
                        .get("base_model_relation"))
                .isEqualTo("finetune");
    }

    @Test
    void aBaseThatIsNotOnTheHubIsNotNamedAsIfItWere() {
        ExportDescription about = new ExportDescription(
                "warm",
                7,
                24,
                "/models/a",
                new HubSources(Optional.empty(), List.of()),
                Training.SUPERVISED,
                "x",
                "mails",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                "run: warm",
                "hone sft");

        assertThat(frontMatter(ModelCard.write(
                        about, new ModelOrigin(Optional.empty(), Optional.empty()), "sha", "v", "peft")))
                .doesNotContainKeys("base_model", "base_model_relation", "datasets", "model-index", "license_name")
                .containsEntry("license", "unknown");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    apache-2.0                                   | apache-2.0 |
                    Apache-2.0, as the repository. It derives …  | apache-2.0 |
                    Apache License 2.0                           | apache-2.0 |
                    Llama3.2                                     | llama3.2   |
                    The Licence of ACME Corp. (see LICENSE)      | other      | the-licence-of-acme-corp
                    ---                                          | unknown    |
                    """)
    void aLicenceHasAnIdOfTheHubOrANameOfItsOwn(String stated, String id, String name) {
        assertThat(HubLicence.of(Optional.of(stated))).isEqualTo(new HubLicence(id, Optional.ofNullable(name)));
    }

    @Test
    void textsOfUsersAreShownAsTheyAreAndDoNothing() {
        String hostile = "a *b* <script>\n---\nlicense: mit\n\u001b[31m# `x`";

        String card = card(about(Training.REINFORCEMENT, hostile), "x: [\"y\n", "peft");

        assertThat(card)
                .contains("a \\*b\\* \\<script\\> --- license: mit \\\\u001b\\[31m\\# \\`x\\`")
                .contains("````yaml\nrun: warm\n```\n# no heading\n````")
                .doesNotContain("\u001b");
        assertThat(frontMatter(card)).containsEntry("license", "other").containsEntry("license_name", "x-y");
    }

    private static Map<String, Object> frontMatter(String card) {
        String[] parts = card.split("(?m)^---\n", 3);
        assertThat(parts[0]).isEmpty();
        Map<String, Object> frontMatter = new TreeMap<>();
        ((Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(parts[1]))
                .forEach((key, value) -> frontMatter.put((String) key, value));
        return frontMatter;
    }

    private static String card(ExportDescription about, String licence, String library) {
        ModelOrigin origin = new ModelOrigin(Optional.of(licence), Optional.of("A"));
        return ModelCard.write(about, origin, "sha", "verified", library);
    }

    private static ExportDescription about(Training training, String goal) {
        return about(training, goal, Optional.empty());
    }

    private static ExportDescription about(Training training, String goal, Optional<AuditComparison> audit) {
        return new ExportDescription(
                "warm",
                7,
                24,
                "models/a",
                new HubSources(Optional.of("org/base"), List.of("org/data")),
                training,
                goal,
                "mails",
                List.of(new ExportDescription.Comparison(
                        "test",
                        300,
                        0,
                        Optional.of(new PairedBootstrap.Result(HALF, HALF, HALF)),
                        Optional.empty(),
                        OptionalDouble.empty())),
                audit,
                Optional.empty(),
                Map.of(),
                "run: warm\n```\n# no heading",
                "scripts/hone sft");
    }
}
