package io.mltwin.workspace.machinelearning.connections;

import io.mltwin.encoding.AsciiCase;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Lists the authentication types of connections from api 2022-01-01 on. Each names the credentials
 * that it must have and those that it may have.
 */
enum AuthType {
    NONE("None", "2022", List.of(), List.of()),
    PAT("PAT", "2022", List.of("pat"), List.of()),
    SAS("SAS", "2022", List.of("sas"), List.of()),
    USERNAME_PASSWORD("UsernamePassword", "2022", List.of("username", "password"), List.of("securityToken")),
    MANAGED_IDENTITY("ManagedIdentity", "2022", List.of(), List.of("clientId", "resourceId")),
    SERVICE_PRINCIPAL("ServicePrincipal", "2023", List.of("clientId", "clientSecret", "tenantId"), List.of()),
    ACCESS_KEY("AccessKey", "2023", List.of("accessKeyId", "secretAccessKey"), List.of()),
    ACCOUNT_KEY("AccountKey", "2023", List.of("key"), List.of()),
    API_KEY("ApiKey", "2023", List.of("key"), List.of()),
    CUSTOM_KEYS("CustomKeys", "2023", List.of("keys"), List.of()),
    AAD("AAD", "2023", List.of(), List.of());

    private final String text;
    private final String since;
    private final List<String> required;
    private final List<String> optional;

    AuthType(String text, String since, List<String> required, List<String> optional) {
        this.text = text;
        this.since = since;
        this.required = required;
        this.optional = optional;
    }

    String text() {
        return text;
    }

    List<String> required() {
        return required;
    }

    boolean takes(String credential) {
        return required.contains(credential) || optional.contains(credential);
    }

    private boolean isOf(String apiVersion) {
        return apiVersion.compareTo(since) >= 0;
    }

    static Optional<AuthType> find(String text, String apiVersion) {
        return Arrays.stream(values())
                .filter(one -> one.isOf(apiVersion) && AsciiCase.equal(one.text, text))
                .findFirst();
    }

    static List<String> names(String apiVersion) {
        return Arrays.stream(values())
                .filter(one -> one.isOf(apiVersion))
                .map(AuthType::text)
                .toList();
    }
}
