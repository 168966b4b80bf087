package dev.hone.ingest.family;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.ingest.record.RecordRefused;

/** Reads the request and response bodies of one family. */
public interface BodyMapper {

    /** The request as Chat Completions. */
    MappedPrompt prompt(JsonNode body) throws RecordRefused;

    /** The response, whole or as the list of its stream's chunks; none where its shape is not known. */
    LoggedAnswer answer(JsonNode body);
}
