package dev.hone.grader.judge.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.grader.judge.answer.AnswerReader;
import dev.hone.grader.judge.answer.AnswerSchema;
import dev.hone.grader.judge.answer.JsonAnswer;
import dev.hone.grader.judge.answer.UnreadableAnswerException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The two ways in which a judge answers about a group: a score for each completion, or their order. Each must be named once. */
enum RankingAnswers {
    SCORES(
            "Score each from 0 to 1. An answer that does what was asked is far above one that does not, however close that came. Where two"
                    + " differ little, let their scores differ little; where they are equally good, give them the same."),
    RANKS("List them from the best to the worst.");

    private static final String ID = "id";
    private static final String REASON = "reason";
    private static final String SCORE = "score";
    private static final String LIST = "answers";

    private final String task;

    RankingAnswers(String task) {
        this.task = task;
    }

    /** What the judge is told to do. */
    String task() {
        return task;
    }

    /** The reader of an answer about these ids, which gives a place to each. */
    AnswerReader<Map<String, Placed>> reader(List<String> ids) {
        Map<String, ObjectNode> fields = new LinkedHashMap<>();
        fields.put(ID, AnswerSchema.oneOf(ids));
        fields.put(REASON, AnswerSchema.text());
        if (this == SCORES) {
            fields.put(SCORE, AnswerSchema.number(0, 1));
        }
        ObjectNode form = AnswerSchema.object(Map.of(LIST, AnswerSchema.list(AnswerSchema.object(fields))));
        return new JsonAnswer<>(form, object -> verdict(ids, object.get(LIST)));
    }

    private Map<String, Placed> verdict(List<String> ids, JsonNode answers) throws UnreadableAnswerException {
        Map<String, Placed> places = new LinkedHashMap<>();
        int last = Math.max(1, ids.size() - 1);
        for (JsonNode answer : answers) {
            String id = answer.get(ID).textValue();
            double reward = this == SCORES ? answer.get(SCORE).doubleValue() : 1 - places.size() / (double) last;
            if (places.put(id, new Placed(reward, answer.get(REASON).textValue())) != null) {
                throw new UnreadableAnswerException("it names " + id + " twice");
            }
        }
        List<String> missing = new ArrayList<>(ids);
        missing.removeAll(places.keySet());
        if (!missing.isEmpty()) {
            throw new UnreadableAnswerException("it is about " + places.size() + " of " + ids.size() + " answers: "
                    + String.join(", ", missing) + (missing.size() == 1 ? " is" : " are") + " missing");
        }
        return places;
    }
}
