package dev.hone.grader.code;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program in a completion. */
final class CodeBlock {

    private static final Pattern FENCE = Pattern.compile("^ {0,3}```[ \\t]*([\\w+-]*)[^\\n`]*$", Pattern.MULTILINE);

    private CodeBlock() {}

    /** The last fenced block in Python, or without a language, that is closed; the whole text where no fence is in it. */
    static Optional<String> of(String completion) {
        Matcher fence = FENCE.matcher(completion);
        Optional<String> last = Optional.empty();
        boolean any = false;
        while (fence.find()) {
            any = true;
            String language = fence.group(1);
            int begin = Math.min(completion.length(), fence.end() + 1);
            if (!fence.find()) {
                break; // it was cut
            }
            if (language.isEmpty() || language.matches("(?i)py(thon)?3?")) {
                last = Optional.of(completion.substring(begin, Math.max(begin, fence.start())));
            }
        }
        return any || completion.isBlank() ? last : Optional.of(completion);
    }
}
