package dev.hone.ingest.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is read from a file, as texts: the line's number, the code of its refusal if it is refused, and the record. */
final class RecordTexts {

    private RecordTexts() {}

    static List<String> of(Records records) throws IOException {
        List<String> texts = new ArrayList<>();
        Optional<Records.Found> found = records.next();
        while (found.isPresent()) {
            texts.add(text(found.get()));
            found = records.next();
        }
        return texts;
    }

    private static String text(Records.Found found) {
        RecordLine line = found.line();
        String code =
                found.refused().map(refused -> refused.reason().code() + " ").orElse("");
        return line.number() + " " + code + new String(line.bytes(), StandardCharsets.UTF_8);
    }
}
