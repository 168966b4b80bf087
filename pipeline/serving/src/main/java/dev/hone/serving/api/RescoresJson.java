package dev.hone.serving.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What other rewards say of a completion. */
final class RescoresJson {

    private RescoresJson() {}

    /** Puts them among its members by their names, where there are some. */
    static void put(Map<String, Double> rescores, ObjectNode completion) {
        if (!rescores.isEmpty()) {
            ObjectNode node = completion.putObject("rescores");
            rescores.forEach(node::put);
        }
    }
}
