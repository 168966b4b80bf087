package dev.hone.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.GlobExpander;
import org.apache.hadoop.fs.GlobFilter;

/** Glob patterns of Hadoop on the local disk, without losing what Hadoop's own listing loses (see {@link LocalListing}). */
final class LocalGlob {

    private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    private LocalGlob() {}

    static boolean isPattern(String path) {
        return WILDCARD.matcher(path).find();
    }

    /** The path itself where there is such a file, folder or link, else what it matches as a pattern. */
    static Set<Path> matches(Path path) throws IOException {
        Set<Path> found = new LinkedHashSet<>();
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            found.add(path);
        } else if (isPattern(path.toString())) {
            for (String alternative : GlobExpander.expand(path.toString())) {
                found.addAll(expanded(alternative));
            }
        }
        return found;
    }

    private static List<Path> expanded(String pattern) throws IOException {
        List<Path> level = List.of(Path.of("/"));
        for (String step : pattern.substring(1).split("/", -1)) {
            List<Path> below = new ArrayList<>();
            for (Path folder : level) {
                below.addAll(isPattern(step) ? children(folder, step) : child(folder, step));
            }
            level = below;
        }
        return level;
    }

    private static List<Path> child(Path folder, String step) {
        Path child = folder.resolve(ESCAPE.matcher(step).replaceAll("$1"));
        return Files.exists(child, LinkOption.NOFOLLOW_LINKS) ? List.of(child) : List.of();
    }

    private static List<Path> children(Path folder, String step) throws IOException {
        List<Path> matching = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return matching;
        }
        GlobFilter filter = new GlobFilter(step);
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                if (filter.accept(new org.apache.hadoop.fs.Path(null, null, name))) {
                    matching.add(child);
                }
            }
        }
        matching.sort(null);
        return matching;
    }
}
