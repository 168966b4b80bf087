package dev.hone.rescore;

import static dev.hone.schema.ColumnType.DOUBLE;
import static dev.hone.schema.ColumnType.INT;
import static dev.hone.schema.ColumnType.STRING;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.schema.StoredRow;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What a backtest has found, for a person and for a program. */
public final class BacktestResult {

    private final String trained;
    private final String other;
    private final Backtest backtest;
    private final List<StoredRow> furthestApart;

    /**
     * @param trained name and version of the reward that trained
     * @param other those of the other
     * @param furthestApart rows of the view {@code backtest_rows}
     */
    BacktestResult(String trained, String other, Backtest backtest, List<StoredRow> furthestApart) {
        this.trained = trained;
        this.other = other;
        this.backtest = backtest;
        this.furthestApart = List.copyOf(furthestApart);
    }

    /** For a person. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(new BacktestText(trained, other).lines(backtest));
        lines.addAll(BacktestText.rows(furthestApart));
        return lines;
    }

    /** For a program: the figures by name, null where there is none. */
    public ObjectNode fields() {
        ObjectNode fields = JsonNodeFactory.instance
                .objectNode()
                .put("trained_grader", trained)
                .put("grader", other)
                .put("completions", backtest.completions())
                .put("scored_by_trained_only", backtest.trainedOnly())
                .put("scored_by_other_only", backtest.otherOnly());
        put(fields, "trained_mean", backtest.trainedMean());
        put(fields, "mean", backtest.otherMean());
        ranks(fields.putObject("ranks_over_all"), backtest.overall());
        ranks(fields.putObject("ranks_within_groups"), backtest.within());
        SignalChanges signals = backtest.signals();
        fields.putObject("groups")
                .put("all", signals.groups())
                .put("both_differ", signals.both())
                .put("another_is_best", signals.bestChanges())
                .put("lose_signal", signals.lost())
                .put("gain_signal", signals.gained())
                .put("sampled_tokens", signals.tokens())
                .put("trained_tokens", signals.trainedTokens())
                .put("tokens", signals.otherTokens());
        AdvantageChanges advantages = backtest.advantages();
        put(fields.putObject("advantages"), "cosine", advantages.cosine())
                .put("trained", advantages.trained())
                .put("opposite", advantages.opposite())
                .put("nothing", advantages.nothing())
                .put("added", advantages.added());
        put(fields, "trained_cost_usd", backtest.trainedCost());
        put(fields, "cost_usd", backtest.otherCost());
        furthestApart.forEach(row -> fields.withArray("furthest_apart")
                .addObject()
                .put("step", row.get("step", INT))
                .put("prompt_id", row.get("prompt_id", STRING))
                .put("sample", row.get("sample", INT))
                .put("trained_reward", row.get("trained_reward", DOUBLE))
                .put("reward", row.get("reward", DOUBLE)));
        return fields;
    }

    private static void ranks(ObjectNode fields, Backtest.RankAgreement agreement) {
        put(fields, "spearman", agreement.spearman());
        put(fields, "kendall", agreement.kendall());
    }

    private static ObjectNode put(ObjectNode fields, String name, OptionalDouble value) {
        return value.isPresent() ? fields.put(name, value.getAsDouble()) : fields.putNull(name);
    }
}
