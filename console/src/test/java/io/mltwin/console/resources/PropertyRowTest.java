package io.mltwin.console.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class PropertyRowTest {

    private static final String VAULT = "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.KeyVault/vaults/kv1";

    @Test
    void eachPropertyIsALineWithTheNamesAboveIt() throws Exception {
        String document = """
                {"name":"ws1","tags":{},"count":2,"none":null,
                 "properties":{"keyVault":"%s","list":[{"a":true},"b"],"text":"/subscriptions/"}}
                """.formatted(VAULT);

        assertThat(PropertyRow.of(new ObjectMapper().readTree(document)))
                .containsExactly(
                        new PropertyRow("name", "ws1", null),
                        new PropertyRow("tags", "{}", null),
                        new PropertyRow("count", "2", null),
                        new PropertyRow("properties.keyVault", VAULT, "/resources" + VAULT),
                        new PropertyRow("properties.list[0].a", "true", null),
                        new PropertyRow("properties.list[1]", "b", null),
                        new PropertyRow("properties.text", "/subscriptions/", null));
    }
}
