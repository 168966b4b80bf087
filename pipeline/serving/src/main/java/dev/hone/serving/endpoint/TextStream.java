package dev.hone.serving.endpoint;

import dev.hone.policy.SampledCompletion;
import dev.hone.policy.tokenizer.PolicyTokenizer;
import dev.hone.policy.tokenizer.TextPieces;
import java.util.List;

/** The text of a completion as it grows, without what may still become a stop string or is half a character. */
final class TextStream {

    private final TextPieces pieces;
    private final List<String> stops;
    private final StringBuilder text = new StringBuilder();
    private int told;

    TextStream(PolicyTokenizer tokenizer, List<String> stops) {
        this.pieces = new TextPieces(tokenizer);
        this.stops = List.copyOf(stops);
    }

    /** What can be told after a token; often nothing. */
    String next(int token) {
        text.append(pieces.next(token));
        return tell(text.toString(), Math.min(text.length() - held(), beforeStop()));
    }

    /** What is left when the completion has ended. */
    String end(SampledCompletion completion) {
        return tell(completion.text(), completion.text().length());
    }

    private String tell(String all, int end) {
        String more = end > told ? all.substring(told, end) : "";
        told = Math.max(told, end);
        return more;
    }

    /** Where the first whole stop string begins, which may stand in the middle of a token. */
    private int beforeStop() {
        return stops.stream()
                .mapToInt(text::indexOf)
                .filter(start -> start >= 0)
                .min()
                .orElse(text.length());
    }

    /** Length of the longest end of the text that a stop string begins with. */
    private int held() {
        int longest = 0;
        for (String stop : stops) {
            for (int length = Math.min(stop.length(), text.length()); length > longest; length--) {
                if (stop.startsWith(text.substring(text.length() - length))) {
                    longest = length;
                }
            }
        }
        return longest;
    }
}
