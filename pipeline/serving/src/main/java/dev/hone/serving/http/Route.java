package dev.hone.serving.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is asked by a method and a path.
 *
 * @param template such as {@code /api/runs/{run}}
 * @param scope that it needs; empty for what anybody may ask
 */
public record Route(String method, String template, Optional<Scope> scope, Function<ApiRequest, ApiAnswer> answer) {

    /** Something to look at. */
    public static Route get(String template, Function<ApiRequest, ApiAnswer> answer) {
        return new Route("GET", template, Optional.of(Scope.VIEW), answer);
    }

    /** Something that changes what is there. */
    public static Route change(String method, String template, Function<ApiRequest, ApiAnswer> answer) {
        return new Route(method, template, Optional.of(Scope.ADMIN), answer);
    }

    /**
     * The values of the names in the template; empty where a path is not of this route.
     *
     * @param segments of the path, decoded
     */
    Optional<Map<String, String>> match(List<String> segments) {
        List<String> names = List.of(template.substring(1).split("/", -1));
        if (names.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name.startsWith("{")) {
                values.put(name.substring(1, name.length() - 1), segments.get(i));
            } else if (!name.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }
}
