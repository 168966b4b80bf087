package dev.hone.score;

import dev.hone.error.DataException;
import dev.hone.error.EndpointException;
import dev.hone.error.HoneException;
import dev.hone.grader.contract.ContractException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows without a reward, by what went wrong, and the exception that says so. */
final class ScoreErrors {

    private static final int SHOWN_ERRORS = 3;
    private static final int SHOWN_CHARACTERS = 300;

    /** Packages and classes whose exceptions mean that somebody did not answer: worth another try. */
    private static final List<String> ENDPOINT_ERRORS = List.of(
            "java.net.",
            "java.nio.channels.",
            "java.io.IOException",
            "java.io.UncheckedIOException",
            "java.util.concurrent.TimeoutException");

    private ScoreErrors() {}

    static HoneException exception(ScoreResult<?> result) {
        Map<String, List<ScoredCompletion<?>>> byError = byError(result.scored());
        List<List<ScoredCompletion<?>>> commonest = byError.values().stream()
                .sorted(Comparator.comparingInt((List<ScoredCompletion<?>> rows) -> rows.size())
                        .reversed())
                .toList();
        String errors = commonest.stream()
                .limit(SHOWN_ERRORS)
                .map(ScoreErrors::described)
                .collect(Collectors.joining());
        String message = String.format(
                Locale.ROOT,
                "%d of %d completions have no reward (%.1f %%, at most %.1f %% are allowed).%s%n"
                        + "These scores were not stored, so they are computed again. Correct the reward function or the references, or raise "
                        + "train.maxRewardErrorShare, and start again.",
                result.errors(),
                result.scored().size(),
                100 * result.errorShare(),
                100 * result.maxErrorShare(),
                errors);
        return isOfEndpoint(error(commonest.get(0).get(0)))
                ? new EndpointException(message)
                : new DataException(message);
    }

    private static Map<String, List<ScoredCompletion<?>>> byError(List<? extends ScoredCompletion<?>> scored) {
        Map<String, List<ScoredCompletion<?>>> byError = new LinkedHashMap<>();
        scored.stream().filter(row -> row.result().error().isPresent()).forEach(row -> byError.computeIfAbsent(
                        kind(error(row)), unseen -> new ArrayList<>())
                .add(row));
        return byError;
    }

    /** The part of an error that many rows share: before the first colon, or the place that it was thrown at. */
    private static String kind(String error) {
        String beforePlace = error.split(" \\(at ", 2)[0];
        return beforePlace.split(": ", 2)[0];
    }

    private static String described(List<ScoredCompletion<?>> rows) {
        ScoredCompletion<?> first = rows.get(0);
        String error = error(first);
        return String.format(
                Locale.ROOT,
                "%n  %d times, such as prompt %s sample %d: %s",
                rows.size(),
                first.input().promptId(),
                first.input().sample(),
                error.length() <= SHOWN_CHARACTERS ? error : error.substring(0, SHOWN_CHARACTERS) + "…");
    }

    private static boolean isOfEndpoint(String error) {
        return error.startsWith(RewardCalls.TIMED_OUT)
                || error.startsWith(ContractException.TIMEOUT + ": ")
                || ENDPOINT_ERRORS.stream().anyMatch(error::contains);
    }

    private static String error(ScoredCompletion<?> row) {
        return row.result().error().orElse("");
    }
}
