package dev.hone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.ConfigException;
import dev.hone.reward.RewardDefinition;
import dev.hone.settings.AuditSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestAudit {

    private final SpecReader reader = new SpecReader(Map.of());

    @Test
    void anAuditIsARewardThatMayBeRequired() {
        RewardDefinition near = new RewardDefinition("text_similarity", Map.of("normalize", true));
        assertThat(audit("audit: {kind: text_similarity, normalize: true}")).isEqualTo(new AuditSettings(near, false));
        assertThat(audit("audit: {kind: text_similarity, normalize: true, require: true}"))
                .isEqualTo(new AuditSettings(near, true));
        assertThat(reader.read("s.yaml", "run: r\n", List.of(), Set.of()).audit())
                .isEmpty();
    }

    @Test
    void aRunMayBeResumedWithAnotherAudit() {
        JobSpec without = reader.read("s.yaml", "run: r\n", List.of(), Set.of());
        JobSpec with = reader.read("s.yaml", "run: r\naudit: {kind: numeric_match}\n", List.of(), Set.of());
        assertThat(with.effective().sha256()).isEqualTo(without.effective().sha256());
        assertThat(with.effective().table()).contains("audit.kind");
    }

    @Test
    void whatIsWrongWithItIsSaidAtItsPlace() {
        assertThatThrownBy(() -> audit("audit: {kind: text_similarity, measur: jaro}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("audit.measur");
        assertThatThrownBy(() -> audit("audit: {kind: text_similarity, require: perhaps}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("audit.require");
        assertThatThrownBy(() -> audit("audit: text_similarity"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("audit: must hold keys with values");
    }

    private AuditSettings audit(String line) {
        return reader.read("s.yaml", "run: r\n" + line + "\n", List.of(), Set.of())
                .audit()
                .orElseThrow();
    }
}
