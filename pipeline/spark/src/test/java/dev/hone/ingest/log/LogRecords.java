package dev.hone.ingest.log;

import dev.hone.ingest.record.Nodes;
import java.util.Locale;

/** Invocation log records for tests, in the shapes that the service writes. */
public final class LogRecords {

    private LogRecords() {}

    public static String record(String operation, String modelId, String requestId, String input, String output) {
        return String.format(
                Locale.ROOT,
                """
                {"schemaType":"ModelInvocationLog","schemaVersion":"1.0","timestamp":"2026-04-20T00:17:33Z",\
                "accountId":"111122223333","region":"us-west-2","requestId":"%s","operation":"%s","modelId":"%s",\
                "requestMetadata":{"project":"CS"},\
                "input":{"inputContentType":"application/json","inputBodyJson":%s,"inputTokenCount":6},\
                "output":{"outputContentType":"application/json","outputBodyJson":%s,"outputTokenCount":7}}""",
                requestId,
                operation,
                modelId,
                input.replace("\n", ""),
                output.replace("\n", ""));
    }

    public static String converse(String input) {
        return record("Converse", "us.amazon.nova-lite-v1:0", "r-1", input, "{}");
    }

    public static String converse(String requestId, String question, String answer) {
        return record(
                "Converse",
                "us.amazon.nova-lite-v1:0",
                requestId,
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"" + question + "\"}]}]}",
                "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"" + answer
                        + "\"}]}},\"stopReason\":\"end_turn\"}");
    }

    public static String anthropic(String input, String output) {
        return record("InvokeModel", "anthropic.claude-3-haiku-20240307-v1:0", "r-1", input, output);
    }

    public static String llama(String prompt, String output) {
        return record(
                "InvokeModel",
                "meta.llama3-1-8b-instruct-v1:0",
                "r-1",
                Nodes.object().put("prompt", prompt).put("max_gen_len", 512).toString(),
                output);
    }
}
