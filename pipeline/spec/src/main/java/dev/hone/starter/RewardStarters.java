package dev.hone.starter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hone.error.ConfigException;
import dev.hone.reward.Suggestions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The starters of all jars on the class path, by name. */
public final class RewardStarters {

    private static final String FOLDER = "dev/hone/reward/starter/";

    private final SortedMap<String, RewardStarter> byName;

    private RewardStarters(SortedMap<String, RewardStarter> byName) {
        this.byName = Collections.unmodifiableSortedMap(byName);
    }

    /** Reads them. */
    public static RewardStarters all() {
        ClassLoader loader = RewardStarters.class.getClassLoader();
        SortedMap<String, RewardStarter> byName = new TreeMap<>();
        try {
            for (URL index : Collections.list(loader.getResources(FOLDER + "index.txt"))) {
                text(index).lines().filter(line -> !line.isBlank()).forEach(file -> {
                    RewardStarter starter = RewardStarter.of(file, text(loader, file));
                    byName.put(starter.name(), starter);
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the starters cannot be read", e);
        }
        return new RewardStarters(byName);
    }

    /** The names, sorted. */
    public Set<String> names() {
        return byName.keySet();
    }

    /**
     * The template of a name.
     *
     * @throws ConfigException where there is no such template
     */
    public RewardStarter named(String name) {
        return Optional.ofNullable(byName.get(name))
                .orElseThrow(() -> new ConfigException("there is no template " + name + ". "
                        + Suggestions.fix(name, byName.keySet()) + " hone reward new lists them"));
    }

    /** One line for each, and how to use one. */
    public String list() {
        int width = byName.values().stream()
                .mapToInt(starter -> title(starter).length())
                .max()
                .orElse(0);
        return byName.values().stream()
                        .map(starter -> "  " + title(starter)
                                + " ".repeat(width - title(starter).length()) + "  " + starter.description() + "\n")
                        .collect(Collectors.joining())
                + "Write one:  hone reward new --template NAME FILE\n";
    }

    private static String title(RewardStarter starter) {
        return starter.name() + " (" + starter.extension() + ")";
    }

    private static String text(ClassLoader loader, String file) {
        return Optional.ofNullable(loader.getResource(FOLDER + file))
                .map(RewardStarters::text)
                .orElseThrow(() -> new IllegalStateException(
                        "the index of starters names " + file + ", which is in no jar. Mend the index or the jar"));
    }

    private static String text(URL resource) {
        try (InputStream in = resource.openStream()) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
