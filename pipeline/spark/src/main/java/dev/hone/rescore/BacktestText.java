package dev.hone.rescore;

import static dev.hone.schema.ColumnType.DOUBLE;
import static dev.hone.schema.ColumnType.INT;
import static dev.hone.schema.ColumnType.STRING;
import static dev.hone.schema.ColumnType.optional;

import dev.hone.report.Printable;
import dev.hone.schema.StoredRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A comparison of two rewards in lines for a person.
 *
 * @param trained name and version of the reward that trained
 * @param other those of the other
 */
record BacktestText(String trained, String other) {

    private static final int SHOWN_CHARACTERS = 100;

    List<String> lines(Backtest backtest) {
        SignalChanges signals = backtest.signals();
        AdvantageChanges advantages = backtest.advantages();
        return List.of(
                "Trained by " + trained + "; the other is " + other + ".",
                text(
                        "Rollouts      %,d in %,d groups; %,d scored by the one that trained alone, %,d by the other alone",
                        backtest.completions(), signals.groups(), backtest.trainedOnly(), backtest.otherOnly()),
                "Mean reward   trained " + number("%.4f", backtest.trainedMean()) + ", other "
                        + number("%.4f", backtest.otherMean()),
                "Ranks         over all " + ranks(backtest.overall()) + "; within groups " + ranks(backtest.within())
                        + " (mean of the groups in which both differ)",
                text(
                        "Best answer   another one is best in %,d of the %,d groups in which both rewards differ%s",
                        signals.bestChanges(), signals.both(), share(signals.bestChanges(), signals.both())),
                text(
                        "Signal        %,d groups lose it, %,d gain it; %,d have none under either",
                        signals.lost(),
                        signals.gained(),
                        signals.groups() - signals.both() - signals.lost() - signals.gained()),
                text(
                        "Advantages    cosine %s; of %,d completions that were trained on %,d would be pushed the other way%s and %,d not at all;"
                                + " %,d others would be trained on",
                        number("%.3f", advantages.cosine()),
                        advantages.trained(),
                        advantages.opposite(),
                        share(advantages.opposite(), advantages.trained()),
                        advantages.nothing(),
                        advantages.added()),
                text(
                        "Tokens        of %,d sampled, %,d are of groups with a signal%s, and would be %,d%s",
                        signals.tokens(),
                        signals.trainedTokens(),
                        share(signals.trainedTokens(), signals.tokens()),
                        signals.otherTokens(),
                        share(signals.otherTokens(), signals.tokens())),
                "Scoring cost  trained " + cost(backtest.trainedCost(), backtest.completions()) + ", other "
                        + cost(backtest.otherCost(), backtest.completions()));
    }

    /** Rows of the view {@code backtest_rows}, two lines each. */
    static List<String> rows(List<StoredRow> rows) {
        List<String> lines = new ArrayList<>();
        if (!rows.isEmpty()) {
            lines.add("");
            lines.add("Furthest apart, one of a prompt, by the share of completions that each reward ranks lower:");
        }
        for (StoredRow row : rows) {
            lines.add(text(
                    "  step %d, prompt %s, sample %d: trained %.3f (above %.0f %%), other %.3f (above %.0f %%)",
                    row.get("step", INT),
                    row.get("prompt_id", STRING),
                    row.get("sample", INT),
                    row.get("trained_reward", DOUBLE),
                    100 * row.get("trained_place", DOUBLE),
                    row.get("reward", DOUBLE),
                    100 * row.get("place", DOUBLE)));
            lines.add("      prompt     "
                    + row.get("prompt", optional(STRING))
                            .map(BacktestText::ending)
                            .orElse("is not in the table any more"));
            row.get("reference_answer", optional(STRING))
                    .ifPresent(reference -> lines.add("      reference  " + beginning(reference)));
            lines.add("      answer     " + beginning(row.get("answer", STRING)));
        }
        return lines;
    }

    private static String ranks(Backtest.RankAgreement agreement) {
        return "Spearman " + number("%.3f", agreement.spearman()) + ", Kendall " + number("%.3f", agreement.kendall());
    }

    private static String cost(OptionalDouble usd, int completions) {
        return usd.isPresent()
                ? text("$%.4f, $%.6f a row", usd.getAsDouble(), usd.getAsDouble() / completions)
                : "nothing known";
    }

    private static String share(long part, long all) {
        return all == 0 ? "" : text(" (%.1f %%)", 100.0 * part / all);
    }

    private static String number(String format, OptionalDouble value) {
        return value.isPresent() ? text(format, value.getAsDouble()) : "–";
    }

    private static String beginning(String text) {
        String line = Printable.line(text);
        return line.length() <= SHOWN_CHARACTERS ? line : line.substring(0, SHOWN_CHARACTERS - 1) + "…";
    }

    /** Prompts often begin alike. */
    private static String ending(String text) {
        String line = Printable.line(text);
        return line.length() <= SHOWN_CHARACTERS ? line : "…" + line.substring(line.length() - SHOWN_CHARACTERS + 1);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
