package dev.hone.reward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestModelLimits {

    @Test
    void limitsOfAModelAreNoPartOfAVersionAndAllElseIs() {
        String version = version(Map.of("name", "judge-1", "maxUsd", 1), "timeoutSeconds", 3);

        assertThat(version(
                        Map.of("name", "judge-1", "maxUsd", 2, "inFlight", 8, "apiKeyEnv", "KEY"), "timeoutSeconds", 3))
                .isEqualTo(version);
        assertThat(version(Map.of("name", "judge-2", "maxUsd", 1), "timeoutSeconds", 3))
                .isNotEqualTo(version);
        assertThat(version(Map.of("name", "judge-1", "maxUsd", 1), "timeoutSeconds", 4))
                .as("outside of a model it may decide a reward")
                .isNotEqualTo(version);
    }

    @Test
    void pathsOfASpecificationAreKnown() {
        assertThat(List.of("reward.model.maxUsd", "reward.parts[1].model.timeoutSeconds"))
                .allMatch(ModelLimits::has);
        assertThat(List.of("reward.model.name", "reward.timeoutSeconds", "model.path", "maxUsd"))
                .noneMatch(ModelLimits::has);
    }

    private static String version(Map<String, Object> model, String key, Object value) {
        return RewardVersions.of("code", Map.of("parts", List.of(Map.of("model", model)), key, value));
    }
}
