package dev.hone.reward.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.reward.RewardInput;
import dev.hone.reward.grader.JsonReading;
import dev.hone.reward.grader.sql.SqlDatabase;
import dev.hone.reward.grader.sql.SqlRefusal;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements that set up a row's own database.
 *
 * @param key of the row's metadata that holds a script, or a list of statements
 */
record MetadataStatements(String key) {

    /** @throws IllegalArgumentException if the row has none */
    List<String> of(RewardInput input) {
        JsonNode held = input.metadata()
                .flatMap(JsonReading::parseWhole)
                .map(metadata -> metadata.path(key))
                .filter(value -> value.isTextual() || value.isArray())
                .orElseThrow(() -> new IllegalArgumentException(
                        "the row's metadata has no script or list of statements under " + key));
        if (held.isTextual()) {
            try {
                return SqlDatabase.statements(held.asText());
            } catch (SqlRefusal e) {
                throw new IllegalArgumentException(
                        "the script under " + key + " cannot be read as SQL: " + e.getMessage(), e);
            }
        }
        List<String> statements = new ArrayList<>();
        held.forEach(statement -> statements.add(statement.asText()));
        return statements;
    }
}
