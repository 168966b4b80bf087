package dev.hone.reward.builtin.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.reward.RewardFile;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardKind;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.RewardResult;
import dev.hone.reward.builtin.Credit;
import dev.hone.reward.builtin.Excerpt;
import dev.hone.reward.grader.JsonReading;
import dev.hone.reward.grader.Thought;
import dev.hone.reward.grader.schema.JsonSchema;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code json_schema}: 1 if the completion is JSON that is valid by a schema. */
public final class JsonSchemaMatch implements RewardKind {

    private static final int REVISION = 1;
    private static final String SCHEMA = "schema";
    private static final String FILE = "file";

    @Override
    public String kind() {
        return "json_schema";
    }

    @Override
    public Set<String> files() {
        return Set.of(FILE);
    }

    @Override
    public RewardFunction create(RewardParameters parameters) {
        Optional<String> inline = SchemaText.inline(parameters);
        Optional<RewardFile> file = parameters.file(FILE);
        if (parameters.has(SCHEMA) == parameters.has(FILE)) {
            parameters.problem(
                    SCHEMA, "exactly one of schema and file is needed", "Write the schema, or the name of its file");
        }
        String key = parameters.has(FILE) ? FILE : SCHEMA;
        JsonSchema schema = file.map(RewardFile::text)
                .or(() -> inline)
                .flatMap(text -> SchemaText.parse(parameters, key, text))
                .orElseGet(SchemaText::anything);
        return new Match(
                parameters.version(REVISION),
                schema,
                parameters.flag("wholeAnswer", true),
                parameters.number("partialCredit", 0, 0, 1));
    }

    private record Match(String version, JsonSchema schema, boolean wholeAnswer, double partialCredit)
            implements RewardFunction {

        private static final int MAX_CHARACTERS = 100_000;
        private static final int MAX_NAMED = 3;

        @Override
        public String name() {
            return "json_schema";
        }

        @Override
        public String description() {
            String credit = partialCredit == 0
                    ? ""
                    : ", up to " + partialCredit + " for JSON that breaks it, the less the more places are wrong";
            return "1 where the answer is JSON that is valid by a schema" + credit + ", else 0";
        }

        @Override
        public RewardResult score(RewardInput input) {
            String answer = Thought.after(input.completion());
            if (answer.length() > MAX_CHARACTERS) {
                return result(0, 0, "the answer is longer than " + MAX_CHARACTERS + " characters");
            }
            Optional<JsonNode> json = wholeAnswer
                    ? JsonReading.parseWhole(answer)
                    : JsonReading.firstObject(answer).map(JsonNode.class::cast);
            if (json.isEmpty()) {
                return result(0, 0, wholeAnswer ? "the answer is not JSON" : "the answer holds no valid JSON object");
            }
            List<JsonSchema.Violation> violations = schema.violations(json.get());
            return violations.isEmpty()
                    ? result(1, 0, "valid by the schema")
                    : result(0, partialCredit / (1 + violations.size()), explanation(violations));
        }

        private static String explanation(List<JsonSchema.Violation> violations) {
            String named = violations.stream()
                    .limit(MAX_NAMED)
                    .map(violation -> Excerpt.of(violation.toString()))
                    .collect(Collectors.joining("; "));
            return violations.size() <= MAX_NAMED
                    ? named
                    : named + "; and " + (violations.size() - MAX_NAMED) + " more";
        }

        private RewardResult result(double valid, double partial, String explanation) {
            return new Credit("valid", "partial", partialCredit > 0).result(valid, partial, explanation);
        }
    }
}
