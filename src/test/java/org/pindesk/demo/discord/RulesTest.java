package org.pindesk.demo.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limits of messages, windows and commands, with what JDA itself would never send; and how marked-up words read. */
class RulesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String message(String body) {
        return String.join(",", MessageRules.message(json(body)).places());
    }

    @Test
    void messages() {
        assertThat(message("{'content':'hello','unknown_key':1}")).isEmpty();
        assertThat(message("{'content':null,'embeds':[{'description':'x'}]}")).isEmpty();
        assertThat(message("{'content':5}")).isEqualTo("content STRING_TYPE_CONVERT");
        assertThat(message("{'content':'" + "x".repeat(2001) + "'}")).isEqualTo("content BASE_TYPE_BAD_LENGTH");
        assertThat(message("{'embeds':[{'title':'" + "x".repeat(257) + "'}]}"))
                .isEqualTo("embeds.0.title BASE_TYPE_BAD_LENGTH");
        String long3000 = "{'description':'" + "x".repeat(3001) + "'}";
        assertThat(message("{'embeds':[" + long3000 + "," + long3000 + "]}"))
                .isEqualTo("embeds MAX_EMBED_SIZE_EXCEEDED");
        String button = "{'type':2,'style':1,'label':'Go','custom_id':'a'}";
        assertThat(message("{'components':[{'type':1,'components':[" + button + "]}]}"))
                .isEmpty();
        assertThat(message("{'components':[{'type':1,'components':[" + button + "," + button + "]}]}"))
                .isEqualTo("components.0.components.1.custom_id COMPONENT_CUSTOM_ID_DUPLICATED");
        assertThat(message("{'components':[{'type':1,'components':[{'type':2,'style':1,'label':'" + "x".repeat(81)
                        + "','custom_id':'" + "y".repeat(101) + "'}]}]}"))
                .contains("label BASE_TYPE_BAD_LENGTH", "custom_id BASE_TYPE_BAD_LENGTH");
        assertThat(message("{'components':[{'type':1,'components':[{'type':2,'style':1,'label':'Go'}]}]}"))
                .isEqualTo("components.0.components.0.custom_id BASE_TYPE_REQUIRED");
        assertThat(message("{'components':[" + button + "]}")).contains("components.0.type UNION_TYPE_CHOICES");
    }

    @Test
    void windows() {
        String input = "{'type':18,'label':'Code','component':{'type':4,'custom_id':'c','style':1}}";
        assertThat(MessageRules.modal(json("{'title':'T','custom_id':'m','components':[" + input + "]}"))
                        .places())
                .isEmpty();
        assertThat(MessageRules.modal(json("{'title':'" + "x".repeat(46) + "','components':[]}"))
                        .places())
                .containsExactly(
                        "title BASE_TYPE_BAD_LENGTH", "custom_id BASE_TYPE_REQUIRED", "components BASE_TYPE_REQUIRED");
        assertThat(MessageRules.modal(json("{'title':'T','custom_id':'m','components':[{'type':1,'components':[]}]}"))
                        .places())
                .containsExactly("components.0.type UNION_TYPE_CHOICES");
    }

    @Test
    void commands() {
        assertThat(CommandRules.command(json("{'name':'pin','description':'PINs'}"))
                        .places())
                .isEmpty();
        assertThat(CommandRules.command(json("{'name':'Pin','description':'" + "x".repeat(101) + "'}"))
                        .places())
                .containsExactly("name APPLICATION_COMMAND_INVALID_NAME", "description BASE_TYPE_BAD_LENGTH");
        assertThat(CommandRules.command(json("{'name':'pin','description':'d','options':["
                                + "{'type':3,'name':'a','description':'d'},"
                                + "{'type':3,'name':'b','description':'d','required':true}]}"))
                        .places())
                .containsExactly("options.1.required APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID");
        assertThat(CommandRules.command(json("{'name':'pin','description':'d','options':["
                                + "{'type':1,'name':'a','description':'d'},{'type':3,'name':'b','description':'d'}]}"))
                        .places())
                .containsExactly("options APPLICATION_COMMAND_OPTIONS_TYPE_INVALID");
    }

    @ParameterizedTest
    @CsvSource({
        "plain words, plain words",
        "**bold** and *italic*, bold and italic",
        "**a \\*star\\* b**, a *star* b",
        "snake_case_name, snake_case_name",
        "\\<@123456789012345678\\>, <@123456789012345678>",
        "<@123456789012345678>, @Bob",
        "`a*b_c\\d` x, a*b_c\\d x",
        "until <t:1795600800:t>, until 11:00",
        "<t:1795600800>, 25 November 2026 11:00",
        "<t:1795600800:R>, in 10 minutes",
        "2 * 3 * 4, 2 * 3 * 4",
        "https\\://x.example/a\\_b, https://x.example/a_b",
        "||spoiler|| ~~gone~~, spoiler gone"
    })
    void words_as_they_are_read(String marked, String read) {
        assertThat(Markdown.read(marked, Locale.ENGLISH, Instant.ofEpochSecond(1_795_600_200), id -> "Bob"))
                .isEqualTo(read);
    }
}
