package io.mltwin.node.identity;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The two forms in which Azure's identity libraries ask a managed identity endpoint, told apart by
 * {@code api-version}: App Service's and Azure ML's older one.
 */
public enum IdentityFlavour {
    /** {@code IDENTITY_ENDPOINT}, {@code IDENTITY_HEADER}. */
    APP_SERVICE(
            "2019-08-01",
            "X-IDENTITY-HEADER",
            Map.of(
                    "client_id", "client_id",
                    "object_id", "object_id",
                    "principal_id", "object_id",
                    "mi_res_id", "mi_res_id")),
    /** {@code MSI_ENDPOINT}, {@code MSI_SECRET}; an identity is chosen by its client id only. */
    MACHINE_LEARNING("2017-09-01", "secret", Map.of("clientid", "client_id"));

    private final String apiVersion;
    private final String header;
    private final Map<String, String> selectors;

    IdentityFlavour(String apiVersion, String header, Map<String, String> selectors) {
        this.apiVersion = apiVersion;
        this.header = header;
        this.selectors = selectors;
    }

    /** The header that carries the run's secret. */
    public String header() {
        return header;
    }

    /** Null for an api-version that is neither. */
    public static IdentityFlavour of(String apiVersion) {
        for (IdentityFlavour flavour : values()) {
            if (flavour.apiVersion.equals(apiVersion)) {
                return flavour;
            }
        }
        return null;
    }

    /** Returns the question to compute-service from a client's query: the resource and the identity. */
    Map<String, String> question(Map<String, String> query) {
        Map<String, String> question = new LinkedHashMap<>();
        question.put("resource", query.getOrDefault("resource", ""));
        selectors.forEach((name, meaning) -> {
            String value = query.getOrDefault(name, "");
            if (!value.isBlank()) {
                question.put(meaning, value);
            }
        });
        return question;
    }
}
