package dev.hone.ingest;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads the request and response bodies of one family. */
interface BodyMapper {

    /** The request as Chat Completions. */
    MappedPrompt prompt(JsonNode body) throws RecordRefused;

    /** The response, whole or as the list of its stream's chunks; none where its shape is not known. */
    LoggedAnswer answer(JsonNode body);
}
