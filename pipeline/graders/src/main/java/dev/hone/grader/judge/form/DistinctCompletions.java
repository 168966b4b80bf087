package dev.hone.grader.judge.form;

import dev.hone.grader.judge.prompt.RowValues;
import dev.hone.reward.CompletionGroup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The completions of a group, each once, and the order in which a judge sees them: by chance, but always the same for the same group and
 * vote, so that no place is favoured and an answer that was paid for is found again.
 *
 * @param ofRows [G] the text of each completion
 * @param distinct each text once, sorted
 */
record DistinctCompletions(List<String> ofRows, List<String> distinct) {

    static DistinctCompletions of(CompletionGroup group, RowValues rows) {
        List<String> texts = group.completions().stream()
                .map(input -> rows.completion(input.completion()))
                .toList();
        return new DistinctCompletions(texts, List.copyOf(new TreeSet<>(texts)));
    }

    /** The texts by short ids, in the order of a vote. */
    Map<String, String> shown(int vote) {
        List<String> order = new ArrayList<>(distinct);
        Collections.shuffle(order, new Random(seed(vote)));
        Map<String, String> byId = new LinkedHashMap<>();
        order.forEach(text -> byId.put("c" + (byId.size() + 1), text));
        return byId;
    }

    private long seed(int vote) {
        String digest = DigestUtils.sha256Hex(vote + "\n" + distinct);
        return Long.parseUnsignedLong(digest.substring(0, 16), 16);
    }
}
