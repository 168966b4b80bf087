package dev.hone.settings.ingest;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is asked of the {@code requestMetadata} of a log record: one condition, or up to 16 of them joined by one word. Amazon Bedrock's
 * {@code requestMetadataFilters} has the same kinds and limits; like there, words are not mixed and not nested.
 */
public sealed interface MetadataFilter extends Serializable {

    /** Whether a record with these pairs is wanted. */
    boolean accepts(Map<String, String> requestMetadata);

    /** A filter that may stand in a list. */
    sealed interface Condition extends MetadataFilter {}

    /** Nothing is asked. */
    record None() implements MetadataFilter {
        @Override
        public boolean accepts(Map<String, String> requestMetadata) {
            return true;
        }
    }

    /** The key has this value. */
    record Equals(String key, String value) implements Condition {
        public Equals {
            Limits.requirePair(key, value);
        }

        @Override
        public boolean accepts(Map<String, String> requestMetadata) {
            return value.equals(requestMetadata.get(key));
        }
    }

    /** The key has another value or is not there. */
    record NotEquals(String key, String value) implements Condition {
        public NotEquals {
            Limits.requirePair(key, value);
        }

        @Override
        public boolean accepts(Map<String, String> requestMetadata) {
            return !value.equals(requestMetadata.get(key));
        }
    }

    /** All of 1 to 16 conditions hold. */
    record AndAll(List<Condition> conditions) implements MetadataFilter {
        public AndAll {
            conditions = Limits.requireCount(conditions);
        }

        @Override
        public boolean accepts(Map<String, String> requestMetadata) {
            return conditions.stream().allMatch(condition -> condition.accepts(requestMetadata));
        }
    }

    /** At least one of 1 to 16 conditions holds. */
    record OrAll(List<Condition> conditions) implements MetadataFilter {
        public OrAll {
            conditions = Limits.requireCount(conditions);
        }

        @Override
        public boolean accepts(Map<String, String> requestMetadata) {
            return conditions.stream().anyMatch(condition -> condition.accepts(requestMetadata));
        }
    }

    /** The service's limits. */
    final class Limits {
        private static final int MAX_CONDITIONS = 16;
        private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9\\s._:/=+$@-]{1,256}");
        private static final Pattern VALUE = Pattern.compile("[a-zA-Z0-9\\s._:/=+$@-]{0,256}");

        private Limits() {}

        private static void requirePair(String key, String value) {
            require(KEY.matcher(key).matches(), "the key '" + key + "' must have 1 to 256");
            require(VALUE.matcher(value).matches(), "the value '" + value + "' must have 0 to 256");
        }

        private static void require(boolean holds, String problem) {
            if (!holds) {
                throw new IllegalArgumentException(
                        problem + " characters out of letters, digits, blanks and ._:/=+$@-");
            }
        }

        private static List<Condition> requireCount(List<Condition> conditions) {
            if (conditions.isEmpty() || conditions.size() > MAX_CONDITIONS) {
                throw new IllegalArgumentException(
                        "must hold 1 to " + MAX_CONDITIONS + " conditions, got " + conditions.size());
            }
            return List.copyOf(conditions);
        }
    }
}
