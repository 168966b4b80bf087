package dev.hone.score;

import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunctions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The reward functions of this JVM: one for each definition, made when it is first asked for, used by all tasks together, and closed when
 * the JVM ends. A process that goes through many definitions, such as a notebook's, keeps the latest ones.
 */
final class SharedRewards {

    private static final int MAX_KEPT = 8;
    private static final long CLOSING_SECONDS = 10;
    private static final Map<Key, SharedReward> REWARDS = new LinkedHashMap<>(16, 0.75f, true);

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(SharedRewards::closeAll, "close-rewards"));
    }

    private SharedRewards() {}

    /** A class loader may bring another class of the same name: sessions have jars of their own. */
    private record Key(RewardDefinition definition, ClassLoader loader) {

        static Key of(RewardDefinition definition) {
            return new Key(definition, Thread.currentThread().getContextClassLoader());
        }
    }

    /**
     * The function of a definition, in use until {@link SharedReward#end}.
     *
     * @throws dev.hone.reward.RewardDefinitionException if none can be made
     */
    static synchronized SharedReward begin(RewardDefinition definition) {
        Key key = Key.of(definition);
        SharedReward shared = REWARDS.get(key);
        if (shared == null || !shared.begin()) {
            shared = new SharedReward(RewardFunctions.create(definition));
            shared.begin();
            REWARDS.put(key, shared);
            retireOldest();
        }
        return shared;
    }

    private static void retireOldest() {
        if (REWARDS.size() > MAX_KEPT) {
            REWARDS.values().stream().filter(SharedReward::isIdle).findFirst().ifPresent(oldest -> {
                REWARDS.values().remove(oldest);
                oldest.retire();
            });
        }
    }

    /** A class of the user's may never come back from closing, and the JVM is to end all the same. */
    private static void closeAll() {
        Thread closing = new Thread(() -> all().forEach(SharedReward::retire), "closing-rewards");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(TimeUnit.SECONDS.toMillis(CLOSING_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static synchronized List<SharedReward> all() {
        return new ArrayList<>(REWARDS.values());
    }
}
