package dev.hone.policy.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.error.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All 19 published templates against what transformers renders with them: 445 texts and 64 errors. */
class TestPublishedTemplates {

    private static final Path FOLDER =
            Path.of(System.getProperty("hone.shared", "../../shared")).resolve("fixtures/templates");

    private static JsonNode fixture;

    @BeforeAll
    static void readCases() throws IOException {
        Assumptions.assumeTrue(Files.exists(FOLDER), "no golden templates at " + FOLDER);
        fixture = new ObjectMapper().readTree(FOLDER.resolve("cases.json").toFile());
    }

    static List<String> templates() throws IOException {
        if (!Files.exists(FOLDER)) {
            return List.of("none");
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jinja"))
                    .map(name -> name.replace(".jinja", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everyCaseOfATemplateRendersOrFailsAsInTransformers(String name) throws IOException {
        ChatTemplate template = ChatTemplate.parse(Files.readString(FOLDER.resolve(name + ".jinja")));
        int count = 0;
        for (JsonNode testCase : fixture.get("cases")) {
            if (testCase.get("template").textValue().equals(name)) {
                check(template, testCase);
                count++;
            }
        }
        assertThat(count).as("cases of " + name).isGreaterThan(20);
    }

    @Test
    void theFilesCoverAllCases() throws IOException {
        assertThat(fixture.get("cases")).hasSize(509);
        assertThat(fixture.get("cases").findValuesAsText("template")).allMatch(templates()::contains);
    }

    private static void check(ChatTemplate template, JsonNode testCase) {
        String description = testCase.get("template") + " " + testCase.get("chat") + " tools " + testCase.get("tools");
        if (testCase.has("expected")) {
            assertThat(render(template, testCase))
                    .as(description)
                    .isEqualTo(testCase.get("expected").textValue());
        } else {
            JsonNode error = testCase.get("error");
            assertThatThrownBy(() -> render(template, testCase))
                    .as(description)
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining(error.get("type").textValue() + ": "
                            + error.get("message").textValue());
        }
    }

    private static String render(ChatTemplate template, JsonNode testCase) {
        Map<String, String> model = new HashMap<>();
        Map<String, JsonNode> conversation = new HashMap<>();
        testCase.get("variables").properties().forEach(variable -> {
            if (variable.getKey().endsWith("_token")) {
                model.put(variable.getKey(), variable.getValue().textValue());
            } else {
                conversation.put(variable.getKey(), variable.getValue());
            }
        });
        JsonNode none = NullNode.getInstance();
        conversation.put(
                "messages",
                messages(fixture.get("chats").get(testCase.get("chat").textValue())));
        conversation.put("tools", testCase.get("tools").booleanValue() ? fixture.get("tools") : none);
        conversation.put("documents", none);
        conversation.put("add_generation_prompt", testCase.get("add_generation_prompt"));
        LocalDateTime now = LocalDateTime.parse(fixture.get("strftime_now").textValue());
        return template.render(model, conversation, now).text();
    }

    /** The copies between the names of reasoning that transformers makes before rendering. */
    private static JsonNode messages(JsonNode messages) {
        JsonNode copy = messages.deepCopy();
        for (JsonNode message : copy) {
            if (message.has("reasoning_content")) {
                ((ObjectNode) message).set("thinking", message.get("reasoning_content"));
            }
        }
        return copy;
    }
}
