package dev.hone.serving.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.serving.http.ApiException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** The members of a request's JSON object, each taken by its name; null is as good as nothing. What nobody takes is refused. */
final class Fields {

    private final JsonNode body;
    private final String prefix;
    private final Set<String> taken = new HashSet<>();

    Fields(JsonNode body) {
        this(body, "");
    }

    private Fields(JsonNode body, String prefix) {
        if (!body.isObject()) {
            throw ApiException.invalid(
                    prefix, "The " + (prefix.isEmpty() ? "body" : prefix) + " must be a JSON object");
        }
        this.body = body;
        this.prefix = prefix;
    }

    Optional<JsonNode> any(String name) {
        taken.add(name);
        return Optional.ofNullable(body.get(name)).filter(value -> !value.isNull());
    }

    Optional<String> text(String name) {
        return any(name).map(value -> {
            require(value.isTextual(), name, "a text");
            return value.asText();
        });
    }

    String requiredText(String name) {
        return text(name)
                .orElseThrow(() -> ApiException.invalid(path(name), "The request lacks " + path(name) + ", a text"));
    }

    OptionalDouble number(String name, double least, double greatest) {
        Optional<JsonNode> value = any(name);
        value.ifPresent(found -> require(
                found.isNumber() && found.asDouble() >= least && found.asDouble() <= greatest,
                name,
                "a number from " + plain(least) + " to " + plain(greatest)));
        return value.map(found -> OptionalDouble.of(found.asDouble())).orElseGet(OptionalDouble::empty);
    }

    OptionalInt whole(String name, int least, int greatest) {
        Optional<JsonNode> value = any(name);
        value.ifPresent(found -> require(
                found.isIntegralNumber()
                        && found.canConvertToInt()
                        && found.asInt() >= least
                        && found.asInt() <= greatest,
                name,
                "a whole number from " + least + (greatest == Integer.MAX_VALUE ? " on" : " to " + greatest)));
        return value.map(found -> OptionalInt.of(found.asInt())).orElseGet(OptionalInt::empty);
    }

    /** A whole number of 64 bits. */
    Optional<Long> seed(String name) {
        return any(name).map(found -> {
            require(found.isIntegralNumber() && found.canConvertToLong(), name, "a whole number");
            return found.asLong();
        });
    }

    boolean truth(String name, boolean otherwise) {
        return any(name)
                .map(value -> {
                    require(value.isBoolean(), name, "true or false");
                    return value.asBoolean();
                })
                .orElse(otherwise);
    }

    /** One text, or some. */
    List<String> texts(String name, int most) {
        List<String> texts = new ArrayList<>();
        any(name).ifPresent(value -> {
            boolean list = value.isArray();
            require(list || value.isTextual(), name, "a text or a list of texts");
            (list ? value : List.of(value)).forEach(one -> {
                require(one.isTextual() && !one.asText().isEmpty(), name, "a list of texts that are not empty");
                texts.add(one.asText());
            });
            require(texts.size() <= most, name, "a list of at most " + most + " texts");
        });
        return texts;
    }

    /** Token ids. */
    int[] ids(String name) {
        JsonNode list = any(name)
                .orElseThrow(() ->
                        ApiException.invalid(path(name), "The request lacks " + path(name) + ", a list of token ids"));
        require(list.isArray() && !list.isEmpty(), name, "a list of token ids, at least one");
        int[] ids = new int[list.size()];
        for (int i = 0; i < ids.length; i++) {
            require(list.get(i).isInt(), name, "a list of token ids");
            ids[i] = list.get(i).asInt();
        }
        return ids;
    }

    Optional<Fields> object(String name) {
        return any(name).map(value -> new Fields(value, path(name)));
    }

    /**
     * Refuses what was not taken.
     *
     * @param harmless names that mean nothing here
     * @return those of them that are there
     */
    Set<String> requireNoOthers(Set<String> harmless) {
        Set<String> ignored = new TreeSet<>();
        body.fieldNames().forEachRemaining(name -> {
            if (harmless.contains(name) && !taken.contains(name)) {
                ignored.add(name);
            } else if (!taken.contains(name)) {
                throw ApiException.invalid(path(name), "This server does not know the parameter " + path(name) + ".")
                        .withCode("unsupported_parameter");
            }
        });
        return ignored;
    }

    private void require(boolean holds, String name, String what) {
        if (!holds) {
            throw ApiException.invalid(
                    path(name), path(name) + " must be " + what + ", not " + shortened(body.get(name)));
        }
    }

    private static String shortened(JsonNode value) {
        String text = value.toString();
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private String path(String name) {
        return prefix.isEmpty() ? name : prefix + "." + name;
    }
}
