package dev.hone.serving.run;

import dev.hone.error.StorageException;
import dev.hone.schema.Column;
import dev.hone.schema.ScoreRow;
import dev.hone.serving.table.TableReader;
import dev.hone.serving.table.Where;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the completions of a run were paid. Reads the rewards and their parts, and no text. */
public final class RunRewards {

    private static final List<Column<ScoreRow, ?>> COLUMNS =
            List.of(ScoreRow.RUN_ID, ScoreRow.STEP, ScoreRow.REWARD, ScoreRow.COMPONENTS);
    private static final int MAX_SPANS = 100;

    private record Paid(int step, OptionalDouble reward, Map<String, Double> components) {}

    private final TableReader tables;

    public RunRewards(TableReader tables) {
        this.tables = tables;
    }

    /**
     * Their distribution by step, in at most 100 spans.
     *
     * @throws StorageException when a file cannot be read
     */
    public RewardSpread of(String runId) {
        SortedMap<Integer, StepRewards> steps = new TreeMap<>();
        try {
            tables.search(
                    ScoreRow.TABLE,
                    COLUMNS,
                    Where.<ScoreRow>all().and(ScoreRow.RUN_ID, runId),
                    row -> Optional.of(
                            new Paid(row.get(ScoreRow.STEP), row.get(ScoreRow.REWARD), row.get(ScoreRow.COMPONENTS))),
                    (found, file, files) -> {
                        for (Paid paid : found) {
                            steps.computeIfAbsent(paid.step(), StepRewards::new).add(paid.reward(), paid.components());
                        }
                        return true;
                    });
        } catch (IOException e) {
            throw new StorageException(
                    "The rewards of " + runId + " cannot be read: " + e.getMessage()
                            + ". Nothing was changed; ask again",
                    e);
        }
        return RewardSpread.of(steps, MAX_SPANS);
    }
}
