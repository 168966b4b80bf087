package dev.hone.grader.judge.ready;

import dev.hone.grader.judge.prompt.Passages;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a completion cites in square brackets, such as {@code [2]} or {@code [doc-7, doc-9]}.
 *
 * @param problem what is wrong with it; empty where nothing is, or nothing is checked
 */
record Citations(Optional<String> problem) {

    /** Whoever claims something must cite something. */
    static final String REQUIRE = "require";

    private static final String IGNORE = "ignore";

    /** Links of Markdown are none. */
    private static final Pattern BRACKETS = Pattern.compile("\\[([^\\[\\]\\n]{1,80})](?!\\()");

    /** Words in brackets, as in [sic], are none. */
    private static final Pattern ID = Pattern.compile("[\\w.:-]*\\d");

    static Citations of(String completion, Optional<Passages> passages, String rule) {
        Optional<Passages> withIds = passages.filter(Passages::haveIds).filter(there -> !rule.equals(IGNORE));
        return new Citations(withIds.flatMap(there -> problem(completion, there, rule)));
    }

    private static Optional<String> problem(String completion, Passages passages, String rule) {
        List<String> cited = BRACKETS.matcher(completion)
                .results()
                .flatMap(brackets -> Arrays.stream(brackets.group(1).split("[,;]")))
                .map(String::strip)
                .filter(id -> passages.byId().containsKey(id) || ID.matcher(id).matches())
                .toList();
        if (cited.isEmpty()) {
            return rule.equals(REQUIRE) ? Optional.of("cites nothing") : Optional.empty();
        }
        return cited.stream()
                .filter(id -> !passages.byId().containsKey(id))
                .findFirst()
                .map(id -> "cites [" + id + "], which is not there");
    }
}
