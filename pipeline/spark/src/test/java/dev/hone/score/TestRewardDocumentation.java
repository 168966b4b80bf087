package dev.hone.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class TestRewardDocumentation {

    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void theSpecificationsInItAreRight() throws IOException {
        Matcher examples = YAML.matcher(page());
        int count = 0;
        while (examples.find()) {
            Object document = new Load(LoadSettings.builder().build()).loadFromString(examples.group(1));
            Map<?, ?> reward = (Map<?, ?>) ((Map<?, ?>) document).get("reward");
            Map<String, Object> definition = new LinkedHashMap<>();
            reward.forEach((key, value) -> definition.put(key.toString(), value));

            assertThat(RewardFunctions.problems(RewardDefinition.fromMap(definition)))
                    .as(examples.group(1))
                    .isEmpty();
            count++;
        }
        assertThat(count).isEqualTo(7);
    }

    @Test
    void everyKindHasItsSection() throws IOException {
        String page = page();

        assertThat(RewardFunctions.kinds())
                .allSatisfy(kind -> assertThat(page).containsAnyOf("## `" + kind + "`", "kind: " + kind));
    }

    private static String page() throws IOException {
        return Files.readString(Path.of(System.getProperty("hone.repository"), "docs/rewards.md"));
    }
}
