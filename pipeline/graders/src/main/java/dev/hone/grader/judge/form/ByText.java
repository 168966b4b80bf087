package dev.hone.grader.judge.form;

import dev.hone.grader.judge.answer.AnswerReader;
import dev.hone.grader.judge.answer.UnreadableAnswerException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads a verdict about ids as one about the texts that they stood for: votes show the texts in different orders. */
record ByText(AnswerReader<Map<String, Placed>> byId, Map<String, String> texts)
        implements AnswerReader<Map<String, Placed>> {

    @Override
    public Optional<String> schema() {
        return byId.schema();
    }

    @Override
    public String instruction() {
        return byId.instruction();
    }

    @Override
    public Map<String, Placed> read(String text) throws UnreadableAnswerException {
        Map<String, Placed> verdict = new LinkedHashMap<>();
        byId.read(text).forEach((id, placed) -> verdict.put(texts.get(id), placed));
        return verdict;
    }
}
