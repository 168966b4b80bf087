package dev.hone.policy.reasoning;

/** Follows a text that comes piece by piece, and knows whether it stands inside a block; a marker may lie across pieces. */
public final class ThinkScanner {

    private final ReasoningStyle.Think style;
    private final StringBuilder tail = new StringBuilder();
    private boolean inside;

    /** @param opened whether the prompt has opened a block */
    public ThinkScanner(ReasoningStyle.Think style, boolean opened) {
        this.style = style;
        this.inside = opened;
    }

    public boolean inside() {
        return inside;
    }

    /** Takes the next piece. */
    public void accept(String piece) {
        tail.append(piece);
        String marker = marker();
        for (int at = tail.indexOf(marker); at >= 0; at = tail.indexOf(marker)) {
            tail.delete(0, at + marker.length());
            inside = !inside;
            marker = marker();
        }
        tail.delete(0, Math.max(0, tail.length() - marker.length() + 1));
    }

    private String marker() {
        return inside ? style.close() : style.open();
    }
}
