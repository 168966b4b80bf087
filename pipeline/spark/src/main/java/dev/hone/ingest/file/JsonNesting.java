package dev.hone.ingest.file;

/** How deep in objects and lists a place in JSON is; looks at nothing but brackets and quotes. */
final class JsonNesting {

    private int depth;
    private boolean inText;
    private boolean escaped;

    void add(byte[] bytes) {
        for (byte b : bytes) {
            add(b);
        }
    }

    void add(int b) {
        if (escaped) {
            escaped = false;
        } else if (b == '"') {
            inText = !inText;
        } else if (inText) {
            escaped = b == '\\';
        } else if (b == '{' || b == '[') {
            depth++;
        } else if (b == '}' || b == ']') {
            depth--;
        }
    }

    /** JSON's texts end in the line in which they begin. */
    void endLine() {
        inText = false;
        escaped = false;
    }

    boolean isInText() {
        return inText;
    }

    /** Whether an object or list has begun and not ended. */
    boolean isOpen() {
        return depth > 0;
    }
}
