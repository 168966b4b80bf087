package dev.hone.config.yaml;

import dev.hone.config.yaml.SpecNode.Entry;
import dev.hone.config.yaml.SpecNode.Mapping;
import dev.hone.config.yaml.SpecNode.Scalar;
import dev.hone.config.yaml.SpecNode.Sequence;
import dev.hone.redact.Secrets;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps secrets out of specifications, and with them out of the table of runs, model cards and logs: each is recognised by the name of its key
 * or by its own form, and belongs in an environment variable.
 */
public final class SpecSecrets {

    private static final String MASK = "***";

    private static final String NAME = "(?:password|passwd|passphrase|secret|api[_-]?key|access[_-]?key|private[_-]?key"
            + "|(?:auth|access|hf|hub)[_-]?token|authorization)";

    private static final Pattern SECRET_NAME = Pattern.compile(".*" + NAME, Pattern.CASE_INSENSITIVE);

    private static final Pattern SECRET_VALUE =
            Pattern.compile(Secrets.PATTERN + "|\\b[a-z][a-z0-9+.-]{1,16}://[^/\\s:@]+:(?!\\$\\{env:)[^/\\s:@]+@");

    /** A named value in a comment: what is no comment is refused where it is read. */
    private static final Pattern NAMED_VALUE = Pattern.compile(
            "(#.*?" + NAME + "\\s*[:=]\\s*)(?!\\$\\{env:|[\"']\\$\\{env:)\\S+", Pattern.CASE_INSENSITIVE);

    /** Letters and digits without a pause, as in a key and not in a name such as sk-learn-classification. */
    private static final Pattern RANDOM_RUN = Pattern.compile("(?=[A-Za-z]*\\d)[A-Za-z0-9]{16}");

    private SpecSecrets() {}

    /** Whether there are any: each is noted as a problem that does not repeat it. */
    public static boolean areIn(Mapping specification, Problems problems) {
        int before = problems.errorCount();
        refuse(specification, SpecPath.ROOT, problems);
        return problems.errorCount() > before;
    }

    private static void refuse(SpecNode node, SpecPath path, Problems problems) {
        if (node instanceof Mapping mapping) {
            for (Entry entry : mapping.entries()) {
                if (isNamedSecret(entry)) {
                    note(entry.value(), path.key(entry.key()), problems);
                } else {
                    refuse(entry.value(), path.key(entry.key()), problems);
                }
            }
        } else if (node instanceof Sequence sequence) {
            for (int i = 0; i < sequence.items().size(); i++) {
                refuse(sequence.items().get(i), path.item(i), problems);
            }
        } else if (node instanceof Scalar scalar
                && SECRET_VALUE.matcher(scalar.text()).results().anyMatch(SpecSecrets::isKey)) {
            note(scalar, path, problems);
        }
    }

    private static boolean isNamedSecret(Entry entry) {
        return SECRET_NAME.matcher(entry.key()).matches()
                && entry.value() instanceof Scalar scalar
                && !scalar.text().isEmpty()
                && !scalar.text().contains("${env:");
    }

    private static void note(SpecNode node, SpecPath path, Problems problems) {
        problems.error(
                node.origin(),
                masked(path.text()),
                "is a secret in plain text. Put it into an environment variable and write ${env:NAME}");
    }

    /** The text with *** in place of what looks like a secret. */
    public static String masked(String text) {
        String values = SECRET_VALUE.matcher(text).replaceAll(found -> isKey(found) ? MASK : keep(found));
        return NAMED_VALUE.matcher(values).replaceAll("$1" + MASK);
    }

    private static String keep(MatchResult found) {
        return Matcher.quoteReplacement(found.group());
    }

    private static boolean isKey(MatchResult found) {
        return !found.group().toLowerCase(Locale.ROOT).startsWith("sk-")
                || RANDOM_RUN.matcher(found.group()).find();
    }
}
