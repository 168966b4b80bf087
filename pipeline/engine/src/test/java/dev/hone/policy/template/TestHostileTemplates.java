package dev.hone.policy.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hone.error.DataException;
import dev.hone.error.ModelException;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates come from strangers: none can hang a job, fill its memory or overflow its stack. */
class TestHostileTemplates {

    private static final LocalDateTime DATE = LocalDateTime.of(2025, 3, 7, 14, 5, 9);

    /** A list whose items are twice the same list, and so on: small in memory, 2 to the power of 60 when looked at item by item. */
    private static final String SHARED =
            "{% set a = namespace(l=[]) %}{% for i in range(60) %}{% set a.l = [a.l, a.l] %}{% endfor %}";

    private static final String DEEP =
            "{% set d = namespace(l=[]) %}{% for i in range(20000) %}{% set d.l = [d.l] %}{% endfor %}";

    private static final String MANY = "{% set many = range(100000) %}";

    private static final String LONG =
            "{% set s = namespace(t='a') %}{% for i in range(20) %}{% set s.t = s.t ~ s.t %}{% endfor %}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Texts that double.
                "{% set s = namespace(t='a') %}{% for i in range(40) %}{% set s.t = s.t.replace('a', 'aa') %}{% endfor %}",
                "{% set s = namespace(t='a') %}{% for i in range(40) %}{% set s.t = s.t|replace('a', 'aa') %}{% endfor %}",
                "{% set s = namespace(t='a') %}{% for i in range(40) %}{% set s.t = s.t ~ s.t %}{% endfor %}",
                "{% set s = namespace(t='a') %}{% for i in range(40) %}{% set s.t = s.t + s.t %}{% endfor %}",
                "{% set s = namespace(t='a') %}{% for i in range(40) %}{% set s.t = [s.t, s.t]|join(s.t) %}{% endfor %}",
                "{% set s = namespace(t='a') %}{% for i in range(40) %}{% set b %}{{ s.t }}{{ s.t }}{% endset %}{% set s.t = b %}{% endfor %}",
                "{% set s = namespace(t='a\n') %}{% for i in range(40) %}{% set s.t = s.t|indent(s.t, true) %}{% endfor %}",
                "{% set s = namespace(t='a') %}{% for i in range(40) %}{% set s.t = [s.t, s.t]|tojson %}{% endfor %}",
                "{% set s = namespace(t='a') %}{% for i in range(40) %}{% set s.t = [s.t]|tojson(indent=s.t) %}{% endfor %}",
                "{% set s = namespace(t='%A') %}{% for i in range(40) %}{% set s.t = s.t ~ s.t %}{{ strftime_now(s.t) }}{% endfor %}",
                "{% set s = namespace(t='ß') %}{% for i in range(40) %}{% set s.t = s.t|upper ~ s.t %}{% endfor %}",
                // Lists that double.
                "{% set a = namespace(l=[1]) %}{% for i in range(60) %}{% set a.l = a.l + a.l %}{% endfor %}",
                MANY + "{% for a in many %}{% set l = many|list %}{% endfor %}",
                MANY + "{% for a in many %}{% set l = many[::-1] %}{% endfor %}",
                MANY + "{% for a in many %}{% set l = many|select|first %}{% endfor %}",
                LONG + MANY + "{% for a in many %}{% set l = s.t|list %}{% endfor %}",
                LONG + MANY + "{% for a in many %}{% set l = s.t.split('a') %}{% endfor %}",
                // Loops that do nothing.
                MANY + "{% for a in many %}{% for b in many %}{% endfor %}{% endfor %}",
                MANY + "{% for a in many %}{% for b in many if false %}{% endfor %}{% endfor %}",
                "{% for a in range(100000) %}{% set l = range(100000) %}{% endfor %}",
                MANY + "{% for a in many %}{% if -1 in many %}{% endif %}{% endfor %}",
                // Texts that are long to look at.
                LONG + MANY + "{% for a in many %}{% if s.t == s.t ~ '' %}{% endif %}{% endfor %}",
                LONG + MANY + "{% for a in many %}{% if s.t < s.t %}{% endif %}{% endfor %}",
                LONG + MANY + "{% for a in many %}{% if 'b' in s.t %}{% endif %}{% endfor %}",
                LONG + "{% set n = s.t[:500000] ~ 'b' %}" + MANY + "{% for a in many %}{{ s.t.find(n) }}{% endfor %}",
                LONG + "{% set n = s.t[:500000] ~ 'b' %}" + MANY + "{% for a in many %}{{ s.t.count(n) }}{% endfor %}",
                LONG + MANY + "{% for a in many %}{{ s.t.strip(s.t)|length }}{% endfor %}",
                LONG + MANY + "{% for a in many %}{{ s.t|length }}{% endfor %}",
                LONG + MANY + "{% for a in many %}{{ s.t[1000000] }}{% endfor %}",
                LONG + MANY + "{% for a in many %}{{ s.t.startswith(s.t) }}{% endfor %}",
                LONG + MANY + "{% for a in many %}{{ {s.t: 1}[s.t] }}{% endfor %}",
                LONG + MANY + "{% for a in many %}{{ s.t|int(0) }}{% endfor %}",
                // What doubles a level.
                SHARED + "{{ a.l == [a.l[0], a.l[1]] }}",
                SHARED + "{{ [a.l] in [[a.l]] }}",
                SHARED + "{{ a.l|select('eq', a.l[0])|list }}",
                SHARED + "{{ a.l }}",
                SHARED + "{{ a.l|tojson }}",
                // What is deep.
                DEEP + "{{ d.l }}",
                DEEP + "{{ d.l|tojson }}",
                DEEP + "{{ d.l == [d.l[0]] }}",
                DEEP + "{{ d.l|map('first')|list == d.l }}",
                "{% macro m(n) %}{% for i in [1] %}{% if true %}{{ m(n) }}{% endif %}{% endfor %}{% endmacro %}{{ m(1) }}",
                "{% macro m() %}{{ [1]|map('default', m())|list }}{% endmacro %}{{ m() }}",
                "{% macro m(a, b=m()) %}{% endmacro %}{{ m() }}",
                "{% macro twice(n) %}{% if n %}{{ twice(n - 1) }}{{ twice(n - 1) }}{% endif %}{% endmacro %}{{ twice(60) }}",
            })
    void whatTakesTooMuchIsRefusedWithItsLine(String template) throws InterruptedException {
        assertThat(onASmallStack("first line\n" + template))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("chat template, line ")
                .hasMessageFindingMatch("takes more than 20000000 steps|deeper than 200")
                .hasMessageContaining("broken or hostile");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1", "*1", "~'a'", " or 0", " and 1", "|string", " is defined", "[0:]", " == 1", " if 1"})
    void longChainsOfOperatorsDoNotOverflowTheStack(String link) throws InterruptedException {
        Throwable outcome = onASmallStack("{{ 1" + link.repeat(20_000) + " }}");
        if (outcome != null) {
            assertThat(outcome)
                    .isInstanceOfAny(ModelException.class, DataException.class)
                    .hasMessageContaining("chat template");
        }
    }

    @Test
    void aChainThatIsTooDeepIsRefusedWithItsLine() throws InterruptedException {
        assertThat(onASmallStack("a\nb\n{{ 1" + "+1".repeat(20_000) + " }}"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(
                        "chat template, line 3: the rendering of a short conversation nests blocks, calls")
                .hasMessageContaining("chat_template.jinja");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ range(99999999999999) }}",
                "{{ 'x'[:99999999999999] }}",
                "{{ 7 is divisibleby(0) }}",
                "{{ 'a'.split('b', 99999999999) }}",
                "{% set n = namespace(v=3) %}{% for i in range(40) %}{% set n.v = n.v * n.v %}{% endfor %}",
                "{% set n = namespace(v=3) %}{% for i in range(9999) %}{% set n.v = n.v + n.v %}{% endfor %}",
                "{{ 1 // 0 }}",
            })
    void numbersThatAreTooLargeAreErrorsOfTheConversationAndNotOfJava(String template) throws InterruptedException {
        assertThat(onASmallStack(template)).isInstanceOf(DataException.class);
    }

    @Test
    void aLiteralOfManyDigitsAndATemplateOfMegabytesAreRefusedWhenLoaded() {
        assertThatThrownBy(() -> ChatTemplate.parse("\n{{ " + "9".repeat(100_000) + " }}"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("line 2: a number of more than 4300 digits");
        assertThatThrownBy(() -> ChatTemplate.parse("x".repeat(2_000_000)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("longer than 1000000 characters");
    }

    @Test
    void aLongConversationThatIsTooMuchForASoundTemplateIsTheConversationsFault() {
        JsonNode text = new TextNode("x".repeat(2_000_000));
        ChatTemplate template =
                ChatTemplate.parse("{% for c in text %}{% for d in text %}{{ c }}{% endfor %}{% endfor %}");
        assertThatThrownBy(() -> template.render(Map.of(), Map.of("text", text), DATE))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 1 takes more than 36000008 steps");
    }

    @Test
    void aConversationOfDeepValuesIsRefusedAndAPlainOneOfAMegabyteRendered() {
        JsonNode deep = IntNode.valueOf(1);
        for (int i = 0; i < 900; i++) {
            deep = new ObjectMapper().createArrayNode().add(deep);
        }
        JsonNode tooDeep = deep;
        ChatTemplate template = ChatTemplate.parse("{{ text|tojson }}{{ text|string|trim }}");
        assertThatThrownBy(() -> template.render(Map.of(), Map.of("text", tooDeep), DATE))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("nested deeper than 150");
        ArrayNode flat = new ObjectMapper().createArrayNode();
        for (int i = 0; i < 1000; i++) {
            flat.add("z".repeat(1000));
        }
        assertThat(template.render(Map.of(), Map.of("text", flat), DATE).text()).hasSizeGreaterThan(2_000_000);
    }

    /** Renders where the stack is half of what Java's threads have; the outcome is the error, or null. */
    private static Throwable onASmallStack(String template) throws InterruptedException {
        AtomicReference<Throwable> outcome = new AtomicReference<>();
        Thread thread =
                new Thread(null, () -> ChatTemplate.parse(template).render(Map.of(), Map.of(), DATE), "r", 512 << 10);
        thread.setUncaughtExceptionHandler((same, error) -> outcome.set(error));
        thread.start();
        thread.join();
        return outcome.get();
    }
}
