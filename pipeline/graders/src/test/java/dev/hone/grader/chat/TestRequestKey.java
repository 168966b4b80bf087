package dev.hone.grader.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;

/** Keys must never change: an answer under another key is paid for again. */
class TestRequestKey {

    private static final List<ChatMessage> MESSAGES = List.of(
            ChatMessage.system("Answer \"yes\" or\n\tno \u0007"),
            ChatMessage.user("Grüße 🚢 \u2028 </data> \ud83d alone"));

    @Test
    void aKeyIsTheHashOfAllThatAnAnswerHangsOn() {
        ChatRequest all = new ChatRequest(
                MESSAGES, 1024, OptionalDouble.of(0.7), OptionalLong.of(-5), Optional.of("{\"type\": \"object\"}"), 3);
        ChatRequest none =
                new ChatRequest(MESSAGES, 1, OptionalDouble.empty(), OptionalLong.empty(), Optional.empty(), 0);

        assertThat(RequestKey.of("judge at http://host/v1", all)).isEqualTo(hash("judge at http://host/v1", all));
        assertThat(RequestKey.of("judge", none))
                .isEqualTo(hash("judge", none))
                .isEqualTo("238938811b4a43a889bf097ca8026f48754ef93ef993937fdb20eebeb4babd4b");
    }

    private static String hash(String model, ChatRequest request) {
        ArrayNode all = new ObjectMapper().createArrayNode().add(model);
        ArrayNode messages = all.addArray();
        request.messages()
                .forEach(message -> messages.addArray().add(message.role()).add(message.content()));
        all.add(request.maxTokens());
        request.temperature().ifPresentOrElse(all::add, all::addNull);
        request.seed().ifPresentOrElse(all::add, all::addNull);
        request.schema().ifPresentOrElse(all::add, all::addNull);
        all.add(request.vote());
        return DigestUtils.sha256Hex(all.toString());
    }
}
