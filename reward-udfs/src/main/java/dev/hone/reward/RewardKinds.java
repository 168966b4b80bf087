package dev.hone.reward;

import java.util.Collections;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The kinds on the class path, by name. */
final class RewardKinds {

    private RewardKinds() {}

    /** All kinds, sorted by name. Looked up again each time: Spark adds jars while it runs, and there are few calls. */
    static Map<String, RewardKind> all() {
        Map<String, RewardKind> kinds = new TreeMap<>();
        load(kinds, RewardKinds.class.getClassLoader());
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (context != null && context != RewardKinds.class.getClassLoader()) {
            load(kinds, context);
        }
        return Collections.unmodifiableMap(kinds);
    }

    private static void load(Map<String, RewardKind> kinds, ClassLoader loader) {
        for (RewardKind kind : ServiceLoader.load(RewardKind.class, loader)) {
            RewardKind other = kinds.putIfAbsent(kind.kind(), kind);
            if (other != null && other.getClass() != kind.getClass()) {
                throw new IllegalStateException("two classes on the class path offer the kind of reward "
                        + kind.kind() + ": " + other.getClass().getName() + " and "
                        + kind.getClass().getName() + ". Rename one of them");
            }
        }
    }
}
