package dev.hone.ingest.family.completion;

import dev.hone.ingest.family.MappedPrompt;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import java.util.List;
import java.util.Optional;

/** The marks with which a chat template writes turns into one text. */
interface TurnMarkers {

    /** Marks made for this purpose, which no other text is likely to hold; of several the first that a prompt has counts. */
    List<TurnMarkers> UNMISTAKABLE = List.of(
            HeaderMarkers.LLAMA_3,
            HeaderMarkers.LLAMA_4,
            HeaderMarkers.CHAT_ML,
            HeaderMarkers.COMMAND,
            HeaderMarkers.GEMMA,
            LabelMarkers.DEEPSEEK,
            new InstructionMarkers());

    /** Whether a prompt is written with these marks. */
    boolean marks(String prompt);

    /** The turns of a prompt that is, and its tools; the open turn of the assistant at its end is none. */
    MappedPrompt read(String prompt) throws RecordRefused;

    /** The first of some marks that a prompt is written with. */
    static Optional<TurnMarkers> of(List<TurnMarkers> candidates, String prompt) {
        return candidates.stream().filter(markers -> markers.marks(prompt)).findFirst();
    }

    static RecordRefused unreadable(String detail) {
        return new RecordRefused(QuarantineReason.UNREADABLE_TEMPLATE, detail);
    }
}
