package io.mltwin.armweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JsonTest {

    record Policy(String name, List<Integer> days, Instant since) {}

    private static final Policy POLICY = new Policy("p", List.of(1, 2), Instant.parse("2026-01-02T03:04:05Z"));
    private static final String TEXT = """
            {"name":"p","days":[1,2],"since":"2026-01-02T03:04:05Z"}""";

    @Test
    void valueIsReadAsItWasWritten() {
        assertThat(Json.write(POLICY)).isEqualTo(TEXT);
        assertThat(Json.bytes(POLICY)).isEqualTo(TEXT.getBytes(StandardCharsets.UTF_8));
        assertThat(Json.read(TEXT, Policy.class)).isEqualTo(POLICY);
        assertThat(Json.read(TEXT.getBytes(StandardCharsets.UTF_8), Policy.class))
                .isEqualTo(POLICY);
        assertThat(Json.read(Json.tree(POLICY), Policy.class)).isEqualTo(POLICY);
        assertThat(Json.read(Json.write(Map.of("a", "b")), new TypeReference<Map<String, String>>() {}))
                .isEqualTo(Map.of("a", "b"));
    }

    @Test
    void nullsAreLeftOut() {
        Map<String, String> map = new TreeMap<>(Map.of("a", "b"));
        map.put("none", null);

        assertThat(Json.write(new Policy("p", null, null))).isEqualTo("{\"name\":\"p\"}");
        assertThat(Json.write(map)).isEqualTo("{\"a\":\"b\"}");
    }

    @Test
    void textThatIsNoJsonIsNotFound() {
        assertThat(Json.find("{\"a\":1}")).contains(Json.object().put("a", 1));
        assertThat(Json.find("{a")).isEmpty();
    }

    @Test
    void membersOfALaterVersionAreIgnored() {
        assertThat(Json.read("{\"name\":\"p\",\"new\":1}", Policy.class)).isEqualTo(new Policy("p", null, null));
    }

    @Test
    void damagedContentIsAnInternalError() {
        assertThatThrownBy(() -> Json.read("{", Policy.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Policy");
        assertThatThrownBy(() -> Json.read("[", new TypeReference<List<String>>() {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("List");
        assertThatThrownBy(() -> Json.read(Json.array(), Policy.class)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Json.write(new Object())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void foreignJsonThatDoesNotFitIsRefusedWithTheCallersError() {
        JsonNode tree = Json.object().put("days", "x");
        assertThatThrownBy(() -> Json.read(tree, Policy.class, e -> AzureException.badRequest("C", Json.reason(e))))
                .isInstanceOf(AzureException.class)
                .hasMessage("the value of 'days' has not the expected form.");
        assertThatThrownBy(() -> Json.read("{", Policy.class, e -> AzureException.badRequest("C", "no JSON")))
                .isInstanceOf(AzureException.class);
    }

    @Test
    void limitsOfBodiesHoldHereToo() {
        String deep = "[".repeat(200) + "]".repeat(200);
        assertThatThrownBy(() -> Json.read(deep, JsonNode.class)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Json.read("{\"days\":[null]}", Policy.class))
                .isInstanceOf(IllegalStateException.class);
    }
}
