package dev.hone.check;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether the same answer gets the same reward twice.
 *
 * @param repeated answers that have a reward both times
 * @param unsteady how many of them have two different ones
 */
record Steadiness(int repeated, int unsteady) {

    static Steadiness of(List<ProbedPrompt> first, List<ProbedPrompt> again) {
        Map<String, ProbedPrompt> byId = first.stream()
                .collect(Collectors.toMap(prompt -> prompt.prompt().promptId(), Function.identity()));
        int repeated = 0;
        int unsteady = 0;
        for (ProbedPrompt second : again) {
            ProbedPrompt one = byId.get(second.prompt().promptId());
            for (Probe probe : second.results().keySet()) {
                OptionalDouble before = one.reward(probe);
                OptionalDouble after = second.reward(probe);
                if (before.isPresent() && after.isPresent()) {
                    repeated++;
                    unsteady += Math.abs(before.getAsDouble() - after.getAsDouble()) > ProbeFigures.SAME ? 1 : 0;
                }
            }
        }
        return new Steadiness(repeated, unsteady);
    }
}
