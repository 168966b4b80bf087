package dev.hone.policy.torch;

import dev.hone.policy.decode.RunningCompletion;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the program finds the completions of a prompt among the rows of a decoding step.
 *
 * @param rows [{@value #ROWS}, B]: last token, its position, the prompt's length, and the row's place among the members
 * @param prompts R, prompts in flight
 * @param members [R * G] the rows of each of R prompts, any row where a prompt has fewer than G
 * @param longest maximum number of tokens of a completion, the last one included
 */
record StepLayout(long[] rows, int prompts, long[] members, int longest) {

    static final int ROWS = 4;

    /**
     * Lays out the first slots.
     *
     * @param prompts the prompts in flight, in the order of their slots
     */
    static StepLayout of(RunningCompletion[] slots, int busy, List<Integer> prompts) {
        Map<Integer, Integer> order = new HashMap<>();
        prompts.forEach(prompt -> order.put(prompt, order.size()));
        int[] sizes = new int[prompts.size()];
        for (int b = 0; b < busy; b++) {
            sizes[order.get(slots[b].prompt())]++;
        }
        int width = Arrays.stream(sizes).max().orElse(1);
        Arrays.fill(sizes, 0);
        long[] rows = new long[ROWS * busy];
        long[] members = new long[prompts.size() * width];
        int longest = 0;
        for (int b = 0; b < busy; b++) {
            int group = order.get(slots[b].prompt());
            int place = group * width + sizes[group]++;
            members[place] = b;
            rows[b] = slots[b].lastToken();
            rows[busy + b] = slots[b].position();
            rows[2 * busy + b] = slots[b].promptTokens();
            rows[3 * busy + b] = place;
            longest = Math.max(longest, slots[b].ownTokens() + 1);
        }
        return new StepLayout(rows, prompts.size(), members, longest);
    }
}
