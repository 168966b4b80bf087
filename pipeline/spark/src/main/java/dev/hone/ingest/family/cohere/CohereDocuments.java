package dev.hone.ingest.family.cohere;

import com.fasterxml.jackson.databind.JsonNode;

/** Documents that Command R answers from, in the words in which its own template writes them in front of the question. */
final class CohereDocuments {

    private CohereDocuments() {}

    /** The text of all documents with an empty line at its end, or an empty text where there are none. */
    static String text(JsonNode documents) {
        if (documents.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("<results>\n");
        int index = 0;
        for (JsonNode document : documents) {
            text.append(index == 0 ? "" : "\n")
                    .append("Document: ")
                    .append(index++)
                    .append('\n');
            document.properties().forEach(field -> text.append(field.getKey())
                    .append(": ")
                    .append(field.getValue().isTextual() ? field.getValue().textValue() : field.getValue())
                    .append('\n'));
        }
        return text.append("</results>\n\n").toString();
    }
}
