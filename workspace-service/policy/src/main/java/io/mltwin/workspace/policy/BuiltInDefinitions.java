package io.mltwin.workspace.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.encoding.AsciiCase;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Azure's own policy definitions for Azure Machine Learning workspaces, and for scanning what they
 * use, with Azure's ids, names, parameters and rules (Azure/azure-policy, folders Machine Learning
 * and Security Center).
 *
 * <p>Deviation: of Azure's own definitions five are there, for customer-managed keys, private link,
 * Defender's plans for Kubernetes and for registries, and findings in images, and none of its
 * initiatives; exemptions answer 501.
 */
@Singleton
class BuiltInDefinitions {

    /** Settings of Azure Policy. */
    @ConfigMapping(prefix = "mltwin.policy")
    interface PolicyConfig {

        /**
         * True takes the built-in private link policy as it was from March 2021 on, which could be
         * assigned with effect Deny; in November 2020 it could only audit.
         */
        @WithDefault("false")
        boolean privateLinkDeny();
    }

    private static final String PRIVATE_LINK = "40cec1dd-a100-4920-b15b-3024fe8901ab";

    private final Map<String, PolicyDefinition> byName = new LinkedHashMap<>();

    BuiltInDefinitions(PolicyConfig config, ObjectMapper json) {
        for (JsonNode entry : entries(json)) {
            String name = entry.path("name").asText();
            if (name.equals(PRIVATE_LINK) && config.privateLinkDeny()) {
                allowDeny((ObjectNode) entry.path("properties"));
            }
            DefinitionBody.Properties properties =
                    json.convertValue(entry.path("properties"), DefinitionBody.Properties.class);
            byName.put(name, PolicyDefinition.read("/providers/" + DefinitionBody.TYPE + "/" + name, name, properties));
        }
    }

    private static JsonNode entries(ObjectMapper json) {
        try (InputStream file = BuiltInDefinitions.class.getResourceAsStream("/policy/built-in.json")) {
            return json.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void allowDeny(ObjectNode properties) {
        properties.put("version", "1.1.0");
        ((ObjectNode) properties.path("metadata")).put("version", "1.1.0");
        ObjectNode effect = (ObjectNode) properties.path("parameters").path("effect");
        effect.putArray("allowedValues").add("Audit").add("Deny").add("Disabled");
    }

    List<PolicyDefinition> all() {
        return new ArrayList<>(byName.values());
    }

    /** The definition of this name, or null. */
    PolicyDefinition find(String name) {
        return byName.get(AsciiCase.lower(name));
    }
}
