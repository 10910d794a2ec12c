package io.mltwin.workspace.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Azure's own definitions, and the setting that takes the private link policy of 2021. */
class BuiltInDefinitionsTest {

    @ParameterizedTest
    @CsvSource({
        "ba769a63-b8cc-4b2d-abf6-ac33c7204be8, false, 'Audit,Deny,Disabled', 1.1.0, true",
        "40cec1dd-a100-4920-b15b-3024fe8901ab, false, 'Audit,Disabled', 1.0.1, true",
        "40cec1dd-a100-4920-b15b-3024fe8901ab, true, 'Audit,Deny,Disabled', 1.1.0, true",
        "523b5cd1-3e23-492f-a539-13118b6d1e3a, false, 'AuditIfNotExists,Disabled', 1.0.3, false",
        "c25d9a16-bc35-4e15-a7e5-9db606bf9ed4, false, 'AuditIfNotExists,Disabled', 1.0.3, false",
        "5f0f936f-2f01-4bf5-b6be-d423792fa562, false, 'AuditIfNotExists,Disabled', 2.0.0, false"
    })
    void effectsAreThoseOfTheVersion(String name, boolean deny, String effects, String version, boolean indexed) {
        BuiltInDefinitions definitions = new BuiltInDefinitions(() -> deny, new ObjectMapper());

        PolicyDefinition definition = definitions.find(name);

        assertThat(definition.parameters().get("effect").allowed())
                .extracting(JsonNode::asText)
                .containsExactly(effects.split(","));
        assertThat(definition.properties().version()).isEqualTo(version);
        assertThat(definition.indexed()).isEqualTo(indexed);
    }
}
