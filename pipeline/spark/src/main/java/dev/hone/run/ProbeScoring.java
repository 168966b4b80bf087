package dev.hone.run;

import dev.hone.reward.RewardResult;
import dev.hone.schema.PromptRow;
import dev.hone.schema.RewardInputs;
import dev.hone.score.ScoreResult;
import dev.hone.score.ScoreRollouts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Scores answers by the calls of a training: all answers to a prompt are a group. */
record ProbeScoring(ScoreRollouts scoring) {

    /** An answer to be scored, with what it is known by. */
    record Asked<K>(PromptRow prompt, int sample, K key, String text) {}

    /** Asks for the answers to each prompt, by key. */
    <K> ScoreResult<Asked<K>> ask(List<PromptRow> prompts, Function<PromptRow, Map<K, String>> answers) {
        List<Asked<K>> asked = new ArrayList<>();
        for (PromptRow prompt : prompts) {
            int[] sample = {0};
            answers.apply(prompt).forEach((key, text) -> asked.add(new Asked<>(prompt, sample[0]++, key, text)));
        }
        return scoring.execute(0, asked, answer -> RewardInputs.of(answer.text(), answer.sample(), answer.prompt()));
    }

    /** The results by prompt and key, prompts in their order. */
    static <K> Map<PromptRow, Map<K, RewardResult>> byPrompt(ScoreResult<Asked<K>> result) {
        Map<PromptRow, Map<K, RewardResult>> byPrompt = new LinkedHashMap<>();
        result.scored().forEach(scored -> byPrompt.computeIfAbsent(
                        scored.completion().prompt(), unseen -> new LinkedHashMap<>())
                .put(scored.completion().key(), scored.result()));
        return byPrompt;
    }
}
