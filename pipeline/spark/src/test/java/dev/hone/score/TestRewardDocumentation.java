package dev.hone.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunctions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The pages docs/rewards*.md. An example in YAML that has a reward is checked; where it names a file, the page shows the file: in a block
 * that begins with {@code # NAME}, or whose fence ends with the name, as in {@code ```json grader.json}.
 */
class TestRewardDocumentation {

    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile("```([^\n]*)\n(.*?)```", Pattern.DOTALL);

    @Test
    void theSpecificationsInItAreRight() throws IOException {
        for (Path page : pages()) {
            String text = Files.readString(page);
            Matcher examples = YAML.matcher(text);
            while (examples.find()) {
                reward(examples.group(1), text).ifPresent(definition -> assertThat(RewardFunctions.problems(definition))
                        .as(page.getFileName() + ": " + examples.group(1))
                        .isEmpty());
            }
        }
    }

    @Test
    void everyKindHasItsSection() throws IOException {
        String all = pages().stream().map(TestRewardDocumentation::read).collect(Collectors.joining());

        assertThat(RewardFunctions.kinds())
                .allSatisfy(kind -> assertThat(all).containsAnyOf("## `" + kind + "`", "kind: " + kind));
    }

    @Test
    void theIndexLeadsToEveryPage() throws IOException {
        String index = Files.readString(docs().resolve("rewards.md"));

        assertThat(pages())
                .extracting(page -> page.getFileName().toString())
                .filteredOn(name -> !name.equals("rewards.md"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(index).contains("](" + name));
    }

    private static Optional<RewardDefinition> reward(String example, String page) {
        Object document = new Load(LoadSettings.builder().build()).loadFromString(example);
        return Optional.ofNullable(((Map<?, ?>) document).get("reward"))
                .map(reward -> RewardDefinition.fromMap(asMap(withFiles(reward, page))));
    }

    /** Puts the text of each file that the page shows in the place of its name, with the name, as definitions carry files. */
    private static Object withFiles(Object value, String page) {
        if (value instanceof Map<?, ?>) {
            Map<String, Object> with = new LinkedHashMap<>();
            asMap(value).forEach((key, inner) -> with.put(key, withFiles(inner, page)));
            return with;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(element -> withFiles(element, page)).toList();
        }
        return value instanceof String name && name.matches("[\\w/-]+\\.\\w+")
                ? shown(name, page)
                        .<Object>map(text -> Map.of("name", name, "text", text))
                        .orElse(name)
                : value;
    }

    private static Optional<String> shown(String name, String page) {
        return BLOCK.matcher(page)
                .results()
                .filter(block ->
                        block.group(1).endsWith(" " + name) || block.group(2).startsWith("# " + name))
                .map(block -> block.group(2))
                .findFirst();
    }

    private static Map<String, Object> asMap(Object map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        ((Map<?, ?>) map).forEach((key, value) -> copy.put(key.toString(), value));
        return copy;
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(docs())) {
            return files.filter(file -> file.getFileName().toString().matches("rewards.*\\.md"))
                    .sorted()
                    .toList();
        }
    }

    private static Path docs() {
        return Path.of(System.getProperty("hone.repository"), "docs");
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
