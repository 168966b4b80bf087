package dev.hone.policy.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.error.ModelException;
import java.time.LocalDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What published templates do not show: Python's printing, white space, origins, and everything that must be refused. */
class TestChatTemplate {

    private static final LocalDateTime DATE = LocalDateTime.of(2025, 3, 7, 14, 5, 9);
    private static final String DATA =
            "{\"text\": \"a'b\\n\", \"list\": [1, 2.5, true, null, \"x\"], \"map\": {\"k\": 1e-5, \"é\": 1e22},"
                    + " \"emoji\": \"🙂z\", \"n\": 7}";

    /** Expected texts are those of jinja2 3.1.6 in transformers' environment. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "`{{ data.list }}`|`[1, 2.5, True, None, 'x']`",
                "`{{ data.map }}`|`{'k': 1e-05, 'é': 1e+22}`",
                "`{{ data }}`|`{'text': \"a'b\\n\", 'list': [1, 2.5, True, None, 'x'], 'map': {'k': 1e-05, 'é': 1e+22},"
                        + " 'emoji': '🙂z', 'n': 7}`",
                "`{{ data.map|tojson(indent=2) }}`|`{\n  \"k\": 1e-05,\n  \"é\": 1e+22\n}`",
                "`{{ data.list|tojson(separators=(',', ':')) }}`|`[1,2.5,true,null,\"x\"]`",
                "`{{ data.emoji[0] ~ data.emoji|length ~ data.emoji[::-1] }}`|`🙂2z🙂`",
                "`{{ -7 // 2 }} {{ -7 % 3 }} {{ 7 / 2 }} {{ 2 * 3 + 1 }}`|`-4 2 3.5 7`",
                "`{{ 'a' if data.n > 5 and not data.n == 8 else 'b' }}`|`a`",
                "`{{ 1 < 2 < 3 }} {{ 3 in [1, 2] }} {{ 'k' in data.map }}`|`True False True`",
                "`{{ undefined_name }}[{{ undefined_name is defined }}]`|`[False]`",
                "`{{ data.list[1:3] }}{{ data.list[-1] }}{{ data.list[9] }}`|`[2.5, True]x`",
                "`{% for x in [1, 2, 3] if x != 2 %}{{ loop.index }}{{ x }}{% if not loop.last %},{% endif %}{% endfor %}`"
                        + "|`11,23`",
                "`{% for k, v in data.map.items() %}{{ k }}={{ v }};{% endfor %}`|`k=1e-05;é=1e+22;`",
                "`{% for x in [] %}x{% else %}none{% endfor %}`|`none`",
                "`{% set a = 1 %}{% for x in [1, 2] %}{% set a = x + a %}{% endfor %}{{ a }}`|`1`",
                "`{% set ns = namespace(a=1) %}{% for x in [1, 2] %}{% set ns.a = x + ns.a %}{% endfor %}{{ ns.a }}`|`4`",
                "`{% for x in range(9) %}{% if x == 2 %}{% continue %}{% endif %}{% if x == 4 %}{% break %}{% endif %}"
                        + "{{ x }}{% endfor %}`|`013`",
                "`{% macro m(a, b='B') %}<{{ a }}{{ b }}>{% endmacro %}{{ m(1) }}{{ m(b=2, a=3) }}`|`<1B><32>`",
                "`{% set x %}in {{ 1 }}{% endset %}{{ x|upper }}`|`IN 1`",
                "`{{ ['b', 'a']|join('-') }} {{ [{'n': 1}, {'n': 2}]|map(attribute='n')|join }}`|`b-a 12`",
                "`{{ [1, 2, 3]|select('odd')|list }} {{ [1, 0]|reject|list }} {{ [0, 1]|first }}`|`[1, 3] [0] 0`",
                "`{{ 'x\ny\n\nz'|indent(2) }}`|`x\n  y\n\n  z`",
                "`{{ ' a b '.split() }} {{ 'a,b,c'.split(',', 1) }}`|`['a', 'b'] ['a', 'b,c']`",
                "`{{ 'aXbX'.replace('X', '-', 1) }} {{ 'x.x'.strip('x') }} {{ none|default('d') }}`|`a-bX . None`",
                "`{{ none|default('d', true) }} {{ '12'|int + 1 }} {{ 'q'|int(3) }} {{ (1, 2) }} {{ (1,) }}`"
                        + "|`d 13 3 (1, 2) (1,)`",
                "`{{ 'it\\'s' }} {{ [\"it's\", 'q\"'] }} {{ ['\\x07\\u200b'] }}`|`it's [\"it's\", 'q\"'] ['\\x07\\u200b']`",
                "`{{ strftime_now('%d %B %Y %-d %H:%M %%') }}`|`07 March 2025 7 14:05 %`",
                "`a\n  {% if true %}\nb\n  {% endif %}\nc`|`a\nb\nc`",
                "`a  {{- 1 -}}  b {# note #}c\n{#- x -#}\n d`|`a1b cd`",
                "`  {%+ if true %}x{% endif +%}\ny`|`  x\ny`",
                "`{{ {'a': {'b': 1}}['a']['b'] }}`|`1`",
                "`{{ '%s' }}{{ 'a' 'b' }}`|`%sab`",
            })
    void expressionsPrintAsInPython(String template, String expected) throws JsonProcessingException {
        assertThat(render(template)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{% include 'x' %}`|the tag include is not supported",
                "`{% call m() %}{% endcall %}`|the tag call is not supported",
                "`{% raw %}x{% endraw %}`|the tag raw is not supported",
                "`{{ x|urlencode }}`|the filter urlencode is not supported",
                "`{{ x is callable }}`|the test callable is not supported",
                "`{{ x.append(1) }}`|the method append is not supported",
                "`{{ lipsum() }}`|the function lipsum is not known",
                "`{{ loop.cycle('a') }}`|loop.cycle is not supported",
                "`{% for x in y recursive %}{% endfor %}`|expected BLOCK_END, found NAME 'recursive'",
                "`{{ 2 ** 3 }}`|expected VARIABLE_END, found OPERATOR '**'",
                "`{{ [1|select('prime')] }}`|select needs the name of a known test or filter",
                "`{% if x %}`|a block is not closed",
                "`{{ x`|a tag is not closed",
                "`{# x`|a comment {# is not closed",
                "`{{ }}`|an expression is missing",
                "`{% macro m() %}{{ caller() }}{% endmacro %}`|caller in a macro is not supported",
                "`{% break %}`|break outside a loop",
            })
    void whatIsOutsideTheSubsetIsRefusedAtLoad(String template, String problem) {
        assertThatThrownBy(() -> ChatTemplate.parse("line one\n" + template))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("chat template, line 2: ")
                .hasMessageContaining(problem)
                .hasMessageContaining("refused because it could not be rendered exactly");
    }

    @Test
    void deeplyNestedSourceIsRefused() {
        assertThatThrownBy(() -> ChatTemplate.parse("{{ " + "(".repeat(5000) + "1" + ")".repeat(5000) + " }}"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("nested deeper than 100");
    }

    @Test
    void everyCharacterKnowsWhetherTheTemplateWroteIt() throws JsonProcessingException {
        JsonNode data = new ObjectMapper().readTree("{\"a\": \"xy\"}");
        RenderedChat chat = ChatTemplate.parse("<{{ bos_token + data.a|upper }}>{{ data|tojson }}")
                .render(Map.of("bos_token", "B"), Map.of("data", data), DATE);
        assertThat(chat.text()).isEqualTo("<BXY>{\"a\": \"xy\"}");
        assertThat(chat.isFromTemplate(0, 2)).isTrue();
        assertThat(chat.isFromTemplate(2, 3)).isFalse();
        assertThat(chat.isFromTemplate(1, 3)).isFalse();
        assertThat(chat.isFromTemplate(4, 7)).isTrue();
        assertThat(chat.isFromTemplate(7, 8)).isFalse();
    }

    private static String render(String template) throws JsonProcessingException {
        JsonNode data = new ObjectMapper().readTree(DATA);
        return ChatTemplate.parse(template)
                .render(Map.of(), Map.of("data", data), DATE)
                .text();
    }
}
