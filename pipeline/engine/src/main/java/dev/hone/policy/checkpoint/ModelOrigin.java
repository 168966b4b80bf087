package dev.hone.policy.checkpoint;

import dev.hone.error.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a model comes from and under which licence, as the README.md in its directory says.
 *
 * @param licence the licence; empty where the README names none
 * @param title first heading of the README
 */
public record ModelOrigin(Optional<String> licence, Optional<String> title) {

    private static final Pattern FRONT_MATTER = Pattern.compile("(?s)\\A---\\n(.*?)\\n---\\n");
    private static final Pattern FIELD = Pattern.compile("(?m)^license:\\s*\"?([^\"\\n]+?)\"?\\s*$");
    private static final Pattern LINE = Pattern.compile("(?mi)^[-*]?\\s*\\**licen[cs]e\\**:\\**\\s*([^\\n]+?)\\s*$");
    /** The line of Hone's own model cards that says what was tuned. */
    private static final Pattern BASE = Pattern.compile("(?m)^- Name: `[^`]*` \\((.+)\\)\\s*$");

    private static final Pattern HEADING = Pattern.compile("(?m)^# +(.+?)\\s*$");

    /**
     * Reads the README.md of a model directory; nothing is known where there is none.
     *
     * @throws ModelException where it cannot be read
     */
    public static ModelOrigin read(Path directory) {
        Path readme = directory.resolve("README.md");
        if (!Files.exists(readme)) {
            return new ModelOrigin(Optional.empty(), Optional.empty());
        }
        try {
            String text = Files.readString(readme).replace("\r\n", "\n");
            Matcher front = FRONT_MATTER.matcher(text);
            Optional<String> declared = front.find() ? first(FIELD, front.group(1)) : Optional.empty();
            String base = first(BASE, text).map(name -> ", tuned from " + name).orElse("");
            return new ModelOrigin(
                    declared.or(() -> first(LINE, text)), first(HEADING, text).map(title -> title + base));
        } catch (IOException e) {
            throw new ModelException(
                    readme + " cannot be read: " + e.getMessage() + ". Check that it is UTF-8 and its permissions", e);
        }
    }

    /** Title and licence in one line. */
    public String text() {
        return title.orElse("origin not stated") + "; licence " + licence.orElse("not stated");
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
