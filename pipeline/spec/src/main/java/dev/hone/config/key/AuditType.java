package dev.hone.config.key;

import dev.hone.config.yaml.SpecNode;
import dev.hone.config.yaml.SpecNode.Entry;
import dev.hone.config.yaml.SpecNode.Mapping;
import dev.hone.config.yaml.SpecPath;
import dev.hone.settings.AuditSettings;
import java.util.List;
import java.util.Optional;

/** An audit: a reward function as {@link RewardType} reads it, and beside its parameters what the audit is for. */
public record AuditType() implements KeyType<AuditSettings> {

    private static final Key<Boolean> REQUIRE = Key.flag(
                    "require", "whether hone export refuses a policy that the audit contradicts")
            .or(false);

    private static final RewardType REWARD = new RewardType();

    @Override
    public String label() {
        return REWARD.label();
    }

    @Override
    public Optional<AuditSettings> read(SpecNode node, SpecPath path, ReadContext context) {
        if (!(node instanceof Mapping mapping)) {
            return REWARD.read(node, path, context).map(reward -> new AuditSettings(reward, false));
        }
        List<Entry> ofReward = mapping.entries().stream()
                .filter(entry -> !entry.key().equals(REQUIRE.name()))
                .toList();
        Optional<Boolean> require = mapping.find(REQUIRE.name())
                .map(entry -> REQUIRE.type().read(entry.value(), path.key(REQUIRE.name()), context))
                .orElse(REQUIRE.fallback());
        return REWARD.read(new Mapping(ofReward, mapping.origin()), path, context)
                .flatMap(reward -> require.map(required -> new AuditSettings(reward, required)));
    }

    @Override
    public String text(AuditSettings value) {
        throw new UnsupportedOperationException("an audit has no text of its own");
    }
}
