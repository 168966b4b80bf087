package dev.hone.policy.template.builtin;

import dev.hone.policy.template.value.RenderBudget;
import dev.hone.policy.template.value.TemplateErrors;
import dev.hone.policy.template.value.Text;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** C's strftime for the fields that templates use, in the C locale. */
final class DateFormat {

    private static final Map<String, String> PATTERNS = Map.ofEntries(
            Map.entry("a", "EEE"),
            Map.entry("A", "EEEE"),
            Map.entry("b", "MMM"),
            Map.entry("B", "MMMM"),
            Map.entry("d", "dd"),
            Map.entry("-d", "d"),
            Map.entry("e", "ppd"),
            Map.entry("F", "uuuu-MM-dd"),
            Map.entry("H", "HH"),
            Map.entry("-H", "H"),
            Map.entry("I", "hh"),
            Map.entry("-I", "h"),
            Map.entry("j", "DDD"),
            Map.entry("m", "MM"),
            Map.entry("-m", "M"),
            Map.entry("M", "mm"),
            Map.entry("p", "a"),
            Map.entry("S", "ss"),
            Map.entry("T", "HH:mm:ss"),
            Map.entry("y", "uu"),
            Map.entry("Y", "uuuu"));

    /** For a character of a format: the name of a month is long, and its pattern is parsed. */
    private static final int STEPS = 32;

    private DateFormat() {}

    static Text format(LocalDateTime time, String format, RenderBudget budget) {
        budget.spend((long) format.length() * STEPS);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char next = format.charAt(i);
            if (next != '%') {
                out.append(next);
                continue;
            }
            int end = format.startsWith("-", i + 1) ? i + 3 : i + 2;
            String field = format.substring(i + 1, Math.min(end, format.length()));
            out.append(field.equals("%") ? "%" : field(time, field));
            i = end - 1;
        }
        return Text.ofTemplate(out.toString());
    }

    private static String field(LocalDateTime time, String field) {
        String pattern = PATTERNS.get(field);
        if (pattern == null) {
            throw TemplateErrors.unsupported("the date field %" + field);
        }
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
    }
}
