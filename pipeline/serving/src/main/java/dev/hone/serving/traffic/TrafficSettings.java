package dev.hone.serving.traffic;

import java.nio.file.Path;

/**
 * What is kept of the traffic, and where.
 *
 * @param folder in which the layout of Bedrock's logs begins
 * @param share of the chats that are kept, above 0, at most 1
 */
public record TrafficSettings(Path folder, double share) {

    public TrafficSettings {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "the share of chats that are kept is above 0 and at most 1, not " + share);
        }
    }
}
