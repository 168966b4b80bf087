package dev.hone.config;

import java.util.Map;

/**
 * Keys with values whose meaning another part of Hone knows, such as the parameters of a reward function.
 *
 * @param values texts, whole numbers (Long), numbers (Double), truth values, lists and maps of these, in the order written; secrets are
 *     expanded: never print them
 */
public record SpecTree(Map<String, Object> values) {

    @Override
    public String toString() {
        return "SpecTree" + values.keySet();
    }
}
