package dev.hone.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The views that ship with the tables: one SQL text each under {@code views/}, with the tables it reads. */
enum ShippedView {
    NOT_TAKEN("prompts", "quarantine", "skipped_records", "ingested_files"),
    REWARD_CURVE("steps"),
    BASE_VS_TUNED("evaluations", "majority_answers"),
    ACCURACY_BY_REFERENCE("prompts", "evaluations"),
    ANSWERS_BY_SHARE("rollouts", "scores", "evaluations"),
    WORST_ROLLOUTS("prompts", "rollouts", "scores"),
    GROUPS_WITHOUT_SIGNAL("prompts", "rollouts", "scores"),
    REWARD_ERRORS("scores"),
    REWARD_COMPONENTS("scores"),
    PROMPT_PASS_RATES("prompts", "scores"),
    RESCORE_CURVE("scores", "evaluations", "rescores"),
    BACKTEST_ROWS("prompts", "rollouts", "scores", "rescores"),
    BACKTEST_GROUPS("scores", "rescores"),
    HACKING_WATCH("steps"),
    BEST_CHECKPOINTS("checkpoints"),
    RUN_SUMMARY("runs", "steps");

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<String> tables;

    ShippedView(String... tables) {
        this.tables = List.of(tables);
    }

    String viewName() {
        return name().toLowerCase(Locale.ROOT);
    }

    String sql() {
        String resource = "views/" + viewName() + ".sql";
        try (InputStream in = ShippedView.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the tables that the view reads. */
    List<String> tables() {
        return tables;
    }

    void register(Warehouse warehouse) {
        warehouse.spark().sql(sql()).createOrReplaceTempView(viewName());
    }
}
