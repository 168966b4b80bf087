package dev.hone.reward.udf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A query that a page about rewards shows with its result.
 *
 * @param page the file's name
 * @param result the first column of the first row
 */
record DocumentedQuery(String page, String sql, String result) {

    private static final Pattern FORM = Pattern.compile("(SELECT hone_.*|SELECT round.*);\n-- (.*)");

    /** All of them; there is one for each kind at least. */
    static List<DocumentedQuery> all() throws IOException {
        List<DocumentedQuery> queries = new ArrayList<>();
        for (Path page : pages()) {
            Matcher found = FORM.matcher(Files.readString(page));
            while (found.find()) {
                queries.add(new DocumentedQuery(page.getFileName().toString(), found.group(1), found.group(2)));
            }
        }
        return queries;
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("hone.repository"), "docs"))) {
            return files.filter(file -> file.getFileName().toString().matches("rewards.*\\.md"))
                    .sorted()
                    .toList();
        }
    }
}
