package io.mltwin.armweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLimitsTest {

    private final ObjectMapper json = new ObjectMapper();

    record Rule(String name) {}

    record Body(
            List<String> texts,
            List<Rule> rules,
            Set<String> names,
            Collection<Rule> more,
            List<List<String>> rows,
            Map<String, String> tags,
            JsonNode any) {}

    @BeforeEach
    void limit() {
        new JsonLimits().customize(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"texts\":[null]}",
                "{\"rules\":[null]}",
                "{\"rules\":[{\"name\":\"a\"},null]}",
                "{\"names\":[null]}",
                "{\"more\":[null]}",
                "{\"rows\":[null]}",
                "{\"rows\":[[\"a\",null]]}",
            })
    void aListHasNoNullInIt(String body) {
        assertThatThrownBy(() -> json.readValue(body, Body.class)).isInstanceOf(JsonMappingException.class);
    }

    @Test
    void valuesOfMapsAndTreesMayBeNull() throws Exception {
        Body body = json.readValue("{\"texts\":null,\"rules\":[],\"tags\":{\"a\":null},\"any\":[null]}", Body.class);

        assertThat(body.texts()).isNull();
        assertThat(body.tags()).containsEntry("a", null);
        assertThat(body.any().get(0).isNull()).isTrue();
    }
}
